/*
 * The micro-kernel of matrix products for WebAssembly's 128-bit vectors: C += alpha * A * B for packed A and B, and
 * with TRMMKERNEL C = alpha * A * B for a triangular one. S, D, C and Z are made of it.
 *
 * A tile of C is held in eight vectors, which with two vectors of A, two of B, a scalar of B and a product fit the
 * sixteen registers of x86-64. To the inner loop a complex number is two reals of A, or two scalars of B: a column of
 * sums is A times a number's real part, the next A times its imaginary part, and both are put together at the end.
 */
#include "common.h"
#include <wasm_simd128.h>

#ifdef DOUBLE
#define LANES 2
#define SPLAT wasm_f64x2_splat
#define SPLAT_LANE(v, lane) ((lane) == 0 ? wasm_i64x2_shuffle(v, v, 0, 0) : wasm_i64x2_shuffle(v, v, 1, 1))
#define ADD wasm_f64x2_add
#define MUL wasm_f64x2_mul
#define SWAP_PARTS(v) wasm_i64x2_shuffle(v, v, 1, 0)
#define SIGNS(real, imaginary) wasm_f64x2_const(real, imaginary)
#else
#define LANES 4
#define SPLAT wasm_f32x4_splat
#define SPLAT_LANE(v, lane) \
	((lane) == 0 ? wasm_i32x4_shuffle(v, v, 0, 0, 0, 0) : (lane) == 1 ? wasm_i32x4_shuffle(v, v, 1, 1, 1, 1) : \
	 (lane) == 2 ? wasm_i32x4_shuffle(v, v, 2, 2, 2, 2) : wasm_i32x4_shuffle(v, v, 3, 3, 3, 3))
#define ADD wasm_f32x4_add
#define MUL wasm_f32x4_mul
#define SWAP_PARTS(v) wasm_i32x4_shuffle(v, v, 1, 0, 3, 2)
#define SIGNS(real, imaginary) wasm_f32x4_const(real, imaginary, real, imaginary)
#endif

/* Vectors of a column of the largest tile, and its columns of sums. */
#define VECTORS 2
#define SUMS 4
#define STEPS 8

/* Rows and columns of the largest tile, as param.h has them. */
#define ROWS (VECTORS * LANES / COMPSIZE)
#define COLUMNS (SUMS / COMPSIZE)

#define ALWAYS_INLINE static inline __attribute__((always_inline))

typedef v128_t sums_t[SUMS][VECTORS];

/* The lanes of vector `v` that a column of `reals` numbers uses. */
#define USED_LANES(reals, v) ((reals) - (v) * LANES < LANES ? (reals) - (v) * LANES : LANES)

ALWAYS_INLINE v128_t load(const FLOAT *from, int lanes)
{
	if (lanes == LANES)
		return wasm_v128_load(from);
	if (lanes * sizeof(FLOAT) == 8)
		return wasm_v128_load64_zero(from);
	return wasm_v128_load32_zero(from);
}

ALWAYS_INLINE void store(FLOAT *to, v128_t value, int lanes)
{
	if (lanes == LANES)
		wasm_v128_store(to, value);
	else if (lanes * sizeof(FLOAT) == 8)
		wasm_v128_store64_lane(to, value, 0);
	else
		wasm_v128_store32_lane(to, value, 0);
}

/* Adds the products of `reals` numbers of A and `scalars` of B. */
ALWAYS_INLINE void add_products(sums_t sums, int reals, int scalars, const FLOAT *a, const FLOAT *b)
{
	v128_t column[VECTORS], row[SUMS];
	for (int v = 0; v * LANES < reals; v++)
		column[v] = load(a + v * LANES, USED_LANES(reals, v));
	for (int v = 0; v * LANES < scalars; v++)
		row[v] = load(b + v * LANES, USED_LANES(scalars, v));
	for (int s = 0; s < scalars; s++) {
		v128_t scalar = SPLAT_LANE(row[s / LANES], s % LANES);
		for (int v = 0; v * LANES < reals; v++)
			sums[s][v] = ADD(sums[s][v], MUL(column[v], scalar));
	}
}

/*
 * Sums up `k` products, `STEPS` in a round of the loop. Cranelift puts off arithmetic to the end of a basic block,
 * after all loads, so each step ends in a branch: sixteen registers do not hold the loads of two. A round costs the
 * count of fuel, which saves and restores every sum.
 */
ALWAYS_INLINE void multiply(sums_t sums, int reals, int scalars, BLASLONG k, const FLOAT *a, const FLOAT *b)
{
	/* Tiles of the edges are few: their code is kept small. */
	const unsigned steps = reals == VECTORS * LANES && scalars == SUMS ? STEPS : 1;
	for (int s = 0; s < scalars; s++)
		for (int v = 0; v < VECTORS; v++)
			sums[s][v] = SPLAT(0);
	if (k <= 0)
		return;
#pragma clang loop unroll(disable)
	for (;;) {
#pragma clang loop unroll(full)
		for (unsigned step = 0; step < steps; step++) {
			add_products(sums, reals, scalars, a + step * reals, b + step * scalars);
			if (--k == 0)
				return;
		}
		a += steps * reals;
		b += steps * scalars;
	}
}

#ifdef COMPLEX

