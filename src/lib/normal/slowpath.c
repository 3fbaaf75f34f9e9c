/* SPDX-License-Identifier: MIT */
#include "normal/slowpath.h"

#include "normal/entity.h"
#include "normal/fastpath.h"
#include "normal/letter.h"
#include "text/fold.h"
#include "ground/utf8.h"

#define REPLACEMENT 0xFFFDu

/* How a code point came to be: by the switch that decoded it (enum gh_switch), or one of these. */
enum { AS_IT_WAS = GH_SWITCH_COUNT, REPAIRED };

/* The length of the character at `at`, read as it was meant; *by says how. */
static size_t decode(const struct gh_pass *pass, size_t at, uint32_t *cp, unsigned *by)
{
	const char *text = pass->text + at;
	size_t n = pass->n - at, step = 0;

	if (at >= pass->span.from && at < pass->span.to)
		step = gh_mojibake_next(pass->span.misread, text, pass->span.to - at, cp);
	*by = GH_MOJIBAKE;
	if (step > 0)
		return step;
	*by = GH_ENTITIES;
	if (*text == '&' && gh_pass_on(pass, GH_ENTITIES))
		step = gh_entity_next(text, n, cp);
	if (step > 0)
		return step;
	*by = AS_IT_WAS;
	return gh_utf8_next(text, n, cp);
}

/* Where a code point of the word came from, so that what is put back is not counted. */
struct origin {
	size_t start;
	unsigned by;
};

/* Reads one character at *at, or repairs it; adds one code point, or as many as bytes stay. */
static ghirbal_status read_one(const struct gh_pass *pass, struct gh_word *word, size_t *at,
                               struct origin *origins)
{
	const unsigned char *b = (const unsigned char *)pass->text + *at;
	struct origin origin = {*at, AS_IT_WAS};
	uint32_t cp;
	size_t i, step = decode(pass, *at, &cp, &origin.by);

	*at += step;
	if (cp == GH_UTF8_BAD && pass->norm->invalid == GHIRBAL_INVALID_FAIL)
		return GHIRBAL_BAD_UTF8;
	if (cp == GH_UTF8_BAD)
		origin.by = REPAIRED;
	if (cp == GH_UTF8_BAD && pass->norm->invalid == GHIRBAL_INVALID_KEEP) {
		for (i = 0; i < step; i++) {
			origins[word->n] = origin;
			word->cp[word->n++] = GH_WORD_BYTE + b[i];
			origin.by = AS_IT_WAS;
		}
		return GHIRBAL_OK;
	}
	origins[word->n] = origin;
	word->cp[word->n++] = cp == GH_UTF8_BAD ? REPLACEMENT : cp;
	return GHIRBAL_OK;
}

/* Where to cut a word that is too long, given what was read of it. */
static size_t find_cut(const struct gh_norm *norm, const struct gh_word *word)
{
	size_t cut;

	for (cut = word->n - 1; cut > word->n / 2; cut--)
		if (gh_norm_is_firm(norm, word->cp[cut]) &&
		    gh_norm_is_firm(norm, word->cp[cut - 1]) && word->cp[cut] != word->cp[cut - 1])
			return cut;
	/* Nothing but letters under marks: then at least between a letter or mark and a letter. */
	for (cut = word->n - 1; cut > word->n / 2; cut--)
		if (gh_letter_class(word->cp[cut]) == GH_CLASS_LETTER &&
		    word->cp[cut - 1] != HAMZA && word->cp[cut - 1] != ALEF_MAKSURA)
			return cut;
	return word->n;
}

static void count_origins(const struct gh_pass *pass, const struct origin *origins, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (origins[i].by == REPAIRED)
			++*pass->repaired;
		else if (origins[i].by != AS_IT_WAS)
			pass->changed[origins[i].by]++;
}

static ghirbal_status read_word(const struct gh_pass *pass, struct gh_word *word, size_t *at)
{
	struct origin origins[GH_WORD_READ + 4]; /* bytes that stay come up to three at once */
	unsigned unused;
	size_t cut;

	word->n = 0;
	word->after = ' ';
	while (word->n < GH_WORD_READ && !gh_pass_ends_word(pass, *at)) {
		ghirbal_status status = read_one(pass, word, at, origins);

		if (status != GHIRBAL_OK)
			return status;
	}
	if (!gh_pass_ends_word(pass, *at)) {
		cut = find_cut(pass->norm, word);
		if (cut < word->n) {
			word->after = word->cp[cut];
			*at = origins[cut].start;
			word->n = cut;
		} else {
			decode(pass, *at, &word->after, &unused);
		}
	}
	count_origins(pass, origins, word->n);
	return GHIRBAL_OK;
}

