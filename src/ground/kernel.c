/* SPDX-License-Identifier: MIT */
#include "ground/kernel.h"

/*
 * What the C library has found out about the machine at its start, if it tells: to ask the machine
 * again takes longer than all else at our start where it is a virtual one, since each CPUID stops
 * it.
 */
#ifdef GH_HAVE_X86
#include <immintrin.h>
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#define HAS(name, builtin) CPU_FEATURE_ACTIVE(name)
#else
#define HAS(name, builtin) __builtin_cpu_supports(builtin)
#endif
#endif

bool gh_kernel_runs(enum gh_kernel kernel)
{
	switch (kernel) {
	case GH_KERNEL_PORTABLE:
		return true;
#ifdef GH_HAVE_SSE2
	case GH_KERNEL_SSE2:
		return true;
#endif
#ifdef GH_HAVE_X86
	case GH_KERNEL_AVX2:
		return HAS(AVX2, "avx2") && HAS(BMI2, "bmi2");
	case GH_KERNEL_AVX512:
		return HAS(AVX512BW, "avx512bw") && HAS(AVX512_VBMI, "avx512vbmi") &&
		       HAS(AVX512_VBMI2, "avx512vbmi2") && HAS(BMI2, "bmi2");
#endif
#ifdef GH_HAVE_NEON
	case GH_KERNEL_NEON:
		return true;
#endif
	default:
		return false;
	}
}

bool gh_kernel_gathers(void)
{
#ifdef GH_HAVE_X86
	/* SSE4a is AMD's, and VAES came with Zen 3. */
	return !HAS(SSE4A, "sse4a") || HAS(VAES, "vaes");
#else
	return false;
#endif
}

#ifdef GH_HAVE_X86

__attribute__((target("avx"))) static void clear_uppers(void)
{
	_mm256_zeroupper();
}

void gh_kernel_clear_uppers(void)
{
	if (HAS(AVX, "avx"))
		clear_uppers();
}

#else

void gh_kernel_clear_uppers(void)
{
}

#endif
