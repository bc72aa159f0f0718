#define _GNU_SOURCE
#include "check.h"
#include <poll.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t caught, order;

static void count(int signal)
{
	caught++;
	order = order * 100 + signal;
}

static void raise_another(int signal)
{
	raise(SIGUSR2);
	// Blocked by sa_mask: it waits until this returns.
	CHECK(order == 0);
	order = signal;
}

static void set(int signal, void (*handler)(int), int flags)
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
	CHECK(sigaction(signal, &action, NULL) == 0);
}

static void handlers(void)
{
	struct sigaction old;
	CHECK(signal(SIGUSR1, count) == SIG_DFL);
	caught = 0;
	CHECK(raise(SIGUSR1) == 0 && caught == 1);
	CHECK(kill(getpid(), SIGUSR1) == 0 && caught == 2);
	CHECK(sigaction(SIGUSR1, NULL, &old) == 0 && old.sa_handler == count);
	CHECK(signal(SIGUSR1, SIG_IGN) == count);
	CHECK(raise(SIGUSR1) == 0 && caught == 2);
	CHECK(sigaction(SIGUSR1, NULL, &old) == 0 && old.sa_handler == SIG_IGN);
	set(SIGUSR1, count, SA_RESETHAND);
	CHECK(raise(SIGUSR1) == 0 && caught == 3);
	CHECK(sigaction(SIGUSR1, NULL, &old) == 0 && old.sa_handler == SIG_DFL);
	CHECK_FAILS(sigaction(SIGKILL, &old, NULL), EINVAL);
	CHECK_FAILS(sigaction(99, &old, NULL), EINVAL);
	CHECK_FAILS(kill(getpid(), 99), EINVAL);
}

static void masks(void)
{
	sigset_t blocked, old, pending;
	set(SIGUSR1, count, 0);
	caught = 0;
	CHECK(sigemptyset(&blocked) == 0 && sigaddset(&blocked, SIGUSR1) == 0 && sigismember(&blocked, SIGUSR1) == 1);
	CHECK(sigprocmask(SIG_BLOCK, &blocked, &old) == 0 && !sigismember(&old, SIGUSR1));
	CHECK(raise(SIGUSR1) == 0 && raise(SIGUSR1) == 0 && caught == 0);
	CHECK(sigpending(&pending) == 0 && sigismember(&pending, SIGUSR1) == 1 && sigismember(&pending, SIGUSR2) == 0);
	CHECK(sigprocmask(SIG_SETMASK, &old, NULL) == 0 && caught == 1);
	CHECK(sigpending(&pending) == 0 && !sigismember(&pending, SIGUSR1));

	struct sigaction action = {.sa_handler = raise_another};
	sigemptyset(&action.sa_mask);
	sigaddset(&action.sa_mask, SIGUSR2);
	CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
	set(SIGUSR2, count, 0);
	order = caught = 0;
	CHECK(raise(SIGUSR1) == 0 && caught == 1 && order == SIGUSR1 * 100 + SIGUSR2);
}

static void waiting(void)
{
	sigset_t set;
	int signal;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	CHECK(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
	CHECK(raise(SIGUSR1) == 0);
	CHECK(sigwait(&set, &signal) == 0 && signal == SIGUSR1);
	struct timespec soon = {.tv_nsec = 20000000};
	CHECK_FAILS(sigtimedwait(&set, NULL, &soon), EAGAIN);
	caught = 0;
	signal = SIGUSR1;
	struct sigaction action = {.sa_handler = count};
	CHECK(sigaction(SIGUSR1, &action, NULL) == 0 && raise(SIGUSR1) == 0 && caught == 0);
	sigset_t none;
	sigemptyset(&none);
	CHECK_FAILS(sigsuspend(&none), EINTR);
	CHECK(caught == 1);
	CHECK(sigprocmask(SIG_UNBLOCK, &set, NULL) == 0 && caught == 1);
}

static void alarms(void)
{
	set(SIGALRM, count, 0);
	caught = 0;
	CHECK(alarm(100) == 0 && alarm(0) == 100);
	struct itimerval timer = {.it_value = {.tv_usec = 30000}}, left;
	CHECK(setitimer(ITIMER_REAL, &timer, NULL) == 0);
	CHECK(getitimer(ITIMER_REAL, &left) == 0 && left.it_value.tv_usec > 0 && left.it_value.tv_usec <= 30000);
	CHECK_FAILS(pause(), EINTR);
	CHECK(caught == 1);

	struct timespec long_time = {.tv_sec = 5}, rest = {0};
	CHECK(setitimer(ITIMER_REAL, &timer, NULL) == 0);
	CHECK_FAILS(nanosleep(&long_time, &rest), EINTR);
	CHECK(caught == 2 && rest.tv_sec == 4);

	int ends[2];
	char byte;
	CHECK(pipe(ends) == 0 && setitimer(ITIMER_REAL, &timer, NULL) == 0);
	CHECK_FAILS(read(ends[0], &byte, 1), EINTR);
	CHECK(caught == 3 && setitimer(ITIMER_REAL, &timer, NULL) == 0);
	CHECK_FAILS(poll(&(struct pollfd){.fd = ends[0], .events = POLLIN}, 1, -1), EINTR);
	CHECK(caught == 4);

	// Again and again, until it is disarmed; SA_RESTART goes on sleeping in read, but not in nanosleep.
	set(SIGALRM, count, SA_RESTART);
	timer.it_interval.tv_usec = 10000;
	CHECK(setitimer(ITIMER_REAL, &timer, NULL) == 0);
	while (caught < 8)
		CHECK_FAILS(nanosleep(&long_time, NULL), EINTR);
	timer = (struct itimerval){0};
	CHECK(setitimer(ITIMER_REAL, &timer, NULL) == 0);
	close(ends[0]), close(ends[1]);
}

static void broken_pipe(void)
{
	int ends[2];
	CHECK(pipe(ends) == 0 && close(ends[0]) == 0);
	caught = 0;
	set(SIGPIPE, count, 0);
	CHECK_FAILS(write(ends[1], "x", 1), EPIPE);
	CHECK(caught == 1);
	CHECK(signal(SIGPIPE, SIG_IGN) == count);
	CHECK_FAILS(write(ends[1], "x", 1), EPIPE);
	close(ends[1]);
}

int main(void)
{
	handlers();
	masks();
	waiting();
	alarms();
	broken_pipe();
	CHECK(!strcmp(strsignal(SIGTERM), "Terminated") && !strcmp(strsignal(SIGINT), "Interrupt"));
	puts("signal ok");
}
