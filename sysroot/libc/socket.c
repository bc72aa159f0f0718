/*
 * Sockets. There is no network and no local socket: making one fails as on a machine whose kernel has the family left
 * out, and every other call gets a descriptor that is no socket.
 */
#include "kernel.h"
#include <sys/socket.h>

static int not_a_socket(int fd)
{
	__wasi_fdstat_t stat;
	int error = __wasi_fd_fdstat_get(fd, &stat);
	return fail(error ? error : ENOTSOCK);
}

int socket(int family, int type, int protocol)
{
	return fail(EAFNOSUPPORT);
}

int socketpair(int family, int type, int protocol, int fds[2])
{
	return fail(EAFNOSUPPORT);
}

int connect(int fd, const struct sockaddr *address, socklen_t len)
{
	return not_a_socket(fd);
}

int bind(int fd, const struct sockaddr *address, socklen_t len)
{
	return not_a_socket(fd);
}

int listen(int fd, int backlog)
{
	return not_a_socket(fd);
}

int accept(int fd, struct sockaddr *restrict address, socklen_t *restrict len)
{
	return not_a_socket(fd);
}

int accept4(int fd, struct sockaddr *restrict address, socklen_t *restrict len, int flags)
{
	return not_a_socket(fd);
}

int shutdown(int fd, int how)
{
	return not_a_socket(fd);
}

int getsockname(int fd, struct sockaddr *restrict address, socklen_t *restrict len)
{
	return not_a_socket(fd);
}

int getpeername(int fd, struct sockaddr *restrict address, socklen_t *restrict len)
{
	return not_a_socket(fd);
}

int getsockopt(int fd, int level, int option, void *restrict value, socklen_t *restrict len)
{
	return not_a_socket(fd);
}

int setsockopt(int fd, int level, int option, const void *value, socklen_t len)
{
	return not_a_socket(fd);
}

ssize_t send(int fd, const void *buffer, size_t size, int flags)
{
	return not_a_socket(fd);
}

ssize_t recv(int fd, void *buffer, size_t size, int flags)
{
	return not_a_socket(fd);
}

ssize_t sendto(int fd, const void *buffer, size_t size, int flags, const struct sockaddr *address, socklen_t len)
{
	return not_a_socket(fd);
}

ssize_t recvfrom(int fd, void *restrict buffer, size_t size, int flags, struct sockaddr *restrict address,
                 socklen_t *restrict len)
{
	return not_a_socket(fd);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	return not_a_socket(fd);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	return not_a_socket(fd);
}
