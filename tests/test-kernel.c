/* SPDX-License-Identifier: MIT */
/*
 * Every kernel of the fold that this machine runs gives, for a whole text, the keys that gh_fold()
 * gives for each of its lines and the places of their ends, however the text is cut into steps.
 */
#include "fixture.h" /* before cmocka.h, whose macro takes the name fail */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/bare.h"
#include "text/doc.h"
#include "text/fold.h"
#include "ground/utf8.h"

#define MOST 4096 /* bytes of a text made here */

static const char *const names[GH_KERNELS] = {"portable", "sse2", "neon", "avx2", "avx512"};

struct folded {
	unsigned char *keys;
	size_t size, count;
	struct gh_fold_end *ends;
};

static struct folded make_folded(size_t size)
{
	struct folded folded = {.size = 1};

	/* Exactly the room that is promised, so that ASan sees a byte too many. */
	folded.keys = malloc(1 + GH_FOLD_ROOM(size) + GH_KEY_SLACK);
	folded.ends = calloc(size + GH_FOLD_ENDS, sizeof *folded.ends);
	assert_non_null(folded.keys);
	assert_non_null(folded.ends);
	folded.keys[0] = GH_KEY_LINE;
	return folded;
}

static void free_folded(struct folded *folded)
{
	free(folded->keys);
	free(folded->ends);
}

/* What must come out, by gh_fold() and memchr() alone. */
static struct folded expect(const char *text, size_t size)
{
	struct folded want = make_folded(size);
	size_t at = 0;

	while (at < size) {
		const char *newline = memchr(text + at, '\n', size - at);
		size_t end = newline ? (size_t)(newline - text) : size;

		want.size += gh_fold(text + at, end - at, want.keys + want.size);
		if (newline) {
			want.ends[want.count++] = (struct gh_fold_end){end, want.size};
			want.keys[want.size++] = GH_KEY_LINE;
		}
		at = end + (newline != NULL);
	}
	return want;
}

static struct folded run(gh_fold_kernel *kernel, const char *text, size_t size, size_t step)
{
	struct folded got = make_folded(size);
	struct gh_fold_tables tables;
	struct gh_folding folding = {text, size, 0, got.keys, 1, &tables};

	gh_fold_tables_fill(&tables);
	while (folding.at < size) {
		size_t stop = size - folding.at < step ? size : folding.at + step,
		       before = folding.at;
		size_t room = size + GH_FOLD_ENDS - got.count, count;

		/* Sometimes the least room there may be, so that a kernel stops for want of it. */
		count = kernel(&folding, stop, got.ends + got.count,
		               step % 2 ? GH_FOLD_ENDS : room);
		got.count += count;
		assert_true(folding.at > before);
	}
	got.size = folding.keys_size - (folding.keys[folding.keys_size - 1] == GH_KEY_BLANK);
	return got;
}

static void report(const char *name, const char *text, size_t size, size_t step)
{
	size_t i;

	print_error("%s, step %zu, %zu bytes:", name, step, size);
	for (i = 0; i < size; i++)
		print_error(" %02X", (unsigned char)text[i]);
	print_error("\n");
	fail();
}

/* The text is copied to a block of its size, so that ASan sees a kernel read beyond either end. */
static void check(const char *given, size_t size, size_t step)
{
	struct folded want = expect(given, size);
	char *text = malloc(size + (size == 0));
	size_t kernel;

	assert_non_null(text);
	if (size > 0)
		memcpy(text, given, size);
	for (kernel = 0; kernel < GH_KERNELS; kernel++) {
		gh_fold_kernel *of = gh_fold_kernel_of((enum gh_kernel)kernel);
		struct folded got;

		if (!of)
			continue;
		got = run(of, text, size, step);
		if (got.size != want.size || memcmp(got.keys, want.keys, want.size) != 0 ||
		    got.count != want.count ||
		    memcmp(got.ends, want.ends, want.count * sizeof *want.ends) != 0)
			report(names[kernel], text, size, step);
		free_folded(&got);
	}
	free_folded(&want);
	free(text);
}

/* ---- texts ---- */

static uint64_t seed;

static size_t pick(size_t below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(seed >> 33) % below;
}

static size_t put(char *text, uint32_t first, uint32_t last)
{
	return gh_utf8_put(first + (uint32_t)pick(last - first + 1), text);
}

