/* What the libc does otherwise than Linux, each with its row in docs/limitations.md. On the host there is none. */
#define _GNU_SOURCE
#include "check.h"
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#ifdef __wasm__

static void no_fork(void)
{
	CHECK_FAILS(fork(), ENOSYS);
	CHECK_FAILS(vfork(), ENOSYS);
}

static void no_timers_of_cpu_time(void)
{
	struct itimerval timer = {.it_value = {.tv_sec = 1}};
	CHECK_FAILS(setitimer(ITIMER_VIRTUAL, &timer, NULL), ENOTSUP);
	CHECK_FAILS(setitimer(ITIMER_PROF, &timer, NULL), ENOTSUP);
}

static void no_local_sockets(void)
{
	int ends[2];
	CHECK_FAILS(socket(AF_UNIX, SOCK_STREAM, 0), EAFNOSUPPORT);
	CHECK_FAILS(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), EAFNOSUPPORT);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	CHECK_FAILS(listen(fd, 1), EOPNOTSUPP);
	close(fd);
}

static void priorities_are_ignored(void)
{
	CHECK(setpriority(PRIO_PROCESS, 0, 10) == 0 && getpriority(PRIO_PROCESS, 0) == 0);
}

#endif

int main(void)
{
#ifdef __wasm__
	no_fork();
	no_timers_of_cpu_time();
	no_local_sockets();
	priorities_are_ignored();
#endif
	puts("limitation ok");
}
