/*
 * Memory mappings are memory: a file's bytes are read in at mmap, and a shared writable mapping is written back by
 * msync and munmap. Changes made meanwhile through another descriptor or mapping are not seen.
 */
#include "kernel.h"
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <fcntl.h>

#define PAGE_BYTES 65536

struct mapping {
	struct mapping *next;
	char *start;
	size_t len;
	/* The descriptor to write back to, or -1. */
	int fd;
	off_t offset;
};

static struct mapping *mappings;

static void *failed(int error)
{
	errno = error;
	return MAP_FAILED;
}

/* Fills a mapping from its file; what lies behind the file's end stays zero. Returns an errno. */
static int fill(char *start, size_t len, int fd, off_t offset)
{
	for (size_t done = 0; done < len;) {
		ssize_t got = pread(fd, start + done, len - done, offset + done);
		if (got < 0)
			return errno;
		if (!got)
			break;
		done += got;
	}
	return 0;
}

void *mmap(void *hint, size_t len, int protection, int flags, int fd, off_t offset)
{
	int sharing = flags & MAP_TYPE;
	if (!len || offset < 0 || offset % 4096 || (sharing != MAP_SHARED && sharing != MAP_PRIVATE))
		return failed(EINVAL);
	if (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE))
		return failed(ENOTSUP);
	if (protection & PROT_EXEC)
		return failed(EPERM);
	int is_file = !(flags & MAP_ANONYMOUS), writes_back = is_file && sharing == MAP_SHARED && protection & PROT_WRITE;
	int access = is_file ? fcntl(fd, F_GETFL) : 0;
	if (access < 0)
		return failed(EBADF);
	if (is_file && (!(access & O_RDONLY) || (writes_back && !(access & O_WRONLY))))
		return failed(EACCES);
	struct mapping *mapping = malloc(sizeof *mapping);
	size_t room = (len + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
	char *start = mapping && room >= len ? aligned_alloc(PAGE_BYTES, room) : NULL;
	if (!start) {
		free(mapping);
		return failed(ENOMEM);
	}
	memset(start, 0, room);
	*mapping = (struct mapping){mappings, start, len, -1, offset};
	int error = is_file ? fill(start, len, fd, offset) : 0;
	if (!error && writes_back) {
		// A mapping outlives the descriptor it was made with.
		mapping->fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
		error = mapping->fd < 0 ? errno : 0;
	}
	if (error) {
		free(start);
		free(mapping);
		return failed(error);
	}
	mappings = mapping;
	return start;
}

/* Writes a part of a mapping back, as far as the file goes. */
static int write_back(const struct mapping *mapping, size_t from, size_t len)
{
	struct stat file;
	if (mapping->fd < 0)
		return 0;
	if (fstat(mapping->fd, &file))
		return -1;
	if (from > mapping->len)
		return fail(ENOMEM);
	if (len > mapping->len - from)
		len = mapping->len - from;
	off_t start = mapping->offset + from, end = start + len;
	if (end > file.st_size)
		end = file.st_size;
	while (start < end) {
		ssize_t put = pwrite(mapping->fd, mapping->start + (start - mapping->offset), end - start, start);
		if (put < 0)
			return -1;
		start += put;
	}
	return 0;
}

static struct mapping **find(const void *address)
{
	struct mapping **at = &mappings;
	while (*at && ((char *)address < (*at)->start || (char *)address >= (*at)->start + (*at)->len))
		at = &(*at)->next;
	return at;
}

int msync(void *address, size_t len, int flags)
{
	struct mapping *mapping = *find(address);
	if (!mapping)
		return fail(ENOMEM);
	return write_back(mapping, (char *)address - mapping->start, len);
}

int munmap(void *address, size_t len)
{
	struct mapping **at = find(address), *mapping = *at;
	// As Linux: nothing there is no error. Unmapping a part keeps the whole.
	if (!mapping || address != mapping->start || len < mapping->len)
		return len ? 0 : fail(EINVAL);
	int failed = write_back(mapping, 0, mapping->len);
	if (mapping->fd >= 0)
		close(mapping->fd);
	*at = mapping->next;
	free(mapping->start);
	free(mapping);
	return failed;
}

void *mremap(void *old, size_t old_len, size_t len, int flags, ...)
{
	struct mapping *mapping = *find(old);
	if (!mapping || old != mapping->start || !len || flags & MREMAP_FIXED)
		return failed(EINVAL);
	if (len <= mapping->len)
		return old;
	if (!(flags & MREMAP_MAYMOVE))
		return failed(ENOMEM);
	size_t room = (len + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
	char *start = room >= len ? aligned_alloc(PAGE_BYTES, room) : NULL;
	if (!start)
		return failed(ENOMEM);
	memset(start + mapping->len, 0, room - mapping->len);
	memcpy(start, mapping->start, mapping->len);
	if (mapping->fd >= 0)
		fill(start + mapping->len, len - mapping->len, mapping->fd, mapping->offset + mapping->len);
	free(mapping->start);
	mapping->start = start;
	mapping->len = len;
	return start;
}

/* Linear memory has no page protection. */
int mprotect(void *address, size_t len, int protection)
{
	return protection & PROT_EXEC ? fail(EACCES) : 0;
}

int madvise(void *address, size_t len, int advice)
{
	return 0;
}

int posix_madvise(void *address, size_t len, int advice)
{
	return 0;
}

/* Linear memory is never swapped. */
int mlock(const void *address, size_t len)
{
	return 0;
}

int munlock(const void *address, size_t len)
{
	return 0;
}

int mlockall(int flags)
{
	return 0;
}

int munlockall(void)
{
	return 0;
}
