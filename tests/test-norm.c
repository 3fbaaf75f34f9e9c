/* SPDX-License-Identifier: MIT */
/* The normaliser by cases: what peers disagree on, each switch, the language of --normalize. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "norm.h"
#include "switches.h"

#define ROOM 8192

/* One input under one list of switches, and what must come out. */
struct expected {
	const char *list, *in, *out;
};

static ghirbal_normal parsed(const char *list)
{
	ghirbal_normal normal;

	assert_int_equal(ghirbal_normal_parse(&normal, list, NULL), GHIRBAL_OK);
	return normal;
}

static void expect(const struct expected *row, const char *in, size_t n, const char *out, size_t m)
{
	ghirbal_normal normal = parsed(row->list);
	char got[ROOM];
	size_t size;

	assert_int_equal(ghirbal_normalize(&normal, in, n, got, sizeof got, &size, NULL), GHIRBAL_OK);
	if (size != m || memcmp(got, out, m) != 0)
		fail_msg("%s: \"%s\" gives \"%.*s\", not \"%s\"", row->list, in, (int)size, got, out);
}

/* Each case alone and inside a line between words that have work of their own. */
static void hold(const struct expected *rows, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		char in[ROOM], out[ROOM];

		expect(&rows[i], rows[i].in, strlen(rows[i].in), rows[i].out, strlen(rows[i].out));
		snprintf(in, sizeof in, "abc %s 12\nx %s\n", rows[i].in, rows[i].in);
		snprintf(out, sizeof out, "abc %s 12\nx %s\n", rows[i].out, rows[i].out);
		expect(&rows[i], in, strlen(in), out, strlen(out));
	}
}

#define HOLD(rows) hold(rows, sizeof(rows) / sizeof *(rows))

/* normalisation.md section 4 */
static void test_disputed(void **state)
{
	static const struct expected rows[] = {
		{"standard", "ا\u0654حمد", "أحمد"},
		{"standard", "هٰذا", "هذا"},
		{"standard", "ٱلرَّحْمَـٰنِ", "ٱلرحمن"},
		{"standard", "1445هـ", "1445هـ"},
		{"standard", "1445 هـ.", "1445 هـ."},
		{"standard", "الـGPS", "الـGPS"},
		{"standard", "الـ«حوار»", "الـ«حوار»"},
		{"standard", "الـــسلام", "السلام"},
		{"standard", "أ ـ النص", "أ ـ النص"},
		{"standard", "إعـلان", "إعلان"},
		{"standard", "ﻣﺮﺣﺒﺎ", "مرحبا"},
		{"standard", "ك\uFE76تب", "كتب"},
		{"light", "ك\uFE76تب", "كَتب"},
		{"standard", "١٢٣٫٤٥٦٬٧", "١٢٣٫٤٥٦٬٧"},
		{"standard", "في_المنزل", "في_المنزل"},
		{"standard", "❤️ 👨‍👩‍👧", "❤️ 👨‍👩‍👧"},
	};

	(void)state;
	HOLD(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_disputed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
