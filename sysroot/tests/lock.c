/* fcntl, flock and lockf between processes: the child is this program, told what to try and what it must get. */
#define _GNU_SOURCE
#include "check.h"
#include <fcntl.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATH "/tmp/lock-test"

extern char **environ;

static int lock(int fd, int command, int type, off_t start, off_t len)
{
	struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = len};
	return fcntl(fd, command, &lock);
}

static int child(const char *task)
{
	int fd = open(PATH, O_RDWR);
	if (!strcmp(task, "free"))
		return lock(fd, F_SETLK, F_WRLCK, 0, 0);
	if (!strcmp(task, "taken"))
		return lock(fd, F_SETLK, F_RDLCK, 0, 0) == 0 || errno != EAGAIN;
	if (!strcmp(task, "holder")) {
		struct flock found = {.l_type = F_WRLCK, .l_start = 5};
		return fcntl(fd, F_GETLK, &found) || found.l_type != F_WRLCK || found.l_pid != getppid() ||
		       found.l_start != 10 || found.l_len != 20;
	}
	if (!strcmp(task, "wait"))
		return lock(fd, F_SETLKW, F_WRLCK, 0, 0);
	if (!strcmp(task, "flock-taken"))
		return flock(fd, LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK;
	if (!strcmp(task, "flock-shared"))
		return flock(fd, LOCK_SH | LOCK_NB);
	return 99;
}

static pid_t start(char *self, char *task)
{
	pid_t pid;
	char *argv[] = {self, task, NULL};
	errno = posix_spawn(&pid, self, NULL, NULL, argv, environ);
	CHECK(errno == 0);
	return pid;
}

int main(int argc, char **argv)
{
	if (argc > 1)
		return child(argv[1]);
	char self[4096];
	ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
	CHECK(len > 0);
	self[len] = 0;
	int fd = open(PATH, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	CHECK(fd >= 0 && write(fd, "0123456789", 10) == 10);

	CHECK(lock(fd, F_SETLK, F_WRLCK, 10, 20) == 0 && lock(fd, F_SETLK, F_WRLCK, 12, 2) == 0);
	CHECK(status_of(start(self, "taken")) == 0 && status_of(start(self, "holder")) == 0);
	pid_t waiting = start(self, "wait");
	CHECK(waitpid(waiting, NULL, WNOHANG) == 0);
	CHECK(lock(fd, F_SETLK, F_UNLCK, 0, 0) == 0 && status_of(waiting) == 0);
	CHECK(status_of(start(self, "free")) == 0);

	// From the offset, which is at the end; a length before it; and any close gives all up.
	CHECK(lockf(fd, F_LOCK, -10) == 0 && status_of(start(self, "taken")) == 0);
	CHECK(lockf(fd, F_TEST, -10) == 0 && close(dup(fd)) == 0 && status_of(start(self, "free")) == 0);
	CHECK(lseek(fd, 0, SEEK_SET) == 0);
	CHECK_FAILS(lockf(fd, F_LOCK, -1), EINVAL);
	CHECK_FAILS(lock(fd, F_SETLK, 99, 0, 0), EINVAL);
	CHECK_FAILS(lock(99, F_SETLK, F_RDLCK, 0, 0), EBADF);

	CHECK(flock(fd, LOCK_EX) == 0 && status_of(start(self, "flock-taken")) == 0);
	CHECK(flock(fd, LOCK_SH) == 0 && status_of(start(self, "flock-shared")) == 0);
	int other = open(PATH, O_RDWR);
	CHECK_FAILS(flock(other, LOCK_EX | LOCK_NB), EWOULDBLOCK);
	CHECK(flock(fd, LOCK_UN) == 0 && flock(other, LOCK_EX | LOCK_NB) == 0);
	CHECK_FAILS(flock(fd, 0), EINVAL);
	unlink(PATH);
	puts("lock ok");
	return 0;
}
