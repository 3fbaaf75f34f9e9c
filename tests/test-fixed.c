/* SPDX-License-Identifier: MIT */
/* The judge's whole numbers against the C library's floating ones. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "judge/fixed.h"

static void logs_are_logs(void **state)
{
	size_t n;

	(void)state;
	assert_int_equal(gh_log(0), 0);
	for (n = 1; n < 200000; n++) {
		/*
		 * Six bits of a number are looked at: exact below 128, then at most 1/64 too
		 * little.
		 */
		double right = log1p((double)n) * GH_ONE, most = n < 128 ? 1 : GH_ONE / 64 + 1;

		assert_true(gh_log(n) >= gh_log(n - 1));
		assert_true(gh_log(n) <= right + 1);
		assert_true(gh_log(n) >= right - most);
	}
	assert_int_equal(gh_log(SIZE_MAX), gh_log(UINT32_MAX));
	assert_true(gh_log(SIZE_MAX) > 22 * GH_ONE);
}

static void logs_have_shares(void **state)
{
	size_t n;

	(void)state;
	for (n = 0; n < 200; n++)
		assert_int_equal(gh_log_share(n), gh_share((size_t)gh_log(n), 4 * GH_ONE));
	assert_int_equal(gh_log_share(SIZE_MAX), GH_ONE);
}

static void shares_end_at_one(void **state)
{
	(void)state;
	assert_int_equal(gh_share(0, 0), 0);
	assert_int_equal(gh_share(0, 7), 0);
	assert_int_equal(gh_share(1, 2), GH_ONE / 2);
	assert_int_equal(gh_share(3, 5), 3 * GH_ONE / 5);
	assert_int_equal(gh_share(7, 7), GH_ONE);
	assert_int_equal(gh_share(9, 7), GH_ONE);
	assert_int_equal(gh_share(1, SIZE_MAX), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(logs_are_logs),
		cmocka_unit_test(logs_have_shares),
		cmocka_unit_test(shares_end_at_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