static bool write_word(struct gh_sink *sink, const struct gh_word *word)
{
	char bytes[256];
	size_t i, size = 0;

	for (i = 0; i < word->n; i++) {
		if (word->cp[i] >= GH_WORD_BYTE)
			bytes[size++] = (char)(unsigned char)(word->cp[i] - GH_WORD_BYTE);
		else
			size += gh_utf8_put(word->cp[i], bytes + size);
		if (size > sizeof bytes - 4) {
			if (!gh_sink_put(sink, bytes, size))
				return false;
			size = 0;
		}
	}
	return gh_sink_put(sink, bytes, size);
}

/* ---- parts of a long word ---- */

static size_t step_back(const char *text, size_t at)
{
	do
		at--;
	while (((unsigned char)text[at] & 0xC0) == 0x80);
	return at;
}

static uint32_t point_at(const struct gh_pass *pass, size_t at)
{
	uint32_t cp;

	(void)gh_utf8_next(pass->text + at, pass->n - at, &cp);
	return cp;
}

/* Where read_word() would end the part that begins at pass->done; 0 if it may be no plain one. */
static size_t part_end(const struct gh_pass *pass)
{
	size_t at = pass->done, n, before;
	uint32_t cp;

	for (n = 0; n < GH_WORD_READ && !gh_pass_ends_word(pass, at); n++) {
		if (pass->text[at] == '&')
			return 0;
		if ((unsigned char)pass->text[at] < 0x80) {
			at++;
			continue;
		}
		at += gh_utf8_next(pass->text + at, pass->n - at, &cp);
		if (cp == GH_UTF8_BAD)
			return 0;
	}
	if (gh_pass_ends_word(pass, at))
		return at;
	for (n--; n > GH_WORD_READ / 2; n--) {
		at = step_back(pass->text, at);
		before = step_back(pass->text, at);
		cp = point_at(pass, at);
		if (gh_norm_is_firm(pass->norm, cp) && cp != point_at(pass, before) &&
		    gh_norm_is_firm(pass->norm, point_at(pass, before)))
			return at;
	}
	return 0;
}

/* What stands before the next part: of the text, and of what became of it. */
static void note_end(const struct gh_pass *pass, size_t size, uint32_t *last, uint32_t tail[2])
{
	const char *out = pass->sink.data;
	size_t at = pass->sink.size;

	*last = point_at(pass, step_back(pass->text, pass->done));
	if (at == size)
		return;
	at = step_back(out, at);
	tail[0] = tail[1];
	(void)gh_utf8_next(out + at, pass->sink.size - at, &tail[1]);
	if (at > size)
		(void)gh_utf8_next(out + step_back(out, at), at, &tail[0]);
}

/*
 * A part of a long word that the fast path can do, which is most of them where text has lost its
 * blanks; false if there is none at pass->done.
 */
static bool skip_part(struct gh_pass *pass, uint32_t *last, uint32_t tail[2])
{
	size_t size = pass->sink.size, end;

	if (pass->norm->reference || gh_pass_on(pass, GH_MOJIBAKE))
		return false;
	end = part_end(pass);
	if (end == 0 || !gh_fast_part(pass, end))
		return false;
	note_end(pass, size, last, tail);
	return true;
}

ghirbal_status gh_slow_word(struct gh_pass *pass)
{
	struct gh_word word;
	uint32_t last = ' ';
	size_t begin = pass->done, size = pass->sink.size;

	word.changed = pass->changed;
	word.tail[0] = word.tail[1] = 0;
	do {
		ghirbal_status status = read_word(pass, &word, &pass->done);

		if (status != GHIRBAL_OK)
			return status;
		word.before = last;
		last = word.n > 0 ? word.cp[word.n - 1] : last;
		gh_norm_work(pass->norm, &word);
		if (word.n > 0) {
			word.tail[0] = word.n > 1 ? word.cp[word.n - 2] : word.tail[1];
			word.tail[1] = word.cp[word.n - 1];
		}
		if (!write_word(&pass->sink, &word))
			return GHIRBAL_NO_MEMORY;
		while (!gh_pass_ends_word(pass, pass->done) && skip_part(pass, &last, word.tail))
			;
	} while (!gh_pass_ends_word(pass, pass->done));
	if (pass->sink.size == size && gh_pass_takes_blank(pass, begin, pass->done)) {
		pass->changed[GH_BLANKS]++;
		pass->done++;
	}
	return GHIRBAL_OK;
}
