/*
 * Signals. The kernel does a signal's default action and drops ignored ones; a caught one it queues. Nothing can
 * interrupt wasm between two instructions, so handlers run where libc looks: after calls that may wait, in kill, and
 * where signals are unblocked.
 */
#include "kernel.h"
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* One more than the highest signal. */
#define SIGNALS 32

static struct sigaction actions[SIGNALS];
static volatile uint32_t flag;
static int notified;

volatile uint32_t *__viv_signal_flag = &flag;

void __viv_notify_signals(volatile uint32_t *own)
{
	__viv_signal_flag = own ? own : &flag;
	notified = 1;
	viv_sig_notify(__viv_signal_flag);
}

void __viv_restore_signals(void)
{
	uint32_t was;
	for (int signal = 1; signal < SIGNALS; signal++) {
		if (actions[signal].sa_handler == SIG_IGN)
			viv_sig_action(signal, VIV_SIG_IGNORE, &was);
		else if (actions[signal].sa_handler != SIG_DFL)
			viv_sig_action(signal, VIV_SIG_CATCH, &was);
	}
	if (notified)
		viv_sig_notify(__viv_signal_flag);
}

static void run(uint32_t signal)
{
	struct sigaction action = actions[signal];
	uint64_t mask = action.sa_mask.__bits, old;
	if (!(action.sa_flags & SA_NODEFER))
		mask |= 1ULL << (signal - 1);
	if (action.sa_flags & SA_RESETHAND)
		sigaction(signal, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
	viv_sig_mask(SIG_BLOCK, mask, &old);
	if (action.sa_flags & SA_SIGINFO) {
		siginfo_t info = {.si_signo = signal, .si_code = SI_USER};
		action.sa_sigaction(signal, &info, NULL);
	} else {
		action.sa_handler(signal);
	}
	viv_sig_mask(SIG_SETMASK, old, &mask);
}

int __viv_run_handlers(void)
{
	int saved = errno, ran = 0, restart = 1;
	// Before the first is taken: one that comes meanwhile sets it again.
	*__viv_signal_flag = 0;
	for (;;) {
		uint32_t signal = 0;
		if (viv_sig_take(&signal) || !signal)
			break;
		// Caught when it came, but the action has changed since.
		if (signal >= SIGNALS || actions[signal].sa_handler == SIG_DFL || actions[signal].sa_handler == SIG_IGN)
			continue;
		ran = 1;
		restart &= !!(actions[signal].sa_flags & SA_RESTART);
		run(signal);
	}
	errno = saved;
	return ran && restart;
}

void __viv_dispatch_signals(void)
{
	__viv_run_handlers();
}

int sigaction(int signal, const struct sigaction *restrict action, struct sigaction *restrict old)
{
	if (signal <= 0 || signal >= SIGNALS || (action && (signal == SIGKILL || signal == SIGSTOP)))
		return fail(EINVAL);
	struct sigaction before = actions[signal];
	if (action) {
		int caught = action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;
		if (caught && !notified)
			__viv_notify_signals(NULL);
		uint32_t disposition = caught                            ? VIV_SIG_CATCH
		                       : action->sa_handler == SIG_IGN ? VIV_SIG_IGNORE
		                                                         : VIV_SIG_DEFAULT;
		struct sigaction taken = *action;
		actions[signal] = taken;
		uint32_t was;
		int error = viv_sig_action(signal, disposition, &was);
		if (error) {
			actions[signal] = before;
			return fail(error);
		}
		// Ignored since before this program began.
		if (was == VIV_SIG_IGNORE)
			before.sa_handler = SIG_IGN;
	} else if (before.sa_handler == SIG_DFL) {
		// The kernel tells only who sets: what it says is put back at once.
		uint32_t was = VIV_SIG_DEFAULT, none;
		viv_sig_action(signal, VIV_SIG_DEFAULT, &was);
		if (was != VIV_SIG_DEFAULT)
			viv_sig_action(signal, was, &none);
		if (was == VIV_SIG_IGNORE)
			before.sa_handler = SIG_IGN;
	}
	if (old)
		*old = before;
	return 0;
}

void (*signal(int number, void (*handler)(int)))(int)
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, old;
	return sigaction(number, &action, &old) ? SIG_ERR : old.sa_handler;
}

int siginterrupt(int signal, int on)
{
	struct sigaction action;
	if (sigaction(signal, NULL, &action))
		return -1;
	action.sa_flags = on ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
	return sigaction(signal, &action, NULL);
}

int kill(pid_t pid, int signal)
{
	int error = viv_proc_kill(pid, signal);
	if (error)
		return fail(error);
	// A signal to oneself is handled before kill returns.
	interrupted(0);
	return 0;
}

int killpg(pid_t group, int signal)
{
	if (group < 0)
		return fail(EINVAL);
	return kill(-group, signal);
}

int raise(int signal)
{
	return kill(getpid(), signal);
}

int pthread_kill(pthread_t thread, int signal)
{
	return raise(signal) ? errno : 0;
}

/* wasi-libc's SIG_IGN and SIG_ERR are functions, as 1 is a function's address on wasm. They are never called. */
void __SIG_IGN(int signal) {}

_Noreturn void __SIG_ERR(int signal)
{
	__builtin_trap();
}

void (*bsd_signal(int number, void (*handler)(int)))(int)
{
	return signal(number, handler);
}

void (*__sysv_signal(int number, void (*handler)(int)))(int)
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESETHAND | SA_NODEFER}, old;
	return sigaction(number, &action, &old) ? SIG_ERR : old.sa_handler;
}

/* Handlers run on the one stack there is. */
int sigaltstack(const stack_t *restrict stack, stack_t *restrict old)
{
	if (old)
		*old = (stack_t){.ss_flags = SS_DISABLE};
	return 0;
}
