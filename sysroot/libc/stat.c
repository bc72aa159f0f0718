#include "kernel.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wasi/libc-nocwd.h>
#include <wasi/libc.h>

/* st_blksize: the read size that programs should use; as most Linux file systems. */
#define BLOCK_SIZE 4096

static struct timespec timespec(int64_t ns)
{
	struct timespec time = {.tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000};
	if (time.tv_nsec < 0) {
		time.tv_sec--;
		time.tv_nsec += 1000000000;
	}
	return time;
}

static void copy(const struct viv_stat *from, struct stat *to)
{
	*to = (struct stat){
		.st_dev = from->dev,
		.st_ino = from->ino,
		.st_nlink = from->nlink,
		.st_mode = from->mode,
		.st_uid = from->uid,
		.st_gid = from->gid,
		.st_rdev = from->rdev,
		.st_size = from->size,
		.st_blksize = BLOCK_SIZE,
		.st_blocks = from->blocks,
		.st_atim = timespec(from->atime_ns),
		.st_mtim = timespec(from->mtime_ns),
		.st_ctim = timespec(from->ctime_ns),
	};
}

int fstat(int fd, struct stat *stat)
{
	struct viv_stat found;
	int error = viv_fd_stat(fd, &found);
	if (error)
		return fail(error);
	copy(&found, stat);
	return 0;
}

int fstatat(int dir, const char *restrict path, struct stat *restrict stat, int flags)
{
	if (flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH))
		return fail(EINVAL);
	if (flags & AT_EMPTY_PATH && !*path && dir >= 0)
		return fstat(dir, stat);
	struct viv_stat found;
	int error = viv_path_stat(dir, flags & AT_SYMLINK_NOFOLLOW ? 0 : VIV_LOOKUP_FOLLOW, path, strlen(path), &found);
	if (error)
		return fail(error);
	copy(&found, stat);
	return 0;
}

int __wasilibc_nocwd_fstatat(int dir, const char *restrict path, struct stat *restrict stat, int flags)
{
	return fstatat(dir, path, stat, flags);
}

int __wasilibc_stat(const char *restrict path, struct stat *restrict stat, int flags)
{
	return fstatat(AT_FDCWD, path, stat, flags);
}

int stat(const char *restrict path, struct stat *restrict stat)
{
	return fstatat(AT_FDCWD, path, stat, 0);
}

int lstat(const char *restrict path, struct stat *restrict stat)
{
	return fstatat(AT_FDCWD, path, stat, AT_SYMLINK_NOFOLLOW);
}

/* The guest is root: it may read and write everything, and execute what anybody may. */
int faccessat(int dir, const char *path, int mode, int flags)
{
	struct stat found;
	if (mode & ~(R_OK | W_OK | X_OK))
		return fail(EINVAL);
	if (fstatat(dir, path, &found, flags & AT_SYMLINK_NOFOLLOW))
		return -1;
	if (mode & X_OK && !S_ISDIR(found.st_mode) && !(found.st_mode & 0111))
		return fail(EACCES);
	return 0;
}

int __wasilibc_nocwd_faccessat(int dir, const char *path, int mode, int flags)
{
	return faccessat(dir, path, mode, flags);
}

int __wasilibc_access(const char *path, int mode, int flags)
{
	return faccessat(AT_FDCWD, path, mode, flags);
}

int access(const char *path, int mode)
{
	return faccessat(AT_FDCWD, path, mode, 0);
}

int eaccess(const char *path, int mode)
{
	return access(path, mode);
}

int euidaccess(const char *path, int mode)
{
	return access(path, mode);
}
