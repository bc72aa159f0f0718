/* The group database: /etc/group. */
#include "kernel.h"
#include <grp.h>
#include <stdlib.h>
#include <unistd.h>

#define GROUP "/etc/group"
#define LINE_MAX_BYTES 2048
#define MEMBERS_MAX 64

static FILE *database;
static struct group found;
static char line[LINE_MAX_BYTES + MEMBERS_MAX * sizeof(char *)];

void setgrent(void)
{
	if (database)
		rewind(database);
}

void endgrent(void)
{
	if (database)
		fclose(database);
	database = NULL;
}

/* Splits a line in place; `members` has room for MEMBERS_MAX. 0 for a line that is none of a group. */
static int parse(char *text, char **members, struct group *group)
{
	text[strcspn(text, "\n")] = 0;
	char *name = strsep(&text, ":"), *password = strsep(&text, ":"), *gid = strsep(&text, ":");
	if (!gid || !text)
		return 0;
	*group = (struct group){name, password, strtoul(gid, NULL, 10), members};
	int count = 0;
	while (text && count < MEMBERS_MAX - 1) {
		char *member = strsep(&text, ",");
		if (*member)
			members[count++] = member;
	}
	members[count] = NULL;
	return 1;
}

/* The buffer is the member list, then the line. */
static int read_group(FILE *file, char *buffer, struct group *group)
{
	char **members = (char **)buffer, *text = buffer + MEMBERS_MAX * sizeof(char *);
	while (fgets(text, LINE_MAX_BYTES, file))
		if (*text != '#' && parse(text, members, group))
			return 1;
	return 0;
}

struct group *getgrent(void)
{
	if (!database)
		database = fopen(GROUP, "re");
	return database && read_group(database, line, &found) ? &found : NULL;
}

static int look_up(const char *name, gid_t gid, struct group *group, char *buffer, size_t size, struct group **result)
{
	*result = NULL;
	size_t misaligned = (uintptr_t)buffer % sizeof(char *), skip = misaligned ? sizeof(char *) - misaligned : 0;
	if (size < sizeof line + skip)
		return ERANGE;
	FILE *file = fopen(GROUP, "re");
	if (!file)
		return errno == ENOENT ? 0 : errno;
	while (!*result && read_group(file, buffer + skip, group))
		if (name ? !strcmp(group->gr_name, name) : group->gr_gid == gid)
			*result = group;
	fclose(file);
	return 0;
}

int getgrnam_r(const char *name, struct group *group, char *buffer, size_t size, struct group **result)
{
	return look_up(name, 0, group, buffer, size, result);
}

int getgrgid_r(gid_t gid, struct group *group, char *buffer, size_t size, struct group **result)
{
	return look_up(NULL, gid, group, buffer, size, result);
}

struct group *getgrnam(const char *name)
{
	struct group *group;
	int error = getgrnam_r(name, &found, line, sizeof line, &group);
	if (error)
		errno = error;
	return group;
}

struct group *getgrgid(gid_t gid)
{
	struct group *group;
	int error = getgrgid_r(gid, &found, line, sizeof line, &group);
	if (error)
		errno = error;
	return group;
}

int getgrouplist(const char *user, gid_t first, gid_t *groups, int *count)
{
	int room = *count, members = 0;
	if (members++ < room)
		groups[0] = first;
	setgrent();
	for (struct group *group; (group = getgrent());) {
		for (char **member = group->gr_mem; *member; member++)
			if (group->gr_gid != first && !strcmp(*member, user) && members++ < room)
				groups[members - 1] = group->gr_gid;
	}
	endgrent();
	*count = members;
	return members > room ? -1 : members;
}

int initgroups(const char *user, gid_t group)
{
	return 0;
}
