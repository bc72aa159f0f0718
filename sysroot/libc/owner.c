/* Users and groups: the guest is root, and there is nobody else to become. */
#include "kernel.h"
#include <fcntl.h>
#include <grp.h>
#include <unistd.h>

static struct viv_identity identity(void)
{
	struct viv_identity identity = {0};
	viv_proc_identity(&identity);
	return identity;
}

uid_t getuid(void)
{
	return identity().uid;
}

uid_t geteuid(void)
{
	return identity().uid;
}

gid_t getgid(void)
{
	return identity().gid;
}

gid_t getegid(void)
{
	return identity().gid;
}

int getgroups(int size, gid_t groups[])
{
	if (size < 0)
		return fail(EINVAL);
	if (size)
		groups[0] = getgid();
	return 1;
}

int setgroups(size_t count, const gid_t *groups)
{
	return count == 0 || (count == 1 && groups[0] == getgid()) ? 0 : fail(EPERM);
}

/* Setting an id that is there already succeeds; -1 means to leave it. */
static int keep(uint32_t own, const uint32_t *wanted, int count)
{
	for (int at = 0; at < count; at++)
		if (wanted[at] != own && wanted[at] != VIV_ID_UNCHANGED)
			return fail(EPERM);
	return 0;
}

int setuid(uid_t uid)
{
	return keep(getuid(), &uid, 1);
}

int seteuid(uid_t uid)
{
	return setuid(uid);
}

int setreuid(uid_t real, uid_t effective)
{
	return keep(getuid(), (uint32_t[]){real, effective}, 2);
}

int setresuid(uid_t real, uid_t effective, uid_t saved)
{
	return keep(getuid(), (uint32_t[]){real, effective, saved}, 3);
}

int getresuid(uid_t *real, uid_t *effective, uid_t *saved)
{
	*real = *effective = *saved = getuid();
	return 0;
}

int setgid(gid_t gid)
{
	return keep(getgid(), &gid, 1);
}

int setegid(gid_t gid)
{
	return setgid(gid);
}

int setregid(gid_t real, gid_t effective)
{
	return keep(getgid(), (uint32_t[]){real, effective}, 2);
}

int setresgid(gid_t real, gid_t effective, gid_t saved)
{
	return keep(getgid(), (uint32_t[]){real, effective, saved}, 3);
}

int getresgid(gid_t *real, gid_t *effective, gid_t *saved)
{
	*real = *effective = *saved = getgid();
	return 0;
}

int fchownat(int dir, const char *path, uid_t uid, gid_t gid, int flags)
{
	if (flags & AT_EMPTY_PATH && !*path)
		return fchown(dir, uid, gid);
	uint32_t lookup = flags & AT_SYMLINK_NOFOLLOW ? 0 : VIV_LOOKUP_FOLLOW;
	return result(viv_path_chown(dir, lookup, path, strlen(path), uid, gid));
}

int chown(const char *path, uid_t uid, gid_t gid)
{
	return fchownat(AT_FDCWD, path, uid, gid, 0);
}

int lchown(const char *path, uid_t uid, gid_t gid)
{
	return fchownat(AT_FDCWD, path, uid, gid, AT_SYMLINK_NOFOLLOW);
}

int fchown(int fd, uid_t uid, gid_t gid)
{
	return result(viv_fd_chown(fd, uid, gid));
}
