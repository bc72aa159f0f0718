/*
 * Local time as TZ says, or else /etc/localtime. These replace what wasi-libc's localtime, mktime and strftime ask,
 * which knows UTC alone.
 */
#include "zone.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ZONE_DIRECTORY "/usr/share/zoneinfo/"
#define LOCAL_ZONE "/etc/localtime"
#define SECONDS_PER_DAY 86400

struct kept_name {
	struct kept_name *next;
	char name[];
};

char *tzname[2] = {"UTC", "UTC"};
long timezone;
int daylight;
/* gmtime's name; compared by address. */
const char __utc[] = "UTC";

static struct zone zone;
/* What `zone` was made of; NULL before the first time. */
static char *chosen;
static struct kept_name *kept_names;

/* struct tm points to names, which must outlive the zone. */
const char *__viv_zone_name(const char *name, size_t len)
{
	for (struct kept_name *kept = kept_names; kept; kept = kept->next)
		if (strlen(kept->name) == len && !memcmp(kept->name, name, len))
			return kept->name;
	struct kept_name *kept = malloc(sizeof *kept + len + 1);
	if (!kept)
		return __utc;
	memcpy(kept->name, name, len);
	kept->name[len] = 0;
	kept->next = kept_names;
	kept_names = kept;
	return kept->name;
}

static void use_utc(void)
{
	zone = (struct zone){.rule = {{0, 0, __utc}, {0, 0, __utc}, {0}, {0}}, .has_rule = 1};
}

/* A file's name, absolute or of the database, or a rule. */
static void load(const char *name)
{
	char path[PATH_MAX];
	int len = snprintf(path, sizeof path, "%s%s", *name == '/' ? "" : ZONE_DIRECTORY, name);
	if (len < (int)sizeof path && __viv_zone_file(path, &zone))
		return;
	use_utc();
	if (*name != '/')
		__viv_zone_rule(name, &zone.rule);
}

static struct zone_time time_at(int64_t seconds)
{
	if (!zone.change_count || seconds < zone.changes[0])
		return zone.times ? zone.times[0] : __viv_zone_rule_at(&zone.rule, seconds);
	if (zone.has_rule && seconds >= zone.changes[zone.change_count - 1])
		return __viv_zone_rule_at(&zone.rule, seconds);
	size_t low = 0, high = zone.change_count;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (zone.changes[middle] <= seconds)
			low = middle;
		else
			high = middle;
	}
	return zone.times[zone.change_times[low]];
}

/* The times that were last, for programs that ask without a date. */
static void publish(void)
{
	struct zone_time last[2] = {zone.rule.standard, zone.rule.summer};
	if (!zone.has_rule && zone.times) {
		last[0] = last[1] = zone.times[0];
		for (size_t i = 0; i < zone.change_count; i++) {
			struct zone_time time = zone.times[zone.change_times[i]];
			last[time.is_dst] = time;
		}
	}
	tzname[0] = (char *)last[0].name;
	tzname[1] = (char *)last[1].name;
	timezone = -last[0].offset;
	daylight = last[0].offset != last[1].offset;
}

void tzset(void)
{
	const char *name = getenv("TZ");
	if (!name)
		name = LOCAL_ZONE;
	else if (*name == ':')
		name++;
	if (chosen && !strcmp(chosen, name))
		return;
	char *copy = strdup(name);
	if (!copy)
		return;
	free(chosen);
	chosen = copy;
	__viv_zone_free(&zone);
	if (*name)
		load(name);
	else
		use_utc();
	publish();
}

/* The time that a local clock shows `seconds` in: the first of two; of a gap, the time before it. */
static struct zone_time time_of_local(int64_t seconds)
{
	struct zone_time before = time_at(seconds - SECONDS_PER_DAY), after = time_at(seconds + SECONDS_PER_DAY);
	struct zone_time found = time_at(seconds - before.offset);
	if (found.offset == before.offset)
		return found;
	found = time_at(seconds - after.offset);
	return found.offset == after.offset ? found : before;
}

/* Summer's time in winter, and winter's in summer. */
static struct zone_time opposite(struct zone_time time, int64_t seconds)
{
	static const int days[] = {-1, 1, -90, 90, -180, 180};
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct zone_time other = time_at(seconds + (int64_t)days[i] * SECONDS_PER_DAY);
		if (other.is_dst != time.is_dst)
			return other;
	}
	return time;
}

/* What localtime_r and mktime of wasi-libc call; `is_local` is mktime's. */
void __secs_to_zone(long long seconds, int is_local, int *is_dst, int *offset, long *opposite_offset,
                    const char **name)
{
	if (is_local || !chosen)
		tzset();
	struct zone_time time = is_local ? time_of_local(seconds) : time_at(seconds);
	*is_dst = time.is_dst;
	*offset = time.offset;
	*name = time.name;
	if (opposite_offset)
		*opposite_offset = opposite(time, seconds).offset;
}

/* What strftime calls for %Z. */
const char *__tm_to_tzname(const struct tm *tm)
{
	return tm->tm_zone ? tm->tm_zone : "";
}
