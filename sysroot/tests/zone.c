/* Local time: rules in TZ, files of zones, and what stands between summer and winter. */
#define _GNU_SOURCE
#include "check.h"
#include <time.h>
#include <unistd.h>

static void use(const char *zone)
{
	setenv("TZ", zone, 1);
	tzset();
}

/* Whether the local time of `seconds` is what `shown` says, as `%F %T %Z %z`. */
static int shows(time_t seconds, const char *shown)
{
	struct tm local;
	char text[64];
	CHECK(localtime_r(&seconds, &local) && strftime(text, sizeof text, "%F %T %Z %z", &local));
	if (strcmp(text, shown))
		fprintf(stderr, "%s\n", text);
	return !strcmp(text, shown);
}

static time_t made(int month, int day, int hour, int is_dst)
{
	struct tm local = {.tm_year = 124, .tm_mon = month - 1, .tm_mday = day, .tm_hour = hour, .tm_min = 30};
	local.tm_isdst = is_dst;
	return mktime(&local);
}

static void rules(void)
{
	use("CET-1CEST,M3.5.0,M10.5.0/3");
	CHECK(!strcmp(tzname[0], "CET") && !strcmp(tzname[1], "CEST") && timezone == -3600 && daylight);
	CHECK(shows(0, "1970-01-01 01:00:00 CET +0100"));
	CHECK(shows(1711846799, "2024-03-31 01:59:59 CET +0100") && shows(1711846800, "2024-03-31 03:00:00 CEST +0200"));
	CHECK(shows(1729990799, "2024-10-27 02:59:59 CEST +0200") && shows(1729990800, "2024-10-27 02:00:00 CET +0100"));
	use("NZST-12NZDT,M9.5.0,M4.1.0/3");
	CHECK(shows(1704067200, "2024-01-01 13:00:00 NZDT +1300") && shows(1719792000, "2024-07-01 12:00:00 NZST +1200"));
	use("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
	CHECK(shows(1711846799, "2024-03-30 22:59:59 -02 -0200") && shows(1711846800, "2024-03-31 00:00:00 -01 -0100"));
	use("AAA3BBB,J60/2,300");
	CHECK(shows(1709269199, "2024-03-01 01:59:59 AAA -0300") && shows(1709269200, "2024-03-01 03:00:00 BBB -0200"));
	use("XYZ-5:30");
	CHECK(shows(0, "1970-01-01 05:30:00 XYZ +0530") && !daylight && timezone == -19800);
	use("");
	CHECK(shows(0, "1970-01-01 00:00:00 UTC +0000"));
	use("Nowhere/Zone");
	CHECK(shows(0, "1970-01-01 00:00:00 Nowhere +0000"));
}

static void times_that_are_not_or_are_twice(void)
{
	use("CET-1CEST,M3.5.0,M10.5.0/3");
	CHECK(made(7, 1, 12, -1) == 1719829800 && made(1, 1, 12, -1) == 1704108600);
	// The clock shows 2:30 twice in October, and never in March.
	CHECK(made(10, 27, 2, 1) == 1729989000 && made(10, 27, 2, 0) == 1729992600);
	CHECK(made(3, 31, 2, -1) == 1711848600);
	// Summer's time asked for in winter.
	CHECK(made(1, 1, 12, 1) == 1704105000);
	struct tm later = {.tm_year = 124, .tm_mon = 2, .tm_mday = 30, .tm_hour = 12 + 24, .tm_isdst = -1};
	CHECK(mktime(&later) == 1711879200 && later.tm_mday == 31 && later.tm_isdst == 1 && later.tm_gmtoff == 7200);
}

static void number(FILE *file, long long value, int bytes)
{
	while (bytes--)
		fputc((int)(value >> 8 * bytes & 255), file);
}

/* A zone that changed its time at 1000 and at 2000, and follows a rule since. */
static void files(void)
{
	char path[] = "/tmp/zone-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "w");
	for (int version = 1; version <= 2; version++) {
		fprintf(file, "TZif2%15s", "");
		int changes = version == 1 ? 0 : 2, counts[] = {0, 0, 0, changes, version == 1 ? 1 : 3, 12};
		for (int i = 0; i < 6; i++)
			number(file, counts[i], 4);
		for (int i = 0; i < changes; i++)
			number(file, (i + 1) * 1000, 8);
		for (int i = 0; i < changes; i++)
			fputc(i + 1, file);
		for (int i = 0; i < counts[4]; i++) {
			number(file, i == 0 ? 500 : i * 3600, 4);
			fputc(i == 1, file);
			fputc(i * 4, file);
		}
		fwrite("OLD\0SUM\0WIN", 1, 12, file);
	}
	fputs("\nWIN-2\n", file);
	CHECK(fclose(file) == 0);
	use(path);
	CHECK(shows(999, "1970-01-01 00:24:59 OLD +0008") && shows(1000, "1970-01-01 01:16:40 SUM +0100"));
	CHECK(shows(2000, "1970-01-01 02:33:20 WIN +0200") && shows(4000000000, "2096-10-02 09:06:40 WIN +0200"));
	CHECK(unlink(path) == 0);
}

int main(void)
{
	rules();
	times_that_are_not_or_are_twice();
	files();
	return 0;
}
