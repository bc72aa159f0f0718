/* Files of time zones: TZif, as RFC 9636 has it. */
#include "zone.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_BYTES 44
/* The largest has 4 KiB. */
#define FILE_BYTES_MAX (1 << 20)

struct counts {
	uint32_t ut, standard, leap, change, time, name;
};

static uint32_t big32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | at[1] << 16 | at[2] << 8 | at[3];
}

static int64_t big64(const unsigned char *at)
{
	return (int64_t)((uint64_t)big32(at) << 32 | big32(at + 4));
}

/* A string of the whole file, in memory; its end is a zero. */
static unsigned char *read_file(const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	struct stat stat;
	unsigned char *bytes = NULL;
	if (!fstat(fd, &stat) && S_ISREG(stat.st_mode) && stat.st_size <= FILE_BYTES_MAX)
		bytes = malloc(stat.st_size + 1);
	size_t done = 0;
	for (ssize_t got = 1; bytes && got > 0 && done < (size_t)stat.st_size; done += got > 0 ? got : 0)
		got = read(fd, bytes + done, stat.st_size - done);
	close(fd);
	if (bytes)
		bytes[done] = 0;
	*size = done;
	return bytes;
}

static int parse_header(const unsigned char *at, size_t size, struct counts *counts)
{
	if (size < HEADER_BYTES || memcmp(at, "TZif", 4))
		return 0;
	*counts = (struct counts){big32(at + 20), big32(at + 24), big32(at + 28),
	                          big32(at + 32), big32(at + 36), big32(at + 40)};
	uint32_t most = FILE_BYTES_MAX / 16;
	return counts->ut < most && counts->standard < most && counts->leap < most && counts->change < most &&
	       counts->time && counts->time <= 256 && counts->name && counts->name < most;
}

static size_t body_bytes(const struct counts *counts, size_t time_bytes)
{
	return counts->change * (time_bytes + 1) + counts->time * 6 + counts->name + counts->leap * (time_bytes + 4) +
	       counts->standard + counts->ut;
}

static int parse_body(const unsigned char *at, const struct counts *counts, struct zone *zone)
{
	const unsigned char *indexes = at + counts->change * 8, *times = indexes + counts->change,
	                    *names = times + counts->time * 6;
	zone->changes = malloc((counts->change + 1) * sizeof *zone->changes);
	zone->change_times = malloc(counts->change + 1);
	zone->times = malloc(counts->time * sizeof *zone->times);
	if (!zone->changes || !zone->change_times || !zone->times)
		return 0;
	zone->change_count = counts->change;
	for (size_t i = 0; i < counts->change; i++) {
		if (indexes[i] >= counts->time)
			return 0;
		zone->changes[i] = big64(at + i * 8);
		zone->change_times[i] = indexes[i];
	}
	for (size_t i = 0; i < counts->time; i++, times += 6) {
		if (times[5] >= counts->name)
			return 0;
		const char *name = (const char *)names + times[5];
		const char *kept = __viv_zone_name(name, strnlen(name, counts->name - times[5]));
		zone->times[i] = (struct zone_time){(int32_t)big32(times), times[4] != 0, kept};
	}
	return 1;
}

/* The second body has 64-bit times, and the rule behind it; every file of this century has both. */
static int parse(unsigned char *bytes, size_t size, struct zone *zone)
{
	struct counts counts;
	if (!parse_header(bytes, size, &counts) || bytes[4] < '2')
		return 0;
	size_t first = HEADER_BYTES + body_bytes(&counts, 4);
	if (first > size || !parse_header(bytes + first, size - first, &counts))
		return 0;
	size_t body = first + HEADER_BYTES, footer = body + body_bytes(&counts, 8);
	if (footer >= size || bytes[footer] != '\n' || !parse_body(bytes + body, &counts, zone))
		return 0;
	char *rule = (char *)bytes + footer + 1;
	rule[strcspn(rule, "\n")] = 0;
	zone->has_rule = __viv_zone_rule(rule, &zone->rule);
	return 1;
}

int __viv_zone_file(const char *path, struct zone *zone)
{
	size_t size = 0;
	*zone = (struct zone){0};
	unsigned char *bytes = read_file(path, &size);
	int is_zone = bytes && parse(bytes, size, zone);
	free(bytes);
	if (!is_zone)
		__viv_zone_free(zone);
	return is_zone;
}

void __viv_zone_free(struct zone *zone)
{
	free(zone->changes);
	free(zone->change_times);
	free(zone->times);
	*zone = (struct zone){0};
}
