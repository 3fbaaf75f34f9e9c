/* SPDX-License-Identifier: MIT */
#include "judge/shape.h"

#include <string.h>

#include "judge/policy.h"
#include "judge/stem.h"
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

/*
 * A date is a day, a month by name or number and a year, in any order; or منذ and a span of time.
 */
static void look_for_date(struct dating *d, size_t n, bool number, uint32_t classes)
{
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
	if (d->four && ((d->run >= 2 && d->month) || d->run >= 3))
		d->date = true;
}

/* ---- what bytes of a key are letters and digits, eight at a time ---- */

#define ONES UINT64_C(0x0101010101010101)
#define TOPS (ONES << 7)

/* A one in each byte that is c. */
static uint64_t equal(uint64_t eight, unsigned char c)
{
	uint64_t other = eight ^ ONES * c;

	return (~(((other & ~TOPS) + ~TOPS) | other) & TOPS) >> 7;
}

/* A one in each byte of ASCII from a to z. */
static uint64_t latin(uint64_t eight)
{
	uint64_t low = eight & ~TOPS, from = low + ONES * (0x80 - 'a'), behind = low + ONES * (0x7F - 'z');

	return (from & ~behind & ~eight & TOPS) >> 7;
}

/* Each byte of sum counts for itself. */
static size_t add_bytes(uint64_t sum)
{
	sum = (sum & UINT64_C(0x00FF00FF00FF00FF)) + (sum >> 8 & UINT64_C(0x00FF00FF00FF00FF));
	return (size_t)(sum * UINT64_C(0x0001000100010001) >> 48);
}

struct letters {
	size_t blanks, digits, latin;
};

#define ADDED 1016 /* bytes of a key, after which a byte of a sum could run over */

static void add_letters(struct letters *letters, const unsigned char *key, size_t n)
{
	uint64_t blanks = 0, digits = 0, found = 0;
	size_t i;

	for (i = 0; i < n; i += 8) {
		uint64_t eight = gh_word_head(key + i, n - i, n - i + GH_KEY_SLACK);

		blanks += equal(eight, GH_KEY_BLANK) + equal(eight, GH_KEY_COLON);
		digits += equal(eight, GH_KEY_DIGIT);
		found += latin(eight);
	}
	letters->blanks += add_bytes(blanks);
	letters->digits += add_bytes(digits);
	letters->latin += add_bytes(found);
}

static void count_letters(struct gh_shape *shape, const unsigned char *key, size_t n)
{
	struct letters letters = {0, 0, 0};
	size_t at;

	for (at = 0; at < n; at += ADDED)
		add_letters(&letters, key + at, n - at < ADDED ? n - at : ADDED);
	shape->letters = (uint16_t)(n - letters.blanks - letters.digits);
	shape->digits = (uint16_t)letters.digits;
	shape->latin = (uint16_t)letters.latin;
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

static void count_classes(struct gh_shape *shape, uint32_t classes)
{
	shape->function = (uint16_t)(shape->function + ((classes & GH_FUNCTION_WORD) != 0));
	shape->site = (uint16_t)(shape->site + ((classes & GH_SITE_WORD) != 0));
	shape->section = (uint16_t)(shape->section + ((classes & GH_SECTION_WORD) != 0));
	shape->spam = (uint16_t)(shape->spam + ((classes & GH_SPAM_WORD) != 0));
	shape->policy = (uint16_t)(shape->policy + ((classes & GH_POLICY_WORD) != 0));
}

/* Reads the words at the head of the key into shape and stems.  Returns where it stopped. */
static size_t read_head(const struct gh_lexicon *lexicon, const unsigned char *key, size_t length,
                        struct gh_shape *shape, uint32_t *stems)
{
	struct dating dating = {0};
	const unsigned char *word;
	size_t at = 0, n, head = length > LONG_KEY ? HEAD / 2 : HEAD;

	while (at < head && (n = gh_next_word(key, length, &at, &word)) > 0) {
		uint32_t classes = gh_word_classes(lexicon, gh_word_hash(word, n));
		bool number = gh_all_digits(word, n);
		uint32_t stem = number ? 0 : gh_stem(word, n, classes);

		shape->sample++;
		shape->clitic = (uint16_t)(shape->clitic + gh_has_clitic(word, n));
		shape->numbers = (uint16_t)(shape->numbers + number);
		if (classes)
			count_classes(shape, classes);
		look_for_date(&dating, n, number, classes);
		if (stem)
			add_stem(shape, stems, stem);
	}
	count_letters(shape, key, at);
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

static bool is_linked(const struct gh_shape *shape, const struct gh_signs *g, const char *s,
                      size_t n)
{
	return g->at || (may_have_latin(shape) && gh_has_address(s, n));
}

static uint32_t form_marks(const struct gh_shape *shape, uint32_t seen, const char *s, size_t n)
{
	uint32_t marks = 0;

	if ((seen & GH_SEEN_GAP) && shape->words >= GH_P_VERSE_WORDS && gh_has_halves(s, n))
		marks |= GH_VERSE;
	if ((seen & GH_SEEN_VOWEL) && gh_is_vowelled(s, n, shape->letters))
		marks |= GH_VOWELLED;
	if ((seen & GH_SEEN_DASH) && gh_has_credit(s, n))
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
	if (is_linked(shape, &g, s, n))
		shape->marks |= GH_LINKED;
	if (is_listed(shape, &g))
		shape->marks |= GH_LISTED;
	shape->marks |= form_marks(shape, g.seen, s, n);
	if (shape->digits > 0 || shape->sample < shape->words)
		shape->marks |= number_marks(g.seen, s, n, key, key_length);
}

/* ---- a whole line ---- */

/* Tables of contents number what they list; the headings themselves may not. */
static uint32_t name_of(const unsigned char *key, size_t n)
{
	while (n > 0 && (*key == GH_KEY_DIGIT || *key == GH_KEY_BLANK))
		key++, n--;
	return gh_word_hash(key, n < HEAD ? n : HEAD);
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

void gh_shape_read(struct gh_shape *shape, const struct gh_lexicon *lexicon, const char *text,
                   size_t length, const unsigned char *key, size_t key_length, uint32_t *stems)
{
	size_t at;

	memset(shape, 0, sizeof *shape);
	at = read_head(lexicon, key, key_length, shape, stems);
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
