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

static bool are_same(const struct gh_signs *a, const struct gh_signs *b)
{
	return a->seen == b->seen && a->commas == b->commas && a->parts == b->parts &&
	       a->short_parts == b->short_parts && a->code == b->code && a->vowels == b->vowels &&
	       a->dash == b->dash &&
	       a->separator == b->separator && a->opened == b->opened && a->closed == b->closed &&
	       a->copyright == b->copyright && a->at == b->at && a->address == b->address;
}

/* By each kernel that this machine runs, which give the same. */
static struct gh_signs read_signs(const char *line, size_t n)
{
	struct gh_signs first = gh_signs_read(GH_KERNEL_PORTABLE, line, n), signs;
	size_t kernel;

	for (kernel = 1; kernel < GH_KERNELS; kernel++) {
		if (!gh_kernel_runs((enum gh_kernel)kernel))
			continue;
		signs = gh_signs_read((enum gh_kernel)kernel, line, n);
		assert_true(are_same(&first, &signs));
	}
	return first;
}

static unsigned count(const struct gh_signs *g)
{
	return g->commas + g->code + g->separator + g->opened + g->closed + g->copyright + g->at;
}

static void each_sign_is_counted(void **state)
{
	static const char *const signs[] = {"،", "؛", ",", "|", "::", " / ", "a@b", "{", "}", ";",
	                                    "=", "<", ">", "$", "\\", "_",   "#",   "(", ")", "«",
	                                    "»", "©", "·", "›", "‹",  "→",   "←",   "•"};
	size_t k, place, letters, n;

	(void)state;
	for (k = 0; k < sizeof signs / sizeof signs[0]; k++)
		for (letters = 2; letters < PLACES; letters++)
			for (place = 1; place < letters; place++) {
				char *line = line_with(signs[k], place, letters, &n);
				struct gh_signs g = read_signs(line, n);

				if (count(&g) == 0)
					fail_msg("%s behind %zu of %zu letters is not seen",
					         signs[k], place, letters);
				free(line);
			}
}

static void letters_alone_are_passed_over(void **state)
{
	char *line;
	size_t n;

	(void)state;
	line = line_with("كتب الولد درسه", 7, PLACES, &n);
	assert_int_equal(read_signs(line, n).seen, 0);
	free(line);
}

/* What is looked for only behind a glance. */
static void forms_are_seen(void **state)
{
	static const struct {
		const char *what;
		uint32_t seen;
	} forms[] = {{"  ", GH_SEEN_GAP},   {"\t", GH_SEEN_GAP},   {"***", GH_SEEN_GAP},
	             {" ... ", GH_SEEN_GAP}, {" … ", GH_SEEN_GAP},  {"-", GH_SEEN_DASH}};
	size_t k, place, n;

	(void)state;
	for (k = 0; k < sizeof forms / sizeof forms[0]; k++)
		for (place = 0; place <= PLACES; place++) {
			char *line = line_with(forms[k].what, place, PLACES, &n);

			if (!(read_signs(line, n).seen & forms[k].seen))
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

			assert_int_equal(read_signs(line, n).vowels, 1);
			free(line);
		}
	assert_int_equal(read_signs("قال،", strlen("قال،")).vowels, 0);
	assert_int_equal(read_signs("\x8B", 1).vowels, 0);
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

			if (!read_signs(line, n).address)
				fail_msg("%s behind %zu letters is not seen", addresses[k], place);
			free(line);
		}
	assert_false(read_signs("ht ww .co", 9).address);
}

/* The last one, also where its bytes stand in two blocks. */
static void the_last_dash_is_known(void **state)
{
	static const char *const dashes[] = {"-", "–", "- –", "–-"};
	size_t k, place, n;

	(void)state;
	for (k = 0; k < sizeof dashes / sizeof dashes[0]; k++)
		for (place = 0; place <= PLACES; place++) {
			char *line = line_with(dashes[k], place, PLACES, &n);

			assert_int_equal(read_signs(line, n).dash, 2 * place + strlen(dashes[k]));
			free(line);
		}
	assert_int_equal(read_signs("بب", 4).dash, 0);
}

static bool is_odd(unsigned char byte)
{
	return (byte != 0 && strchr("\th#$%&'()*+,-./:;<=>?@[\\]^_{|}", byte)) ||
	       (byte >= 0x8B && byte <= 0x92) || byte == 0x9B ||
	       (byte >= 0xC0 && (byte < 0xD8 || byte > 0xDB));
}

/* A line in a block that ends where it does, by each kernel that this machine runs. */
static void check_glance(const unsigned char *text, size_t n)
{
	char *line = malloc(n);
	size_t at, i, kernel;

	assert_non_null(line);
	memcpy(line, text, n);
	for (kernel = 0; kernel < GH_KERNELS; kernel++)
		for (at = 0; gh_kernel_runs((enum gh_kernel)kernel) && at < n; at += 64) {
			struct gh_glance glance = gh_glance_at((enum gh_kernel)kernel, line, n, at);

			for (i = 0; i < 64; i++) {
				unsigned char byte = at + i < n ? text[at + i] : 0;

				if ((glance.blank >> i & 1) != (byte == ' ') ||
				    (glance.odd >> i & 1) != is_odd(byte))
					fail_msg("kernel %zu: byte %02x at %zu of %zu", kernel,
					         byte, at + i, n);
			}
		}
	free(line);
}

/* Every byte at every place, among letters and among others. */
static void a_glance_tells_every_byte(void **state)
{
	unsigned char text[160], byte = 0;
	size_t place, n, i;

	(void)state;
	do {
		for (place = 0; place < 130; place += 1 + place / 64)
			for (n = place + 1; n <= sizeof text; n += 9) {
				for (i = 0; i < sizeof text; i++)
					text[i] = place & 1 ? (unsigned char)(37 * i + byte)
					          : i & 1   ? 0xA7
					                    : 0xD8;
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
		cmocka_unit_test(the_last_dash_is_known),
		cmocka_unit_test(a_glance_tells_every_byte),
		cmocka_unit_test(ends_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
