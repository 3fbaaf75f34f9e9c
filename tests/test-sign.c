/* SPDX-License-Identifier: MIT */
/* Signs of a line at every place: what a glance passes over must not be there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "judge/sign.h"
#include "text/glance.h"

#define PLACES 40

/* A line of so many letters with what stands at place; the block ends where the line does. */
static char *line_with(const char *what, size_t place, size_t letters, size_t *length)
{
	char *line, *end;
	size_t i;

	*length = 2 * letters + strlen(what);
	line = end = malloc(*length);
	assert_non_null(line);
	for (i = 0; i <= letters; i++) {
		if (i == place) {
			memcpy(end, what, strlen(what));
			end += strlen(what);
		}
		if (i < letters) {
			memcpy(end, "ب", 2);
			end += 2;
		}
	}
	return line;
}

static unsigned count(const struct gh_signs *g)
{
	return g->commas + g->code + g->separator + g->opened + g->closed + g->copyright + g->at;
}

static void each_sign_is_counted(void **state)
{
	static const char *const signs[] = {"،", "؛", ",", "|", "::", " / ", "a@b", "{", "}", ";", "=",
	                                    "<", ">", "$", "\\", "_", "#", "(", ")", "«", "»", "©",
	                                    "·", "›", "‹", "→", "←", "•"};
	size_t k, place, letters, n;

	(void)state;
	for (k = 0; k < sizeof signs / sizeof signs[0]; k++)
		for (letters = 2; letters < PLACES; letters++)
			for (place = 1; place < letters; place++) {
				char *line = line_with(signs[k], place, letters, &n);
				struct gh_signs g = gh_signs_read(line, n);

				if (count(&g) == 0)
					fail_msg("%s behind %zu of %zu letters is not seen", signs[k],
					         place, letters);
				free(line);
			}
}

static void letters_alone_are_passed_over(void **state)
{
	char *line;
	size_t n;

	(void)state;
	line = line_with("كتب الولد درسه", 7, PLACES, &n);
	assert_int_equal(gh_signs_read(line, n).seen, 0);
	free(line);
}

/* What is looked for only behind a glance. */
static void forms_are_seen(void **state)
{
	static const struct {
		const char *what;
		uint32_t seen;
	} forms[] = {{"  ", GH_SEEN_GAP},   {"\t", GH_SEEN_GAP},   {"***", GH_SEEN_GAP},
	             {" ... ", GH_SEEN_GAP}, {" … ", GH_SEEN_GAP},  {"-", GH_SEEN_DASH},
	             {"–", GH_SEEN_EN_DASH}};
	size_t k, place, n;

	(void)state;
	for (k = 0; k < sizeof forms / sizeof forms[0]; k++)
		for (place = 0; place <= PLACES; place++) {
			char *line = line_with(forms[k].what, place, PLACES, &n);

			if (!(gh_signs_read(line, n).seen & forms[k].seen))
				fail_msg("form %zu behind %zu letters is not seen", k, place);
			free(line);
		}
}

static void vowels_are_counted(void **state)
{
	static const char *const vowels[] = {"\u064B", "\u064E", "\u0652"};
	size_t k, place, n;

	(void)state;
	for (k = 0; k < sizeof vowels / sizeof vowels[0]; k++)
		for (place = 0; place <= PLACES; place++) {
			char *line = line_with(vowels[k], place, PLACES, &n);

			assert_int_equal(gh_signs_read(line, n).vowels, 1);
			free(line);
		}
	assert_int_equal(gh_signs_read("قال،", strlen("قال،")).vowels, 0);
	assert_int_equal(gh_signs_read("\x8B", 1).vowels, 0);
}

/* Also where its letters stand in two blocks. */
static void addresses_are_seen(void **state)
{
	static const char *const addresses[] = {"http", "www.", ".com", ".net", ".org", ".info"};
	size_t k, place, n;

	(void)state;
	for (k = 0; k < sizeof addresses / sizeof addresses[0]; k++)
		for (place = 0; place <= PLACES; place++) {
			char *line = line_with(addresses[k], place, PLACES, &n);

			if (!gh_signs_read(line, n).address)
				fail_msg("%s behind %zu letters is not seen", addresses[k], place);
			free(line);
		}
	assert_false(gh_signs_read("ht ww .co", 9).address);
}

static bool is_in(unsigned char byte, const char *set)
{
	return byte != 0 && strchr(set, byte);
}

static void check_glance(const unsigned char *text, size_t n)
{
	struct gh_glance glance = gh_glance_at((const char *)text, n);
	size_t i;

	for (i = 0; i < 64; i++) {
		unsigned char byte = i < n ? text[i] : 0;
		struct {
			uint64_t mask;
			bool is;
		} told[] = {{glance.blank, byte == ' '},
		            {glance.sign, is_in(byte, ",|/:@{};=<>$\\_#()[]^?")},
		            {glance.comma, byte == 0x8C || byte == 0x9B},
		            {glance.lead, byte >= 0xC0 && (byte < 0xD8 || byte > 0xDB)},
		            {glance.dash, byte == '-'},
		            {glance.gap, is_in(byte, "\t*")},
		            {glance.stop, byte == '.'},
		            {glance.latin, byte == 'h' || byte == 'w'},
		            {glance.vowel, byte >= 0x8B && byte <= 0x92}};
		size_t k;

		for (k = 0; k < sizeof told / sizeof told[0]; k++)
			if ((told[k].mask >> i & 1) != told[k].is)
				fail_msg("byte %02x at %zu of %zu: kind %zu", byte, i, n, k);
	}
}

/* Every byte at every place, among letters and among others. */
static void a_glance_tells_every_byte(void **state)
{
	unsigned char text[80], byte = 0;
	size_t place, n, i;

	(void)state;
	do {
		for (place = 0; place < 64; place++)
			for (n = place + 1; n <= 64; n += 9) {
				for (i = 0; i < sizeof text; i++)
					text[i] = place & 1 ? (unsigned char)(37 * i + byte) : i & 1 ? 0xA7 : 0xD8;
				text[place] = byte;
				check_glance(text, n);
			}
	} while (++byte != 0);
}

static void ends_are_told(void **state)
{
	(void)state;
	assert_int_equal(gh_end_marks("جاء الولد.", strlen("جاء الولد.")), GH_STOP);
	assert_int_equal(gh_end_marks("جاء الولد. »", strlen("جاء الولد. »")), GH_STOP);
	assert_int_equal(gh_end_marks("لڑکا آیا۔", strlen("لڑکا آیا۔")), GH_STOP);
	assert_int_equal(gh_end_marks("من جاء؟", strlen("من جاء؟")), GH_ASKS);
	assert_int_equal(gh_end_marks("جاء…", strlen("جاء…")), GH_TRUNCATED);
	assert_int_equal(gh_end_marks("جاء..", strlen("جاء..")), GH_TRUNCATED);
	assert_int_equal(gh_end_marks("الاسم *", strlen("الاسم *")), GH_STARRED);
	assert_int_equal(gh_end_marks("قال:", strlen("قال:")), GH_COLON);
	assert_int_equal(gh_end_marks("جاء الولد", strlen("جاء الولد")), 0);
	assert_int_equal(gh_end_marks("", 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sign_is_counted),
		cmocka_unit_test(letters_alone_are_passed_over),
		cmocka_unit_test(forms_are_seen),
		cmocka_unit_test(vowels_are_counted),
		cmocka_unit_test(addresses_are_seen),
		cmocka_unit_test(a_glance_tells_every_byte),
		cmocka_unit_test(ends_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