#if defined(NN) || defined(NT) || defined(TN) || defined(TT)
#define REAL_SIGNS SIGNS(0., 0.)
#define IMAGINARY_SIGNS SIGNS(-0., 0.)
#elif defined(NR) || defined(NC) || defined(TR) || defined(TC)
#define REAL_SIGNS SIGNS(0., 0.)
#define IMAGINARY_SIGNS SIGNS(0., -0.)
#elif defined(RN) || defined(RT) || defined(CN) || defined(CT)
#define REAL_SIGNS SIGNS(0., -0.)
#define IMAGINARY_SIGNS SIGNS(0., 0.)
#else
#define REAL_SIGNS SIGNS(0., -0.)
#define IMAGINARY_SIGNS SIGNS(-0., -0.)
#endif

/* Puts A times real parts and A times imaginary parts together; the kernel's name says whether A, B are conjugated. */
ALWAYS_INLINE v128_t combine(v128_t real, v128_t imaginary)
{
	return ADD(wasm_v128_xor(real, REAL_SIGNS), wasm_v128_xor(SWAP_PARTS(imaginary), IMAGINARY_SIGNS));
}

ALWAYS_INLINE v128_t scale(v128_t value, FLOAT alpha_r, FLOAT alpha_i)
{
	v128_t imaginary = SWAP_PARTS(MUL(value, SPLAT(alpha_i)));
	return ADD(MUL(value, SPLAT(alpha_r)), wasm_v128_xor(imaginary, SIGNS(-0., 0.)));
}

#endif

/* One tile of C. */
ALWAYS_INLINE void tile(int rows, int columns, BLASLONG k, FLOAT alpha_r, FLOAT alpha_i,
			const FLOAT *a, const FLOAT *b, FLOAT *c, BLASLONG ldc)
{
	sums_t sums;
	int reals = rows * COMPSIZE;
	multiply(sums, reals, columns * COMPSIZE, k, a, b);
	for (int j = 0; j < columns; j++) {
		for (int v = 0; v * LANES < reals; v++) {
			FLOAT *to = c + j * ldc * COMPSIZE + v * LANES;
			int lanes = USED_LANES(reals, v);
#ifdef COMPLEX
			v128_t value = scale(combine(sums[2 * j][v], sums[2 * j + 1][v]), alpha_r, alpha_i);
#else
			v128_t value = MUL(sums[j][v], SPLAT(alpha_r));
#endif
#ifndef TRMMKERNEL
			value = ADD(load(to, lanes), value);
#endif
			store(to, value, lanes);
		}
	}
}

/* The largest size of a tile's side that fits what is left. */
ALWAYS_INLINE BLASLONG side(BLASLONG largest, BLASLONG left)
{
	while (largest > left)
		largest /= 2;
	return largest;
}

#define TILE(rows, columns) tile(rows, columns, k, alpha_r, alpha_i, a, b, c, ldc)

/* A tile of any size that `side` gives: each has its own code. */
ALWAYS_INLINE void tile_of_columns(BLASLONG rows, int columns, BLASLONG k, FLOAT alpha_r, FLOAT alpha_i,
				   const FLOAT *a, const FLOAT *b, FLOAT *c, BLASLONG ldc)
{
	if (rows == ROWS)
		TILE(ROWS, columns);
	else if (ROWS > 4 && rows == 4)
		TILE(4, columns);
	else if (ROWS > 2 && rows == 2)
		TILE(2, columns);
	else
		TILE(1, columns);
}

static void any_tile(BLASLONG rows, BLASLONG columns, BLASLONG k, FLOAT alpha_r, FLOAT alpha_i,
		     const FLOAT *a, const FLOAT *b, FLOAT *c, BLASLONG ldc)
{
	if (columns == COLUMNS)
		tile_of_columns(rows, COLUMNS, k, alpha_r, alpha_i, a, b, c, ldc);
	else if (COLUMNS > 2 && columns == 2)
		tile_of_columns(rows, 2, k, alpha_r, alpha_i, a, b, c, ldc);
	else
		tile_of_columns(rows, 1, k, alpha_r, alpha_i, a, b, c, ldc);
}

int CNAME(BLASLONG m, BLASLONG n, BLASLONG k, FLOAT alpha_r,
#ifdef COMPLEX
	  FLOAT alpha_i,
#endif
	  FLOAT *a, FLOAT *b, FLOAT *c, BLASLONG ldc
#ifdef TRMMKERNEL
	  , BLASLONG offset
#endif
	  )
{
#ifndef COMPLEX
	const FLOAT alpha_i = 0;
#endif
#if defined(TRMMKERNEL) && !defined(LEFT)
	BLASLONG off = -offset;
#endif
	BLASLONG columns, rows;
	for (BLASLONG j = 0; j < n; j += columns) {
		columns = side(COLUMNS, n - j);
#if defined(TRMMKERNEL) && defined(LEFT)
		BLASLONG off = offset;
#endif
		const FLOAT *panel = a;
		for (BLASLONG i = 0; i < m; i += rows) {
			rows = side(ROWS, m - i);
			/* Of a triangular matrix, the products with its zeros are left out. */
			BLASLONG first = 0, products = k;
#ifdef TRMMKERNEL
#if (defined(LEFT) && defined(TRANSA)) || (!defined(LEFT) && !defined(TRANSA))
#ifdef LEFT
			products = off + rows;
#else
			products = off + columns;
#endif
#else
			first = off;
			products = k - off;
#endif
#ifdef LEFT
			off += rows;
#endif
#endif
			any_tile(rows, columns, products, alpha_r, alpha_i, panel + first * rows * COMPSIZE,
				 b + first * columns * COMPSIZE, c + (i + j * ldc) * COMPSIZE, ldc);
			panel += rows * k * COMPSIZE;
		}
#if defined(TRMMKERNEL) && !defined(LEFT)
		off += columns;
#endif
		b += columns * k * COMPSIZE;
	}
	return 0;
}
