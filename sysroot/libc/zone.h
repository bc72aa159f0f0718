/* Time zones: rules of TZ strings, and files of /usr/share/zoneinfo. */
#ifndef VIVARIUM_ZONE_H
#define VIVARIUM_ZONE_H

#include <stddef.h>
#include <stdint.h>

/* One of a zone's times: how far ahead of UTC, and its name. */
struct zone_time {
	int32_t offset;
	int is_dst;
	const char *name;
};

/* When a year's summer time begins or ends, as `Mm.w.d/time`, `Jn/time` or `n/time`. */
struct zone_change {
	enum { CHANGE_WEEKDAY, CHANGE_JULIAN, CHANGE_DAY } kind;
	int month, week, day;
	int32_t time;
};

/* A POSIX TZ string: without summer time both are the same. */
struct zone_rule {
	struct zone_time standard, summer;
	struct zone_change start, end;
};

/* A zone's past, and the rule for what comes after. */
struct zone {
	/* When a time begins, and its place in `times`; ascending. */
	int64_t *changes;
	uint8_t *change_times;
	size_t change_count;
	struct zone_time *times;
	struct zone_rule rule;
	int has_rule;
};

/* Keeps a name for good; each once. */
const char *__viv_zone_name(const char *name, size_t len);
/* Whether all of `text` is a rule; what there is of it is taken anyway, as by glibc. */
int __viv_zone_rule(const char *text, struct zone_rule *rule);
struct zone_time __viv_zone_rule_at(const struct zone_rule *rule, int64_t seconds);
/* Reads a TZif file. Answers whether it is one. */
int __viv_zone_file(const char *path, struct zone *zone);
void __viv_zone_free(struct zone *zone);

#endif
