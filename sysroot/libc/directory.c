/* The working directory: the kernel's. */
#include "kernel.h"
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

int chdir(const char *path)
{
	return result(viv_proc_chdir(path, strlen(path)));
}

int fchdir(int fd)
{
	return result(viv_proc_fchdir(fd));
}

int chroot(const char *path)
{
	return fail(EPERM);
}

char *getcwd(char *buffer, size_t size)
{
	char path[PATH_MAX];
	size_t len;
	int error = buffer && !size ? EINVAL : viv_proc_getcwd(path, sizeof path, &len);
	if (!error && buffer && len >= size)
		error = ERANGE;
	if (error) {
		errno = error;
		return NULL;
	}
	// As glibc and musl: no buffer means one from malloc.
	if (!buffer) {
		buffer = malloc(size > len ? size : len + 1);
		if (!buffer)
			return NULL;
	}
	memcpy(buffer, path, len);
	buffer[len] = 0;
	return buffer;
}

char *get_current_dir_name(void)
{
	return getcwd(NULL, 0);
}
