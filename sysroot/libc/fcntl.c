#include "kernel.h"
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

/* Whether `fd` is open: 0, or EBADF. */
static int check(int fd)
{
	__wasi_fdstat_t stat;
	return __wasi_fd_fdstat_get(fd, &stat);
}

static int duplicate(int fd, int min, int on_exec)
{
	int32_t copy;
	int error = viv_fd_dup(fd, min, &copy);
	if (error)
		return fail(error);
	__viv_set_cloexec(copy, on_exec);
	__viv_set_socket(copy, __viv_socket(fd));
	return copy;
}

static int status_flags(int fd)
{
	__wasi_fdstat_t stat;
	int error = __wasi_fd_fdstat_get(fd, &stat);
	if (error)
		return fail(error);
	int flags = stat.fs_flags;
	if (stat.fs_rights_base & __WASI_RIGHTS_FD_READ)
		flags |= O_RDONLY;
	if (stat.fs_rights_base & __WASI_RIGHTS_FD_WRITE)
		flags |= O_WRONLY;
	return flags;
}

int fcntl(int fd, int command, ...)
{
	va_list args;
	va_start(args, command);
	intptr_t argument = 0;
	// Commands without an argument have nothing to fetch.
	if (command != F_GETFD && command != F_GETFL && command != F_GETOWN)
		argument = va_arg(args, intptr_t);
	va_end(args);

	int error;
	switch (command) {
	case F_DUPFD:
	case F_DUPFD_CLOEXEC:
		return duplicate(fd, argument, command == F_DUPFD_CLOEXEC);
	case F_GETFD:
		error = check(fd);
		return error ? fail(error) : __viv_get_cloexec(fd) ? FD_CLOEXEC : 0;
	case F_SETFD:
		error = check(fd);
		if (!error)
			__viv_set_cloexec(fd, !!(argument & FD_CLOEXEC));
		return result(error);
	case F_GETFL:
		return status_flags(fd);
	case F_SETFL:
		return result(__wasi_fd_fdstat_set_flags(fd, argument & 0xfff));
	case F_GETLK:
	case F_SETLK:
	case F_SETLKW:
		return __viv_record_lock(fd, command, (struct flock *)argument);
	case F_GETOWN:
	case F_SETOWN:
		return result(check(fd));
	default:
		return fail(EINVAL);
	}
}
