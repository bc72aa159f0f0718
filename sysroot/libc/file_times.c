/* Setting files' times. */
#include "kernel.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <utime.h>
#include <wasi/libc-nocwd.h>
#include <wasi/libc.h>

/* utimensat's times as WASI has them. */
struct change {
	int64_t access_ns, modification_ns;
	__wasi_fstflags_t flags;
};

/* One of the two times. `set` is its flag in WASI, the one after it stands for the present. Returns an errno. */
static int convert(const struct timespec *time, __wasi_fstflags_t set, int64_t *ns, __wasi_fstflags_t *flags)
{
	*ns = 0;
	if (!time || time->tv_nsec == UTIME_NOW) {
		*flags |= set << 1;
		return 0;
	}
	if (time->tv_nsec == UTIME_OMIT)
		return 0;
	if (time->tv_nsec < 0 || time->tv_nsec >= 1000000000)
		return EINVAL;
	*flags |= set;
	// Before 1970 is negative; WASI's number is unsigned, but the kernel reads it as it is meant.
	if (__builtin_mul_overflow(time->tv_sec, 1000000000LL, ns) || __builtin_add_overflow(*ns, time->tv_nsec, ns))
		return EINVAL;
	return 0;
}

static int convert_both(const struct timespec times[2], struct change *change)
{
	change->flags = 0;
	int error = convert(times ? &times[0] : NULL, __WASI_FSTFLAGS_ATIM, &change->access_ns, &change->flags);
	if (error)
		return error;
	return convert(times ? &times[1] : NULL, __WASI_FSTFLAGS_MTIM, &change->modification_ns, &change->flags);
}

int futimens(int fd, const struct timespec times[2])
{
	struct change change;
	int error = convert_both(times, &change);
	if (!error)
		error = __wasi_fd_filestat_set_times(fd, change.access_ns, change.modification_ns, change.flags);
	return result(error);
}

int utimensat(int dir, const char *path, const struct timespec times[2], int flags)
{
	// Linux's own: no path means the descriptor.
	if (!path)
		return futimens(dir, times);
	if (flags & ~AT_SYMLINK_NOFOLLOW)
		return fail(EINVAL);
	struct change change;
	int error = convert_both(times, &change);
	if (!error)
		error = __wasi_path_filestat_set_times(
			dir, flags & AT_SYMLINK_NOFOLLOW ? 0 : __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW, path, change.access_ns,
			change.modification_ns, change.flags);
	return result(error);
}

int __wasilibc_nocwd_utimensat(int dir, const char *path, const struct timespec times[2], int flags)
{
	return utimensat(dir, path, times, flags);
}

int __wasilibc_utimens(const char *path, const struct timespec times[2], int flags)
{
	return utimensat(AT_FDCWD, path, times, flags);
}

int utime(const char *path, const struct utimbuf *times)
{
	if (!times)
		return utimensat(AT_FDCWD, path, NULL, 0);
	struct timespec both[2] = {{.tv_sec = times->actime}, {.tv_sec = times->modtime}};
	return utimensat(AT_FDCWD, path, both, 0);
}

static int utimes_with(int dir, const char *path, const struct timeval times[2], int flags)
{
	if (!times)
		return utimensat(dir, path, NULL, flags);
	struct timespec both[2] = {
		{times[0].tv_sec, times[0].tv_usec * 1000},
		{times[1].tv_sec, times[1].tv_usec * 1000},
	};
	return utimensat(dir, path, both, flags);
}

int utimes(const char *path, const struct timeval times[2])
{
	return utimes_with(AT_FDCWD, path, times, 0);
}

int lutimes(const char *path, const struct timeval times[2])
{
	return utimes_with(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW);
}

int futimes(int fd, const struct timeval times[2])
{
	return utimes_with(fd, NULL, times, 0);
}
