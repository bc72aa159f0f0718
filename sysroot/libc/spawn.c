/* posix_spawn: file actions are played on a map of descriptors, then the kernel starts the child with the map. */
#include "spawn_actions.h"
#include "request.h"
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

extern char **environ;

struct child {
	struct viv_spawn_request request;
	struct descriptor_map map;
	char cwd[PATH_MAX];
	/* Descriptors that exist in the parent only to be handed over. */
	int opened[DESCRIPTORS_MAX], opened_count;
	int32_t pid;
};

static int change_directory(struct child *child, const char *path)
{
	size_t old = *path == '/' ? 0 : strlen(child->cwd), len = strlen(path);
	if (old + 1 + len >= sizeof child->cwd)
		return ENAMETOOLONG;
	if (old)
		child->cwd[old++] = '/';
	memcpy(child->cwd + old, path, len + 1);
	return 0;
}

static int change_directory_to(struct child *child, int fd)
{
	if (fd < 0 || fd >= DESCRIPTORS_MAX || child->map.parent[fd] < 0)
		return EBADF;
	// Only the kernel knows a descriptor's path, and tells it of the working directory.
	int here = open(".", O_SEARCH | O_DIRECTORY | O_CLOEXEC);
	int error = here < 0 ? errno : viv_proc_fchdir(child->map.parent[fd]);
	if (!error && !getcwd(child->cwd, sizeof child->cwd))
		error = errno;
	if (here >= 0) {
		viv_proc_fchdir(here);
		close(here);
	}
	return error;
}

static int open_for(struct child *child, const struct __spawn_action *action)
{
	if (action->fd < 0 || action->fd >= DESCRIPTORS_MAX)
		return EBADF;
	if (child->opened_count == DESCRIPTORS_MAX)
		return EMFILE;
	char path[PATH_MAX];
	size_t base = *action->path == '/' ? 0 : strlen(child->cwd), len = strlen(action->path);
	if (base + 1 + len >= sizeof path)
		return ENAMETOOLONG;
	memcpy(path, child->cwd, base);
	if (base)
		path[base++] = '/';
	memcpy(path + base, action->path, len + 1);
	int fd = open(path, action->flags, action->mode);
	if (fd < 0)
		return errno;
	child->opened[child->opened_count++] = fd;
	child->map.parent[action->fd] = fd;
	child->map.closes[action->fd] = !!(action->flags & O_CLOEXEC);
	return 0;
}

static int duplicate(struct child *child, int fd, int copy)
{
	if (fd < 0 || copy < 0 || fd >= DESCRIPTORS_MAX || copy >= DESCRIPTORS_MAX || child->map.parent[fd] < 0)
		return EBADF;
	child->map.parent[copy] = child->map.parent[fd];
	// Also for a copy onto itself: POSIX has it cleared here, to hand a close-on-exec descriptor over as it is.
	child->map.closes[copy] = 0;
	return 0;
}

static int play(struct child *child, const struct __spawn_action *action)
{
	switch (action->kind) {
	case SPAWN_OPEN:
		return open_for(child, action);
	case SPAWN_DUP2:
		return duplicate(child, action->source, action->fd);
	case SPAWN_CHDIR:
		return change_directory(child, action->path);
	case SPAWN_FCHDIR:
		return change_directory_to(child, action->fd);
	case SPAWN_CLOSE:
		if (action->fd >= 0 && action->fd < DESCRIPTORS_MAX)
			child->map.parent[action->fd] = -1;
		return 0;
	case SPAWN_CLOSE_FROM:
		for (int fd = action->fd < 0 ? 0 : action->fd; fd < DESCRIPTORS_MAX; fd++)
			child->map.parent[fd] = -1;
		return 0;
	}
	return EINVAL;
}

static int start(const char *path, void *context)
{
	struct child *child = context;
	child->request.program = path;
	return __viv_submit_with(child->request, &child->map, &child->pid);
}

/* Starts the child with the signal mask that it is to have: a child begins with its parent's. */
static int start_masked(struct child *child, const char *file, int search, const posix_spawnattr_t *attributes)
{
	uint64_t own = 0;
	int masks = attributes && attributes->__flags & POSIX_SPAWN_SETSIGMASK;
	if (masks)
		viv_sig_mask(SIG_SETMASK, attributes->__mask.__bits, &own);
	int error = search ? __viv_search(file, start, child) : start(file, child);
	if (masks)
		viv_sig_mask(SIG_SETMASK, own, &own);
	return error;
}

static int spawn(pid_t *pid, const char *file, int search, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *attributes, char *const *argv, char *const *env)
{
	struct child *child = calloc(1, sizeof *child);
	if (!child)
		return ENOMEM;
	__viv_map_descriptors(&child->map);
	child->request = (struct viv_spawn_request){
		.cwd = child->cwd,
		.argv = argv,
		.env = env,
		.process_group = PROCESS_GROUP_INHERITED,
	};
	if (attributes && attributes->__flags & POSIX_SPAWN_SETPGROUP)
		child->request.process_group = attributes->__process_group;
	// The kernel has no session of its own for a child; a group of its own is what keeps signals away from it.
	if (attributes && attributes->__flags & POSIX_SPAWN_SETSID)
		child->request.process_group = 0;
	if (attributes && attributes->__flags & POSIX_SPAWN_SETSIGDEF)
		child->request.default_signals = attributes->__default.__bits;
	int error = 0;
	for (const struct __spawn_action *action = actions ? actions->__first : NULL; action && !error;
	     action = action->next)
		error = play(child, action);
	if (!error)
		error = start_masked(child, file, search, attributes);
	while (child->opened_count)
		close(child->opened[--child->opened_count]);
	if (!error && pid)
		*pid = child->pid;
	free(child);
	return error;
}

int posix_spawn(pid_t *restrict pid, const char *restrict path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *restrict attributes, char *const *restrict argv, char *const *restrict env)
{
	return spawn(pid, path, 0, actions, attributes, argv, env);
}

int posix_spawnp(pid_t *restrict pid, const char *restrict file, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *restrict attributes, char *const *restrict argv, char *const *restrict env)
{
	return spawn(pid, file, 1, actions, attributes, argv, env);
}
