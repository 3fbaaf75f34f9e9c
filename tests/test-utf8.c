/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "ground/utf8.h"

/*
 * Table 3-7 of Unicode 15, written down once more and otherwise: well-formed sequences as ranges.
 */
static const struct {
	size_t length;
	unsigned char low[4], high[4];
} well_formed[] = {
	{1, {0x00}, {0x7F}},
	{2, {0xC2, 0x80}, {0xDF, 0xBF}},
	{3, {0xE0, 0xA0, 0x80}, {0xE0, 0xBF, 0xBF}},
	{3, {0xE1, 0x80, 0x80}, {0xEC, 0xBF, 0xBF}},
	{3, {0xED, 0x80, 0x80}, {0xED, 0x9F, 0xBF}},
	{3, {0xEE, 0x80, 0x80}, {0xEF, 0xBF, 0xBF}},
	{4, {0xF0, 0x90, 0x80, 0x80}, {0xF0, 0xBF, 0xBF, 0xBF}},
	{4, {0xF1, 0x80, 0x80, 0x80}, {0xF3, 0xBF, 0xBF, 0xBF}},
	{4, {0xF4, 0x80, 0x80, 0x80}, {0xF4, 0x8F, 0xBF, 0xBF}},
};

/* The longest beginning of a well-formed sequence at s; *whole says whether it is all of one. */
static size_t longest(const unsigned char *s, size_t n, bool *whole)
{
	size_t row, best = 0;

	*whole = false;
	for (row = 0; row < sizeof well_formed / sizeof *well_formed; row++) {
		size_t i = 0;

		while (i < well_formed[row].length && i < n && s[i] >= well_formed[row].low[i] &&
		       s[i] <= well_formed[row].high[i])
			i++;
		if (i == well_formed[row].length)
			*whole = true;
		if (i > best)
			best = i;
	}
	return best ? best : 1; /* a byte that begins nothing is a subpart of its own */
}

static void assert_next(const unsigned char *s, size_t n)
{
	uint32_t cp;
	bool whole;
	size_t want = longest(s, n, &whole);
	size_t step = gh_utf8_next((const char *)s, n, &cp);

	if (step != want || (cp != GH_UTF8_BAD) != whole)
		fail_msg("%02X %02X %02X %02X of %zu: length %zu, not %zu", s[0], s[1], s[2], s[3],
		         n, step, want);
}

/* Every value of the first three bytes with fourth bytes at the edges, at every length. */
static void test_every_sequence(void **state)
{
	static const unsigned char edges[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0xBF, 0xC0, 0xFF};
	unsigned a, b, c;
	size_t d, n;

	(void)state;
	for (a = 0; a < 256; a++)
		for (b = 0; b < 256; b++)
			for (c = 0; c < sizeof edges; c++)
				for (d = 0; d < sizeof edges; d++) {
					const unsigned char s[4] = {(unsigned char)a,
					                            (unsigned char)b, edges[c],
					                            edges[d]};

					for (n = 1; n <= 4; n++)
						assert_next(s, n);
				}
}

static void test_every_code_point(void **state)
{
	uint32_t cp, back;

	(void)state;
	for (cp = 0; cp < 0x110000; cp++) {
		char bytes[4];
		size_t length;

		if (cp == 0xD800)
			cp = 0xE000; /* surrogates have no UTF-8 */
		length = gh_utf8_put(cp, bytes);
		assert_int_equal(gh_utf8_next(bytes, length, &back), length);
		assert_int_equal(back, cp);
		assert_int_equal(gh_utf8_valid(bytes, length), length);
	}
}

/* Unicode 15, table 3-8: the examples of one replacement for each maximal subpart. */
static void test_maximal_subparts(void **state)
{
	static const struct {
		const char *bytes;
		size_t replacements;
	} rows[] = {
		{"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", 6},
		{"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", 8},
		{"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", 8},
		{"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", 7},
		{"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", 4},
	};
	size_t row;

	(void)state;
	for (row = 0; row < sizeof rows / sizeof *rows; row++) {
		size_t at = 0, n = strlen(rows[row].bytes), bad = 0;

		while (at < n) {
			uint32_t cp;

			at += gh_utf8_next(rows[row].bytes + at, n - at, &cp);
			bad += cp == GH_UTF8_BAD;
		}
		assert_int_equal(at, n);
		assert_int_equal(bad, rows[row].replacements);
	}
}

/* valid() stops where next() first finds fault, at every place in its blocks of eight. */
static void test_valid_finds_the_first_fault(void **state)
{
	static const char *const faults[] = {"\x80",         "\xFF",  "\xC0\xAF",
	                                     "\xED\xA0\x80", "\xD8 ", "\xF4\x90\x80\x80"};
	size_t before, i;

	(void)state;
	for (before = 0; before < 40; before++)
		for (i = 0; i < sizeof faults / sizeof *faults; i++) {
			char text[80];

			memset(text, 'a', sizeof text);
			memcpy(text + before, faults[i], strlen(faults[i]));
			assert_int_equal(gh_utf8_valid(text, sizeof text), before);
		}
}

/* Held back and joined again, a text decodes at every cut as it does whole. */
static void test_unfinished_at_every_cut(void **state)
{
	static const char text[] =
		"ab س\xD8 \xF0\x9F\x98\x80 \xE2\x82\xAC \xF0\x9F\x98 \xE2\x82 \xED\xA0 \xF4\x90 ى";
	size_t n = sizeof text - 1, cut, at;

	(void)state;
	for (cut = 0; cut <= n; cut++) {
		size_t held = gh_utf8_unfinished(text, cut);
		uint32_t cp;

		assert_true(held <= 3 && held <= cut);
		/* The characters of the whole text must have a border where the reader stops. */
		for (at = 0; at < cut - held;)
			at += gh_utf8_next(text + at, n - at, &cp);
		assert_int_equal(at, cut - held);
		/* And nothing is held that no further byte could finish. */
		if (held > 0) {
			size_t step = gh_utf8_next(text + cut - held, held, &cp);

			assert_int_equal(cp, GH_UTF8_BAD);
			assert_int_equal(step, held);
		}
	}
}

/* A beginning is as long as it may be, and never parts a character. */
static void test_cut_between_characters(void **state)
{
	static const char text[] = "aس€😀b";
	size_t n = sizeof text - 1, most, at, step;

	(void)state;
	for (most = 0; most <= n + 1; most++) {
		for (at = 0; at < n && (step = gh_utf8_length(text + at, n - at)) <= most - at;
		     at += step)
			assert_true(step > 0);
		assert_int_equal(gh_utf8_cut(text, n, most), at);
	}
	assert_int_equal(gh_utf8_length(text + 1, 1), 0);
	assert_int_equal(gh_utf8_length(text, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_sequence),
		cmocka_unit_test(test_every_code_point),
		cmocka_unit_test(test_maximal_subparts),
		cmocka_unit_test(test_valid_finds_the_first_fault),
		cmocka_unit_test(test_unfinished_at_every_cut),
		cmocka_unit_test(test_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
