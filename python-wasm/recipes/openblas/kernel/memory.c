/*
 * OpenBLAS's buffers, for one thread and without mmap: in place of driver/others/memory.c. A buffer that was used once
 * is kept, as linear memory cannot be given back.
 */
#include <stdio.h>
#include <stdlib.h>

#include "common.h"

#define ALIGNMENT_BYTES 65536
/* Buffers that can be in use at a time; LAPACK's recursions take two. */
#define BUFFERS_MAX 8

int blas_num_threads = 1;
int blas_cpu_number = 1;
int blas_server_avail = 0;

static struct {
	void *memory;
	int used;
} buffers[BUFFERS_MAX];

void *blas_memory_alloc(int position)
{
	for (int i = 0; i < BUFFERS_MAX; i++) {
		if (buffers[i].used)
			continue;
		if (!buffers[i].memory)
			buffers[i].memory = aligned_alloc(ALIGNMENT_BYTES, BUFFER_SIZE + ALIGNMENT_BYTES);
		if (!buffers[i].memory)
			break;
		buffers[i].used = 1;
		return buffers[i].memory;
	}
	/* No caller takes a failure: OpenBLAS ends the program everywhere. */
	fputs("OpenBLAS: cannot allocate memory\n", stderr);
	abort();
}

void blas_memory_free(void *memory)
{
	for (int i = 0; i < BUFFERS_MAX; i++)
		if (buffers[i].memory == memory)
			buffers[i].used = 0;
}

void *blas_memory_alloc_nolock(int position)
{
	return blas_memory_alloc(position);
}

void blas_memory_free_nolock(void *memory)
{
	blas_memory_free(memory);
}

int blas_get_cpu_number(void)
{
	return 1;
}

void goto_set_num_threads(int threads)
{
}

void openblas_set_num_threads(int threads)
{
}

void gotoblas_init(void)
{
}

void gotoblas_quit(void)
{
}

void blas_shutdown(void)
{
	for (int i = 0; i < BUFFERS_MAX; i++) {
		free(buffers[i].memory);
		buffers[i].memory = NULL;
		buffers[i].used = 0;
	}
}
