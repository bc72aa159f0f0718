#include "kernel.h"
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <wasi/libc-nocwd.h>
#include <wasi/libc.h>

/* The mode that the kernel gives new files, before the umask: WASI's path_open carries none. */
#define KERNEL_MODE 0666

#define RIGHTS_READ (__WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_READDIR)
#define RIGHTS_WRITE                                                                                                   \
	(__WASI_RIGHTS_FD_WRITE | __WASI_RIGHTS_FD_DATASYNC | __WASI_RIGHTS_FD_ALLOCATE |                              \
	 __WASI_RIGHTS_FD_FILESTAT_SET_SIZE)

/* open(2)'s access mode as WASI rights. No mode at all is O_RDONLY, which is 0 on Linux. */
static __wasi_rights_t rights(int flags)
{
	__wasi_rights_t rights = ~(RIGHTS_READ | RIGHTS_WRITE);
	if (flags & O_RDONLY || !(flags & O_ACCMODE))
		rights |= RIGHTS_READ;
	if (flags & O_WRONLY)
		rights |= RIGHTS_WRITE;
	return rights;
}

int __wasilibc_nocwd_openat_nomode(int dir, const char *path, int flags)
{
	__wasi_fd_t fd;
	int error;
	do
		error = __wasi_path_open(dir, flags & O_NOFOLLOW ? 0 : __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW, path,
		                         (flags >> 12) & 0xfff, rights(flags), ~0ULL, flags & 0xfff, &fd);
	while (interrupted(error));
	if (error)
		return fail(error);
	__viv_set_cloexec(fd, !!(flags & O_CLOEXEC));
	return fd;
}

/* Creates a file with a mode of its own. Only the creator may set it, so creation must be told from opening. */
static int open_with_mode(int dir, const char *path, int flags, mode_t mode)
{
	int fd = __wasilibc_nocwd_openat_nomode(dir, path, flags | O_EXCL);
	if (fd < 0)
		return errno == EEXIST && !(flags & O_EXCL) ? __wasilibc_nocwd_openat_nomode(dir, path, flags) : -1;
	mode_t mask = umask(0);
	umask(mask);
	viv_fd_chmod(fd, mode & ~mask & 07777);
	return fd;
}

int openat(int dir, const char *path, int flags, ...)
{
	if (!(flags & O_CREAT))
		return __wasilibc_nocwd_openat_nomode(dir, path, flags);
	va_list args;
	va_start(args, flags);
	mode_t mode = va_arg(args, mode_t);
	va_end(args);
	if ((mode & 07777) == KERNEL_MODE)
		return __wasilibc_nocwd_openat_nomode(dir, path, flags);
	return open_with_mode(dir, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
	if (!(flags & O_CREAT))
		return __wasilibc_nocwd_openat_nomode(AT_FDCWD, path, flags);
	va_list args;
	va_start(args, flags);
	mode_t mode = va_arg(args, mode_t);
	va_end(args);
	return openat(AT_FDCWD, path, flags, mode);
}

int creat(const char *path, mode_t mode)
{
	return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int __wasilibc_openat_nomode(int dir, const char *path, int flags)
{
	return __wasilibc_nocwd_openat_nomode(dir, path, flags);
}

int __wasilibc_open_nomode(const char *path, int flags)
{
	return __wasilibc_nocwd_openat_nomode(AT_FDCWD, path, flags);
}
