/* wasi-libc has no time zones, so nothing to set. */
static inline void tzset(void) {}
