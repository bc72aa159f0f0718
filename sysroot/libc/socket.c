/*
 * Sockets. There is no network: an internet socket can be made, as on a machine without a route, and then reaches
 * nobody. Its descriptor is one on /dev/null that may neither be read nor written. Local sockets cannot be made.
 */
#include "kernel.h"
#include <fcntl.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <unistd.h>

#define TYPE_FLAGS (SOCK_NONBLOCK | SOCK_CLOEXEC)

int socket(int family, int type, int protocol)
{
	int kind = type & ~TYPE_FLAGS;
	if (family != AF_INET && family != AF_INET6)
		return fail(EAFNOSUPPORT);
	if (kind == SOCK_RAW)
		return fail(EPERM);
	if (kind != SOCK_STREAM && kind != SOCK_DGRAM)
		return fail(EINVAL);
	int fd = open("/dev/null", O_SEARCH | (type & SOCK_CLOEXEC ? O_CLOEXEC : 0));
	if (fd < 0)
		return -1;
	if (type & SOCK_NONBLOCK)
		fcntl(fd, F_SETFL, O_NONBLOCK);
	__viv_set_socket(fd, (struct socket_kind){family, kind});
	return fd;
}

int socketpair(int family, int type, int protocol, int fds[2])
{
	return fail(EAFNOSUPPORT);
}

/* Fails with `error` if `fd` is a socket, else as for what it is. */
static int fail_for(int fd, int error)
{
	__wasi_fdstat_t stat;
	int closed = __wasi_fd_fdstat_get(fd, &stat);
	if (closed)
		return fail(closed);
	return fail(__viv_socket(fd).family ? error : ENOTSOCK);
}

static int is_socket(int fd)
{
	return __viv_socket(fd).family != 0;
}

int connect(int fd, const struct sockaddr *address, socklen_t len)
{
	return fail_for(fd, ENETUNREACH);
}

int bind(int fd, const struct sockaddr *address, socklen_t len)
{
	return fail_for(fd, EADDRNOTAVAIL);
}

int listen(int fd, int backlog)
{
	return fail_for(fd, EOPNOTSUPP);
}

int accept(int fd, struct sockaddr *restrict address, socklen_t *restrict len)
{
	return fail_for(fd, EOPNOTSUPP);
}

int accept4(int fd, struct sockaddr *restrict address, socklen_t *restrict len, int flags)
{
	return fail_for(fd, EOPNOTSUPP);
}

int shutdown(int fd, int how)
{
	return fail_for(fd, ENOTCONN);
}

int getpeername(int fd, struct sockaddr *restrict address, socklen_t *restrict len)
{
	return fail_for(fd, ENOTCONN);
}

/* Bound to nothing: the zero address. */
int getsockname(int fd, struct sockaddr *restrict address, socklen_t *restrict len)
{
	if (!is_socket(fd))
		return fail_for(fd, ENOTSOCK);
	struct sockaddr_in6 none = {0};
	socklen_t own = __viv_socket(fd).family == AF_INET ? sizeof(struct sockaddr_in) : sizeof none;
	none.sin6_family = __viv_socket(fd).family;
	memcpy(address, &none, *len < own ? *len : own);
	*len = own;
	return 0;
}

int getsockopt(int fd, int level, int option, void *restrict value, socklen_t *restrict len)
{
	if (!is_socket(fd))
		return fail_for(fd, ENOTSOCK);
	int answer = level == SOL_SOCKET && option == SO_TYPE ? __viv_socket(fd).type : 0;
	if (*len > sizeof answer)
		*len = sizeof answer;
	memcpy(value, &answer, *len);
	return 0;
}

int setsockopt(int fd, int level, int option, const void *value, socklen_t len)
{
	return is_socket(fd) ? 0 : fail_for(fd, ENOTSOCK);
}

ssize_t send(int fd, const void *buffer, size_t size, int flags)
{
	return fail_for(fd, ENOTCONN);
}

ssize_t recv(int fd, void *buffer, size_t size, int flags)
{
	return fail_for(fd, ENOTCONN);
}

ssize_t sendto(int fd, const void *buffer, size_t size, int flags, const struct sockaddr *address, socklen_t len)
{
	return fail_for(fd, address ? ENETUNREACH : ENOTCONN);
}

ssize_t recvfrom(int fd, void *restrict buffer, size_t size, int flags, struct sockaddr *restrict address,
                 socklen_t *restrict len)
{
	return fail_for(fd, ENOTCONN);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	return fail_for(fd, message->msg_name ? ENETUNREACH : ENOTCONN);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	return fail_for(fd, ENOTCONN);
}