/* One character as pages have them; odd ones come more often than there, so that blocks mix. */
static size_t put_character(char *text, size_t odd)
{
	static const char *const pieces[] = {
		" ",
		" ",
		" ",
		"  ",
		":",
		" : ",
		"\n",
		"\r\n",
		" \n ",
		"\xC2\xA0",
		"،",
		"؟",
		"«",
		"»",
		"“",
		"…",
		"\u200C",
		"\u200D",
		"\u200F",
		"\u2066",
		"\uFEFF",
		"ـ",
		"َ",
		"ّ",
		"\u0653",
		"\u0654",
		"\u0655",
		"آ",
		"أ",
		"ﷲ",
		"ﻻ",
		"ﷺ",
		"é",
		"e\u0301",
		"٣",
		"۷",
		"پ",
		"ۀ",
		"😀",
		"、",
		"\xE2\x80",
		"\xD8",
		"\xFF",
		"\x80",
		"\xC2",
		"\xE2",
		"\xF0\x9F",
		"\xED\xA0\x80",
		"\xC0\x80",
		"\xE2\x81\xA6",
		"\xE2\x80\xD8\xA7",
	};
	const char *piece;
	size_t size;

	if (pick(100) >= odd)
		return pick(6) ? put(text, 0x620, 0x64A) : put(text, ' ', '~');
	if (pick(8) == 0)
		return put(text, 0x600, 0x6FF);
	if (pick(12) == 0)
		return put(text, 0xFB50, 0xFEFC);
	piece = pieces[pick(sizeof pieces / sizeof *pieces)];
	size = strlen(piece);
	memcpy(text, piece, size);
	return size;
}

static size_t make_text(char *text, size_t most, size_t odd)
{
	size_t size = 0;

	while (size + 16 < most)
		size += put_character(text + size, odd);
	return size;
}

/* ---- tests ---- */

static void test_machine(void **state)
{
	size_t kernel;

	(void)state;
	for (kernel = 0; kernel < GH_KERNELS; kernel++)
		print_message("kernel %s: %s\n", names[kernel],
		              gh_fold_kernel_of((enum gh_kernel)kernel) ? "tested"
		                                                        : "not for this machine");
	assert_non_null(gh_fold_kernel_of(GH_KERNEL_PORTABLE));
	assert_non_null(gh_fold_fastest());
}

static void check_fixture(const char *name, const struct text *page)
{
	size_t steps[] = {SIZE_MAX, 63, 64, 65, 1000}, i;

	(void)name;
	for (i = 0; i < sizeof steps / sizeof *steps; i++)
		check(page->data, page->size, steps[i]);
}

static void test_fixtures(void **state)
{
	(void)state;
	assert_true(for_each_fixture(check_fixture) > 0);
}

static void test_made_texts(void **state)
{
	static const size_t odd[] = {0, 2, 10, 40, 100};
	char text[MOST];
	size_t i, round;

	(void)state;
	for (i = 0; i < sizeof odd / sizeof *odd; i++)
		for (round = 0; round < 400; round++)
			check(text, make_text(text, 64 + pick(sizeof text - 64), odd[i]),
			      1 + pick(700));
}

/* What is bare of a text is what is bare of its characters, however many are looked at together. */
static void check_bare(const char *given, size_t size)
{
	char want[GH_BARE_ROOM(MOST) + 32], got[GH_BARE_ROOM(MOST)],
		*text = malloc(size + (size == 0));
	size_t at = 0, bare = 0, more;

	assert_non_null(text);
	memcpy(text, given, size);
	while (at < size) {
		at += gh_fold_bare_next(text + at, size - at, want + bare, &more);
		bare += more;
	}
	assert_int_equal(gh_fold_bare(text, size, got), bare);
	assert_memory_equal(got, want, bare);
	free(text);
}

static void test_bare(void **state)
{
	static const size_t odd[] = {0, 1, 2, 10, 100};
	char text[300];
	size_t i, k, round;

	(void)state;
	for (i = 0; i < sizeof odd / sizeof *odd; i++)
		for (round = 0; round < 2000; round++)
			check_bare(text, make_text(text, 20 + pick(sizeof text - 20), odd[i]));
	for (i = 0x600; i < 0x700; i++)
		for (k = 0; k < 40; k++) {
			size_t size = make_text(text, 20 + k, 0);

			size += gh_utf8_put((uint32_t)i, text + size);
			size += make_text(text + size, 60, 0);
			check_bare(text, size);
		}
}

static void test_random_bytes(void **state)
{
	char text[600];
	size_t i, round;

	(void)state;
	for (round = 0; round < 4000; round++) {
		for (i = 0; i < sizeof text; i++)
			text[i] = (char)pick(256);
		check(text, pick(sizeof text), 1 + pick(300));
	}
}

