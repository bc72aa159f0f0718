#include "kernel.h"
#include <time.h>
#include <unistd.h>

static uint64_t now(__wasi_clockid_t clock)
{
	__wasi_timestamp_t ns;
	return __wasi_clock_time_get(clock, 1, &ns) ? 0 : ns;
}

/* Sleeps to `deadline` on `clock`. Returns an errno; EINTR after a handler ran. */
static int sleep_until(__wasi_clockid_t clock, uint64_t deadline)
{
	__wasi_subscription_t subscription = {.u.tag = __WASI_EVENTTYPE_CLOCK};
	subscription.u.u.clock.id = clock;
	subscription.u.u.clock.flags = __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME;
	subscription.u.u.clock.timeout = deadline;
	__wasi_event_t event;
	size_t events;
	int error = __wasi_poll_oneoff(&subscription, &event, 1, &events);
	interrupted(error);
	return error ? error : event.error;
}

/* What clockid_t points to; wasi-libc keeps the definition to itself. */
struct __clockid {
	__wasi_clockid_t id;
};

int __clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted, struct timespec *left)
{
	if (flags & ~TIMER_ABSTIME || wanted->tv_nsec < 0 || wanted->tv_nsec >= 1000000000 || wanted->tv_sec < 0)
		return EINVAL;
	if (clock->id != __WASI_CLOCKID_REALTIME && clock->id != __WASI_CLOCKID_MONOTONIC)
		return ENOTSUP;
	uint64_t deadline = wanted->tv_sec * 1000000000ULL + wanted->tv_nsec;
	if (!(flags & TIMER_ABSTIME) && __builtin_add_overflow(deadline, now(clock->id), &deadline))
		deadline = UINT64_MAX;
	int error = sleep_until(clock->id, deadline);
	if (error == EINTR && left && !(flags & TIMER_ABSTIME)) {
		uint64_t reached = now(clock->id), rest = reached < deadline ? deadline - reached : 0;
		*left = (struct timespec){.tv_sec = rest / 1000000000, .tv_nsec = rest % 1000000000};
	}
	return error;
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted, struct timespec *left)
{
	return __clock_nanosleep(clock, flags, wanted, left);
}

int nanosleep(const struct timespec *wanted, struct timespec *left)
{
	return result(__clock_nanosleep(CLOCK_MONOTONIC, 0, wanted, left));
}

unsigned sleep(unsigned seconds)
{
	struct timespec left = {.tv_sec = seconds};
	return nanosleep(&left, &left) ? left.tv_sec + (left.tv_nsec > 0) : 0;
}

int usleep(unsigned us)
{
	return nanosleep(&(struct timespec){.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000}, NULL);
}
