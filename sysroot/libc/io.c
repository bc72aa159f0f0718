/* Reading and writing: as wasi-libc's, but for signals that arrive meanwhile. */
#include "kernel.h"
#include <limits.h>
#include <sys/uio.h>
#include <unistd.h>

ssize_t readv(int fd, const struct iovec *vectors, int count)
{
	size_t done;
	int error;
	if (count < 0 || count > IOV_MAX)
		return fail(EINVAL);
	do
		error = __wasi_fd_read(fd, (const __wasi_iovec_t *)vectors, count, &done);
	while (interrupted(error));
	return error ? fail(error) : (ssize_t)done;
}

ssize_t read(int fd, void *buffer, size_t size)
{
	return readv(fd, &(struct iovec){buffer, size}, 1);
}

ssize_t writev(int fd, const struct iovec *vectors, int count)
{
	size_t done;
	int error;
	if (count < 0 || count > IOV_MAX)
		return fail(EINVAL);
	do
		error = __wasi_fd_write(fd, (const __wasi_ciovec_t *)vectors, count, &done);
	while (interrupted(error));
	return error ? fail(error) : (ssize_t)done;
}

ssize_t write(int fd, const void *buffer, size_t size)
{
	return writev(fd, &(struct iovec){(void *)buffer, size}, 1);
}

#define COPY_CHUNK 65536

ssize_t copy_file_range(int in, off_t *in_offset, int out, off_t *out_offset, size_t len, unsigned flags)
{
	static char chunk[COPY_CHUNK];
	if (flags)
		return fail(EINVAL);
	if (len > sizeof chunk)
		len = sizeof chunk;
	ssize_t got = in_offset ? pread(in, chunk, len, *in_offset) : read(in, chunk, len);
	if (got <= 0)
		return got;
	ssize_t put = out_offset ? pwrite(out, chunk, got, *out_offset) : write(out, chunk, got);
	if (put < 0)
		return -1;
	if (in_offset)
		*in_offset += put;
	else if (put < got)
		lseek(in, put - got, SEEK_CUR);
	if (out_offset)
		*out_offset += put;
	return put;
}

void sync(void) {}

int syncfs(int fd)
{
	return fsync(fd);
}
