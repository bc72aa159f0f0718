/* posix_spawn, exec, wait: the child is this program, told by its first argument what to do. */
#define _GNU_SOURCE
#include "check.h"
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
static char self[PATH_MAX];

static int child(int argc, char **argv)
{
	const char *task = argv[1];
	if (!strcmp(task, "exit"))
		return atoi(argv[2]);
	if (!strcmp(task, "kill"))
		return raise(atoi(argv[2]));
	if (!strcmp(task, "abort"))
		abort();
	if (!strcmp(task, "env"))
		return printf("%s\n", getenv(argv[2]) ? getenv(argv[2]) : "(none)") < 0;
	if (!strcmp(task, "cwd"))
		return printf("%s\n", getcwd(NULL, 0)) < 0;
	if (!strcmp(task, "group"))
		return getpgrp() != getpid();
	if (!strcmp(task, "open"))
		return fcntl(atoi(argv[2]), F_GETFD) < 0 ? 9 : 0;
	if (!strcmp(task, "exec")) {
		execl(self, self, "exit", "42", (char *)NULL);
		return 1;
	}
	if (!strcmp(task, "cat")) {
		char buffer[4096];
		ssize_t got;
		while ((got = read(0, buffer, sizeof buffer)) > 0)
			if (write(1, buffer, got) != got)
				return 1;
		return got < 0;
	}
	return 99;
}

static pid_t start(const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes, char *task,
                   char *argument)
{
	pid_t pid;
	char *argv[] = {self, task, argument, NULL};
	errno = posix_spawn(&pid, self, actions, attributes, argv, environ);
	CHECK(errno == 0);
	return pid;
}

static void exit_statuses(void)
{
	int status = status_of(start(NULL, NULL, "exit", "0"));
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0 && status == 0);
	status = status_of(start(NULL, NULL, "exit", "137"));
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 137 && !WIFSIGNALED(status));
	status = status_of(start(NULL, NULL, "exit", "256"));
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	status = status_of(start(NULL, NULL, "kill", "9"));
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && !WIFEXITED(status));
	status = status_of(start(NULL, NULL, "abort", NULL));
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	status = status_of(start(NULL, NULL, "exec", NULL));
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 42);
	CHECK_FAILS(waitpid(-1, &status, 0), ECHILD);
	CHECK_FAILS(wait(NULL), ECHILD);
}

/* Runs a child with its output on a pipe; returns what it printed. */
static char *output_of(posix_spawn_file_actions_t *actions, char *const env[], char *task, char *argument)
{
	static char printed[PATH_MAX];
	int ends[2];
	CHECK(pipe2(ends, O_CLOEXEC) == 0);
	CHECK(posix_spawn_file_actions_adddup2(actions, ends[1], 1) == 0);
	pid_t pid;
	char *argv[] = {self, task, argument, NULL};
	errno = posix_spawn(&pid, self, actions, NULL, argv, env);
	CHECK(errno == 0);
	close(ends[1]);
	size_t len = 0;
	ssize_t got;
	while ((got = read(ends[0], printed + len, sizeof printed - 1 - len)) > 0)
		len += got;
	printed[len] = 0;
	close(ends[0]);
	CHECK(status_of(pid) == 0);
	CHECK(posix_spawn_file_actions_destroy(actions) == 0);
	return printed;
}

static void environment_and_directory(void)
{
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	char *env[] = {"COLOUR=green", "EMPTY=", NULL};
	CHECK(!strcmp(output_of(&actions, env, "env", "COLOUR"), "green\n"));
	posix_spawn_file_actions_init(&actions);
	CHECK(!strcmp(output_of(&actions, env, "env", "HOME"), "(none)\n"));
	posix_spawn_file_actions_init(&actions);
	CHECK(posix_spawn_file_actions_addchdir_np(&actions, "/") == 0);
	CHECK(posix_spawn_file_actions_addchdir_np(&actions, "tmp") == 0);
	CHECK(!strcmp(output_of(&actions, environ, "cwd", NULL), "/tmp\n"));
	int root = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	posix_spawn_file_actions_init(&actions);
	CHECK(posix_spawn_file_actions_addfchdir_np(&actions, root) == 0);
	CHECK(!strcmp(output_of(&actions, environ, "cwd", NULL), "/\n"));
	close(root);
	char before[PATH_MAX], after[PATH_MAX];
	CHECK(getcwd(before, sizeof before));
	CHECK(getcwd(after, sizeof after) && !strcmp(before, after));
}

