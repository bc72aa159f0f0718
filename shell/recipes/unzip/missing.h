/* wasi-libc has no time zones: nothing to set, and no seconds west of Greenwich. */
static const long timezone = 0;
static inline void tzset(void) {}
