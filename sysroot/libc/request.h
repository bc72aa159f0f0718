/* What exec and posix_spawn share: the descriptors that a new process gets, and the search for its program. */
#ifndef VIVARIUM_REQUEST_H
#define VIVARIUM_REQUEST_H

#include "kernel.h"

/* The new process's descriptors: which of ours each is, -1 for none, and whether exec closes it. */
struct descriptor_map {
	int parent[DESCRIPTORS_MAX];
	char closes[DESCRIPTORS_MAX];
};

#define PROCESS_GROUP_INHERITED (-1)

/* Fills `map` with the descriptors that are open now. */
void __viv_map_descriptors(struct descriptor_map *map);

/* __viv_submit, with the descriptors that `map` says. */
int __viv_submit_with(struct viv_spawn_request request, const struct descriptor_map *map, int32_t *pid);

/*
 * Calls `start` for `file` or, if that has no slash, for it in each directory of PATH; stops at the first that starts.
 * Returns the errno that execvp(3) gives.
 */
int __viv_search(const char *file, int (*start)(const char *path, void *context), void *context);

#endif
