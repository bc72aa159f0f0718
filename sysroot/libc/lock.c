/* File locks: the kernel keeps them, with ranges that begin at the start of the file. */
#include "kernel.h"
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the range of a lock begins, and how long it is. */
static int resolve(int fd, const struct flock *lock, uint64_t *start, uint64_t *len)
{
	off_t base = 0, size = lock->l_len;
	struct stat stat;
	switch (lock->l_whence) {
	case SEEK_SET:
		break;
	case SEEK_CUR:
		base = lseek(fd, 0, SEEK_CUR);
		if (base < 0)
			return errno;
		break;
	case SEEK_END:
		if (fstat(fd, &stat) < 0)
			return errno;
		base = stat.st_size;
		break;
	default:
		return EINVAL;
	}
	if (__builtin_add_overflow(base, lock->l_start, &base))
		return EOVERFLOW;
	// A negative length is that of the part before the start.
	if (size < 0) {
		base += size;
		size = -size;
	}
	if (base < 0)
		return EINVAL;
	*start = base;
	*len = size;
	return 0;
}

static int kind_of(short type)
{
	switch (type) {
	case F_RDLCK:
		return LOCK_SHARED;
	case F_WRLCK:
		return LOCK_EXCLUSIVE;
	case F_UNLCK:
		return LOCK_NONE;
	}
	return -1;
}

static int query(int fd, int kind, uint64_t start, uint64_t len, struct flock *lock)
{
	struct viv_record_lock found;
	int error = viv_fd_lock_query(fd, kind, start, len, &found);
	if (error)
		return error;
	if (found.kind == LOCK_NONE)
		lock->l_type = F_UNLCK;
	else
		*lock = (struct flock){
			.l_type = found.kind == LOCK_SHARED ? F_RDLCK : F_WRLCK,
			.l_whence = SEEK_SET,
			.l_start = found.start,
			.l_len = found.len,
			.l_pid = found.pid,
		};
	return 0;
}

int __viv_record_lock(int fd, int command, struct flock *lock)
{
	uint64_t start, len;
	int kind = kind_of(lock->l_type);
	int error = kind < 0 ? EINVAL : resolve(fd, lock, &start, &len);
	if (error)
		return fail(error);
	if (command == F_GETLK)
		return result(query(fd, kind, start, len, lock));
	do
		error = viv_fd_lock(fd, kind, start, len, command == F_SETLKW);
	while (interrupted(error));
	return result(error);
}

int flock(int fd, int operation)
{
	int kind, error;
	switch (operation & ~LOCK_NB) {
	case LOCK_SH:
		kind = LOCK_SHARED;
		break;
	case LOCK_EX:
		kind = LOCK_EXCLUSIVE;
		break;
	case LOCK_UN:
		kind = LOCK_NONE;
		break;
	default:
		return fail(EINVAL);
	}
	do
		error = viv_fd_flock(fd, kind, !(operation & LOCK_NB));
	while (interrupted(error));
	return result(error);
}

int lockf(int fd, int command, off_t size)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_len = size};
	switch (command) {
	case F_ULOCK:
		lock.l_type = F_UNLCK;
		return fcntl(fd, F_SETLK, &lock);
	case F_LOCK:
		return fcntl(fd, F_SETLKW, &lock);
	case F_TLOCK:
		return fcntl(fd, F_SETLK, &lock);
	case F_TEST:
		// The caller's own lock is not in its way.
		if (fcntl(fd, F_GETLK, &lock) < 0)
			return -1;
		return lock.l_type == F_UNLCK ? 0 : fail(EACCES);
	}
	return fail(EINVAL);
}
