/* CPU time. The kernel has one number for a process; it is all user time. */
#include "kernel.h"
#include <sys/resource.h>
#include <sys/times.h>
#include <time.h>

/* times(2) counts in these; sysconf(_SC_CLK_TCK) says so. */
#define TICKS_PER_SECOND 100
#define NS_PER_TICK (1000000000 / TICKS_PER_SECOND)

struct __clockid {
	__wasi_clockid_t id;
};

const struct __clockid _CLOCK_PROCESS_CPUTIME_ID = {__WASI_CLOCKID_PROCESS_CPUTIME_ID};
const struct __clockid _CLOCK_THREAD_CPUTIME_ID = {__WASI_CLOCKID_THREAD_CPUTIME_ID};

static struct viv_process_times process_times(void)
{
	struct viv_process_times times = {0};
	viv_proc_times(&times);
	return times;
}

clock_t clock(void)
{
	// CLOCKS_PER_SEC is 1000000000 here.
	return process_times().self_ns;
}

clock_t __clock(void)
{
	return clock();
}

clock_t times(struct tms *tms)
{
	struct viv_process_times times = process_times();
	if (tms)
		*tms = (struct tms){
			.tms_utime = times.self_ns / NS_PER_TICK,
			.tms_cutime = times.children_ns / NS_PER_TICK,
		};
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * TICKS_PER_SECOND + now.tv_nsec / NS_PER_TICK;
}

int getrusage(int who, struct rusage *usage)
{
	if (who != RUSAGE_SELF && who != RUSAGE_CHILDREN && who != RUSAGE_THREAD)
		return fail(EINVAL);
	struct viv_process_times times = process_times();
	uint64_t ns = who == RUSAGE_CHILDREN ? times.children_ns : times.self_ns;
	*usage = (struct rusage){.ru_utime = {.tv_sec = ns / 1000000000, .tv_usec = ns / 1000 % 1000000}};
	// Linear memory never shrinks, so what it is now is the most it was; in KiB.
	if (who != RUSAGE_CHILDREN)
		usage->ru_maxrss = __builtin_wasm_memory_size(0) * 64;
	return 0;
}

int clock_settime(clockid_t clock, const struct timespec *time)
{
	return fail(EPERM);
}
