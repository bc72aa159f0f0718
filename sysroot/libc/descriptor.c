#include "kernel.h"
#include <fcntl.h>
#include <unistd.h>
#include <wasi/libc.h>

/* One bit a descriptor. The kernel does not know the flag: exec and spawn name the descriptors that stay. */
static uint32_t cloexec[DESCRIPTORS_MAX / 32];

void __viv_set_cloexec(int fd, int on)
{
	if (fd < 0 || fd >= DESCRIPTORS_MAX)
		return;
	uint32_t bit = 1u << fd % 32;
	if (on)
		cloexec[fd / 32] |= bit;
	else
		cloexec[fd / 32] &= ~bit;
}

int __viv_get_cloexec(int fd)
{
	return fd >= 0 && fd < DESCRIPTORS_MAX && cloexec[fd / 32] >> fd % 32 & 1;
}

static struct socket_kind sockets[DESCRIPTORS_MAX];

void __viv_set_socket(int fd, struct socket_kind kind)
{
	if (fd >= 0 && fd < DESCRIPTORS_MAX)
		sockets[fd] = kind;
}

struct socket_kind __viv_socket(int fd)
{
	return fd >= 0 && fd < DESCRIPTORS_MAX ? sockets[fd] : (struct socket_kind){0};
}

int close(int fd)
{
	int error = __wasi_fd_close(fd);
	if (!error) {
		__viv_set_cloexec(fd, 0);
		__viv_set_socket(fd, (struct socket_kind){0});
	}
	return result(error);
}

int pipe2(int fds[2], int flags)
{
	if (flags & ~(O_CLOEXEC | O_NONBLOCK))
		return fail(EINVAL);
	int32_t ends[2];
	int error = viv_fd_pipe(ends);
	if (error)
		return fail(error);
	for (int end = 0; end < 2; end++) {
		fds[end] = ends[end];
		__viv_set_cloexec(ends[end], !!(flags & O_CLOEXEC));
		if (flags & O_NONBLOCK)
			fcntl(ends[end], F_SETFL, O_NONBLOCK);
	}
	return 0;
}

int pipe(int fds[2])
{
	return pipe2(fds, 0);
}

int dup(int fd)
{
	return fcntl(fd, F_DUPFD, 0);
}

int dup2(int fd, int copy)
{
	int error = viv_fd_dup2(fd, copy);
	if (error)
		return fail(error);
	// The copy of a descriptor onto itself keeps its flag.
	if (fd != copy)
		__viv_set_cloexec(copy, 0);
	__viv_set_socket(copy, __viv_socket(fd));
	return copy;
}

int dup3(int fd, int copy, int flags)
{
	if (fd == copy || flags & ~O_CLOEXEC)
		return fail(EINVAL);
	if (dup2(fd, copy) < 0)
		return -1;
	__viv_set_cloexec(copy, !!(flags & O_CLOEXEC));
	return copy;
}

int __wasilibc_fd_renumber(int fd, int copy)
{
	int error = __wasi_fd_renumber(fd, copy);
	if (!error) {
		__viv_set_cloexec(copy, __viv_get_cloexec(fd));
		__viv_set_cloexec(fd, 0);
		__viv_set_socket(copy, __viv_socket(fd));
		__viv_set_socket(fd, (struct socket_kind){0});
	}
	return result(error);
}

int getdtablesize(void)
{
	return DESCRIPTORS_MAX;
}
