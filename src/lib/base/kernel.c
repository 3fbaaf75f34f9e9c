/* SPDX-License-Identifier: MIT */
#include "base/kernel.h"

bool gh_kernel_runs(enum gh_kernel kernel)
{
	switch (kernel) {
	case GH_KERNEL_PORTABLE:
		return true;
#ifdef GH_HAVE_X86
	case GH_KERNEL_SSE2: /* every x86-64 has it, as every AArch64 has NEON */
		return true;
	case GH_KERNEL_AVX2:
		return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
	case GH_KERNEL_AVX512:
		return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") &&
		       __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi2");
#endif
#ifdef GH_HAVE_NEON
	case GH_KERNEL_NEON:
		return true;
#endif
	default:
		return false;
	}
}
