from decimal import ROUND_HALF_EVEN, Decimal, getcontext, localcontext
from fractions import Fraction

assert Decimal("0.1") + Decimal("0.2") == Decimal("0.3")
with localcontext() as context:
    context.prec = 50
    assert str(Decimal(2).sqrt()) == "1.4142135623730950488016887242096980785696718753769"
assert Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_EVEN) == Decimal("2.68")
assert getcontext().prec == 28
assert Fraction(1, 3) + Fraction(1, 6) == Fraction(1, 2)
import _decimal  # the C implementation, not the one in Python
assert Decimal is _decimal.Decimal
