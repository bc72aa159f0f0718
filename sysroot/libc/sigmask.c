/* Blocking signals and waiting for them. */
#include "kernel.h"
#include <signal.h>
#include <time.h>
#include <unistd.h>

int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
	uint64_t before = 0;
	int error = viv_sig_mask(set ? how : SIG_BLOCK, set ? set->__bits : 0, &before);
	if (error)
		return fail(error);
	if (old)
		old->__bits = before;
	// What was pending and is unblocked now is handled before this returns.
	if (set && how != SIG_BLOCK)
		interrupted(0);
	return 0;
}

int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
	return sigprocmask(how, set, old) ? errno : 0;
}

int pause(void)
{
	int error = viv_sig_pause();
	__viv_run_handlers();
	return fail(error ? error : EINTR);
}

int sigsuspend(const sigset_t *set)
{
	uint64_t own, ignored;
	viv_sig_mask(SIG_SETMASK, set->__bits, &own);
	pause();
	viv_sig_mask(SIG_SETMASK, own, &ignored);
	return fail(EINTR);
}

/*
 * The kernel has no call that looks at pending signals. They are had by catching and unblocking them for a moment:
 * then the kernel hands them out.
 */
struct acceptance {
	uint64_t set, mask;
	uint32_t dispositions[32];
};

static void begin(struct acceptance *acceptance, uint64_t set)
{
	*acceptance = (struct acceptance){.set = set & 0x7fffffff & ~(1ULL << (SIGKILL - 1) | 1ULL << (SIGSTOP - 1))};
	for (int signal = 1; signal < 32; signal++)
		if (acceptance->set >> (signal - 1) & 1)
			viv_sig_action(signal, VIV_SIG_CATCH, &acceptance->dispositions[signal]);
	viv_sig_mask(SIG_UNBLOCK, acceptance->set, &acceptance->mask);
}

static void end(struct acceptance *acceptance)
{
	uint64_t mask;
	uint32_t disposition;
	viv_sig_mask(SIG_SETMASK, acceptance->mask, &mask);
	for (int signal = 1; signal < 32; signal++)
		if (acceptance->set >> (signal - 1) & 1)
			viv_sig_action(signal, acceptance->dispositions[signal], &disposition);
}

/* The pending signals of `set`, all at once; they are pending no more. */
static uint64_t take(uint64_t set)
{
	uint64_t taken = 0, others = 0;
	uint32_t signal;
	while (viv_sig_take(&signal) == 0 && signal)
		*(set >> (signal - 1) & 1 ? &taken : &others) |= 1ULL << (signal - 1);
	for (signal = 1; signal < 32; signal++)
		if (others >> (signal - 1) & 1)
			viv_proc_kill(getpid(), signal);
	return taken;
}

static void put_back(uint64_t set)
{
	for (int signal = 1; signal < 32; signal++)
		if (set >> (signal - 1) & 1)
			viv_proc_kill(getpid(), signal);
}

int sigpending(sigset_t *pending)
{
	uint64_t own = 0;
	viv_sig_mask(SIG_BLOCK, 0, &own);
	struct acceptance acceptance;
	begin(&acceptance, own);
	uint64_t taken = take(acceptance.set);
	end(&acceptance);
	put_back(taken);
	pending->__bits = taken;
	return 0;
}

int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict info, const struct timespec *restrict timeout)
{
	struct timespec deadline;
	if (timeout) {
		clock_gettime(CLOCK_MONOTONIC, &deadline);
		deadline.tv_sec += timeout->tv_sec;
		deadline.tv_nsec += timeout->tv_nsec;
		deadline.tv_sec += deadline.tv_nsec / 1000000000;
		deadline.tv_nsec %= 1000000000;
	}
	struct acceptance acceptance;
	begin(&acceptance, set->__bits);
	uint64_t taken;
	int error = 0;
	while (!(taken = take(acceptance.set)) && !error) {
		__wasi_subscription_t clock = {.u.tag = __WASI_EVENTTYPE_CLOCK};
		if (!timeout) {
			viv_sig_pause();
			continue;
		}
		clock.u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
		clock.u.u.clock.flags = __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME;
		clock.u.u.clock.timeout = deadline.tv_sec * 1000000000ULL + deadline.tv_nsec;
		__wasi_event_t event;
		size_t events;
		if (__wasi_poll_oneoff(&clock, &event, 1, &events) == 0)
			error = EAGAIN;
	}
	if (!taken)
		taken = take(acceptance.set);
	end(&acceptance);
	if (!taken)
		return fail(error);
	int signal = __builtin_ctzll(taken) + 1;
	put_back(taken & (taken - 1));
	if (info)
		*info = (siginfo_t){.si_signo = signal, .si_code = SI_USER};
	return signal;
}

int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict info)
{
	return sigtimedwait(set, info, NULL);
}

int sigwait(const sigset_t *restrict set, int *restrict signal)
{
	int found = sigwaitinfo(set, NULL);
	if (found < 0)
		return errno;
	*signal = found;
	return 0;
}
