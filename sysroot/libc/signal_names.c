#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char *const names[] = {
	"Unknown signal",
	"Hangup",
	"Interrupt",
	"Quit",
	"Illegal instruction",
	"Trace/breakpoint trap",
	"Aborted",
	"Bus error",
	"Floating point exception",
	"Killed",
	"User defined signal 1",
	"Segmentation fault",
	"User defined signal 2",
	"Broken pipe",
	"Alarm clock",
	"Terminated",
	"Stack fault",
	"Child exited",
	"Continued",
	"Stopped (signal)",
	"Stopped",
	"Stopped (tty input)",
	"Stopped (tty output)",
	"Urgent I/O condition",
	"CPU time limit exceeded",
	"File size limit exceeded",
	"Virtual timer expired",
	"Profiling timer expired",
	"Window changed",
	"I/O possible",
	"Power failure",
	"Bad system call",
};

char *strsignal(int signal)
{
	int known = signal > 0 && signal < (int)(sizeof names / sizeof *names);
	return (char *)names[known ? signal : 0];
}

void psignal(int signal, const char *message)
{
	if (message && *message)
		fprintf(stderr, "%s: ", message);
	fprintf(stderr, "%s\n", strsignal(signal));
}
