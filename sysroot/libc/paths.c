/*
 * Paths go to the kernel as they are.
 *
 * wasi-libc splits each path into a preopened directory and a rest, and keeps a working directory of its own. Our
 * kernel knows both, so every call names AT_FDCWD; an absolute path is absolute whatever the directory.
 */
#include "kernel.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wasi/libc-find-relpath.h>
#include <wasi/libc-nocwd.h>
#include <wasi/libc.h>

int linkat(int old_dir, const char *old, int new_dir, const char *new, int flags)
{
	return __wasilibc_nocwd_linkat(old_dir, old, new_dir, new, flags);
}

int link(const char *old, const char *new)
{
	return linkat(AT_FDCWD, old, AT_FDCWD, new, 0);
}

int symlinkat(const char *target, int dir, const char *path)
{
	return __wasilibc_nocwd_symlinkat(target, dir, path);
}

int symlink(const char *target, const char *path)
{
	return symlinkat(target, AT_FDCWD, path);
}

ssize_t readlinkat(int dir, const char *restrict path, char *restrict buffer, size_t size)
{
	return __wasilibc_nocwd_readlinkat(dir, path, buffer, size);
}

ssize_t readlink(const char *restrict path, char *restrict buffer, size_t size)
{
	return readlinkat(AT_FDCWD, path, buffer, size);
}

int __wasilibc_unlinkat(int dir, const char *path)
{
	return __wasilibc_nocwd___wasilibc_unlinkat(dir, path);
}

int __wasilibc_rmdirat(int dir, const char *path)
{
	return __wasilibc_nocwd___wasilibc_rmdirat(dir, path);
}

int unlink(const char *path)
{
	return __wasilibc_unlinkat(AT_FDCWD, path);
}

int rmdir(const char *path)
{
	return __wasilibc_rmdirat(AT_FDCWD, path);
}

int remove(const char *path)
{
	if (unlink(path) == 0)
		return 0;
	// Linux says EISDIR, POSIX EPERM.
	return errno == EISDIR || errno == EPERM ? rmdir(path) : -1;
}

int renameat(int old_dir, const char *old, int new_dir, const char *new)
{
	return __wasilibc_nocwd_renameat(old_dir, old, new_dir, new);
}

int rename(const char *old, const char *new)
{
	return renameat(AT_FDCWD, old, AT_FDCWD, new);
}

DIR *opendirat(int dir, const char *path)
{
	DIR *stream = __wasilibc_nocwd_opendirat(dir, path);
	if (stream)
		__viv_set_cloexec(dirfd(stream), 1);
	return stream;
}

DIR *opendir(const char *path)
{
	return opendirat(AT_FDCWD, path);
}

int scandirat(int dir, const char *path, struct dirent ***list, int (*filter)(const struct dirent *),
              int (*compare)(const struct dirent **, const struct dirent **))
{
	return __wasilibc_nocwd_scandirat(dir, path, list, filter, compare);
}

int scandir(const char *path, struct dirent ***list, int (*filter)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **))
{
	return scandirat(AT_FDCWD, path, list, filter, compare);
}

/* The rest of this file is for programs that ask wasi-libc for its preopened directories: there are none. */

int __wasilibc_find_abspath(const char *path, const char **restrict prefix, const char **restrict relative)
{
	*prefix = "";
	*relative = path;
	return AT_FDCWD;
}

int __wasilibc_find_relpath(const char *path, const char **restrict prefix, char **relative, size_t relative_len)
{
	*prefix = "";
	if (strlen(path) >= relative_len)
		return fail(ERANGE);
	strcpy(*relative, path);
	return AT_FDCWD;
}

int __wasilibc_find_relpath_alloc(const char *path, const char **prefix, char **relative, size_t *relative_len,
                                  int can_grow)
{
	size_t needed = strlen(path) + 1;
	if (*relative_len < needed) {
		char *grown = can_grow ? realloc(*relative, needed) : NULL;
		if (!grown)
			return fail(can_grow ? ENOMEM : ERANGE);
		*relative = grown;
		*relative_len = needed;
	}
	return __wasilibc_find_relpath(path, prefix, relative, *relative_len);
}

int __wasilibc_register_preopened_fd(int fd, const char *prefix)
{
	return 0;
}

void __wasilibc_populate_preopens(void) {}

void __wasilibc_reset_preopens(void) {}
