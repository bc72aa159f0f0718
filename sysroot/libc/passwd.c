/* The user database: /etc/passwd. */
#include "kernel.h"
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#define PASSWD "/etc/passwd"
#define FIELDS 7
#define LINE_MAX_BYTES 1024

static FILE *database;
static struct passwd found;
static char line[LINE_MAX_BYTES];

void setpwent(void)
{
	if (database)
		rewind(database);
}

void endpwent(void)
{
	if (database)
		fclose(database);
	database = NULL;
}

/* Splits a line in place; 0 for a line that is none of a user. */
static int parse(char *text, struct passwd *user)
{
	char *fields[FIELDS];
	text[strcspn(text, "\n")] = 0;
	for (int field = 0; field < FIELDS; field++) {
		fields[field] = strsep(&text, ":");
		if (!fields[field])
			return 0;
	}
	*user = (struct passwd){
		fields[0], fields[1], strtoul(fields[2], NULL, 10), strtoul(fields[3], NULL, 10),
		fields[4], fields[5], fields[6],
	};
	return 1;
}

static int read_user(FILE *file, char *buffer, size_t size, struct passwd *user)
{
	while (fgets(buffer, size, file))
		if (*buffer != '#' && parse(buffer, user))
			return 1;
	return 0;
}

struct passwd *getpwent(void)
{
	if (!database)
		database = fopen(PASSWD, "re");
	return database && read_user(database, line, sizeof line, &found) ? &found : NULL;
}

/* Looks a user up, by `name` if there is one. Returns an errno; `*result` is null where there is no such user. */
static int look_up(const char *name, uid_t uid, struct passwd *user, char *buffer, size_t size, struct passwd **result)
{
	*result = NULL;
	// A buffer that a line does not fit would make two lines of it.
	if (size < LINE_MAX_BYTES)
		return ERANGE;
	FILE *file = fopen(PASSWD, "re");
	if (!file)
		return errno == ENOENT ? 0 : errno;
	while (!*result && read_user(file, buffer, size, user))
		if (name ? !strcmp(user->pw_name, name) : user->pw_uid == uid)
			*result = user;
	fclose(file);
	return 0;
}

int getpwnam_r(const char *name, struct passwd *user, char *buffer, size_t size, struct passwd **result)
{
	return look_up(name, 0, user, buffer, size, result);
}

int getpwuid_r(uid_t uid, struct passwd *user, char *buffer, size_t size, struct passwd **result)
{
	return look_up(NULL, uid, user, buffer, size, result);
}

struct passwd *getpwnam(const char *name)
{
	struct passwd *user;
	int error = getpwnam_r(name, &found, line, sizeof line, &user);
	if (error)
		errno = error;
	return user;
}

struct passwd *getpwuid(uid_t uid)
{
	struct passwd *user;
	int error = getpwuid_r(uid, &found, line, sizeof line, &user);
	if (error)
		errno = error;
	return user;
}

int getlogin_r(char *buffer, size_t size)
{
	struct passwd *user = getpwuid(getuid());
	if (!user)
		return ENOENT;
	if (strlen(user->pw_name) >= size)
		return ERANGE;
	strcpy(buffer, user->pw_name);
	return 0;
}

char *getlogin(void)
{
	static char name[64];
	int error = getlogin_r(name, sizeof name);
	if (error)
		errno = error;
	return error ? NULL : name;
}
