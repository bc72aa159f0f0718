/*
 * Matrix by vector for WebAssembly's 128-bit vectors: y += alpha * A * x, and with TRANS y += alpha * A' * x. Four
 * columns of A are read side by side. A vector that is strided goes through the stack, block by block.
 */
#include "common.h"
#include <wasm_simd128.h>

#ifdef DOUBLE
#define LANES 2
#define SPLAT wasm_f64x2_splat
#define ADD wasm_f64x2_add
#define MUL wasm_f64x2_mul
#else
#define LANES 4
#define SPLAT wasm_f32x4_splat
#define ADD wasm_f32x4_add
#define MUL wasm_f32x4_mul
#endif

#define COLUMNS 4
/* Rows of a block: what is done with it fits the cache. */
#define BLOCK 1024

#define ALWAYS_INLINE static inline __attribute__((always_inline))

#ifdef TRANS

ALWAYS_INLINE FLOAT lanes_sum(v128_t v)
{
	FLOAT lanes[LANES];
	wasm_v128_store(lanes, v);
	FLOAT sum = lanes[0];
	for (int i = 1; i < LANES; i++)
		sum += lanes[i];
	return sum;
}

/* Adds to y the products of `columns` columns with `rows` numbers that lie side by side. */
ALWAYS_INLINE void add_products(int columns, BLASLONG rows, FLOAT alpha, const FLOAT *a, BLASLONG lda,
				const FLOAT *x, FLOAT *y, BLASLONG inc_y)
{
	v128_t even[COLUMNS], odd[COLUMNS];
	for (int j = 0; j < columns; j++)
		even[j] = odd[j] = SPLAT(0);
	BLASLONG i = 0;
	for (; i + 2 * LANES <= rows; i += 2 * LANES) {
		v128_t first = wasm_v128_load(x + i), second = wasm_v128_load(x + i + LANES);
		for (int j = 0; j < columns; j++) {
			const FLOAT *from = a + j * lda + i;
			even[j] = ADD(even[j], MUL(wasm_v128_load(from), first));
			odd[j] = ADD(odd[j], MUL(wasm_v128_load(from + LANES), second));
		}
	}
	for (int j = 0; j < columns; j++) {
		FLOAT sum = lanes_sum(ADD(even[j], odd[j]));
		for (BLASLONG rest = i; rest < rows; rest++)
			sum += a[j * lda + rest] * x[rest];
		y[j * inc_y] += alpha * sum;
	}
}

int CNAME(BLASLONG m, BLASLONG n, BLASLONG unused, FLOAT alpha, FLOAT *a, BLASLONG lda,
	  FLOAT *x, BLASLONG inc_x, FLOAT *y, BLASLONG inc_y, FLOAT *buffer)
{
	FLOAT gathered[BLOCK];
	for (BLASLONG top = 0; top < m; top += BLOCK) {
		BLASLONG rows = m - top < BLOCK ? m - top : BLOCK, j = 0;
		const FLOAT *values = x + top;
		if (inc_x != 1) {
			for (BLASLONG i = 0; i < rows; i++)
				gathered[i] = x[(top + i) * inc_x];
			values = gathered;
		}
		for (; j + COLUMNS <= n; j += COLUMNS)
			add_products(COLUMNS, rows, alpha, a + top + j * lda, lda, values, y + j * inc_y, inc_y);
		for (; j < n; j++)
			add_products(1, rows, alpha, a + top + j * lda, lda, values, y + j * inc_y, inc_y);
	}
	return 0;
}

#else

/* Adds `columns` columns, each times its number of x, to `rows` numbers of y that lie side by side. */
ALWAYS_INLINE void add_columns(int columns, BLASLONG rows, FLOAT alpha, const FLOAT *a, BLASLONG lda,
			       const FLOAT *x, BLASLONG inc_x, FLOAT *y)
{
	FLOAT factor[COLUMNS];
	for (int j = 0; j < columns; j++)
		factor[j] = alpha * x[j * inc_x];
	BLASLONG i = 0;
	for (; i + LANES <= rows; i += LANES) {
		v128_t sum = wasm_v128_load(y + i);
		for (int j = 0; j < columns; j++)
			sum = ADD(sum, MUL(wasm_v128_load(a + j * lda + i), SPLAT(factor[j])));
		wasm_v128_store(y + i, sum);
	}
	for (; i < rows; i++)
		for (int j = 0; j < columns; j++)
			y[i] += a[j * lda + i] * factor[j];
}

int CNAME(BLASLONG m, BLASLONG n, BLASLONG unused, FLOAT alpha, FLOAT *a, BLASLONG lda,
	  FLOAT *x, BLASLONG inc_x, FLOAT *y, BLASLONG inc_y, FLOAT *buffer)
{
	FLOAT gathered[BLOCK];
	for (BLASLONG top = 0; top < m; top += BLOCK) {
		BLASLONG rows = m - top < BLOCK ? m - top : BLOCK, j = 0;
		FLOAT *values = y + top;
		if (inc_y != 1) {
			for (BLASLONG i = 0; i < rows; i++)
				gathered[i] = y[(top + i) * inc_y];
			values = gathered;
		}
		for (; j + COLUMNS <= n; j += COLUMNS)
			add_columns(COLUMNS, rows, alpha, a + top + j * lda, lda, x + j * inc_x, inc_x, values);
		for (; j < n; j++)
			add_columns(1, rows, alpha, a + top + j * lda, lda, x + j * inc_x, inc_x, values);
		if (inc_y != 1)
			for (BLASLONG i = 0; i < rows; i++)
				y[(top + i) * inc_y] = gathered[i];
	}
	return 0;
}

#endif
