/* The one timer there is: ITIMER_REAL. */
#include "kernel.h"
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

/* The interval that was set last; the kernel tells only the time that is left. */
static struct timeval interval;

static uint64_t ns(const struct timeval *time)
{
	return time->tv_sec * 1000000000ULL + time->tv_usec * 1000ULL;
}

static struct timeval timeval(uint64_t ns)
{
	// Rounded up: what is left must not read as nothing.
	uint64_t us = (ns + 999) / 1000;
	return (struct timeval){.tv_sec = us / 1000000, .tv_usec = us % 1000000};
}

int setitimer(int which, const struct itimerval *restrict new, struct itimerval *restrict old)
{
	uint64_t left;
	// No clock of a process' own CPU time sends signals here.
	if (which != ITIMER_REAL)
		return fail(which == ITIMER_VIRTUAL || which == ITIMER_PROF ? ENOTSUP : EINVAL);
	int error = viv_sig_alarm(ns(&new->it_value), ns(&new->it_interval), &left);
	if (error)
		return fail(error);
	if (old)
		*old = (struct itimerval){interval, timeval(left)};
	interval = new->it_interval;
	return 0;
}

int getitimer(int which, struct itimerval *now)
{
	struct itimerval none = {0};
	struct timeval kept = interval;
	if (which != ITIMER_REAL) {
		*now = none;
		return which == ITIMER_VIRTUAL || which == ITIMER_PROF ? 0 : fail(EINVAL);
	}
	// Asking is disarming, then arming again.
	if (setitimer(which, &none, now))
		return -1;
	struct itimerval again = {kept, now->it_value};
	return setitimer(which, &again, NULL);
}

unsigned alarm(unsigned seconds)
{
	struct itimerval new = {.it_value = {.tv_sec = seconds}}, old = {0};
	setitimer(ITIMER_REAL, &new, &old);
	// As Linux: rounded to the nearest second, but a pending alarm is never 0.
	unsigned left = old.it_value.tv_sec + (old.it_value.tv_usec >= 500000);
	return left ? left : old.it_value.tv_usec > 0;
}

unsigned ualarm(unsigned us, unsigned interval_us)
{
	struct itimerval new = {
		.it_value = {us / 1000000, us % 1000000},
		.it_interval = {interval_us / 1000000, interval_us % 1000000},
	};
	struct itimerval old = {0};
	setitimer(ITIMER_REAL, &new, &old);
	return old.it_value.tv_sec * 1000000 + old.it_value.tv_usec;
}
