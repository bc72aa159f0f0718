/* TZ strings as POSIX has them, such as CET-1CEST,M3.5.0,M10.5.0/3. */
#include "zone.h"
#include <ctype.h>
#include <string.h>

#define SECONDS_PER_DAY 86400

static int parse_name(const char **at, const char **name)
{
	const char *start = *at;
	size_t len = 0;
	if (*start == '<') {
		start++;
		while (isalnum((unsigned char)start[len]) || start[len] == '+' || start[len] == '-')
			len++;
		if (start[len] != '>')
			return 0;
		*at = start + len + 1;
	} else {
		while (isalpha((unsigned char)start[len]))
			len++;
		if (len < 3)
			return 0;
		*at = start + len;
	}
	*name = __viv_zone_name(start, len);
	return 1;
}

static int parse_number(const char **at, int max, int *number)
{
	if (!isdigit((unsigned char)**at))
		return 0;
	for (*number = 0; isdigit((unsigned char)**at); (*at)++) {
		*number = *number * 10 + (**at - '0');
		if (*number > max)
			return 0;
	}
	return 1;
}

/* [+-]hh[:mm[:ss]] */
static int parse_time(const char **at, int32_t *seconds)
{
	int sign = **at == '-' ? -1 : 1, parts[3] = {0};
	if (**at == '-' || **at == '+')
		(*at)++;
	for (int part = 0; part < 3; part++) {
		if (part && **at != ':')
			break;
		*at += part > 0;
		if (!parse_number(at, part ? 59 : 167, &parts[part]))
			return 0;
	}
	*seconds = sign * (parts[0] * 3600 + parts[1] * 60 + parts[2]);
	return 1;
}

static int parse_change(const char **at, struct zone_change *change)
{
	*change = (struct zone_change){.time = 2 * 3600};
	if (*(*at)++ != ',')
		return 0;
	if (**at == 'M') {
		(*at)++;
		if (!parse_number(at, 12, &change->month) || *(*at)++ != '.' || !parse_number(at, 5, &change->week) ||
		    *(*at)++ != '.' || !parse_number(at, 6, &change->day) || !change->month || !change->week)
			return 0;
	} else {
		change->kind = **at == 'J' ? CHANGE_JULIAN : CHANGE_DAY;
		*at += change->kind == CHANGE_JULIAN;
		if (!parse_number(at, 365, &change->day))
			return 0;
	}
	if (**at != '/')
		return 1;
	(*at)++;
	return parse_time(at, &change->time);
}

int __viv_zone_rule(const char *text, struct zone_rule *rule)
{
	const char *at = text;
	*rule = (struct zone_rule){.standard.name = "", .summer.name = ""};
	if (!parse_name(&at, &rule->standard.name))
		return 0;
	rule->summer = rule->standard;
	if (!parse_time(&at, &rule->standard.offset))
		return 0;
	// West of Greenwich is positive in the text.
	rule->standard.offset = -rule->standard.offset;
	rule->summer = rule->standard;
	if (!*at)
		return 1;
	if (!parse_name(&at, &rule->summer.name))
		return 0;
	rule->summer.is_dst = 1;
	rule->summer.offset += 3600;
	if (*at && *at != ',') {
		if (!parse_time(&at, &rule->summer.offset))
			return 0;
		rule->summer.offset = -rule->summer.offset;
	}
	if (!*at)
		at = ",M3.2.0,M11.1.0";
	return parse_change(&at, &rule->start) && parse_change(&at, &rule->end) && !*at;
}

static int is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from 1970 to the first of January. */
static int64_t days_before_year(int64_t year)
{
	int64_t past = year - 1;
	// Rounded down for years before the first one as well.
	int64_t fours = (past >= 0 ? past : past - 3) / 4, hundreds = (past >= 0 ? past : past - 99) / 100,
	        four_hundreds = (past >= 0 ? past : past - 399) / 400;
	return 365 * (year - 1970) + fours - hundreds + four_hundreds - 477;
}

static int64_t year_of(int64_t seconds)
{
	int64_t days = seconds / SECONDS_PER_DAY - (seconds % SECONDS_PER_DAY < 0);
	int64_t year = 1970 + days * 400 / 146097;
	while (days_before_year(year) > days)
		year--;
	while (days_before_year(year + 1) <= days)
		year++;
	return year;
}

static int64_t change_day(const struct zone_change *change, int64_t year)
{
	static const short before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
	int64_t first = days_before_year(year);
	int leap = is_leap(year);
	if (change->kind == CHANGE_DAY)
		return first + change->day;
	if (change->kind == CHANGE_JULIAN)
		return first + change->day - 1 + (leap && change->day >= 60);
	int64_t month = first + before[change->month - 1] + (leap && change->month > 2);
	int length = before[change->month] - before[change->month - 1] + (leap && change->month == 2);
	// 1970 began on a Thursday.
	int weekday = ((month + 4) % 7 + 7) % 7;
	int day = (change->day - weekday + 7) % 7 + (change->week - 1) * 7;
	return month + (day < length ? day : day - 7);
}

struct zone_time __viv_zone_rule_at(const struct zone_rule *rule, int64_t seconds)
{
	if (!rule->summer.is_dst)
		return rule->standard;
	int64_t year = year_of(seconds + rule->standard.offset);
	// Either is told in the local time that it ends.
	int64_t start =
	        change_day(&rule->start, year) * SECONDS_PER_DAY + rule->start.time - rule->standard.offset;
	int64_t end = change_day(&rule->end, year) * SECONDS_PER_DAY + rule->end.time - rule->summer.offset;
	// South of the equator summer spans the new year.
	int is_summer = start < end ? start <= seconds && seconds < end : seconds < end || start <= seconds;
	return is_summer ? rule->summer : rule->standard;
}
