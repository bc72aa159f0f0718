#include "kernel.h"
#include <sys/wait.h>

pid_t waitpid(pid_t pid, int *status, int options)
{
	if (options & ~(WNOHANG | WUNTRACED | WCONTINUED))
		return fail(EINVAL);
	struct viv_wait_result found;
	int error;
	do
		error = viv_proc_wait(pid, options & (WNOHANG | WUNTRACED), &found);
	while (interrupted(error));
	if (error)
		return fail(error);
	if (status && found.pid)
		*status = found.status;
	return found.pid;
}

pid_t wait(int *status)
{
	return waitpid(-1, status, 0);
}

pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
	struct viv_process_times before = {0}, after = {0};
	viv_proc_times(&before);
	pid_t found = waitpid(pid, status, options);
	if (found > 0 && usage) {
		// What the children's sum grew by is this child's.
		viv_proc_times(&after);
		uint64_t ns = after.children_ns - before.children_ns;
		*usage = (struct rusage){.ru_utime = {.tv_sec = ns / 1000000000, .tv_usec = ns / 1000 % 1000000}};
	}
	return found;
}

pid_t wait3(int *status, int options, struct rusage *usage)
{
	return wait4(-1, status, options, usage);
}

int waitid(idtype_t type, unsigned id, siginfo_t *info, int options)
{
	pid_t pid = type == P_ALL ? -1 : type == P_PID ? (pid_t)id : type == P_PGID ? -(pid_t)id : 0;
	if (type > P_PGID || !(options & (WEXITED | WSTOPPED | WCONTINUED)) || options & WNOWAIT)
		return fail(EINVAL);
	int status;
	pid_t found = waitpid(pid, &status, options & (WNOHANG | WSTOPPED));
	if (found < 0)
		return -1;
	if (!info)
		return 0;
	*info = (siginfo_t){0};
	if (!found)
		return 0;
	info->si_signo = SIGCHLD;
	info->si_pid = found;
	info->si_code = WIFEXITED(status) ? CLD_EXITED : WIFSTOPPED(status) ? CLD_STOPPED : CLD_KILLED;
	info->si_status = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
	return 0;
}
