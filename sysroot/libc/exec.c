#include "request.h"
#include <paths.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern char **environ;

struct image {
	char *const *argv, *const *env;
};

static int replace(const char *path, void *context)
{
	struct image *image = context;
	struct descriptor_map *map = malloc(sizeof *map);
	if (!map)
		return ENOMEM;
	__viv_map_descriptors(map);
	struct viv_spawn_request request = {
		.program = path,
		.cwd = "",
		.argv = image->argv,
		.env = image->env,
		.process_group = PROCESS_GROUP_INHERITED,
	};
	int error = __viv_submit_with(request, map, NULL);
	free(map);
	return error;
}

int execve(const char *path, char *const argv[], char *const env[])
{
	return fail(replace(path, &(struct image){argv, env}));
}

int execv(const char *path, char *const argv[])
{
	return execve(path, argv, environ);
}

/* A file that may be executed but is no program is a script for the shell, says execvp(3). */
static int replace_or_interpret(const char *path, void *context)
{
	struct image *image = context;
	int error = replace(path, context);
	if (error != ENOEXEC)
		return error;
	int argc = 0;
	while (image->argv[argc])
		argc++;
	const char **argv = calloc(argc + 3, sizeof *argv);
	if (!argv)
		return ENOMEM;
	argv[0] = _PATH_BSHELL;
	argv[1] = path;
	for (int arg = 1; arg < argc; arg++)
		argv[arg + 1] = image->argv[arg];
	error = replace(_PATH_BSHELL, &(struct image){(char *const *)argv, image->env});
	free(argv);
	return error;
}

int execvpe(const char *file, char *const argv[], char *const env[])
{
	return fail(__viv_search(file, replace_or_interpret, &(struct image){argv, env}));
}

int execvp(const char *file, char *const argv[])
{
	return execvpe(file, argv, environ);
}

int fexecve(int fd, char *const argv[], char *const env[])
{
	char path[32];
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	return execve(path, argv, env);
}

/* Reads a null-terminated argument list into an array for `run`; execle(3) has the environment after it. */
static int with_list(const char *path, const char *first, va_list args, char *const *env, int env_follows,
                     int (*run)(const char *, char *const[], char *const[]))
{
	va_list counted;
	va_copy(counted, args);
	int argc = 1;
	while (va_arg(counted, char *))
		argc++;
	va_end(counted);
	char *argv[argc + 1];
	argv[0] = (char *)first;
	for (int arg = 1; arg <= argc; arg++)
		argv[arg] = va_arg(args, char *);
	return run(path, argv, env_follows ? va_arg(args, char *const *) : env);
}

int execl(const char *path, const char *first, ...)
{
	va_list args;
	va_start(args, first);
	int failed = with_list(path, first, args, environ, 0, execve);
	va_end(args);
	return failed;
}

int execlp(const char *file, const char *first, ...)
{
	va_list args;
	va_start(args, first);
	int failed = with_list(file, first, args, environ, 0, execvpe);
	va_end(args);
	return failed;
}

int execle(const char *path, const char *first, ...)
{
	va_list args;
	va_start(args, first);
	int failed = with_list(path, first, args, NULL, 1, execve);
	va_end(args);
	return failed;
}
