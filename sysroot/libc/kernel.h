/* What the files of this folder share: kernel errors become errno, caught signals run their handlers. */
#ifndef VIVARIUM_KERNEL_H
#define VIVARIUM_KERNEL_H

#include <errno.h>
#include <string.h>
#include <vivarium.h>
#include <wasi/wasip1.h>

/* Most descriptors a process has: the kernel's default limit. */
#define DESCRIPTORS_MAX 1024

/* Calls that only this library makes; abi/src/calls.rs says what each does. */
#define CALL(name) __attribute__((__import_module__("vivarium"), __import_name__(#name))) int32_t viv_##name

CALL(fd_next)(int32_t min, int32_t *fd);

enum lock_kind { LOCK_SHARED, LOCK_EXCLUSIVE, LOCK_NONE };

struct viv_record_lock {
	uint32_t kind;
	int32_t pid;
	uint64_t start, len;
};

CALL(fd_lock)(int32_t fd, uint32_t kind, uint64_t start, uint64_t len, uint32_t wait);
CALL(fd_lock_query)(int32_t fd, uint32_t kind, uint64_t start, uint64_t len, struct viv_record_lock *found);
CALL(fd_flock)(int32_t fd, uint32_t kind, uint32_t wait);

#undef CALL

/* Fails with `error`, as a system call: errno and -1. */
static inline int fail(int error)
{
	errno = error;
	return -1;
}

/* A kernel call's answer as a system call's: 0, or errno and -1. */
static inline int result(int error)
{
	return error ? fail(error) : 0;
}

/* The flag that the kernel sets when it queues a caught signal. */
extern volatile uint32_t *__viv_signal_flag;

/* Runs the handlers of the signals that are queued; returns 1 if each had SA_RESTART, else 0. */
int __viv_run_handlers(void);

/*
 * Ends a call that may have waited: runs handlers if there are any to run. Returns 1 where the call was interrupted
 * by signals whose handlers want it started again.
 */
static inline int interrupted(int error)
{
	if (error != EINTR && !*__viv_signal_flag)
		return 0;
	return __viv_run_handlers() && error == EINTR;
}

/* fcntl(2) with F_GETLK, F_SETLK or F_SETLKW. */
struct flock;
int __viv_record_lock(int fd, int command, struct flock *lock);

/* Marks a descriptor to be closed by exec and spawn, or not. */
void __viv_set_cloexec(int fd, int on);
int __viv_get_cloexec(int fd);

/* What a descriptor is as a socket; no family if it is none. */
struct socket_kind {
	unsigned char family, type;
};

void __viv_set_socket(int fd, struct socket_kind kind);
struct socket_kind __viv_socket(int fd);

#endif
