/* Users, limits, clocks, mappings, and the commands of the shell. */
#define _GNU_SOURCE
#include "check.h"
#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static void users(void)
{
	struct passwd *user = getpwuid(0), entry, *found;
	CHECK(user && !strcmp(user->pw_name, "root") && !strcmp(user->pw_dir, "/root"));
	user = getpwnam("root");
	CHECK(user && user->pw_uid == 0 && user->pw_gid == 0);
	CHECK(!getpwnam("nobody-of-that-name") && !getpwuid(123456));
	char buffer[8192];
	CHECK(getpwuid_r(0, &entry, buffer, sizeof buffer, &found) == 0 && found == &entry);
	CHECK(getpwuid_r(0, &entry, buffer, 4, &found) == ERANGE && !found);
	setpwent();
	int users = 0;
	while (getpwent())
		users++;
	endpwent();
	CHECK(users >= 1);
	struct group *group = getgrgid(0);
	CHECK(group && !strcmp(group->gr_name, "root") && getgrnam("root")->gr_gid == 0 && !getgrnam("no-such-group"));
	CHECK(getuid() == geteuid() && getgid() == getegid());
	CHECK(setuid(getuid()) == 0 && setgid(getgid()) == 0);
}

static void processes(void)
{
	CHECK(getpid() > 0 && getpgid(0) == getpgrp() && getpgid(getpid()) == getpgrp() && getsid(0) >= 0);
	struct rlimit limit;
	CHECK(getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= 64 && limit.rlim_cur <= limit.rlim_max);
	CHECK(sysconf(_SC_OPEN_MAX) == (long)limit.rlim_cur);
	struct rlimit lower = {64, limit.rlim_max};
	CHECK(setrlimit(RLIMIT_NOFILE, &lower) == 0 && getrlimit(RLIMIT_NOFILE, &lower) == 0 && lower.rlim_cur == 64);
	CHECK_FAILS(fcntl(0, F_DUPFD, 64), EINVAL);
	CHECK(setrlimit(RLIMIT_NOFILE, &limit) == 0);
	CHECK_FAILS(setrlimit(RLIMIT_NOFILE, &(struct rlimit){65, 64}), EINVAL);
	CHECK_FAILS(getrlimit(999, &limit), EINVAL);
	CHECK(sysconf(_SC_NPROCESSORS_ONLN) >= 1 && sysconf(_SC_PHYS_PAGES) > 0 && sysconf(_SC_CLK_TCK) == 100);
	CHECK_FAILS(sysconf(-5), EINVAL);
	cpu_set_t cpus;
	CHECK(sched_getaffinity(0, sizeof cpus, &cpus) == 0);
	struct utsname name;
	CHECK(uname(&name) == 0 && !strcmp(name.sysname, "Linux"));
	char host[256];
	CHECK(gethostname(host, sizeof host) == 0 && !strcmp(host, name.nodename));
	unsigned char random[16] = {0}, zero[16] = {0};
	CHECK(getrandom(random, sizeof random, 0) == 16 && memcmp(random, zero, 16));
}

static void clocks(void)
{
	struct rusage before, after;
	struct tms ticks;
	struct timespec start, end;
	CHECK(getrusage(RUSAGE_SELF, &before) == 0 && clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start) == 0);
	clock_t spent = clock();
	volatile unsigned long sum = 0;
	for (unsigned long turn = 0; turn < 50000000; turn++)
		sum += turn;
	CHECK(getrusage(RUSAGE_SELF, &after) == 0 && clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end) == 0);
	double used = after.ru_utime.tv_sec - before.ru_utime.tv_sec;
	used += (after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6;
	CHECK(used > 0.001 && used < 30 && clock() > spent && after.ru_maxrss > 0);
	CHECK(end.tv_sec > start.tv_sec || end.tv_nsec > start.tv_nsec);
	CHECK(times(&ticks) > 0 && ticks.tms_utime >= 0);
	CHECK(clock_gettime(CLOCK_MONOTONIC, &start) == 0 && usleep(20000) == 0);
	CHECK(clock_gettime(CLOCK_MONOTONIC, &end) == 0);
	CHECK((end.tv_sec - start.tv_sec) * 1000 + (end.tv_nsec - start.tv_nsec) / 1000000 >= 19);
	CHECK_FAILS(nanosleep(&(struct timespec){.tv_nsec = 1000000000}, NULL), EINVAL);
}

