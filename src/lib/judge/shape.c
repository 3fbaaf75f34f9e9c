/* SPDX-License-Identifier: MIT */
#include "judge/shape.h"

#include <string.h>

#include "judge/policy.h"
#include "text/doc.h"
#include "text/words.h"

#define HEAD 128        /* key bytes at the head of a line that are read word by word */
/* a line longer than this is a paragraph, and half as much of its head will do */
#define LONG_KEY 420

/* ---- the head of a line, word by word ---- */

struct dating {
	unsigned run;        /* of numbers and month names so far */
	bool month, four, since, date;
};

static bool is_day(const struct dating *d)
{
	return d->four && ((d->run >= 2 && d->month) || d->run >= 3);
}

/*
 * A date is a day, a month by name or number and a year, in any order; or منذ and a span of time.
 */
static void look_for_date(struct dating *d, size_t n, bool number, uint32_t classes)
{
	if (!number && !classes && !d->run && !d->since)
		return;
	if (d->since && ((number && n <= 2) || (classes & GH_AGO_WORD)))
		d->date = true;
	d->since = (classes & GH_SINCE_WORD) != 0;
	if (!(number && (n <= 2 || n == 4)) && !(classes & GH_MONTH_WORD)) {
		d->run = 0;
		d->month = d->four = false;
		return;
	}
	d->run++;
	d->month |= (classes & GH_MONTH_WORD) != 0;
	d->four |= number && n == 4;
	if (is_day(d))
		d->date = true;
}

static void add_stem(struct gh_shape *shape, uint32_t *stems, uint32_t stem)
{
	uint64_t *print = &shape->print[stem >> 6 & 1], bit = UINT64_C(1) << (stem >> 8 & 63);
	uint32_t i;

	/* A bit that is not set is of no stem so far. */
	for (i = 0; i < shape->stems && *print & bit; i++)
		if (stems[i] == stem)
			return;
	if (shape->stems == GH_SHAPE_STEMS)
		return;
	stems[shape->stems++] = stem;
	*print |= bit;
}

static void count_classes(struct gh_shape *shape, unsigned classes)
{
	shape->function = (uint16_t)(shape->function + ((classes & GH_FUNCTION_WORD) != 0));
	shape->site = (uint16_t)(shape->site + ((classes & GH_SITE_WORD) != 0));
	shape->section = (uint16_t)(shape->section + ((classes & GH_SECTION_WORD) != 0));
	shape->spam = (uint16_t)(shape->spam + ((classes & GH_SPAM_WORD) != 0));
	shape->policy = (uint16_t)(shape->policy + ((classes & GH_POLICY_WORD) != 0));
}

/* Where the head of a key ends: at the end of a word. */
static size_t end_of_head(const unsigned char *key, size_t length)
{
	size_t head = length > LONG_KEY ? HEAD / 2 : HEAD;

	if (length <= head)
		return length;
	for (head--; head < length && gh_is_gap(key[head]);)
		head++;
	return gh_word_end(key, head, length);
}

/* Reads the words at the head of the key into shape and stems.  Returns where it stopped. */
static size_t read_head(struct gh_lexemes *lexemes, const unsigned char *key, size_t length,
                        struct gh_shape *shape, uint32_t *stems)
{
	struct dating dating = {0};
	struct gh_words words;
	size_t at = end_of_head(key, length), i, bytes = 0, latin = 0, digits = 0, numbers = 0, clitics = 0;

	gh_words_open(&words, lexemes, key, 0, at, true);
	gh_words_read(&words, GH_WORDS_ROOM);
	for (i = 0; i < words.count; i++) {
		const struct gh_lexeme *word = &words.all[i].lexeme;

		bytes += words.all[i].length;
		latin += word->latin;
		digits += word->numerals;
		numbers += word->digits;
		clitics += word->clitic;
		if (word->classes)
			count_classes(shape, word->classes);
		look_for_date(&dating, words.all[i].length, word->digits, word->classes);
		if (word->stem)
			add_stem(shape, stems, word->stem);
	}
	shape->sample = (uint32_t)words.count;
	shape->letters = (uint16_t)(bytes - digits);
	shape->latin = (uint16_t)latin;
	shape->digits = (uint16_t)digits;
	shape->numbers = (uint16_t)numbers;
	shape->clitic = (uint16_t)clitics;
	if (dating.date)
		shape->marks |= GH_DATED;
	return at;
}

/* The words behind the head are as many as the gaps before them. */
static uint32_t count_rest(const unsigned char *key, size_t length)
{
	uint32_t gaps = 0;

	for (; length >= 64; key += 64, length -= 64)
		gaps += (uint32_t)__builtin_popcountll(gh_gaps(key, 64));
	for (; length > 0; key++, length--)
		gaps += (*key == GH_KEY_BLANK) | (*key == GH_KEY_COLON);
	return gaps;
}

