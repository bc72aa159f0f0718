/* wasi-libc wants this macro of programs that use the header; here the functions are real. */
#ifndef _WASI_EMULATED_MMAN
#define _WASI_EMULATED_MMAN
#endif
#include_next <sys/mman.h>
