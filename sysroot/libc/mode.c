/* Permission bits, and making what has them. */
#include "kernel.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wasi/libc-nocwd.h>

/* The mode that the kernel gives new directories, before the umask: WASI's call carries none. */
#define KERNEL_MODE 0777

int chmod(const char *path, mode_t mode)
{
	return fchmodat(AT_FDCWD, path, mode, 0);
}

int lchmod(const char *path, mode_t mode)
{
	return fchmodat(AT_FDCWD, path, mode, AT_SYMLINK_NOFOLLOW);
}

int fchmod(int fd, mode_t mode)
{
	return result(viv_fd_chmod(fd, mode & 07777));
}

int fchmodat(int dir, const char *path, mode_t mode, int flags)
{
	struct stat found;
	if (flags & ~AT_SYMLINK_NOFOLLOW)
		return fail(EINVAL);
	// As Linux: a symbolic link has no mode to change.
	if (flags & AT_SYMLINK_NOFOLLOW && fstatat(dir, path, &found, flags) == 0 && S_ISLNK(found.st_mode))
		return fail(ENOTSUP);
	uint32_t lookup = flags & AT_SYMLINK_NOFOLLOW ? 0 : VIV_LOOKUP_FOLLOW;
	return result(viv_path_chmod(dir, lookup, path, strlen(path), mode & 07777));
}

mode_t umask(mode_t mask)
{
	uint32_t old = 0;
	viv_proc_umask(mask & 0777, &old);
	return old;
}

int __wasilibc_nocwd_mkdirat_nomode(int dir, const char *path)
{
	return result(__wasi_path_create_directory(dir, path));
}

int mkdirat(int dir, const char *path, mode_t mode)
{
	if (__wasilibc_nocwd_mkdirat_nomode(dir, path))
		return -1;
	if ((mode & 07777) == KERNEL_MODE)
		return 0;
	mode_t mask = umask(0);
	umask(mask);
	return fchmodat(dir, path, mode & ~mask & 01777, 0);
}

int mkdir(const char *path, mode_t mode)
{
	return mkdirat(AT_FDCWD, path, mode);
}

int mkfifoat(int dir, const char *path, mode_t mode)
{
	return result(viv_path_mkfifo(dir, path, strlen(path), mode & 07777));
}

int mkfifo(const char *path, mode_t mode)
{
	return mkfifoat(AT_FDCWD, path, mode);
}

int mknodat(int dir, const char *path, mode_t mode, dev_t device)
{
	if (S_ISFIFO(mode))
		return mkfifoat(dir, path, mode);
	// No type at all means a regular file. Devices exist only in the image.
	if (!S_ISREG(mode) && mode & S_IFMT)
		return fail(EPERM);
	int fd = openat(dir, path, O_CREAT | O_EXCL | O_WRONLY, mode & 07777);
	if (fd < 0)
		return -1;
	return close(fd);
}

int mknod(const char *path, mode_t mode, dev_t device)
{
	return mknodat(AT_FDCWD, path, mode, device);
}
