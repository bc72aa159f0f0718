/* wasi-libc's sigset_t is one byte. This one holds 64 signals, as the kernel does. */
#ifndef __wasilibc___typedef_sigset_t_h
#define __wasilibc___typedef_sigset_t_h

typedef struct {
	unsigned long long __bits;
} sigset_t;

#endif
