/* wasi-libc wants this macro of programs that use the header; here the functions are real. */
#ifndef _WASI_EMULATED_PROCESS_CLOCKS
#define _WASI_EMULATED_PROCESS_CLOCKS
#endif
#include_next <sys/times.h>
