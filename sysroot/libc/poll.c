/* poll and select, over WASI's poll_oneoff. */
#include "kernel.h"
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#include <time.h>

static __wasi_subscription_t descriptor_subscription(size_t index, int fd, __wasi_eventtype_t type)
{
	__wasi_subscription_t subscription = {.userdata = index, .u.tag = type};
	// The two kinds have the same field.
	subscription.u.u.fd_read.file_descriptor = fd;
	return subscription;
}

static short returned_events(const __wasi_event_t *event, short wanted)
{
	if (event->error)
		return event->error == EBADF ? POLLNVAL : POLLERR;
	int hung_up = event->fd_readwrite.flags & __WASI_EVENTRWFLAGS_FD_READWRITE_HANGUP;
	if (event->type == __WASI_EVENTTYPE_FD_WRITE)
		return (wanted & POLLOUT) | (hung_up ? POLLERR : 0);
	// As a pipe on Linux: after the last byte only the hang-up is left.
	short readable = hung_up && !event->fd_readwrite.nbytes ? 0 : wanted & POLLIN;
	return readable | (hung_up ? POLLHUP : 0);
}

/* poll(2) with a timeout in nanoseconds, negative for none. */
static int poll_ns(struct pollfd *fds, size_t count, int64_t timeout_ns)
{
	size_t room = 2 * count + 1, wanted = 0, happened = 0;
	__wasi_subscription_t *subscriptions = calloc(room, sizeof *subscriptions);
	__wasi_event_t *events = calloc(room, sizeof *events);
	int error = subscriptions && events ? 0 : ENOMEM;
	for (size_t index = 0; index < count && !error; index++) {
		struct pollfd *entry = &fds[index];
		entry->revents = 0;
		if (entry->fd < 0)
			continue;
		if (entry->events & POLLOUT)
			subscriptions[wanted++] = descriptor_subscription(index, entry->fd, __WASI_EVENTTYPE_FD_WRITE);
		if (entry->events & POLLIN)
			subscriptions[wanted++] = descriptor_subscription(index, entry->fd, __WASI_EVENTTYPE_FD_READ);
	}
	if (timeout_ns >= 0) {
		__wasi_subscription_t *clock = &subscriptions[wanted++];
		clock->u.tag = __WASI_EVENTTYPE_CLOCK;
		clock->u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
		clock->u.u.clock.timeout = timeout_ns;
	}
	if (!error)
		// Nothing to wait for but a signal.
		error = wanted ? __wasi_poll_oneoff(subscriptions, events, wanted, &happened) : viv_sig_pause();
	interrupted(error);
	int ready = 0;
	for (size_t at = 0; at < happened && !error; at++) {
		if (events[at].type == __WASI_EVENTTYPE_CLOCK)
			continue;
		struct pollfd *entry = &fds[events[at].userdata];
		short before = entry->revents;
		entry->revents |= returned_events(&events[at], entry->events);
		ready += !before && entry->revents;
	}
	free(subscriptions);
	free(events);
	return error ? fail(error) : ready;
}

int poll(struct pollfd *fds, nfds_t count, int timeout_ms)
{
	return poll_ns(fds, count, timeout_ms < 0 ? -1 : timeout_ms * 1000000LL);
}

static int64_t masked_poll(struct pollfd *fds, size_t count, int64_t timeout_ns, const sigset_t *mask)
{
	sigset_t own;
	if (mask)
		sigprocmask(SIG_SETMASK, mask, &own);
	int ready = poll_ns(fds, count, timeout_ns);
	int saved = errno;
	if (mask)
		sigprocmask(SIG_SETMASK, &own, NULL);
	errno = saved;
	return ready;
}

static int64_t timeout_ns(const struct timespec *timeout)
{
	return timeout ? timeout->tv_sec * 1000000000LL + timeout->tv_nsec : -1;
}

int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	return masked_poll(fds, count, timeout_ns(timeout), mask);
}

int pselect(int limit, fd_set *restrict read, fd_set *restrict write, fd_set *restrict except,
            const struct timespec *restrict timeout, const sigset_t *restrict mask)
{
	if (limit < 0 || limit > FD_SETSIZE || (timeout && (timeout->tv_sec < 0 || timeout->tv_nsec < 0)))
		return fail(EINVAL);
	struct pollfd fds[limit ? limit : 1];
	size_t count = 0;
	for (int fd = 0; fd < limit; fd++) {
		short events = (read && FD_ISSET(fd, read) ? POLLIN : 0) | (write && FD_ISSET(fd, write) ? POLLOUT : 0);
		if (events)
			fds[count++] = (struct pollfd){.fd = fd, .events = events};
	}
	if (masked_poll(fds, count, timeout_ns(timeout), mask) < 0)
		return -1;
	for (size_t at = 0; at < count; at++)
		if (fds[at].revents & POLLNVAL)
			return fail(EBADF);
	if (read)
		FD_ZERO(read);
	if (write)
		FD_ZERO(write);
	if (except)
		FD_ZERO(except);
	int ready = 0;
	for (size_t at = 0; at < count; at++) {
		if (fds[at].events & POLLIN && fds[at].revents & (POLLIN | POLLHUP | POLLERR)) {
			FD_SET(fds[at].fd, read);
			ready++;
		}
		if (fds[at].events & POLLOUT && fds[at].revents & (POLLOUT | POLLERR)) {
			FD_SET(fds[at].fd, write);
			ready++;
		}
	}
	return ready;
}

int select(int limit, fd_set *restrict read, fd_set *restrict write, fd_set *restrict except,
           struct timeval *restrict timeout)
{
	if (!timeout)
		return pselect(limit, read, write, except, NULL, NULL);
	if (timeout->tv_sec < 0 || timeout->tv_usec < 0)
		return fail(EINVAL);
	struct timespec exact = {timeout->tv_sec, timeout->tv_usec * 1000};
	return pselect(limit, read, write, except, &exact, NULL);
}
