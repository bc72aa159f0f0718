#ifndef _VIVARIUM_SCHED_H
#define _VIVARIUM_SCHED_H

#include_next <sched.h>
#include <string.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SCHED_OTHER 0
#define SCHED_FIFO 1
#define SCHED_RR 2
#define SCHED_BATCH 3
#define SCHED_IDLE 5

#define CPU_SETSIZE 1024

typedef struct cpu_set_t {
	unsigned long __bits[CPU_SETSIZE / 8 / sizeof(long)];
} cpu_set_t;

#define __CPU_WORD(cpu, set) ((set)->__bits[(cpu) / 8 / sizeof(long)])
#define __CPU_BIT(cpu) (1UL << (cpu) % (8 * sizeof(long)))
#define CPU_ZERO(set) ((void)memset((set), 0, sizeof(cpu_set_t)))
#define CPU_SET(cpu, set) (__CPU_WORD(cpu, set) |= __CPU_BIT(cpu))
#define CPU_CLR(cpu, set) (__CPU_WORD(cpu, set) &= ~__CPU_BIT(cpu))
#define CPU_ISSET(cpu, set) (!!(__CPU_WORD(cpu, set) & __CPU_BIT(cpu)))

int sched_get_priority_max(int);
int sched_get_priority_min(int);
int sched_getaffinity(pid_t, size_t, cpu_set_t *);
int sched_setaffinity(pid_t, size_t, const cpu_set_t *);
int sched_getcpu(void);

#ifdef __cplusplus
}
#endif

#endif
