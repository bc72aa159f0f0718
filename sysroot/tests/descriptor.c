#define _GNU_SOURCE
#include "check.h"
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static void duplicates(void)
{
	int fd = open("/tmp/descriptor-test", O_RDWR | O_CREAT | O_TRUNC, 0666);
	CHECK(fd == 3);
	int copy = dup(fd);
	CHECK(copy == 4 && write(fd, "abc", 3) == 3 && lseek(copy, 0, SEEK_CUR) == 3);
	CHECK(dup2(fd, 10) == 10 && lseek(10, 1, SEEK_SET) == 1 && lseek(fd, 0, SEEK_CUR) == 1);
	CHECK(dup2(fd, fd) == fd && fcntl(fd, F_DUPFD, 7) == 7);
	CHECK(dup3(fd, 11, O_CLOEXEC) == 11 && fcntl(11, F_GETFD) == FD_CLOEXEC);
	CHECK_FAILS(dup3(fd, fd, 0), EINVAL);
	CHECK_FAILS(dup(99), EBADF);
	CHECK_FAILS(dup2(99, 5), EBADF);
	CHECK_FAILS(close(99), EBADF);
	CHECK_FAILS(fcntl(99, F_GETFD), EBADF);
	CHECK((fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDWR);
	CHECK(fcntl(fd, F_SETFL, O_APPEND) == 0 && fcntl(copy, F_GETFL) & O_APPEND);
	CHECK(write(10, "d", 1) == 1 && lseek(fd, 0, SEEK_END) == 4);
	CHECK(flock(fd, LOCK_EX | LOCK_NB) == 0 && flock(fd, LOCK_UN) == 0 && lockf(fd, F_TLOCK, 0) == 0);
	int read_only = open("/tmp/descriptor-test", O_RDONLY);
	CHECK((fcntl(read_only, F_GETFL) & O_ACCMODE) == O_RDONLY);
	CHECK_FAILS(write(read_only, "x", 1), EBADF);
	close(read_only), close(fd), close(copy), close(7), close(10), close(11);
	CHECK(unlink("/tmp/descriptor-test") == 0);
}

static void pipes(void)
{
	int ends[2], waiting = -1;
	char buffer[16];
	CHECK(pipe(ends) == 0 && ends[0] == 3 && ends[1] == 4);
	struct iovec out[2] = {{"ab", 2}, {"cde", 3}};
	CHECK(writev(ends[1], out, 2) == 5);
	CHECK(ioctl(ends[0], FIONREAD, &waiting) == 0 && waiting == 5);
	struct stat found;
	CHECK(fstat(ends[0], &found) == 0 && S_ISFIFO(found.st_mode) && !isatty(ends[0]) && errno == ENOTTY);
	CHECK_FAILS(lseek(ends[0], 0, SEEK_CUR), ESPIPE);
	CHECK_FAILS(write(ends[0], "x", 1), EBADF);
	CHECK_FAILS(read(ends[1], buffer, 1), EBADF);
	CHECK(read(ends[0], buffer, sizeof buffer) == 5 && !memcmp(buffer, "abcde", 5));
	CHECK(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
	CHECK_FAILS(read(ends[0], buffer, 1), EAGAIN);
	CHECK(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0);
	static char big[65536];
	CHECK(write(ends[1], big, sizeof big) == sizeof big);
	CHECK_FAILS(write(ends[1], "x", 1), EAGAIN);
	close(ends[1]);
	size_t total = 0;
	ssize_t got;
	while ((got = read(ends[0], big, sizeof big)) > 0)
		total += got;
	CHECK(got == 0 && total == sizeof big);
	close(ends[0]);
	CHECK(pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0 && fcntl(ends[0], F_GETFD) == FD_CLOEXEC);
	CHECK_FAILS(read(ends[0], buffer, 1), EAGAIN);
	close(ends[0]), close(ends[1]);
}

static void polls(void)
{
	int ends[2];
	CHECK(pipe(ends) == 0);
	struct pollfd fds[2] = {{.fd = ends[0], .events = POLLIN}, {.fd = ends[1], .events = POLLOUT}};
	CHECK(poll(fds, 1, 0) == 0 && fds[0].revents == 0);
	CHECK(poll(fds, 1, 10) == 0);
	CHECK(poll(fds, 2, -1) == 1 && fds[0].revents == 0 && fds[1].revents == POLLOUT);
	CHECK(write(ends[1], "x", 1) == 1);
	CHECK(poll(fds, 2, -1) == 2 && fds[0].revents == POLLIN);
	fd_set read_set, write_set;
	FD_ZERO(&read_set);
	FD_ZERO(&write_set);
	FD_SET(ends[0], &read_set);
	FD_SET(ends[1], &write_set);
	CHECK(select(ends[1] + 1, &read_set, &write_set, NULL, NULL) == 2);
	CHECK(FD_ISSET(ends[0], &read_set) && FD_ISSET(ends[1], &write_set));
	close(ends[1]);
	CHECK(poll(fds, 1, -1) == 1 && fds[0].revents == (POLLIN | POLLHUP));
	char byte;
	CHECK(read(ends[0], &byte, 1) == 1);
	CHECK(poll(fds, 1, -1) == 1 && fds[0].revents == POLLHUP);
	FD_ZERO(&read_set);
	FD_SET(ends[0], &read_set);
	struct timeval now = {0};
	CHECK(select(ends[0] + 1, &read_set, NULL, NULL, &now) == 1);
	close(ends[0]);
	fds[0].events = POLLIN;
	CHECK(poll(fds, 1, 0) == 1 && fds[0].revents == POLLNVAL);
	CHECK_FAILS(select(ends[0] + 1, &read_set, NULL, NULL, &now), EBADF);
	fds[0].fd = -1;
	CHECK(poll(fds, 1, 0) == 0);
	int file = open("/etc/passwd", O_RDONLY);
	fds[0] = (struct pollfd){.fd = file, .events = POLLIN | POLLOUT};
	CHECK(poll(fds, 1, -1) == 1 && fds[0].revents & POLLIN);
	close(file);
	CHECK(pipe(ends) == 0 && close(ends[0]) == 0);
	fds[0] = (struct pollfd){.fd = ends[1], .events = POLLOUT};
	CHECK(poll(fds, 1, -1) == 1 && fds[0].revents & POLLERR);
	close(ends[1]);
}

static void devices(void)
{
	char buffer[8];
	struct stat found;
	int null = open("/dev/null", O_RDWR), zero = open("/dev/zero", O_RDONLY), full = open("/dev/full", O_WRONLY);
	CHECK(null >= 0 && zero >= 0 && full >= 0);
	CHECK(write(null, "x", 1) == 1 && read(null, buffer, 8) == 0 && !isatty(null) && errno == ENOTTY);
	CHECK(fstat(null, &found) == 0 && S_ISCHR(found.st_mode) && found.st_rdev == 0x103);
	CHECK(read(zero, buffer, 8) == 8 && !memcmp(buffer, "\0\0\0\0\0\0\0\0", 8));
	CHECK_FAILS(write(full, "x", 1), ENOSPC);
	struct winsize size;
	CHECK_FAILS(ioctl(null, TIOCGWINSZ, &size), ENOTTY);
	CHECK_FAILS(listen(null, 1), ENOTSOCK);
	close(null), close(zero), close(full);
}

int main(void)
{
	// What the runner left open must not shift the numbers.
	for (int fd = 3; fd < 100; fd++)
		close(fd);
	duplicates();
	pipes();
	polls();
	devices();
	puts("descriptor ok");
}
