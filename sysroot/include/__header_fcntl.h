#ifndef __vivarium___header_fcntl_h
#define __vivarium___header_fcntl_h

#include_next <__header_fcntl.h>

/* wasi-libc has 0 here, as WASI has no exec. The bit is none of wasi-libc's. */
#undef O_CLOEXEC
#define O_CLOEXEC 0x20000000
#define O_LARGEFILE 0

#define F_DUPFD 0
#define F_GETLK 5
#define F_SETLK 6
#define F_SETLKW 7
#define F_SETOWN 8
#define F_GETOWN 9
#define F_DUPFD_CLOEXEC 1030

#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2

#define AT_EMPTY_PATH 0x1000

#endif
