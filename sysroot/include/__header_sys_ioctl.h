#ifndef __vivarium___header_sys_ioctl_h
#define __vivarium___header_sys_ioctl_h

#include_next <__header_sys_ioctl.h>

/* Rust programs use wasi-libc's numbers. */
enum { WASI_FIONREAD = FIONREAD, WASI_FIONBIO = FIONBIO };
#undef FIONREAD
#undef FIONBIO
#define FIONREAD 0x541B
#define FIONBIO 0x5421

#define TIOCGPGRP 0x540F
#define TIOCSPGRP 0x5410
#define TIOCGWINSZ 0x5413
#define TIOCSWINSZ 0x5414
#define FIONCLEX 0x5450
#define FIOCLEX 0x5451

struct winsize {
	unsigned short ws_row, ws_col, ws_xpixel, ws_ypixel;
};

#endif
