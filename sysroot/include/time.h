#ifndef _VIVARIUM_TIME_H
#define _VIVARIUM_TIME_H

/* wasi-libc marks clock as emulated unless this is set. */
#ifndef _WASI_EMULATED_PROCESS_CLOCKS
#define _WASI_EMULATED_PROCESS_CLOCKS
#endif
#include_next <time.h>

#ifdef __cplusplus
extern "C" {
#endif

int clock_settime(clockid_t, const struct timespec *);

/* wasi-libc has no time zones. */
extern char *tzname[2];
extern long timezone;
extern int daylight;
void tzset(void);

#ifdef __cplusplus
}
#endif

#endif
