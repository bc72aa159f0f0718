#include "request.h"
#include <limits.h>
#include <paths.h>
#include <stdlib.h>

struct writer {
	char *at;
};

static void put(struct writer *writer, const void *bytes, size_t size)
{
	if (size)
		memcpy(writer->at, bytes, size);
	writer->at += size;
}

static void put_u32(struct writer *writer, uint32_t value)
{
	put(writer, &value, sizeof value);
}

static void put_string(struct writer *writer, const char *string)
{
	size_t len = strlen(string);
	put_u32(writer, len);
	put(writer, string, len);
}

static void put_strings(struct writer *writer, char *const *strings)
{
	char *count_at = writer->at;
	uint32_t count = 0;
	put_u32(writer, 0);
	for (; strings && *strings; strings++, count++)
		put_string(writer, *strings);
	memcpy(count_at, &count, sizeof count);
}

static size_t strings_size(char *const *strings)
{
	size_t size = 4;
	for (; strings && *strings; strings++)
		size += 4 + strlen(*strings);
	return size;
}

int __viv_submit(const struct viv_spawn_request *request, int32_t *pid)
{
	size_t map_size = request->descriptor_count * sizeof *request->descriptors;
	size_t size = 4 + 4 + strlen(request->program) + 4 + strlen(request->cwd) + strings_size(request->argv) +
	              strings_size(request->env) + 4 + map_size + 8 + 4;
	char *wire = malloc(size);
	if (!wire)
		return ENOMEM;
	struct writer writer = {wire};
	put_u32(&writer, VIV_SPAWN_VERSION);
	put_string(&writer, request->program);
	put_string(&writer, request->cwd);
	put_strings(&writer, request->argv);
	put_strings(&writer, request->env);
	put_u32(&writer, request->descriptor_count);
	put(&writer, request->descriptors, map_size);
	put(&writer, &request->default_signals, sizeof request->default_signals);
	put_u32(&writer, request->process_group);
	int error = pid ? viv_proc_spawn(wire, size, pid) : viv_proc_exec(wire, size);
	free(wire);
	return error;
}

int __viv_submit_with(struct viv_spawn_request request, const struct descriptor_map *map, int32_t *pid)
{
	struct viv_descriptor_mapping descriptors[DESCRIPTORS_MAX];
	request.descriptors = descriptors;
	request.descriptor_count = 0;
	for (int fd = 0; fd < DESCRIPTORS_MAX; fd++)
		if (map->parent[fd] >= 0 && !map->closes[fd])
			descriptors[request.descriptor_count++] = (struct viv_descriptor_mapping){fd, map->parent[fd]};
	return __viv_submit(&request, pid);
}

void __viv_map_descriptors(struct descriptor_map *map)
{
	memset(map->parent, -1, sizeof map->parent);
	for (int32_t fd = 0; !viv_fd_next(fd, &fd) && fd < DESCRIPTORS_MAX; fd++) {
		map->parent[fd] = fd;
		map->closes[fd] = __viv_get_cloexec(fd);
	}
}

int __viv_search(const char *file, int (*start)(const char *path, void *context), void *context)
{
	if (!*file)
		return ENOENT;
	if (strchr(file, '/'))
		return start(file, context);
	const char *directories = getenv("PATH");
	if (!directories)
		directories = _PATH_DEFPATH;
	int denied = 0;
	size_t file_len = strlen(file);
	for (const char *directory = directories;; directory++) {
		size_t len = strcspn(directory, ":");
		char path[PATH_MAX];
		if (len + 1 + file_len < sizeof path) {
			// An empty entry is the working directory.
			char *end = path;
			memcpy(end, directory, len);
			end += len;
			if (len)
				*end++ = '/';
			memcpy(end, file, file_len + 1);
			int error = start(path, context);
			if (error == EACCES)
				denied = 1;
			else if (error != ENOENT && error != ENOTDIR)
				return error;
		}
		directory += len;
		if (!*directory)
			return denied ? EACCES : ENOENT;
	}
}
