#include "kernel.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>

/* The kernel counts bytes; programs want blocks. */
#define BLOCK_SIZE 4096
#define NAME_BYTES 255

int statvfs(const char *restrict path, struct statvfs *restrict stats)
{
	struct viv_file_system_stats found;
	int error = viv_path_statfs(AT_FDCWD, path, strlen(path), &found);
	if (error)
		return fail(error);
	*stats = (struct statvfs){
		.f_bsize = BLOCK_SIZE,
		.f_frsize = BLOCK_SIZE,
		.f_blocks = found.bytes / BLOCK_SIZE,
		.f_bfree = found.bytes_free / BLOCK_SIZE,
		.f_bavail = found.bytes_free / BLOCK_SIZE,
		.f_files = found.inodes,
		.f_ffree = found.inodes_free,
		.f_favail = found.inodes_free,
		.f_namemax = NAME_BYTES,
	};
	return 0;
}

int fstatvfs(int fd, struct statvfs *stats)
{
	__wasi_fdstat_t open;
	int error = __wasi_fd_fdstat_get(fd, &open);
	if (error)
		return fail(error);
	char path[32];
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	return statvfs(path, stats);
}

static void copy(const struct statvfs *from, struct statfs *to)
{
	*to = (struct statfs){
		.f_bsize = from->f_bsize,
		.f_blocks = from->f_blocks,
		.f_bfree = from->f_bfree,
		.f_bavail = from->f_bavail,
		.f_files = from->f_files,
		.f_ffree = from->f_ffree,
		.f_namelen = from->f_namemax,
		.f_frsize = from->f_frsize,
	};
}

int statfs(const char *path, struct statfs *stats)
{
	struct statvfs found;
	if (statvfs(path, &found))
		return -1;
	copy(&found, stats);
	return 0;
}

int fstatfs(int fd, struct statfs *stats)
{
	struct statvfs found;
	if (fstatvfs(fd, &found))
		return -1;
	copy(&found, stats);
	return 0;
}
