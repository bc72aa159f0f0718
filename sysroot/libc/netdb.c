/* Look-ups of network names. Numbers are understood; names are not found, as without a name server. */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>

struct result {
	struct addrinfo info;
	union {
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} address;
};

static int host_error;

int *__h_errno_location(void)
{
	return &host_error;
}

/* A numeric host, localhost or no host as an address; 0 if it is a name. */
static int numeric(const char *host, const struct addrinfo *hints, struct result *result)
{
	int family = hints ? hints->ai_family : AF_UNSPEC, passive = hints && hints->ai_flags & AI_PASSIVE;
	if (!host && passive)
		host = family == AF_INET6 ? "::" : "0.0.0.0";
	else if (!host || !strcmp(host, "localhost"))
		host = family == AF_INET6 ? "::1" : "127.0.0.1";
	if (family != AF_INET6 && inet_pton(AF_INET, host, &result->address.v4.sin_addr) == 1) {
		result->address.v4.sin_family = AF_INET;
		result->info.ai_addrlen = sizeof result->address.v4;
	} else if (family != AF_INET && inet_pton(AF_INET6, host, &result->address.v6.sin6_addr) == 1) {
		result->address.v6.sin6_family = AF_INET6;
		result->info.ai_addrlen = sizeof result->address.v6;
	} else {
		return 0;
	}
	return 1;
}

static int port_of(const char *service, unsigned *port)
{
	char *end = "";
	*port = service ? strtoul(service, &end, 10) : 0;
	return !*end && *port <= 65535;
}

int getaddrinfo(const char *restrict host, const char *restrict service, const struct addrinfo *restrict hints,
                struct addrinfo **restrict found)
{
	unsigned port;
	if (!host && !service)
		return EAI_NONAME;
	if (hints && hints->ai_family != AF_UNSPEC && hints->ai_family != AF_INET && hints->ai_family != AF_INET6)
		return EAI_FAMILY;
	if (!port_of(service, &port))
		return EAI_SERVICE;
	struct result *result = calloc(1, sizeof *result);
	if (!result)
		return EAI_MEMORY;
	if (!numeric(host, hints, result)) {
		free(result);
		// As a resolver that reaches no server, unless only numbers were asked for.
		return hints && hints->ai_flags & AI_NUMERICHOST ? EAI_NONAME : EAI_AGAIN;
	}
	// The port has the same place in both kinds of address.
	result->address.v4.sin_port = htons(port);
	result->info.ai_family = result->address.v4.sin_family;
	result->info.ai_socktype = hints && hints->ai_socktype ? hints->ai_socktype : SOCK_STREAM;
	result->info.ai_protocol = hints ? hints->ai_protocol : 0;
	result->info.ai_addr = (struct sockaddr *)&result->address;
	*found = &result->info;
	return 0;
}

void freeaddrinfo(struct addrinfo *list)
{
	free(list);
}

int getnameinfo(const struct sockaddr *restrict address, socklen_t len, char *restrict host, socklen_t host_size,
                char *restrict service, socklen_t service_size, int flags)
{
	if (flags & NI_NAMEREQD)
		return EAI_NONAME;
	const void *number = &((const struct sockaddr_in *)address)->sin_addr;
	if (address->sa_family == AF_INET6)
		number = &((const struct sockaddr_in6 *)address)->sin6_addr;
	else if (address->sa_family != AF_INET)
		return EAI_FAMILY;
	if (host && host_size && !inet_ntop(address->sa_family, number, host, host_size))
		return EAI_OVERFLOW;
	unsigned port = ntohs(((const struct sockaddr_in *)address)->sin_port);
	if (service && service_size && snprintf(service, service_size, "%u", port) >= (int)service_size)
		return EAI_OVERFLOW;
	return 0;
}

const char *gai_strerror(int error)
{
	switch (error) {
	case EAI_BADFLAGS:
		return "Bad value for ai_flags";
	case EAI_NONAME:
		return "Name or service not known";
	case EAI_AGAIN:
		return "Temporary failure in name resolution";
	case EAI_FAIL:
		return "Non-recoverable failure in name resolution";
	case EAI_FAMILY:
		return "ai_family not supported";
	case EAI_SOCKTYPE:
		return "ai_socktype not supported";
	case EAI_SERVICE:
		return "Servname not supported for ai_socktype";
	case EAI_MEMORY:
		return "Memory allocation failure";
	case EAI_SYSTEM:
		return "System error";
	case EAI_OVERFLOW:
		return "Argument buffer overflow";
	default:
		return "Unknown error";
	}
}

const char *hstrerror(int error)
{
	return error == TRY_AGAIN ? "Host name lookup failure" : "Unknown host";
}

struct hostent *gethostbyname(const char *name)
{
	static struct in_addr address;
	static char *addresses[] = {(char *)&address, NULL}, *aliases[] = {NULL}, kept[256];
	static struct hostent host = {kept, aliases, AF_INET, sizeof address, addresses};
	const char *number = strcmp(name, "localhost") ? name : "127.0.0.1";
	if (inet_pton(AF_INET, number, &address) != 1) {
		host_error = TRY_AGAIN;
		return NULL;
	}
	snprintf(kept, sizeof kept, "%s", name);
	return &host;
}

struct hostent *gethostbyaddr(const void *address, socklen_t len, int family)
{
	host_error = TRY_AGAIN;
	return NULL;
}

struct servent *getservbyname(const char *name, const char *protocol)
{
	return NULL;
}

struct servent *getservbyport(int port, const char *protocol)
{
	return NULL;
}

struct protoent *getprotobyname(const char *name)
{
	static char *none[] = {NULL};
	static struct protoent known[] = {{"ip", none, 0}, {"icmp", none, 1}, {"tcp", none, 6}, {"udp", none, 17}};
	for (size_t at = 0; at < sizeof known / sizeof *known; at++)
		if (!strcmp(known[at].p_name, name))
			return &known[at];
	return NULL;
}
