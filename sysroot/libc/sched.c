/* Scheduling: one process of a container runs at a time, on no CPU in particular. */
#include "kernel.h"
#include <sched.h>

int sched_get_priority_max(int policy)
{
	return policy == SCHED_FIFO || policy == SCHED_RR ? 99 : 0;
}

int sched_get_priority_min(int policy)
{
	return policy == SCHED_FIFO || policy == SCHED_RR ? 1 : 0;
}

int sched_getcpu(void)
{
	return 0;
}

int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set)
{
	struct viv_system_info info = {0};
	viv_sys_info(&info);
	if (size < sizeof(unsigned long) || info.cpus > size * 8)
		return fail(EINVAL);
	memset(set, 0, size);
	for (uint32_t cpu = 0; cpu < info.cpus; cpu++)
		CPU_SET(cpu, set);
	return 0;
}

int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set)
{
	cpu_set_t now;
	if (sched_getaffinity(pid, sizeof now, &now))
		return -1;
	// At least one CPU that exists must be left.
	for (size_t word = 0; word < size / sizeof(long) && word < sizeof now.__bits / sizeof(long); word++)
		if (set->__bits[word] & now.__bits[word])
			return 0;
	return fail(EINVAL);
}
