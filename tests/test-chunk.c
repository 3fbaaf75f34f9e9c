/* SPDX-License-Identifier: MIT */
/*
 * Promise 1: output and removals depend on the bytes and the document ends, never on the cuts.
 * A line too long to hold, which is passed on in pieces, comes out as if normalised whole.
 * Promise 6, a part of it: a document comes out the same after any other document.
 */
#include "fixture.h"

#include <stdlib.h>
#include <sys/types.h>

static ghirbal_rules *rules;

/* xorshift, seeded: the cuts of a failing run can be had again. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Feeds page in pieces of size bytes; 0 feeds nothing before each byte, SIZE_MAX cuts at random. */
static void feed_pieces(ghirbal_stream *stream, struct outcome *outcome, const struct text *page,
                        size_t size)
{
	uint64_t random = UINT64_C(0x9E3779B97F4A7C15);
	size_t at = 0;

	while (at < page->size && !outcome->status) {
		size_t take = size == SIZE_MAX ? next_random(&random) % 97 : size;

		if (size == 0) {
			outcome->status = ghirbal_feed(stream, NULL, 0);
			take = 1;
		}
		if (take > page->size - at)
			take = page->size - at;
		/*
		 * A piece is copied to a place of its own size, so that ASan sees a read past its
		 * end.
		 */
		if (!outcome->status) {
			struct text piece = {0};

			text_add(&piece, page->data + at, take);
			outcome->status = ghirbal_feed(stream, piece.data, take);
			text_free(&piece);
		}
		at += take;
	}
}

static void clean_in_pieces(const ghirbal_settings *settings, const struct text *page, size_t size)
{
	struct outcome *outcome = settings->context;
	ghirbal_stream *stream;

	outcome->status = ghirbal_stream_new(&stream, rules, settings, NULL);
	if (outcome->status)
		return;
	feed_pieces(stream, outcome, page, size);
	if (!outcome->status)
		outcome->status = ghirbal_end(stream);
	ghirbal_stream_free(stream);
}

static void check_cuts(const char *name, const struct text *page, const char *normalize,
                       size_t max_document, bool only_normalize)
{
	static const size_t sizes[] = {0, 1, 2, 3, 4, 5, 6, 7, 4096, SIZE_MAX};
	struct outcome whole, cut;
	ghirbal_settings settings = settings_into(&whole, normalize);
	size_t i;

	settings.max_document = max_document;
	settings.only_normalize = only_normalize;
	clean_page(rules, &settings, page);
	if (whole.status)
		fail(name, "fed whole: %s", ghirbal_status_text(whole.status));
	for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		ghirbal_settings again = settings_into(&cut, normalize);

		again.max_document = max_document;
		again.only_normalize = only_normalize;
		clean_in_pieces(&again, page, sizes[i]);
		if (!outcome_equal(&whole, &cut))
			fail(name,
			     "--normalize=%s, max_document %zu%s: pieces of %zd bytes come out "
			     "otherwise",
			     normalize, max_document, only_normalize ? ", only normalised" : "",
			     (ssize_t)sizes[i]);
		outcome_free(&cut);
	}
	outcome_free(&whole);
}

/* The page, another, and the page again in one stream: each as it is alone. */
static void check_neighbours(const char *name, const struct text *page)
{
	static char other[] = "شارك المقال\nنص آخر لا صلة له بما قبله ولا بما بعده.\n";
	const struct text second = {.data = other, .size = sizeof other - 1};
	const struct text *const documents[] = {page, &second, page};
	struct outcome alone, many;
	ghirbal_settings settings = settings_into(&alone, "standard");
	ghirbal_stream *stream;
	size_t i;

	for (i = 0; i < 3; i++)
		clean_page(rules, &settings, documents[i]);
	settings = settings_into(&many, "standard");
	many.status = ghirbal_stream_new(&stream, rules, &settings, NULL);
	for (i = 0; i < 3 && !many.status; i++) {
		many.status = ghirbal_feed(stream, documents[i]->data, documents[i]->size);
		if (!many.status)
			many.status = ghirbal_end(stream);
	}
	if (!outcome_equal(&alone, &many))
		fail(name, "comes out otherwise after another document");
	ghirbal_stream_free(stream);
	outcome_free(&alone);
	outcome_free(&many);
}

static void check_page(const char *name, const struct text *page)
{
	/* 0 is the default of 16 MiB; the others judge a page in parts, the last cuts lines too. */
	static const size_t limits[] = {0, 4000, 100};
	size_t i;

	for (i = 0; i < sizeof limits / sizeof *limits; i++) {
		check_cuts(name, page, "none", limits[i], false);
		check_cuts(name, page, "standard", limits[i], false);
		check_cuts(name, page, "standard", limits[i], true);
	}
	check_neighbours(name, page);
}

/* ---- lines too long to hold ---- */

/* What the normaliser makes of text in one piece. */
static struct text normalized(const char *normalize, const struct text *text)
{
	struct text all = {0};
	ghirbal_normal normal;

	if (ghirbal_normal_parse(&normal, normalize, NULL))
		fail("long lines", "--normalize=%s is not understood", normalize);
	all.room = 12 * text->size + 64;
	all.data = malloc(all.room);
	if (!all.data ||
	    ghirbal_normalize(&normal, text->data, text->size, all.data, all.room, &all.size, NULL))
		fail("long lines", "--normalize=%s fails", normalize);
	return all;
}

