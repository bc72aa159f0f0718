/* The request of proc_spawn and proc_exec; abi/src/spawn.rs describes its layout. */
#ifndef VIVARIUM_REQUEST_H
#define VIVARIUM_REQUEST_H

#include "kernel.h"

/* The new process's descriptors: which of ours each is, -1 for none, and whether exec closes it. */
struct descriptor_map {
	int parent[DESCRIPTORS_MAX];
	char closes[DESCRIPTORS_MAX];
};

struct request {
	const char *program, *cwd;
	char *const *argv, *const *env;
	const struct descriptor_map *map;
	uint64_t default_signals;
	int32_t process_group;
};

#define PROCESS_GROUP_INHERITED (-1)

/* Fills `map` with the descriptors that are open now. */
void __viv_map_descriptors(struct descriptor_map *map);

/* proc_spawn, or proc_exec if `pid` is null. Returns an errno. */
int __viv_submit(const struct request *request, int32_t *pid);

/*
 * Calls `start` for `file` or, if that has no slash, for it in each directory of PATH; stops at the first that starts.
 * Returns the errno that execvp(3) gives.
 */
int __viv_search(const char *file, int (*start)(const char *path, void *context), void *context);

#endif
