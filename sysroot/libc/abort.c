#include "kernel.h"
#include <signal.h>
#include <stdlib.h>

_Noreturn void abort(void)
{
	uint64_t old;
	uint32_t was;
	viv_sig_mask(SIG_UNBLOCK, 1ULL << (SIGABRT - 1), &old);
	raise(SIGABRT);
	// A handler returned, or the signal was ignored.
	viv_sig_action(SIGABRT, VIV_SIG_DEFAULT, &was);
	raise(SIGABRT);
	__builtin_trap();
}