static void check_long_line(const char *name, const struct text *line, const char *normalize,
                            size_t most)
{
	struct text want = normalized(normalize, line);
	struct outcome got;
	size_t way;

	for (way = 0; way < 2; way++) {
		ghirbal_settings settings = settings_into(&got, normalize);

		settings.max_document = most;
		settings.only_normalize = way == 1;
		clean_page(rules, &settings, line);
		if (got.status || !text_equal(&want, &got.out))
			fail(name,
			     "--normalize=%s, max_document %zu%s: a long line is not normalised as "
			     "it is whole",
			     normalize, most, way == 1 ? ", only normalised" : "");
		if (got.counts.lines != 1 || got.counts.long_lines != (way == 0))
			fail(name, "max_document %zu: %ju lines, %ju of them long, are counted",
			     most, (uintmax_t)got.counts.lines, (uintmax_t)got.counts.long_lines);
		outcome_free(&got);
	}
	text_free(&want);
}

/* The page as one line. */
static void check_page_as_line(const char *name, const struct text *page)
{
	static const char *const profiles[] = {"none", "light", "standard", "search"};
	struct text line = {0};
	size_t i;

	for (i = 0; i < page->size; i++)
		text_add(&line, page->data[i] == '\n' ? " " : page->data + i, 1);
	for (i = 0; i < sizeof profiles / sizeof *profiles && line.size > 700; i++) {
		check_long_line(name, &line, profiles[i], 300);
		check_long_line(name, &line, profiles[i], 700);
	}
	text_free(&line);
}

/*
 * Where a cut could matter, at each distance from it: blanks in rows, signs, marks, joiners, CR LF.
 */
static void check_cut_places(void)
{
	static const char tricky[] =
		"كلمة  كلمتان \xC2\xA0 ما زالَ ـ\u200F وقـــال\t\tعلى مستشفى "
		"a\u0301b \u0627\u0654حمد 1445ه\u200D \U0001F469\u200D\U0001F467 &amp; "
		"(نص) \uFEFB \u00AD  x\r y ";
	struct text line = {0};
	size_t most;

	for (most = 0; most < 5; most++)
		text_add(&line, tricky, sizeof tricky - 1);
	text_add(&line, "كلمة \r\n", sizeof "كلمة \r\n" - 1);
	for (most = 150; most < 400; most++) {
		check_long_line("tricky", &line, "standard", most);
		check_long_line("tricky", &line, "search", most);
	}
	text_free(&line);
}

/* With no blank to cut at, no character is parted. */
static void check_endless_word(void)
{
	struct text line = {0};
	struct outcome got;
	ghirbal_settings settings = settings_into(&got, "standard");
	size_t i;

	settings.max_document = 1; /* the least there is */
	text_add(&line, "a", 1);
	for (i = 0; i < 1000; i++)
		text_add(&line, i % 2 ? "ب" : "\u20AC", i % 2 ? 2 : 3);
	clean_page(rules, &settings, &line);
	if (got.status || !text_equal(&got.out, &line) || got.counts.repaired)
		fail("no blanks", "a word longer than a part does not come through");
	outcome_free(&got);
	text_free(&line);
}

/*
 * With nothing but blanks between them, wherever the second word stands, no two words are joined.
 */
static void check_endless_blank(void)
{
	struct text line = {0};
	struct outcome got;
	size_t blanks;

	text_add(&line, "a ", 2);
	for (blanks = 1; blanks < 300; blanks++) {
		ghirbal_settings settings = settings_into(&got, "standard");

		settings.max_document = 1;
		text_add(&line, "b", 1);
		clean_page(rules, &settings, &line);
		if (got.status || got.out.size < 3 || got.out.data[1] != ' ')
			fail("blanks", "words with %zu blanks between them are joined", blanks);
		outcome_free(&got);
		line.data[line.size - 1] = ' ';
	}
	text_free(&line);
}

/* A document of just max_document bytes is not a longer one. */
static void check_limit(void)
{
	struct text page = {0};
	struct outcome got;
	size_t i, past;

	for (i = 0; i < 20; i++)
		text_add(&page, "سطر من النص.\n", sizeof "سطر من النص.\n" - 1);
	for (past = 0; past < 2; past++) {
		ghirbal_settings settings = settings_into(&got, "none");

		settings.max_document = page.size - past;
		clean_page(rules, &settings, &page);
		if (got.counts.split_documents != past || got.counts.lines != 20)
			fail("limit", "%zu bytes past it: %ju parted, %ju lines", past,
			     (uintmax_t)got.counts.split_documents, (uintmax_t)got.counts.lines);
		outcome_free(&got);
	}
	text_free(&page);
}

int main(void)
{
	size_t fixtures;

	rules = default_rules();
	fixtures = for_each_fixture(check_page);
	(void)for_each_fixture(check_page_as_line);
	check_cut_places();
	check_endless_word();
	check_endless_blank();
	check_limit();
	ghirbal_rules_free(rules);
	return exit_status("test-chunk", fixtures);
}
