#ifndef VIVARIUM_SPAWN_ACTIONS_H
#define VIVARIUM_SPAWN_ACTIONS_H

#include <spawn.h>

enum spawn_action_kind { SPAWN_OPEN, SPAWN_CLOSE, SPAWN_DUP2, SPAWN_CHDIR, SPAWN_FCHDIR, SPAWN_CLOSE_FROM };

struct __spawn_action {
	struct __spawn_action *next;
	enum spawn_action_kind kind;
	int fd, source, flags;
	mode_t mode;
	char path[];
};

#endif
