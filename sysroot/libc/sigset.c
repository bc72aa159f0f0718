#include "kernel.h"
#include <signal.h>

static int valid(int signal)
{
	return signal > 0 && signal <= 64;
}

static unsigned long long bit(int signal)
{
	return 1ULL << (signal - 1);
}

int sigemptyset(sigset_t *set)
{
	set->__bits = 0;
	return 0;
}

int sigfillset(sigset_t *set)
{
	set->__bits = ~0ULL;
	return 0;
}

int sigaddset(sigset_t *set, int signal)
{
	if (!valid(signal))
		return fail(EINVAL);
	set->__bits |= bit(signal);
	return 0;
}

int sigdelset(sigset_t *set, int signal)
{
	if (!valid(signal))
		return fail(EINVAL);
	set->__bits &= ~bit(signal);
	return 0;
}

int sigismember(const sigset_t *set, int signal)
{
	if (!valid(signal))
		return fail(EINVAL);
	return !!(set->__bits & bit(signal));
}

int sigisemptyset(const sigset_t *set)
{
	return !set->__bits;
}

int sigorset(sigset_t *set, const sigset_t *left, const sigset_t *right)
{
	set->__bits = left->__bits | right->__bits;
	return 0;
}

int sigandset(sigset_t *set, const sigset_t *left, const sigset_t *right)
{
	set->__bits = left->__bits & right->__bits;
	return 0;
}
