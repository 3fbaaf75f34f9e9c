/* SPDX-License-Identifier: MIT */
/* The judge's table of numbers, also with keys that were chosen to fall together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "judge/table.h"

#define KEYS ((uint64_t)1 << 17)

static void enter_and_find(const char *what, uint64_t factor)
{
	const ghirbal_allocator from = gh_allocator(NULL);
	struct gh_table table = {0};
	uint64_t i;

	print_message("%s\n", what);
	assert_true(gh_table_empty(&table, &from, KEYS));
	for (i = 1; i <= KEYS; i++) {
		uint32_t *value = gh_table_enter(&table, i * factor);

		assert_int_equal(*value, 0);
		*value = (uint32_t)i;
	}
	for (i = 1; i <= KEYS; i++)
		assert_int_equal(gh_table_find(&table, i * factor), i);
	assert_int_equal(gh_table_find(&table, (KEYS + 1) * factor), 0);
	assert_true(gh_table_empty(&table, &from, 1));
	assert_int_equal(gh_table_find(&table, factor), 0);
	gh_table_free(&table, &from);
}

/* Where the place of a key is some of its bits, one of these takes minutes. */
static void hostile_keys(void **state)
{
	unsigned bits;

	(void)state;
	for (bits = 0; bits < 46; bits += 3)
		enter_and_find("keys that differ in seventeen bits", (uint64_t)1 << bits);
	enter_and_find("keys spread by the factor of words", UINT64_C(0x9E3779B97F4A7C15));
	enter_and_find("and by its inverse", UINT64_C(0xF1DE83E19937733D));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(hostile_keys)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
