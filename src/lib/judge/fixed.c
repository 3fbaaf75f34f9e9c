/* SPDX-License-Identifier: MIT */
#include "judge/fixed.h"

/*
 * A number is a power of two times a mantissa from 1 to 2, of which six bits are looked at: exact
 * below 128, and less than a sixty-fourth too little above.
 */

/* 65,536 ln(1 + i / 64), rounded. */
static const uint16_t mantissas[64] = {
	0, 1016, 2017, 3002, 3973, 4930, 5873, 6802,
	7719, 8623, 9515, 10394, 11262, 12119, 12965, 13800,
	14624, 15438, 16242, 17037, 17821, 18597, 19364, 20121,
	20870, 21611, 22343, 23067, 23783, 24492, 25193, 25886,
	26573, 27252, 27924, 28589, 29248, 29900, 30546, 31185,
	31818, 32445, 33067, 33682, 34292, 34896, 35494, 36087,
	36675, 37258, 37835, 38407, 38975, 39537, 40095, 40648,
	41196, 41740, 42280, 42815, 43345, 43872, 44394, 44912,
};

#define LN2 45426 /* 65,536 ln 2 */

int16_t gh_log(size_t n)
{
	uint64_t x = n < UINT32_MAX ? (uint64_t)n + 1 : UINT32_MAX;
	int exponent = 63 - __builtin_clzll(x);
	size_t mantissa = (size_t)(exponent < 6 ? x << (6 - exponent) : x >> (exponent - 6)) & 63;

	return (int16_t)((exponent * LN2 + mantissas[mantissa] + 32) / 64);
}

const int16_t gh_logs[GH_LOGS] = {
	0, 177, 281, 355, 412, 458, 498, 532, 562,
	589, 613, 636, 656, 675, 693, 709, 725, 740,
	753, 767, 779, 791, 802, 813, 824, 834, 843,
	853, 862, 870, 879, 887, 895, 902, 910, 917,
	924, 931, 937, 944, 950, 956, 962, 968, 974,
	980, 985, 991, 996, 1001, 1006, 1011, 1016, 1021,
};
