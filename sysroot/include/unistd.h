#ifndef _VIVARIUM_UNISTD_H
#define _VIVARIUM_UNISTD_H

/* wasi-libc marks getpid as emulated unless this is set. */
#ifndef _WASI_EMULATED_GETPID
#define _WASI_EMULATED_GETPID
#endif
#include_next <unistd.h>

#ifdef __cplusplus
extern "C" {
#endif

#define _POSIX_JOB_CONTROL 1
#define _POSIX_SAVED_IDS 1
#define _POSIX_SHELL 1
#define _POSIX_SPAWN _POSIX_VERSION

int pipe(int[2]);
int pipe2(int[2], int);
int dup(int);
int dup2(int, int);
int dup3(int, int, int);

int chown(const char *, uid_t, gid_t);
int fchown(int, uid_t, gid_t);
int lchown(const char *, uid_t, gid_t);
int fchownat(int, const char *, uid_t, gid_t, int);

int fchdir(int);
char *get_current_dir_name(void);
int chroot(const char *);

unsigned alarm(unsigned);
unsigned ualarm(unsigned, unsigned);
int pause(void);

pid_t fork(void);
pid_t vfork(void);
int execve(const char *, char *const[], char *const[]);
int execv(const char *, char *const[]);
int execle(const char *, const char *, ...);
int execl(const char *, const char *, ...);
int execvp(const char *, char *const[]);
int execvpe(const char *, char *const[], char *const[]);
int execlp(const char *, const char *, ...);
int fexecve(int, char *const[], char *const[]);

pid_t getppid(void);
pid_t getpgrp(void);
pid_t getpgid(pid_t);
pid_t gettid(void);
int setpgid(pid_t, pid_t);
pid_t setpgrp(void);
pid_t setsid(void);
pid_t getsid(pid_t);
pid_t tcgetpgrp(int);
int tcsetpgrp(int, pid_t);

char *ttyname(int);
int ttyname_r(int, char *, size_t);

uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int getgroups(int, gid_t[]);
int setuid(uid_t);
int seteuid(uid_t);
int setreuid(uid_t, uid_t);
int setresuid(uid_t, uid_t, uid_t);
int getresuid(uid_t *, uid_t *, uid_t *);
int setgid(gid_t);
int setegid(gid_t);
int setregid(gid_t, gid_t);
int setresgid(gid_t, gid_t, gid_t);
int getresgid(gid_t *, gid_t *, gid_t *);

int lockf(int, int, off_t);
int nice(int);
void sync(void);
int syncfs(int);
int getdtablesize(void);
int sethostname(const char *, size_t);
int getdomainname(char *, size_t);
int eaccess(const char *, int);
int euidaccess(const char *, int);
ssize_t copy_file_range(int, off_t *, int, off_t *, size_t, unsigned);

#ifdef __cplusplus
}
#endif

#endif
