/* What a program may ask about the machine. */
#include "kernel.h"
#include <limits.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/utsname.h>
#include <unistd.h>

/* As on Linux: programs print it, and multiply with it. A page of WebAssembly is larger. */
#define PAGE_BYTES 4096
#define TICKS_PER_SECOND 100
#define LOOKUP_BUFFER_BYTES 4096

static const char host_name[] = "vivarium";

int uname(struct utsname *name)
{
	*name = (struct utsname){
		.sysname = "Linux",
		.nodename = "vivarium",
		.release = "6.1.0-vivarium",
		.version = "#1 Vivarium",
		.machine = "wasm32",
	};
	return 0;
}

int gethostname(char *buffer, size_t size)
{
	if (size < sizeof host_name)
		return fail(ENAMETOOLONG);
	memcpy(buffer, host_name, sizeof host_name);
	return 0;
}

int sethostname(const char *name, size_t len)
{
	return fail(EPERM);
}

int getdomainname(char *buffer, size_t size)
{
	if (!size)
		return fail(EINVAL);
	*buffer = 0;
	return 0;
}

static struct viv_system_info system_info(void)
{
	struct viv_system_info info = {0};
	viv_sys_info(&info);
	return info;
}

static long soft_limit(uint32_t resource)
{
	struct viv_limit limit;
	if (viv_proc_getrlimit(resource, &limit) || limit.soft > LONG_MAX)
		return -1;
	return limit.soft;
}

long sysconf(int name)
{
	switch (name) {
	case _SC_ARG_MAX:
		return 131072;
	case _SC_CHILD_MAX:
		return soft_limit(6);
	case _SC_OPEN_MAX:
		return soft_limit(7);
	case _SC_CLK_TCK:
		return TICKS_PER_SECOND;
	case _SC_PAGESIZE:
		return PAGE_BYTES;
	case _SC_NPROCESSORS_CONF:
	case _SC_NPROCESSORS_ONLN:
		return system_info().cpus;
	case _SC_PHYS_PAGES:
		return system_info().memory_bytes / PAGE_BYTES;
	case _SC_AVPHYS_PAGES:
		return system_info().memory_free_bytes / PAGE_BYTES;
	case _SC_NGROUPS_MAX:
		return 1;
	case _SC_STREAM_MAX:
	case _SC_TZNAME_MAX:
	case _SC_THREAD_THREADS_MAX:
		return -1;
	case _SC_IOV_MAX:
		return IOV_MAX;
	case _SC_LINE_MAX:
		return _POSIX2_LINE_MAX;
	case _SC_HOST_NAME_MAX:
		return HOST_NAME_MAX;
	case _SC_LOGIN_NAME_MAX:
		return 256;
	case _SC_TTY_NAME_MAX:
		return 32;
	case _SC_SYMLOOP_MAX:
		return 40;
	case _SC_RE_DUP_MAX:
		return RE_DUP_MAX;
	case _SC_BC_BASE_MAX:
		return _POSIX2_BC_BASE_MAX;
	case _SC_BC_DIM_MAX:
		return _POSIX2_BC_DIM_MAX;
	case _SC_BC_SCALE_MAX:
		return _POSIX2_BC_SCALE_MAX;
	case _SC_BC_STRING_MAX:
		return _POSIX2_BC_STRING_MAX;
	case _SC_EXPR_NEST_MAX:
		return _POSIX2_EXPR_NEST_MAX;
	case _SC_GETPW_R_SIZE_MAX:
	case _SC_GETGR_R_SIZE_MAX:
		return LOOKUP_BUFFER_BYTES;
	case _SC_VERSION:
	case _SC_2_VERSION:
	case _SC_FSYNC:
	case _SC_MONOTONIC_CLOCK:
	case _SC_CPUTIME:
	case _SC_TIMERS:
	case _SC_SPAWN:
		return _POSIX_VERSION;
	case _SC_JOB_CONTROL:
	case _SC_SAVED_IDS:
	case _SC_SHELL:
	case _SC_REGEXP:
		return 1;
	default:
		// Known to POSIX but not had here is -1 without an error.
		return name < 0 || name > _SC_SIGSTKSZ ? fail(EINVAL) : -1;
	}
}

int getloadavg(double *averages, int count)
{
	for (int at = 0; at < count && at < 3; at++)
		averages[at] = 0;
	return count < 3 ? count : 3;
}

ssize_t getrandom(void *buffer, size_t size, unsigned flags)
{
	if (flags & ~(GRND_NONBLOCK | GRND_RANDOM | GRND_INSECURE))
		return fail(EINVAL);
	int error = __wasi_random_get(buffer, size);
	return error ? fail(error) : (ssize_t)size;
}