static int is_open_in_child(int fd)
{
	char number[16];
	snprintf(number, sizeof number, "%d", fd);
	int status = status_of(start(NULL, NULL, "open", number));
	CHECK(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 9));
	return WEXITSTATUS(status) == 0;
}

static void inheritance(void)
{
	int kept = open("/", O_RDONLY), closed = open("/", O_RDONLY | O_CLOEXEC);
	CHECK(kept >= 3 && closed > kept);
	CHECK(is_open_in_child(kept) && !is_open_in_child(closed));
	CHECK(fcntl(closed, F_GETFD) == FD_CLOEXEC && fcntl(kept, F_GETFD) == 0);
	CHECK(fcntl(closed, F_SETFD, 0) == 0 && fcntl(kept, F_SETFD, FD_CLOEXEC) == 0);
	CHECK(!is_open_in_child(kept) && is_open_in_child(closed));
	CHECK(dup2(kept, 20) == 20 && is_open_in_child(20));
	CHECK(fcntl(kept, F_DUPFD_CLOEXEC, 30) == 30 && !is_open_in_child(30));
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	CHECK(posix_spawn_file_actions_adddup2(&actions, kept, kept) == 0);
	char number[16];
	snprintf(number, sizeof number, "%d", kept);
	CHECK(status_of(start(&actions, NULL, "open", number)) == 0);
	posix_spawn_file_actions_destroy(&actions);
	close(kept), close(closed), close(20), close(30);
}

static void redirections(void)
{
	char name[] = "/tmp/spawnXXXXXX", line[64] = "";
	int fd = mkstemp(name);
	CHECK(fd >= 0 && write(fd, "through\n", 8) == 8 && close(fd) == 0);
	char out[PATH_MAX];
	snprintf(out, sizeof out, "%s.out", name);
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	CHECK(posix_spawn_file_actions_addopen(&actions, 0, name, O_RDONLY, 0) == 0);
	CHECK(posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_EXCL, 0640) == 0);
	CHECK(posix_spawn_file_actions_addclose(&actions, 2) == 0);
	CHECK(status_of(start(&actions, NULL, "cat", NULL)) == 0);
	posix_spawn_file_actions_destroy(&actions);
	struct stat made;
	CHECK(stat(out, &made) == 0 && (made.st_mode & 0777) == 0640 && made.st_size == 8);
	FILE *file = fopen(out, "r");
	CHECK(file && fgets(line, sizeof line, file) && !strcmp(line, "through\n") && fclose(file) == 0);
	CHECK(unlink(name) == 0 && unlink(out) == 0);
}

static void groups_and_waits(void)
{
	posix_spawnattr_t attributes;
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
	posix_spawnattr_setpgroup(&attributes, 0);
	CHECK(status_of(start(NULL, &attributes, "group", NULL)) == 0);
	int ends[2], status;
	CHECK(pipe2(ends, O_CLOEXEC) == 0);
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[0], 0);
	pid_t pid = start(&actions, &attributes, "cat", NULL);
	CHECK(waitpid(pid, &status, WNOHANG) == 0);
	CHECK(waitpid(-pid, &status, WNOHANG) == 0);
	CHECK(kill(pid, 0) == 0 && killpg(pid, SIGTERM) == 0);
	CHECK(waitpid(-pid, &status, 0) == pid && WTERMSIG(status) == SIGTERM);
	CHECK_FAILS(kill(pid, 0), ESRCH);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[0]), close(ends[1]);
}

static void failures(void)
{
	pid_t pid;
	char *argv[] = {"none", NULL};
	CHECK(posix_spawn(&pid, "/nowhere/none", NULL, NULL, argv, environ) == ENOENT);
	CHECK(posix_spawnp(&pid, "no-such-program", NULL, NULL, argv, environ) == ENOENT);
	CHECK(posix_spawn(&pid, "/tmp", NULL, NULL, argv, environ) == EACCES);
	CHECK_FAILS(execv("/nowhere/none", argv), ENOENT);
	CHECK_FAILS(execvp("no-such-program", argv), ENOENT);
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	CHECK(posix_spawn_file_actions_adddup2(&actions, 900, 1) == 0);
	CHECK(posix_spawn(&pid, self, &actions, NULL, argv, environ) == EBADF);
	posix_spawn_file_actions_destroy(&actions);
}

int main(int argc, char **argv)
{
	CHECK(realpath("/proc/self/exe", self));
	if (argc > 1)
		return child(argc, argv);
	exit_statuses();
	environment_and_directory();
	inheritance();
	redirections();
	groups_and_waits();
	failures();
	puts("spawn ok");
}
