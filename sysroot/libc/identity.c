/* Who a process is: process ids, groups and sessions. */
#include "kernel.h"
#include <unistd.h>

static struct viv_identity identity(void)
{
	struct viv_identity identity = {0};
	viv_proc_identity(&identity);
	return identity;
}

pid_t getpid(void)
{
	return identity().pid;
}

pid_t gettid(void)
{
	return getpid();
}

pid_t getppid(void)
{
	return identity().ppid;
}

pid_t getpgrp(void)
{
	return identity().pgid;
}

pid_t getpgid(pid_t pid)
{
	struct viv_identity own = identity();
	if (pid == 0 || pid == own.pid)
		return own.pgid;
	// The kernel tells a process about itself only.
	int error = viv_proc_kill(pid, 0);
	return fail(error ? error : EPERM);
}

pid_t getsid(pid_t pid)
{
	struct viv_identity own = identity();
	if (pid == 0 || pid == own.pid)
		return own.sid;
	int error = viv_proc_kill(pid, 0);
	return fail(error ? error : EPERM);
}

int setpgid(pid_t pid, pid_t pgid)
{
	return result(viv_proc_setpgid(pid, pgid));
}

pid_t setpgrp(void)
{
	return setpgid(0, 0);
}

pid_t setsid(void)
{
	int error = viv_proc_setsid();
	return error ? fail(error) : getpid();
}

/* No process can fork while wasm frames are live; posix_spawn does what most forks are for. */
pid_t fork(void)
{
	return fail(ENOSYS);
}

pid_t vfork(void)
{
	return fail(ENOSYS);
}

int nice(int increment)
{
	return 0;
}
