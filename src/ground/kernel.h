/* SPDX-License-Identifier: MIT */
/*
 * Kernels: inner loops written for the vectors of one kind of machine, and once for any machine.
 *
 * All kernels of a loop give the same, and tests/test-kernel.c holds it.  A loop asks for the
 * fastest that there is of it and that this machine runs.
 */
#ifndef GH_KERNEL_H
#define GH_KERNEL_H

#include <stdbool.h>

/* From the slowest to the fastest: 8 bytes at a time or one, 16, 16, 32 and 64. */
enum gh_kernel {
	GH_KERNEL_PORTABLE,
	GH_KERNEL_SSE2,
	GH_KERNEL_NEON,
	GH_KERNEL_AVX2,
	GH_KERNEL_AVX512,
	GH_KERNELS
};

/* Where a compiler can be told to go beyond what every machine of the kind has. */
#if defined(__x86_64__) && defined(__GNUC__)
#define GH_HAVE_X86 1
#endif

/* What every machine that is compiled for has. */
#if defined(__SSE2__) && defined(__GNUC__)
#define GH_HAVE_SSE2 1
#elif defined(__AARCH64EL__) && defined(__GNUC__)
#define GH_HAVE_NEON 1
#endif

/* Whether this machine runs it, compiled as GH_AVX2 and GH_AVX512 say. */
bool gh_kernel_runs(enum gh_kernel kernel);

/* Whether PEXT and PDEP are fast: before Zen 3 AMD ran them in microcode. */
bool gh_kernel_gathers(void);

/*
 * Has the upper halves of registers be free, where there are any.  While they are in use, and some
 * functions of C libraries leave them so (glibc's memset, for AVX-512 without BMI2), SSE2 takes
 * twice as long on AMD.
 */
void gh_kernel_clear_uppers(void);

/*
 * A function compiled into each that calls it, for the machine and with the constants of that one.
 */
#define GH_WITHIN static inline __attribute__((always_inline))

#define GH_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define GH_AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

#endif
