/*
 * The system calls beyond WASI: the C side of the crate vivarium-abi (abi/src/calls.rs says what each does).
 *
 * Programs want the POSIX functions of libc instead, which are made of these.
 */
#ifndef _VIVARIUM_H
#define _VIVARIUM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Directory descriptor of the working directory: every WASI path call takes it. */
#define VIV_AT_FDCWD (-2)
/* The lookup flag that follows a symbolic link at the end of a path. */
#define VIV_LOOKUP_FOLLOW 1
/* An id that chown leaves as it is. */
#define VIV_ID_UNCHANGED UINT32_MAX
/* The version of the spawn request; abi/src/spawn.rs describes the layout. */
#define VIV_SPAWN_VERSION 1

enum { VIV_SIG_DEFAULT = 0, VIV_SIG_IGNORE = 1, VIV_SIG_CATCH = 2 };

struct viv_stat {
	uint64_t dev, ino, nlink;
	uint32_t mode, uid, gid, rdev;
	uint64_t size, blocks;
	int64_t atime_ns, mtime_ns, ctime_ns;
};

struct viv_wait_result {
	int32_t pid, status;
};

struct viv_identity {
	int32_t pid, ppid, pgid, sid;
	uint32_t uid, gid;
};

struct viv_process_times {
	uint64_t self_ns, children_ns;
};

struct viv_limit {
	uint64_t soft, hard;
};

struct viv_file_system_stats {
	uint64_t bytes, bytes_free, inodes, inodes_free;
};

struct viv_system_info {
	uint64_t memory_bytes, memory_free_bytes, uptime_ns;
	uint32_t cpus, processes;
};

struct viv_terminal_size {
	uint16_t rows, columns;
};

#ifdef __cplusplus
#define __VIV_ASSERT_SIZE(type, size) static_assert(sizeof(type) == (size), "size of " #type)
#else
#define __VIV_ASSERT_SIZE(type, size) _Static_assert(sizeof(type) == (size), "size of " #type)
#endif
__VIV_ASSERT_SIZE(struct viv_stat, 80);
__VIV_ASSERT_SIZE(struct viv_wait_result, 8);
__VIV_ASSERT_SIZE(struct viv_identity, 24);
__VIV_ASSERT_SIZE(struct viv_process_times, 16);
__VIV_ASSERT_SIZE(struct viv_limit, 16);
__VIV_ASSERT_SIZE(struct viv_file_system_stats, 32);
__VIV_ASSERT_SIZE(struct viv_system_info, 32);
__VIV_ASSERT_SIZE(struct viv_terminal_size, 4);

/* Each returns a WASI errno, 0 for success. */
#define __VIV_CALL(name) __attribute__((__import_module__("vivarium"), __import_name__(#name))) int32_t viv_##name

__VIV_CALL(proc_spawn)(const void *request, size_t request_len, int32_t *pid);
__VIV_CALL(proc_exec)(const void *request, size_t request_len);
__VIV_CALL(proc_restart)(void);
__VIV_CALL(proc_fork)(int32_t *pid);
__VIV_CALL(proc_wait)(int32_t pid, uint32_t options, struct viv_wait_result *result);
__VIV_CALL(proc_kill)(int32_t pid, uint32_t signal);
__VIV_CALL(proc_identity)(struct viv_identity *identity);
__VIV_CALL(proc_setpgid)(int32_t pid, int32_t pgid);
__VIV_CALL(proc_setsid)(void);
__VIV_CALL(proc_chdir)(const char *path, size_t path_len);
__VIV_CALL(proc_fchdir)(int32_t fd);
__VIV_CALL(proc_getcwd)(char *buffer, size_t buffer_len, size_t *len);
__VIV_CALL(proc_umask)(uint32_t mask, uint32_t *old);
__VIV_CALL(proc_times)(struct viv_process_times *times);
__VIV_CALL(proc_getrlimit)(uint32_t resource, struct viv_limit *limit);
__VIV_CALL(proc_setrlimit)(uint32_t resource, const struct viv_limit *limit);

__VIV_CALL(sig_action)(uint32_t signal, uint32_t disposition, uint32_t *old);
__VIV_CALL(sig_mask)(uint32_t how, uint64_t set, uint64_t *old);
__VIV_CALL(sig_take)(uint32_t *signal);
__VIV_CALL(sig_notify)(volatile uint32_t *flag);
__VIV_CALL(sig_pause)(void);
__VIV_CALL(sig_alarm)(uint64_t ns, uint64_t interval_ns, uint64_t *old);

__VIV_CALL(fd_pipe)(int32_t fds[2]);
__VIV_CALL(fd_dup)(int32_t fd, int32_t min, int32_t *copy);
__VIV_CALL(fd_dup2)(int32_t fd, int32_t copy);
__VIV_CALL(fd_stat)(int32_t fd, struct viv_stat *stat);
__VIV_CALL(fd_chmod)(int32_t fd, uint32_t mode);
__VIV_CALL(fd_chown)(int32_t fd, uint32_t uid, uint32_t gid);
__VIV_CALL(fd_terminal_size)(int32_t fd, struct viv_terminal_size *size);

__VIV_CALL(path_stat)(int32_t dir, uint32_t lookup, const char *path, size_t path_len, struct viv_stat *stat);
__VIV_CALL(path_chmod)(int32_t dir, uint32_t lookup, const char *path, size_t path_len, uint32_t mode);
__VIV_CALL(path_chown)(int32_t dir, uint32_t lookup, const char *path, size_t path_len, uint32_t uid, uint32_t gid);
__VIV_CALL(path_mkfifo)(int32_t dir, const char *path, size_t path_len, uint32_t mode);
__VIV_CALL(path_statfs)(int32_t dir, const char *path, size_t path_len, struct viv_file_system_stats *stats);

__VIV_CALL(sys_info)(struct viv_system_info *info);

#undef __VIV_CALL
#undef __VIV_ASSERT_SIZE

/*
 * A caught signal waits until the program takes it; the functions of libc that can block, and kill, do so. A program
 * that computes for long, as an interpreter, has the kernel set a flag of its own and then calls the dispatcher.
 */
void __viv_dispatch_signals(void);
/*
 * Has the kernel store 1 at `flag` when a caught signal is queued; null goes back to libc's own flag. The dispatcher
 * stores 0 there before it takes signals.
 */
void __viv_notify_signals(volatile uint32_t *flag);
/* Tells the kernel what this memory says of signals: a program that was prepared in another process asks for it. */
void __viv_restore_signals(void);

/* The new process's descriptor `child` is the caller's `parent`. */
struct viv_descriptor_mapping {
	uint32_t child, parent;
};

/* What proc_spawn and proc_exec take, before it is encoded; abi/src/spawn.rs. */
struct viv_spawn_request {
	/* `cwd` is "" for the caller's. */
	const char *program, *cwd;
	char *const *argv, *const *env;
	const struct viv_descriptor_mapping *descriptors;
	size_t descriptor_count;
	uint64_t default_signals;
	/* -1 the caller's, 0 a new one, else that one. */
	int32_t process_group;
};

/* Encodes `request` and calls proc_spawn, or proc_exec if `pid` is null. Returns an errno. */
int __viv_submit(const struct viv_spawn_request *request, int32_t *pid);

#ifdef __cplusplus
}
#endif

#endif
