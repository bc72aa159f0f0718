/* Names, modes, owners, times, links, directories. */
#define _GNU_SOURCE
#include "check.h"
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <unistd.h>

static char root[] = "/tmp/fileXXXXXX";

static mode_t mode_of(const char *path)
{
	struct stat found;
	CHECK(lstat(path, &found) == 0);
	return found.st_mode;
}

static void modes(void)
{
	CHECK(umask(022) != (mode_t)-1);
	close(open("plain", O_CREAT | O_WRONLY, 0666));
	CHECK(mode_of("plain") == (S_IFREG | 0644));
	close(open("exec", O_CREAT | O_WRONLY, 0777));
	CHECK(mode_of("exec") == (S_IFREG | 0755));
	close(open("secret", O_CREAT | O_WRONLY | O_EXCL, 0600));
	CHECK(mode_of("secret") == (S_IFREG | 0600));
	// The mode is of the creation only.
	close(open("secret", O_CREAT | O_WRONLY, 0777));
	CHECK(mode_of("secret") == (S_IFREG | 0600));
	int fd = open("locked", O_CREAT | O_WRONLY, 0);
	CHECK(fd >= 0 && write(fd, "x", 1) == 1 && close(fd) == 0 && mode_of("locked") == S_IFREG);
	CHECK(umask(077) == 022 && umask(022) == 077);
	CHECK(mkdir("d", 0777) == 0 && mode_of("d") == (S_IFDIR | 0755));
	CHECK(mkdir("p", 0700) == 0 && mode_of("p") == (S_IFDIR | 0700));
	CHECK_FAILS(mkdir("d", 0777), EEXIST);
	CHECK(chmod("plain", 04755) == 0 && mode_of("plain") == (S_IFREG | 04755));
	fd = open("plain", O_RDONLY);
	CHECK(fchmod(fd, 0640) == 0 && mode_of("plain") == (S_IFREG | 0640) && close(fd) == 0);
	CHECK(symlink("plain", "link") == 0 && S_ISLNK(mode_of("link")) && chmod("link", 0600) == 0);
	CHECK(mode_of("plain") == (S_IFREG | 0600) && S_ISLNK(mode_of("link")));
	CHECK_FAILS(chmod("nothing", 0600), ENOENT);
	CHECK(mkfifo("fifo", 0666) == 0 && mode_of("fifo") == (S_IFIFO | 0644));
	CHECK(access("exec", X_OK) == 0 && access("plain", R_OK | W_OK) == 0 && access(".", X_OK) == 0);
	CHECK_FAILS(access("plain", X_OK), EACCES);
	CHECK_FAILS(access("nothing", F_OK), ENOENT);
}

static void attributes(void)
{
	struct stat found, again;
	CHECK(stat("plain", &found) == 0 && found.st_uid == geteuid() && found.st_nlink == 1 && found.st_size == 0);
	CHECK(chown("plain", geteuid(), getegid()) == 0 && lchown("link", -1, -1) == 0);
	CHECK(link("plain", "second") == 0 && stat("second", &again) == 0);
	CHECK(again.st_ino == found.st_ino && again.st_nlink == 2 && again.st_dev == found.st_dev);
	struct timespec times[2] = {{.tv_sec = 1000000000, .tv_nsec = 123456789}, {.tv_sec = 86400}};
	CHECK(utimensat(AT_FDCWD, "plain", times, 0) == 0 && stat("second", &again) == 0);
	CHECK(again.st_atim.tv_sec == 1000000000 && again.st_atim.tv_nsec == 123456789 && again.st_mtime == 86400);
	times[0].tv_nsec = UTIME_OMIT;
	times[1].tv_nsec = UTIME_NOW;
	CHECK(utimensat(AT_FDCWD, "plain", times, 0) == 0 && stat("plain", &again) == 0);
	CHECK(again.st_atim.tv_sec == 1000000000 && again.st_mtime > 1500000000);
	struct timeval old[2] = {{.tv_sec = -2, .tv_usec = 500000}, {.tv_sec = 5}};
	CHECK(utimes("exec", old) == 0 && stat("exec", &again) == 0 && again.st_mtime == 5);
	int fd = open("plain", O_WRONLY);
	CHECK(ftruncate(fd, 10000) == 0 && fstat(fd, &again) == 0 && again.st_size == 10000 && close(fd) == 0);
	CHECK(truncate("plain", 3) == 0 && stat("plain", &again) == 0 && again.st_size == 3);
	struct statvfs room;
	CHECK(statvfs(".", &room) == 0 && room.f_blocks > 0 && room.f_bsize > 0 && room.f_namemax == 255);
}