static void commands(void)
{
	CHECK(system(NULL) != 0);
	CHECK(WEXITSTATUS(system("exit 7")) == 7 && system("true") == 0);
	CHECK(WTERMSIG(system("kill -9 $$")) == 9);
	CHECK(WEXITSTATUS(system("no-such-command-here 2>/dev/null")) == 127);
	char line[64];
	FILE *out = popen("echo one; echo two", "r");
	CHECK(out && fgets(line, sizeof line, out) && !strcmp(line, "one\n"));
	CHECK(fgets(line, sizeof line, out) && !strcmp(line, "two\n") && !fgets(line, sizeof line, out));
	CHECK(pclose(out) == 0);
	FILE *in = popen("read a; test \"$a\" = given; exit $((3 + $?))", "w");
	CHECK(in && fputs("given\n", in) >= 0 && WEXITSTATUS(pclose(in)) == 3);
	errno = 0;
	CHECK(!popen("true", "x") && errno == EINVAL);
}

static void mappings(void)
{
	char *memory = mmap(NULL, 100000, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(memory != MAP_FAILED && memory[0] == 0 && memory[99999] == 0);
	memory[5] = 1;
	CHECK(munmap(memory, 100000) == 0);
	char name[] = "/tmp/mapXXXXXX";
	int fd = mkstemp(name);
	CHECK(fd >= 0 && write(fd, "hello world", 11) == 11);
	char *view = mmap(NULL, 11, PROT_READ, MAP_PRIVATE, fd, 0);
	CHECK(view != MAP_FAILED && !memcmp(view, "hello world", 11) && view[11] == 0 && munmap(view, 11) == 0);
	char *shared = mmap(NULL, 11, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	CHECK(shared != MAP_FAILED && close(fd) == 0);
	memcpy(shared, "HELLO", 5);
	CHECK(msync(shared, 11, MS_SYNC) == 0);
	char back[11];
	fd = open(name, O_RDONLY);
	CHECK(read(fd, back, 11) == 11 && !memcmp(back, "HELLO world", 11));
	memcpy(shared + 6, "WORLD", 5);
	CHECK(munmap(shared, 11) == 0 && pread(fd, back, 11, 0) == 11 && !memcmp(back, "HELLO WORLD", 11));
	errno = 0;
	CHECK(mmap(NULL, 11, PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED && errno == EACCES);
	CHECK(mmap(NULL, 0, PROT_READ, MAP_PRIVATE, fd, 0) == MAP_FAILED && errno == EINVAL);
	CHECK(mmap(NULL, 11, PROT_READ, MAP_PRIVATE, 99, 0) == MAP_FAILED && errno == EBADF);
	close(fd), unlink(name);
}

static void addresses(void)
{
	struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST}, *found;
	CHECK(getaddrinfo("192.0.2.7", "80", &hints, &found) == 0);
	char host[64], port[16];
	CHECK(getnameinfo(found->ai_addr, found->ai_addrlen, host, sizeof host, port, sizeof port,
	                  NI_NUMERICHOST | NI_NUMERICSERV) == 0);
	CHECK(!strcmp(host, "192.0.2.7") && !strcmp(port, "80"));
	freeaddrinfo(found);
	CHECK(getaddrinfo("not-a-number", "80", &hints, &found) == EAI_NONAME);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), type = 0, on = 1;
	socklen_t len = sizeof type;
	CHECK(fd >= 0 && fcntl(fd, F_GETFD) == FD_CLOEXEC);
	CHECK(getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) == 0 && type == SOCK_STREAM);
	CHECK(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0);
	struct sockaddr_in own;
	len = sizeof own;
	CHECK(getsockname(fd, (struct sockaddr *)&own, &len) == 0 && len == sizeof own && own.sin_port == 0);
	CHECK_FAILS(getpeername(fd, (struct sockaddr *)&own, &len), ENOTCONN);
	CHECK_FAILS(recv(fd, &on, sizeof on, 0), ENOTCONN);
	CHECK(dup2(fd, 50) == 50 && close(fd) == 0);
	CHECK_FAILS(recv(50, &on, sizeof on, 0), ENOTCONN);
	CHECK_FAILS(recv(fd, &on, sizeof on, 0), EBADF);
	CHECK_FAILS(shutdown(50, SHUT_RDWR), ENOTCONN);
	close(50);
	fd = open("/dev/null", O_RDONLY);
	CHECK_FAILS(recv(fd, &on, sizeof on, 0), ENOTSOCK);
	CHECK_FAILS(socket(AF_INET, 77, 0), EINVAL);
	close(fd);
}

static void texts(void)
{
	CHECK(!strcmp(strerror(0), "Success") && !strcmp(strerror(ENOTTY), "Inappropriate ioctl for device"));
	CHECK(!strcmp(strerror(EINVAL), "Invalid argument") && !strcmp(strerror(9999), "Unknown error 9999"));
	CHECK(!strcmp(strerror(-7), "Unknown error -7"));
}

int main(void)
{
	texts();
	users();
	processes();
	clocks();
	commands();
	mappings();
	addresses();
	struct termios terminal;
	int null = open("/dev/null", O_RDWR);
	CHECK_FAILS(tcgetattr(null, &terminal), ENOTTY);
	puts("machine ok");
}