/* Whatever a page may hold, at every place of a block and on both sides of its border. */
static void test_block_borders(void **state)
{
	static const char *const cases[] = {
		" ",
		"   ",
		":",
		" :",
		": ",
		" : : ",
		"\n",
		" \n",
		"\n ",
		" \n \n ",
		": \n",
		"\n:",
		" َ َ ",
		". َ :",
		"ا",
		"\xD8",
		"\xD8\xA7\xA7",
		"“",
		"\xE2\x80",
		"\xE2",
		"\xE2\x81\xA6",
		"\xE2\x80\xD8\xA7",
		"«",
		"\xC2",
		"ڤ",
		"ۀ",
		"ﻻ",
		"😀",
		"\xF0\x9F",
		"\xFF",
		"\x80",
		"\r\n",
		"::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::::",
		"                                                                    ",
		"  :                                                                  :  x",
		"َََََََََََََََََََََََََََََََََََََ",
		("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
		 "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"),
	};
	char text[512];
	size_t i, fillers, before;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		for (before = 0; before < 200; before++)
			for (fillers = 0; fillers < 3; fillers++) {
				size_t length = strlen(cases[i]), at;

				for (at = 0; at < sizeof text; at++)
					text[at] = fillers == 0   ? 'x'
					           : fillers == 1 ? ' '
					           : at % 2       ? '\xA8'
					                          : '\xD8';
				memcpy(text + before, cases[i], length);
				check(text, sizeof text, SIZE_MAX);
			}
}

static void test_every_cut(void **state)
{
	char text[400];
	size_t size, cut, round;

	(void)state;
	for (round = 0; round < 10; round++) {
		size = make_text(text, sizeof text, 20);
		for (cut = 1; cut <= size; cut++) {
			check(text, cut, SIZE_MAX);
			check(text, size, cut);
		}
	}
}

/*
 * The document's table over the kernel: blank lines are gaps, a part ends at its lines, keys are
 * gh_fold()'s.
 */
static void check_doc(const char *text, size_t size, size_t *number)
{
	ghirbal_allocator from = gh_allocator(NULL);
	unsigned char key[GH_FOLD_ROOM(MOST)];
	struct gh_doc doc;
	size_t i;

	gh_doc_init(&doc, &from);
	assert_true(gh_doc_read(&doc, text, size, number, true));
	for (i = 0; i < doc.count; i++) {
		const struct gh_line *line = &doc.lines[i];

		assert_true(line->length <= MOST);
		assert_int_equal(line->key_length, gh_fold(line->text, line->length, key));
		assert_memory_equal(gh_line_key(&doc, line), key, line->key_length);
		assert_ptr_equal(line->text, text + line->start);
		assert_int_equal(line->end < size ? text[line->end - 1] : '\n', '\n');
	}
	gh_doc_free(&doc);
}

static void test_document(void **state)
{
	static const char page[] =
		" عنوان:  \r\n\r\n\xC2\xA0\n. . .\nالنص هنا\n \t\n\nآخر بلا سطر . ";
	ghirbal_allocator from = gh_allocator(NULL);
	struct gh_doc doc;
	size_t number = 1;

	(void)state;
	gh_doc_init(&doc, &from);
	assert_true(gh_doc_read(&doc, page, sizeof page - 1, &number, true));
	assert_int_equal(doc.count, 4);
	assert_int_equal(doc.lines[0].length, strlen(" عنوان:  "));
	assert_int_equal(doc.lines[0].key_length, 6);
	assert_int_equal(doc.lines[1].number, 4);
	assert_int_equal(doc.lines[1].key_length, 0);
	assert_int_equal(doc.lines[3].number, 8);
	assert_int_equal(doc.lines[3].end, sizeof page - 1);
	assert_int_equal(number, 9);
	assert_int_equal(doc.size, sizeof page - 1);
	gh_doc_free(&doc);
	check_doc(page, sizeof page - 1, &number);
}

static void test_parts(void **state)
{
	size_t lines = GH_DOC_LINES + 10, size = 0, number = 1, i;
	ghirbal_allocator from = gh_allocator(NULL);
	char *text = malloc(lines * 3);
	struct gh_doc doc;

	(void)state;
	assert_non_null(text);
	for (i = 0; i < lines; i++) {
		memcpy(text + size, i % 2 ? "x\n" : "x\n\n", i % 2 ? 2 : 3);
		size += i % 2 ? 2 : 3;
	}
	gh_doc_init(&doc, &from);
	assert_true(gh_doc_read(&doc, text, size, &number, true));
	assert_int_equal(doc.count, GH_DOC_LINES);
	assert_int_equal(doc.size, GH_DOC_LINES / 2 * 5);
	assert_int_equal(number, GH_DOC_LINES / 2 * 3 + 1);
	assert_true(gh_doc_read(&doc, text + doc.size, size - doc.size, &number, false));
	assert_int_equal(doc.count, 10);
	assert_int_equal(doc.lines[0].number, GH_DOC_LINES / 2 * 3 + 1);
	gh_doc_free(&doc);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_machine),      cmocka_unit_test(test_fixtures),
		cmocka_unit_test(test_made_texts),   cmocka_unit_test(test_bare),
		cmocka_unit_test(test_random_bytes), cmocka_unit_test(test_block_borders),
		cmocka_unit_test(test_every_cut),    cmocka_unit_test(test_document),
		cmocka_unit_test(test_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
