/* Running a command of the shell: system and popen. */
#include "kernel.h"
#include <fcntl.h>
#include <paths.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* waitpid that handlers do not cut short. */
static pid_t wait_for(pid_t pid, int *status)
{
	pid_t found;
	do
		found = waitpid(pid, status, 0);
	while (found < 0 && errno == EINTR);
	return found;
}

int system(const char *command)
{
	if (!command)
		return access(_PATH_BSHELL, X_OK) == 0;
	struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit;
	sigset_t blocked, mask, defaults;
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGCHLD);
	sigprocmask(SIG_BLOCK, &blocked, &mask);
	sigemptyset(&defaults);
	if (interrupt.sa_handler != SIG_IGN)
		sigaddset(&defaults, SIGINT);
	if (quit.sa_handler != SIG_IGN)
		sigaddset(&defaults, SIGQUIT);
	posix_spawnattr_t attributes;
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setsigmask(&attributes, &mask);

	pid_t pid;
	int status = -1;
	char *argv[] = {"sh", "-c", (char *)command, NULL};
	int error = posix_spawn(&pid, _PATH_BSHELL, NULL, &attributes, argv, environ);
	if (error || wait_for(pid, &status) < 0)
		status = -1;
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	if (error)
		errno = error;
	return status;
}

/* A popen that pclose has yet to end. */
struct command {
	struct command *next;
	FILE *stream;
	pid_t pid;
};

static struct command *commands;

FILE *popen(const char *line, const char *mode)
{
	int reads = *mode == 'r';
	if ((!reads && *mode != 'w') || (mode[1] && mode[1] != 'e')) {
		errno = EINVAL;
		return NULL;
	}
	int ends[2];
	if (pipe2(ends, O_CLOEXEC))
		return NULL;
	int ours = ends[!reads], theirs = ends[reads];
	struct command *command = malloc(sizeof *command);
	FILE *stream = command ? fdopen(ours, reads ? "r" : "w") : NULL;
	if (!stream) {
		free(command);
		close(ours);
		close(theirs);
		return NULL;
	}
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	char *argv[] = {"sh", "-c", (char *)line, NULL};
	int error = posix_spawn_file_actions_adddup2(&actions, theirs, reads ? STDOUT_FILENO : STDIN_FILENO);
	if (!error)
		error = posix_spawn(&command->pid, _PATH_BSHELL, &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(theirs);
	if (error) {
		fclose(stream);
		free(command);
		errno = error;
		return NULL;
	}
	// Left close-on-exec whatever the mode: a later popen's child must not hold this pipe open.
	command->stream = stream;
	command->next = commands;
	commands = command;
	return stream;
}

int pclose(FILE *stream)
{
	struct command **at = &commands;
	while (*at && (*at)->stream != stream)
		at = &(*at)->next;
	struct command *command = *at;
	if (!command)
		return fail(ECHILD);
	*at = command->next;
	pid_t pid = command->pid;
	free(command);
	fclose(stream);
	int status;
	return wait_for(pid, &status) < 0 ? -1 : status;
}
