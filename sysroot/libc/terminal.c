/* Terminals. The kernel says whether a descriptor is one, and its size; the host drives the line discipline. */
#include "kernel.h"
#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

int __isatty(int fd)
{
	struct viv_terminal_size size;
	int error = viv_fd_terminal_size(fd, &size);
	if (!error)
		return 1;
	errno = error == EBADF ? EBADF : ENOTTY;
	return 0;
}

int isatty(int fd)
{
	return __isatty(fd);
}

int ttyname_r(int fd, char *buffer, size_t size)
{
	if (!isatty(fd))
		return errno;
	if (size < sizeof "/dev/tty")
		return ERANGE;
	strcpy(buffer, "/dev/tty");
	return 0;
}

char *ttyname(int fd)
{
	static char name[] = "/dev/tty";
	return isatty(fd) ? name : NULL;
}

char *ctermid(char *buffer)
{
	static char name[L_ctermid];
	return strcpy(buffer ? buffer : name, "/dev/tty");
}

int tcgetwinsize(int fd, struct winsize *size)
{
	struct viv_terminal_size found;
	int error = viv_fd_terminal_size(fd, &found);
	if (error)
		return fail(error);
	*size = (struct winsize){.ws_row = found.rows, .ws_col = found.columns};
	return 0;
}

/* How many bytes can be read without waiting. */
static int readable_bytes(int fd, int *bytes)
{
	__wasi_subscription_t subscriptions[2] = {
		{.u.tag = __WASI_EVENTTYPE_FD_READ},
		{.u.tag = __WASI_EVENTTYPE_CLOCK},
	};
	subscriptions[0].u.u.fd_read.file_descriptor = fd;
	subscriptions[1].u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
	__wasi_event_t events[2];
	size_t count;
	int error = __wasi_poll_oneoff(subscriptions, events, 2, &count);
	if (error)
		return fail(error);
	*bytes = 0;
	for (size_t at = 0; at < count; at++) {
		if (events[at].error)
			return fail(events[at].error);
		if (events[at].type == __WASI_EVENTTYPE_FD_READ)
			*bytes = events[at].fd_readwrite.nbytes;
	}
	return 0;
}

static int set_nonblocking(int fd, int on)
{
	int flags = fcntl(fd, F_GETFL);
	if (flags < 0)
		return -1;
	return fcntl(fd, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

int ioctl(int fd, int request, ...)
{
	va_list args;
	va_start(args, request);
	void *argument = va_arg(args, void *);
	va_end(args);
	switch (request) {
	case FIONREAD:
	case WASI_FIONREAD:
		return readable_bytes(fd, argument);
	case FIONBIO:
	case WASI_FIONBIO:
		return set_nonblocking(fd, *(int *)argument);
	case FIOCLEX:
	case FIONCLEX:
		return fcntl(fd, F_SETFD, request == FIOCLEX ? FD_CLOEXEC : 0);
	case TIOCGWINSZ:
		return tcgetwinsize(fd, argument);
	case TIOCGPGRP:
		*(pid_t *)argument = tcgetpgrp(fd);
		return *(pid_t *)argument < 0 ? -1 : 0;
	case TIOCSPGRP:
		return tcsetpgrp(fd, *(pid_t *)argument);
	default:
		return isatty(fd) || errno == ENOTTY ? fail(ENOTTY) : -1;
	}
}

/* What a terminal is set to; the guest cannot change it. */
int tcgetattr(int fd, struct termios *attributes)
{
	if (!isatty(fd))
		return -1;
	*attributes = (struct termios){
		.c_iflag = ICRNL | IXON,
		.c_oflag = OPOST | ONLCR,
		.c_cflag = CS8 | CREAD | HUPCL,
		.c_lflag = ISIG | ICANON | ECHO | ECHOE | ECHOK | IEXTEN,
		.c_cc = {[VINTR] = 3, [VQUIT] = 28, [VERASE] = 127, [VKILL] = 21, [VEOF] = 4, [VMIN] = 1, [VSUSP] = 26},
		.__c_ispeed = B38400,
		.__c_ospeed = B38400,
	};
	return 0;
}

int tcsetattr(int fd, int when, const struct termios *wanted)
{
	struct termios now;
	if (tcgetattr(fd, &now))
		return -1;
	// tcsetattr(3) succeeds if any change could be made; no change at all is one, too.
	int same = now.c_iflag == wanted->c_iflag && now.c_oflag == wanted->c_oflag && now.c_lflag == wanted->c_lflag;
	return same ? 0 : fail(ENOTSUP);
}

static int check(int fd)
{
	return isatty(fd) ? 0 : -1;
}

int tcdrain(int fd)
{
	return check(fd);
}

int tcflush(int fd, int queue)
{
	return check(fd);
}

int tcflow(int fd, int action)
{
	return check(fd);
}

int tcsendbreak(int fd, int duration)
{
	return check(fd);
}

pid_t tcgetpgrp(int fd)
{
	return check(fd) ? -1 : getpgrp();
}

int tcsetpgrp(int fd, pid_t group)
{
	return check(fd);
}

pid_t tcgetsid(int fd)
{
	return check(fd) ? -1 : getsid(0);
}

speed_t cfgetospeed(const struct termios *attributes)
{
	return attributes->__c_ospeed;
}

speed_t cfgetispeed(const struct termios *attributes)
{
	return attributes->__c_ispeed;
}

int cfsetospeed(struct termios *attributes, speed_t speed)
{
	attributes->__c_ospeed = speed;
	return 0;
}

int cfsetispeed(struct termios *attributes, speed_t speed)
{
	attributes->__c_ispeed = speed;
	return 0;
}

void cfmakeraw(struct termios *attributes)
{
	attributes->c_iflag &= ~(BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
	attributes->c_oflag &= ~OPOST;
	attributes->c_lflag &= ~(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
	attributes->c_cflag = (attributes->c_cflag & ~(CSIZE | PARENB)) | CS8;
	attributes->c_cc[VMIN] = 1;
	attributes->c_cc[VTIME] = 0;
}
