/*
 * Functions of complex numbers as flang calls them: parts as scalars, where C for wasm passes a reference. The names
 * are those that `xtask wasm adapt` gives to such calls.
 */
#include <complex.h>

#define OF_COMPLEX(result, name, part, make, type)              \
    result name##_of_parts(part, part) __asm__(#name "." type); \
    result name##_of_parts(part re, part im) { return name(make(re, im)); }

OF_COMPLEX(double, cabs, double, CMPLX, "ddd")
OF_COMPLEX(float, cabsf, float, CMPLXF, "fff")
OF_COMPLEX(double complex, cexp, double, CMPLX, "vidd")
OF_COMPLEX(float complex, cexpf, float, CMPLXF, "viff")
OF_COMPLEX(double complex, csqrt, double, CMPLX, "vidd")
OF_COMPLEX(float complex, csqrtf, float, CMPLXF, "viff")
