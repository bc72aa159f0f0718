/* setjmp and longjmp, which are exceptions underneath. */
#include "check.h"
#include <setjmp.h>

static jmp_buf outer, inner;

static void deep(int depth, int value)
{
	if (depth == 0)
		longjmp(outer, value);
	deep(depth - 1, value);
}

int main(void)
{
	volatile int count = 0;
	int value = setjmp(outer);
	count++;
	if (count < 4)
		deep(20, count);
	CHECK(count == 4);
	CHECK(value == 3);

	// 0 arrives as 1.
	value = setjmp(inner);
	if (value == 0)
		longjmp(inner, 0);
	CHECK(value == 1);
	puts("jump ok");
	return 0;
}