static void names(void)
{
	char buffer[PATH_MAX], *path;
	CHECK(readlink("link", buffer, sizeof buffer) == 5 && !memcmp(buffer, "plain", 5));
	CHECK(readlink("link", buffer, 2) == 2);
	CHECK_FAILS(readlink("plain", buffer, sizeof buffer), EINVAL);
	CHECK(rename("second", "d/moved") == 0 && access("d/moved", F_OK) == 0);
	CHECK_FAILS(rename("nothing", "x"), ENOENT);
	CHECK_FAILS(rmdir("d"), ENOTEMPTY);
	CHECK_FAILS(unlink("d"), EISDIR);
	CHECK_FAILS(open("plain/x", O_RDONLY), ENOTDIR);
	CHECK_FAILS(open("d", O_WRONLY), EISDIR);
	CHECK_FAILS(open("link", O_RDONLY | O_NOFOLLOW), ELOOP);
	CHECK_FAILS(open("plain", O_RDONLY | O_DIRECTORY), ENOTDIR);
	CHECK_FAILS(open("plain", O_CREAT | O_EXCL | O_WRONLY, 0666), EEXIST);
	CHECK_FAILS(open("", O_RDONLY), ENOENT);
	CHECK(symlink("loop", "loop") == 0);
	CHECK_FAILS(open("loop", O_RDONLY), ELOOP);
	int dir = open("d", O_RDONLY | O_DIRECTORY);
	struct stat found;
	CHECK(dir >= 0 && fstatat(dir, "moved", &found, 0) == 0 && fstatat(dir, root, &found, 0) == 0);
	int fd = openat(dir, "inner", O_CREAT | O_WRONLY, 0600);
	CHECK(fd >= 0 && close(fd) == 0 && mode_of("d/inner") == (S_IFREG | 0600));
	CHECK(mkdirat(dir, "sub", 0711) == 0 && mode_of("d/sub") == (S_IFDIR | 0711));
	CHECK(unlinkat(dir, "inner", 0) == 0 && unlinkat(dir, "sub", AT_REMOVEDIR) == 0);
	CHECK(fchdir(dir) == 0 && close(dir) == 0);
	path = getcwd(NULL, 0);
	snprintf(buffer, sizeof buffer, "%s/d", root);
	CHECK(path && !strcmp(path, buffer));
	free(path);
	CHECK(chdir("..") == 0 && getcwd(buffer, sizeof buffer) && !strcmp(buffer, root));
	errno = 0;
	CHECK(!getcwd(buffer, 3) && errno == ERANGE);
	CHECK_FAILS(chdir("nothing"), ENOENT);
	CHECK_FAILS(chdir("plain"), ENOTDIR);
	path = realpath("d/../link", NULL);
	snprintf(buffer, sizeof buffer, "%s/plain", root);
	CHECK(path && !strcmp(path, buffer));
	free(path);
	char longest[300];
	memset(longest, 'n', sizeof longest - 1);
	longest[299] = 0;
	CHECK_FAILS(open(longest, O_CREAT | O_WRONLY, 0666), ENAMETOOLONG);
	CHECK(remove("d/moved") == 0 && remove("d") == 0);
}

static void directories(void)
{
	CHECK(mkdir("many", 0755) == 0 && chdir("many") == 0);
	char name[32];
	for (int file = 0; file < 500; file++) {
		snprintf(name, sizeof name, "file-%03d", file);
		CHECK(close(open(name, O_CREAT | O_WRONLY, 0666)) == 0);
	}
	int files = 0, dots = 0;
	DIR *stream = opendir(".");
	CHECK(stream);
	for (struct dirent *entry; (entry = readdir(stream));) {
		if (*entry->d_name == '.') {
			CHECK(entry->d_type == DT_DIR);
			dots++;
		} else {
			CHECK(entry->d_type == DT_REG && entry->d_ino != 0);
			// Removing what was read must not lose what was not.
			CHECK(unlink(entry->d_name) == 0);
			files++;
		}
	}
	CHECK(closedir(stream) == 0 && files == 500 && dots == 2);
	CHECK(chdir("..") == 0 && rmdir("many") == 0);
}

static void temporaries(void)
{
	char name[] = "tXXXXXX.txt", directory[] = "dXXXXXX";
	int fd = mkstemps(name, 4);
	CHECK(fd >= 0 && (mode_of(name) & 0777) == 0600 && close(fd) == 0 && unlink(name) == 0);
	CHECK(mkdtemp(directory) == directory && mode_of(directory) == (S_IFDIR | 0700) && rmdir(directory) == 0);
	char bad[] = "short";
	CHECK_FAILS(mkstemp(bad), EINVAL);
	FILE *file = tmpfile();
	char line[8];
	CHECK(file && fputs("kept\n", file) >= 0 && fseek(file, 0, SEEK_SET) == 0);
	CHECK(fgets(line, sizeof line, file) && !strcmp(line, "kept\n") && fclose(file) == 0);
}

int main(void)
{
	CHECK(mkdtemp(root) && chdir(root) == 0);
	modes();
	attributes();
	names();
	directories();
	temporaries();
	const char *left[] = {"plain", "exec", "secret", "locked", "link", "fifo", "loop"};
	for (size_t at = 0; at < sizeof left / sizeof *left; at++)
		CHECK(unlink(left[at]) == 0);
	CHECK(rmdir("p") == 0 && chdir("/") == 0 && rmdir(root) == 0);
	puts("file ok");
}