/* Short pieces with hardly a function word or a number among them. */
static bool is_listed(const struct gh_shape *shape, const struct gh_signs *g)
{
	return g->parts >= GH_P_PIECES && !(shape->marks & (GH_LINKED | GH_STOP)) &&
	       shape->function <= g->parts / 4 && shape->numbers <= g->parts / 4 &&
	       g->short_parts * 5 >= g->parts * 4;
}

/* What the head of the line shows to be missing need not be looked for in all of it. */
static bool may_have_latin(const struct gh_shape *shape)
{
	return shape->latin > 0 || shape->sample < shape->words;
}

/* As Quran and primers are: short vowels on a third of the letters or more. */
static bool is_vowelled(const struct gh_shape *shape, const struct gh_signs *g)
{
	return shape->letters >= 8 && g->vowels * 3 >= shape->letters;
}

static uint32_t form_marks(const struct gh_shape *shape, const struct gh_signs *g, const char *s,
                           size_t n)
{
	uint32_t marks = 0;

	if ((g->seen & GH_SEEN_GAP) && shape->words >= GH_P_VERSE_WORDS && gh_has_halves(s, n))
		marks |= GH_VERSE;
	if (is_vowelled(shape, g))
		marks |= GH_VOWELLED;
	if ((g->seen & (GH_SEEN_DASH | GH_SEEN_EN_DASH)) && gh_has_credit(s, n))
		marks |= GH_CREDITED;
	return marks;
}

static uint32_t number_marks(uint32_t seen, const char *s, size_t n, const unsigned char *key,
                             size_t key_length)
{
	uint32_t marks = 0;

	if (gh_has_phone(key, key_length))
		marks |= GH_PHONED;
	if (gh_has_time(key, key_length))
		marks |= GH_TIMED;
	if ((seen & GH_SEEN_DASH) && gh_has_result(s, n))
		marks |= GH_RESULT;
	return marks;
}

static void read_signs(const char *s, size_t n, const unsigned char *key, size_t key_length,
                       struct gh_shape *shape)
{
	struct gh_signs g = gh_signs_read(s, n);

	shape->commas = (uint16_t)(g.commas < 99 ? g.commas : 99);
	if (g.copyright)
		shape->marks |= GH_COPYRIGHT;
	if (g.code >= GH_P_CODE_SIGNS && shape->latin * 2 > shape->letters)
		shape->marks |= GH_CODE;
	if (shape->words > GH_P_SHORT_WORDS)
		return;
	if (g.separator || g.opened != g.closed)
		shape->marks |= GH_PARTED;
	if (g.at || (may_have_latin(shape) && g.address))
		shape->marks |= GH_LINKED;
	if (is_listed(shape, &g))
		shape->marks |= GH_LISTED;
	shape->marks |= form_marks(shape, &g, s, n);
	if (shape->digits > 0 || shape->sample < shape->words)
		shape->marks |= number_marks(g.seen, s, n, key, key_length);
}

/* ---- a whole line ---- */

/* Tables of contents number what they list; the headings themselves may not. */
static uint32_t name_of(const unsigned char *key, size_t n)
{
	while (n > 0 && (*key == GH_KEY_DIGIT || *key == GH_KEY_BLANK))
		key++, n--;
	return gh_hash_key(key, n < HEAD ? n : HEAD);
}

/* What lists are told by. */
static uint32_t pattern_marks(const char *s, size_t n, const struct gh_shape *shape)
{
	uint32_t marks = 0;

	if (shape->digits > 0 && gh_has_price(s, n, may_have_latin(shape)))
		marks |= GH_PRICED;
	if (!(shape->marks & GH_LINKED) && gh_has_label(s, n))
		marks |= GH_LABELLED;
	return marks;
}

void gh_shape_read(struct gh_shape *shape, struct gh_lexemes *lexemes, const char *text,
                   size_t length, const unsigned char *key, size_t key_length, uint32_t *stems)
{
	size_t at;

	memset(shape, 0, sizeof *shape);
	at = read_head(lexemes, key, key_length, shape, stems);
	shape->words = shape->sample + count_rest(key + at, key_length - at);
	shape->size = gh_log(shape->words);
	shape->marks |= gh_end_marks(text, length) | gh_begin_marks(text, length);
	if (shape->letters == 0)
		shape->marks |= GH_LETTERLESS;
	if (shape->sample >= GH_P_LATIN_WORDS && shape->latin * 5 > shape->letters * 4)
		shape->marks |= GH_LATIN;
	if (shape->words > GH_P_DATE_WORDS)
		shape->marks &= ~(uint32_t)GH_DATED;
	if (key_length <= HEAD + HEAD / 2)
		read_signs(text, length, key, key_length, shape);
	if (shape->words <= GH_P_SIGNED_WORDS)
		shape->marks |= pattern_marks(text, length, shape);
	shape->name = name_of(key, key_length);
}
