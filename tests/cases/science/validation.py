#### models_and_errors
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, Literal, Optional
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, ValidationError, field_validator, model_validator


class Level(str, Enum):
    low = "low"
    high = "high"


class Address(BaseModel):
    street: str = Field(min_length=3, max_length=40)
    code: Annotated[str, Field(pattern=r"^\d{5}$")]


class Order(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True, extra="forbid", validate_assignment=True)

    id: UUID
    customer: str
    amount: Decimal = Field(gt=0, decimal_places=2)
    quantity: int = Field(1, ge=1, le=2**70)
    level: Level = Level.low
    day: date
    at: Optional[datetime] = None
    wait: timedelta = timedelta(0)
    host: IPv4Address | None = None
    page: HttpUrl | None = None
    password: SecretStr = SecretStr("none")
    folder: Path = Path(".")
    kind: Literal["new", "old"] = "new"
    tags: set[str] = Field(default_factory=set)
    addresses: list[Address] = []
    pair: tuple[int, float] = (1, 2.0)

    @field_validator("customer")
    @classmethod
    def has_two_names(cls, value: str) -> str:
        if " " not in value:
            raise ValueError("must contain a space")
        return value.title()

    @model_validator(mode="after")
    def old_orders_are_small(self) -> "Order":
        if self.kind == "old" and self.quantity > 10:
            raise ValueError("an old order of more than ten")
        return self


good = {
    "id": "12345678-1234-5678-1234-567812345678",
    "customer": "  ada lovelace ",
    "amount": "19.99",
    "quantity": "1180591620717411303424",
    "day": "2024-02-29",
    "at": "2024-02-29T12:30:00.123456+02:00",
    "wait": "P3DT12H",
    "host": "192.168.0.1",
    "page": "https://example.org:8080/a b?q=ü#x",
    "password": "hush",
    "folder": "/tmp/x",
    "tags": ["b", "b"],
    "addresses": [{"street": "Main Street", "code": "12345"}],
    "pair": ["3", 4],
}
order = Order.model_validate(good)
print(repr(order))
print(order.model_dump_json(indent=1))
print(Order.model_validate_json(order.model_dump_json(exclude={"password"})) == order.model_copy(update={"password": SecretStr("none")}))
print(order.model_dump(mode="json", include={"page", "wait", "at", "level"}), order.page.host, order.page.port)
bad = good | {
    "id": "no", "customer": "ada", "amount": "1.999", "quantity": 0, "level": "middle", "day": "2023-02-29", "wait": "soon",
    "host": "1.2.3.400", "page": "nowhere", "kind": "older", "addresses": [{"street": "x", "code": "1234"}, 3], "pair": [1],
    "more": True,
}
try:
    Order.model_validate(bad)
except ValidationError as error:
    print(error.error_count(), error.title)
    print(error)
    print([(item["loc"], item["type"], item.get("ctx")) for item in error.errors(include_url=False)])
    print(error.json(include_url=False, include_input=False, indent=1)[:400])
try:
    order.quantity = -5
except ValidationError as error:
    print(error)
try:
    Order(**good | {"kind": "old"})
except ValidationError as error:
    print(error)
for wrong in ('{"id": ', '{"id": 1, "id": NaN}', "[1, 2", '"\ud800"', b"\xff"):
    try:
        Order.model_validate_json(wrong)
    except ValidationError as error:
        print(error.errors(include_url=False, include_input=False)[0]["msg"])
    except UnicodeEncodeError as error:
        print(type(error).__name__)

#### discriminated_unions_and_generics
from typing import Annotated, Generic, Literal, TypeVar, Union

from pydantic import BaseModel, Discriminator, Field, RootModel, Tag, TypeAdapter, ValidationError


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int = 9


class Dog(BaseModel):
    kind: Literal["dog", "hound"]
    barks: float


class Lizard(BaseModel):
    kind: Literal["lizard"]
    friends: list["Pet"] = []


Pet = Annotated[Union[Cat, Dog, Lizard], Field(discriminator="kind")]
Lizard.model_rebuild()
pets = TypeAdapter(list[Pet])
found = pets.validate_json('[{"kind": "cat"}, {"kind": "hound", "barks": "1.5"}, {"kind": "lizard", "friends": [{"kind": "cat", "lives": 3}]}]')
print(found)
print(pets.dump_json(found), pets.dump_python(found[1:], exclude_defaults=True))
try:
    pets.validate_python([{"kind": "fish"}, {}, {"kind": "dog"}, {"kind": "lizard", "friends": [{"kind": "cat", "lives": "many"}]}])
except ValidationError as error:
    print(error)
print(pets.json_schema()["$defs"]["Lizard"])

Value = TypeVar("Value")


class Page(BaseModel, Generic[Value]):
    items: list[Value]
    total: int


print(Page[int](items=["1", 2], total=2), Page[Cat].__name__, Page[Pet].model_validate({"items": found, "total": 3}).total)
try:
    Page[int](items=["x", 1.5], total=True)
except ValidationError as error:
    print(error)


def shape(value):
    return "many" if isinstance(value, (list, tuple)) else "one"


OneOrMany = TypeAdapter(Annotated[Union[Annotated[int, Tag("one")], Annotated[list[int], Tag("many")]], Discriminator(shape)])
print(OneOrMany.validate_python("3"), OneOrMany.validate_python(("1", 2)))
print(TypeAdapter(int | str | float | bool).validate_python("1"), TypeAdapter(float | int).validate_python(1), TypeAdapter(bool | int).validate_python("yes"))


