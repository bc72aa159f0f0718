/* Temporary files and directories. */
#include "kernel.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

/* How often a name that is taken is replaced by another; as musl. */
#define ATTEMPTS 100

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/* The six X of a template before its suffix, or null. */
static char *placeholder(char *template, int suffix_len)
{
	size_t len = strlen(template);
	if (suffix_len < 0 || len < 6 + (size_t)suffix_len)
		return NULL;
	char *at = template + len - suffix_len - 6;
	return memcmp(at, "XXXXXX", 6) ? NULL : at;
}

static void fill(char *at)
{
	unsigned char random[6];
	getrandom(random, sizeof random, 0);
	for (int letter = 0; letter < 6; letter++)
		at[letter] = letters[random[letter] % (sizeof letters - 1)];
}

int mkostemps(char *template, int suffix_len, int flags)
{
	char *at = placeholder(template, suffix_len);
	if (!at)
		return fail(EINVAL);
	flags &= ~O_ACCMODE;
	for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
		fill(at);
		int fd = open(template, flags | O_RDWR | O_CREAT | O_EXCL, 0600);
		if (fd >= 0 || errno != EEXIST) {
			if (fd < 0)
				memcpy(at, "XXXXXX", 6);
			return fd;
		}
	}
	memcpy(at, "XXXXXX", 6);
	return fail(EEXIST);
}

int mkstemps(char *template, int suffix_len)
{
	return mkostemps(template, suffix_len, 0);
}

int mkostemp(char *template, int flags)
{
	return mkostemps(template, 0, flags);
}

int mkstemp(char *template)
{
	return mkostemps(template, 0, 0);
}

char *mkdtemp(char *template)
{
	char *at = placeholder(template, 0);
	if (!at) {
		errno = EINVAL;
		return NULL;
	}
	for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
		fill(at);
		if (mkdir(template, 0700) == 0)
			return template;
		if (errno != EEXIST)
			break;
	}
	memcpy(at, "XXXXXX", 6);
	return NULL;
}

char *mktemp(char *template)
{
	char *at = placeholder(template, 0);
	int error = at ? EEXIST : EINVAL;
	for (int attempt = 0; at && attempt < ATTEMPTS; attempt++) {
		fill(at);
		struct stat found;
		if (lstat(template, &found) && errno == ENOENT)
			return template;
	}
	errno = error;
	*template = 0;
	return template;
}

char *tmpnam(char *buffer)
{
	static char kept[L_tmpnam];
	char *name = buffer ? buffer : kept;
	strcpy(name, "/tmp/tmp_XXXXXX");
	return *mktemp(name) ? name : NULL;
}

char *tempnam(const char *directory, const char *prefix)
{
	char *name;
	if (!directory)
		directory = P_tmpdir;
	if (asprintf(&name, "%s/%sXXXXXX", directory, prefix ? prefix : "") < 0)
		return NULL;
	if (*mktemp(name))
		return name;
	free(name);
	return NULL;
}

FILE *tmpfile(void)
{
	char name[] = "/tmp/tmpfile_XXXXXX";
	int fd = mkostemp(name, 0);
	if (fd < 0)
		return NULL;
	unlink(name);
	FILE *file = fdopen(fd, "w+");
	if (!file)
		close(fd);
	return file;
}
