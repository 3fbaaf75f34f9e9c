/* SPDX-License-Identifier: MIT */
/*
 * Promise 1: output and removals depend on the bytes and the document ends, never on the cuts.
 * Promise 6, a part of it: a document comes out the same after any other document.
 */
#include "fixture.h"

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
static void feed_pieces(ghirbal_stream *stream, struct outcome *outcome, const struct text *page, size_t size)
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
		/* A piece is copied to a place of its own size, so that ASan sees a read past its end. */
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

static void check_cuts(const char *name, const struct text *page, const char *normalize, size_t max_document,
                       bool only_normalize)
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
			fail(name, "--normalize=%s, max_document %zu%s: pieces of %zd bytes come out otherwise",
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

int main(void)
{
	size_t fixtures;

	rules = default_rules();
	fixtures = for_each_fixture(check_page);
	ghirbal_rules_free(rules);
	return exit_status("test-chunk", fixtures);
}
