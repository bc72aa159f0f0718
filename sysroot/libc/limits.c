#include "kernel.h"
#include <sys/resource.h>

int getrlimit(int resource, struct rlimit *limit)
{
	struct viv_limit found;
	int error = viv_proc_getrlimit(resource, &found);
	if (error)
		return fail(error);
	*limit = (struct rlimit){.rlim_cur = found.soft, .rlim_max = found.hard};
	return 0;
}

int setrlimit(int resource, const struct rlimit *limit)
{
	return result(viv_proc_setrlimit(resource, &(struct viv_limit){limit->rlim_cur, limit->rlim_max}));
}

/* Every process has the same priority. */
int getpriority(int which, unsigned who)
{
	return 0;
}

int setpriority(int which, unsigned who, int priority)
{
	return 0;
}