class Matrix(RootModel[dict[str, list[float]]]):
    pass


print(Matrix.model_validate_json('{"a": [1, 2.5, 1e400], "b": []}').root)


class Node(BaseModel):
    value: int
    children: list["Node"] = []


def nested(depth):
    inner = {"value": 0}
    for value in range(1, depth):
        inner = {"value": value, "children": [inner]}
    return inner


node, depth = Node.model_validate(nested(250)), 1
text = node.model_dump_json()
while node.children:
    node, depth = node.children[0], depth + 1
print(depth, len(text))
for call in (lambda: Node.model_validate(nested(300)), lambda: Node.model_validate_json(text)):
    try:
        call()
    except ValidationError as error:
        print(error.errors(include_url=False, include_input=False)[0]["msg"])
cycle = {"value": 1}
cycle["children"] = [cycle]
try:
    Node.model_validate(cycle)
except ValidationError as error:
    print(error.errors(include_url=False, include_input=False))

#### dataclasses_functions_and_schemas
import dataclasses
import json
from collections import deque
from datetime import time, timezone
from functools import cached_property
from typing import Annotated, Any, NamedTuple

import numpy as np
from pydantic import (
    AfterValidator, AliasChoices, AliasPath, BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, PlainSerializer,
    TypeAdapter, ValidationError, WrapValidator, computed_field, create_model, field_serializer, validate_call,
)
from pydantic.dataclasses import dataclass
from pydantic_core import core_schema, from_json, to_json, to_jsonable_python
from typing_extensions import TypedDict


@dataclass(config=ConfigDict(frozen=True), slots=True)
class Point:
    x: float
    y: float = dataclasses.field(default=0)

    def __post_init__(self):
        if abs(self.x) > 1e6:
            raise ValueError("far away")


print(Point("1.5"), TypeAdapter(Point).dump_json(Point(2, "3")), dataclasses.asdict(Point(1)))
for arguments in (("x",), (1e7,), (1, 2, 3)):
    try:
        Point(*arguments)
    except ValidationError as error:
        print(error)
try:
    Point(1).x = 3
except Exception as error:
    print(type(error).__name__, error)


@validate_call(validate_return=True)
def repeat(text: str, count: Annotated[int, Field(ge=0)] = 2, *rest: int, sep: str = ",", **more: float) -> str:
    return sep.join([text] * count + [str(rest), str(more)])


print(repeat("a", "3", 4, "5", sep="-", last="1e3"))
try:
    repeat(1, -1, sep=None, last="x")
except ValidationError as error:
    print(error)


class Row(TypedDict, total=False):
    name: str
    at: time


class Pair(NamedTuple):
    left: int
    right: int = 0


class Array:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler):
        return core_schema.no_info_plain_validator_function(
            lambda value: np.asarray(value, dtype=float),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value.tolist()),
        )


class Everything(BaseModel):
    model_config = ConfigDict(populate_by_name=True, ser_json_bytes="base64", val_json_bytes="base64")

    number: Annotated[int, BeforeValidator(lambda value: str(value).strip("#")), AfterValidator(lambda value: value * 2)]
    wrapped: Annotated[int, WrapValidator(lambda value, handler: -1 if value == "none" else handler(value))] = 0
    row: Row = {}
    pair: Pair = Pair(1)
    queue: deque[int] = Field(default_factory=deque, max_length=3)
    raw: bytes = b"\xff\x00"
    deep: int = Field(0, validation_alias=AliasChoices("deep", AliasPath("nested", "values", 1)))
    percent: Annotated[float, PlainSerializer(lambda value: f"{value:.1%}", return_type=str)] = 0.5
    values: Array = Field(default_factory=lambda: np.zeros(2))

    @computed_field
    @cached_property
    def double(self) -> int:
        return 2 * self.number

    @field_serializer("queue", when_used="json")
    def as_text(self, value):
        return " ".join(map(str, value))


thing = Everything.model_validate(
    {"number": "#21", "wrapped": "none", "row": {"at": "12:30:00Z"}, "pair": [1, "2"], "queue": (1, 2), "nested": {"values": [0, 7]}, "values": [1, 2, 3]}
)
print(thing.model_dump_json(), thing.row["at"].tzinfo == timezone.utc, thing.values.sum())
print(Everything.model_validate_json(b'{"number": 1, "raw": "AAEC"}').raw)
print(sorted(Everything.model_fields))
Dynamic = create_model("Dynamic", size=(int, ...), name=(str, "x"))
print(json.dumps(Dynamic.model_json_schema()), repr(Dynamic(size=3)))
print(from_json('{"a": [1, 2.50, "three', allow_partial=True), to_json({"n": float("nan"), "b": b"x", "s": {1}}, inf_nan_mode="strings"), to_jsonable_python(Point(1)))
print(from_json("123456789012345678901234567890"), from_json("[1e5, -0.0, 1E-7, 0.1]"), to_json([1e22, 1e16, 123456.789, 5e-324]))
strict = TypeAdapter(dict[int, bool], config=ConfigDict(strict=True))
for text in ('{"1": true}', '{"1": 1}', '{"x": false}'):
    try:
        print(strict.validate_json(text))
    except ValidationError as error:
        print(error)
