/* The lists and records that posix_spawn is told with. */
#include "spawn_actions.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions)
{
	*actions = (posix_spawn_file_actions_t){0};
	return 0;
}

int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *actions)
{
	while (actions->__first) {
		struct __spawn_action *next = actions->__first->next;
		free(actions->__first);
		actions->__first = next;
	}
	return 0;
}

static int add(posix_spawn_file_actions_t *actions, struct __spawn_action action, const char *path)
{
	struct __spawn_action *added = malloc(sizeof *added + strlen(path) + 1);
	if (!added)
		return ENOMEM;
	*added = action;
	strcpy(added->path, path);
	if (actions->__first)
		actions->__last->next = added;
	else
		actions->__first = added;
	actions->__last = added;
	return 0;
}

int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *restrict actions, int fd, const char *restrict path,
                                     int flags, mode_t mode)
{
	if (fd < 0)
		return EBADF;
	return add(actions, (struct __spawn_action){.kind = SPAWN_OPEN, .fd = fd, .flags = flags, .mode = mode}, path);
}

int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *actions, int fd)
{
	return fd < 0 ? EBADF : add(actions, (struct __spawn_action){.kind = SPAWN_CLOSE, .fd = fd}, "");
}

int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int source, int fd)
{
	if (source < 0 || fd < 0)
		return EBADF;
	return add(actions, (struct __spawn_action){.kind = SPAWN_DUP2, .fd = fd, .source = source}, "");
}

int posix_spawn_file_actions_addchdir(posix_spawn_file_actions_t *restrict actions, const char *restrict path)
{
	return add(actions, (struct __spawn_action){.kind = SPAWN_CHDIR}, path);
}

int posix_spawn_file_actions_addfchdir(posix_spawn_file_actions_t *actions, int fd)
{
	return fd < 0 ? EBADF : add(actions, (struct __spawn_action){.kind = SPAWN_FCHDIR, .fd = fd}, "");
}

int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int fd)
{
	return fd < 0 ? EBADF : add(actions, (struct __spawn_action){.kind = SPAWN_CLOSE_FROM, .fd = fd}, "");
}

int posix_spawnattr_init(posix_spawnattr_t *attributes)
{
	*attributes = (posix_spawnattr_t){0};
	return 0;
}

int posix_spawnattr_destroy(posix_spawnattr_t *attributes)
{
	return 0;
}

int posix_spawnattr_getflags(const posix_spawnattr_t *restrict attributes, short *restrict flags)
{
	*flags = attributes->__flags;
	return 0;
}

int posix_spawnattr_setflags(posix_spawnattr_t *attributes, short flags)
{
	if (flags & ~0xff)
		return EINVAL;
	attributes->__flags = flags;
	return 0;
}

int posix_spawnattr_getpgroup(const posix_spawnattr_t *restrict attributes, pid_t *restrict group)
{
	*group = attributes->__process_group;
	return 0;
}

int posix_spawnattr_setpgroup(posix_spawnattr_t *attributes, pid_t group)
{
	attributes->__process_group = group;
	return 0;
}

int posix_spawnattr_getsigdefault(const posix_spawnattr_t *restrict attributes, sigset_t *restrict set)
{
	*set = attributes->__default;
	return 0;
}

int posix_spawnattr_setsigdefault(posix_spawnattr_t *restrict attributes, const sigset_t *restrict set)
{
	attributes->__default = *set;
	return 0;
}

int posix_spawnattr_getsigmask(const posix_spawnattr_t *restrict attributes, sigset_t *restrict set)
{
	*set = attributes->__mask;
	return 0;
}

int posix_spawnattr_setsigmask(posix_spawnattr_t *restrict attributes, const sigset_t *restrict set)
{
	attributes->__mask = *set;
	return 0;
}
