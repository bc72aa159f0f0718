/* Numeric internet addresses; wasi-libc's functions know families by other numbers. */
#include "kernel.h"
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define GROUPS 8

/* Four decimal numbers, without leading zeros. Answers what follows them, or NULL. */
static const char *parse_v4(const char *text, unsigned char bytes[4])
{
	for (int i = 0; i < 4; i++) {
		int digits = 0, value = 0;
		if (i && *text++ != '.')
			return NULL;
		for (; isdigit((unsigned char)*text) && digits < 3; text++, digits++)
			value = value * 10 + (*text - '0');
		if (!digits || value > 255 || (digits > 1 && text[-digits] == '0'))
			return NULL;
		bytes[i] = value;
	}
	return text;
}

/* Groups of hexadecimal digits; `::` stands once for as many zeros as are missing. */
static int parse_v6(const char *text, unsigned char bytes[16])
{
	unsigned char found[16] = {0};
	int count = 0, gap = -1;
	if (text[0] == ':' && *++text != ':')
		return 0;
	while (*text && count < GROUPS) {
		if (*text == ':' && gap < 0) {
			gap = count;
			if (!*++text)
				break;
			continue;
		}
		char *end;
		unsigned long value = isxdigit((unsigned char)*text) ? strtoul(text, &end, 16) : 65536;
		if (value > 65535 || end - text > 4)
			return 0;
		if (*end == '.') {
			const char *rest = count <= GROUPS - 2 ? parse_v4(text, found + 2 * count) : NULL;
			if (!rest || *rest)
				return 0;
			text = rest;
			count += 2;
			break;
		}
		found[2 * count] = value >> 8;
		found[2 * count + 1] = value;
		count++;
		text = end;
		if (*text == ':' && !*++text)
			return 0;
	}
	if (*text || (gap < 0 ? count != GROUPS : count == GROUPS))
		return 0;
	int after = gap < 0 ? 0 : count - gap;
	memset(bytes, 0, 16);
	memcpy(bytes, found, 2 * (count - after));
	memcpy(bytes + 2 * (GROUPS - after), found + 2 * (count - after), 2 * after);
	return 1;
}

int inet_pton(int family, const char *restrict text, void *restrict address)
{
	unsigned char v4[4];
	if (family == AF_INET6)
		return parse_v6(text, address);
	if (family != AF_INET)
		return fail(EAFNOSUPPORT);
	const char *end = parse_v4(text, v4);
	if (!end || *end)
		return 0;
	memcpy(address, v4, sizeof v4);
	return 1;
}

static void write_v4(const unsigned char *bytes, char *text, size_t size)
{
	snprintf(text, size, "%d.%d.%d.%d", bytes[0], bytes[1], bytes[2], bytes[3]);
}

/* The first of the longest runs of zero groups becomes `::`. */
static void write_v6(const unsigned char *bytes, char *text, size_t size)
{
	int best = 0, best_len = 1;
	for (int start = 0; start < GROUPS; start++) {
		int len = 0;
		while (start + len < GROUPS && !bytes[2 * (start + len)] && !bytes[2 * (start + len) + 1])
			len++;
		if (len > best_len) {
			best = start;
			best_len = len;
		}
	}
	static const unsigned char mapped[12] = {[10] = 255, [11] = 255};
	int is_v4 = !memcmp(bytes, mapped, sizeof mapped) || (best == 0 && best_len == 6);
	char *at = text;
	for (int group = 0; group < (is_v4 ? GROUPS - 2 : GROUPS); group++) {
		if (best_len > 1 && group == best) {
			*at++ = ':';
			group += best_len - 1;
			if (group == GROUPS - 1)
				*at++ = ':';
			continue;
		}
		at += snprintf(at, text + size - at, "%s%x", group ? ":" : "", bytes[2 * group] << 8 | bytes[2 * group + 1]);
	}
	*at = 0;
	if (is_v4) {
		*at++ = ':';
		write_v4(bytes + 12, at, text + size - at);
	}
}

const char *inet_ntop(int family, const void *restrict address, char *restrict text, socklen_t size)
{
	char written[INET6_ADDRSTRLEN + 1];
	if (family == AF_INET)
		write_v4(address, written, sizeof written);
	else if (family == AF_INET6)
		write_v6(address, written, sizeof written);
	else
		return errno = EAFNOSUPPORT, NULL;
	if (strlen(written) >= size)
		return errno = ENOSPC, NULL;
	return strcpy(text, written);
}
