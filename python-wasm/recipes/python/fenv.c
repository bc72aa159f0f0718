/*
 * Floating-point exception flags in memory. wasm has none, so arithmetic never sets them, but numpy's LAPACK wrappers
 * raise FE_INVALID by hand and look for it afterwards: LinAlgError depends on it. These replace wasi-libc's functions,
 * which do nothing. The values of the macros are numpy's build's (recipe numpy).
 */
#include <fenv.h>

static int raised;

int feclearexcept(int exceptions)
{
	raised &= ~exceptions;
	return 0;
}

int feraiseexcept(int exceptions)
{
	raised |= exceptions;
	return 0;
}

int fetestexcept(int exceptions)
{
	return raised & exceptions;
}

int fegetround(void)
{
	return FE_TONEAREST;
}

int __fesetround(int mode)
{
	return mode != FE_TONEAREST;
}

int fegetenv(fenv_t *environment)
{
	return 0;
}

int fesetenv(const fenv_t *environment)
{
	return 0;
}
