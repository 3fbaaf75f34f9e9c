/* SPDX-License-Identifier: MIT */
#include "judge/shape.h"

#include <string.h>

#include "judge/policy.h"
#include "text/words.h"

#define HEAD 128        /* key bytes at the head of a line that are read word by word */
/* a line longer than this is a paragraph, and half as much of its head will do */
#define LONG_KEY 420

/* ---- the head of a line, word by word ---- */

struct dating {
	unsigned run;        /* of numbers and month names so far */
	bool month, four, since;
};

static bool is_day(const struct dating *d)
{
	return d->four && ((d->run >= 2 && d->month) || d->run >= 3);
}

/*
 * Whether a date ends with the next word, of n bytes.  A date is a day, a month by name or number
 * and a year, in any order; or منذ and a span of time.
 */
static bool ends_date(struct dating *d, size_t n, bool number, uint32_t classes)
{
	bool ago = d->since && ((number && n <= 2) || (classes & GH_AGO_WORD));

	d->since = (classes & GH_SINCE_WORD) != 0;
	if (!(number && (n <= 2 || n == 4)) && !(classes & GH_MONTH_WORD)) {
		d->run = 0;
		d->month = d->four = false;
		return ago;
	}
	d->run++;
	d->month |= (classes & GH_MONTH_WORD) != 0;
	d->four |= number && n == 4;
	return ago || is_day(d);
}

static bool has_date(const struct gh_words *words)
{
	struct dating dating = {0};
	size_t i;

	for (i = 0; i < words->count; i++)
		if (ends_date(&dating, words->all[i].length, words->all[i].lexeme.digits,
		              words->all[i].lexeme.classes))
			return true;
	return false;
}

size_t gh_shape_head(const unsigned char *key, size_t length)
{
	size_t head = length > LONG_KEY ? HEAD / 2 : HEAD;

	if (length <= head)
		return length;
	for (head--; head < length && gh_is_gap(key[head]);)
		head++;
	return gh_word_end(key, head, length);
}

/* The stems of a line so far. */
struct gathering {
	uint32_t *stems;
	uint32_t count;
	uint64_t print[2];
};

GH_WITHIN void gather(struct gathering *g, uint32_t stem)
{
	uint64_t bit = UINT64_C(1) << (stem >> 8 & 63), *half = &g->print[stem >> 6 & 1];
	uint32_t k;

	if (stem == 0 || g->count == GH_SHAPE_STEMS)
		return;
	/* A bit that is not set is of no stem so far. */
	for (k = *half & bit ? 0 : g->count; k < g->count && g->stems[k] != stem; k++)
		;
	g->stems[k] = stem;
	g->count += k == g->count;
	*half |= bit;
}

/* Its lowest seven bits, each in a byte of its own. */
static uint64_t spread(unsigned bits)
{
	return ((bits & 0x7F) * UINT64_C(0x0002040810204081)) & UINT64_C(0x0101010101010101);
}

/* How many words are of a class, by sums of what spread() gives. */
static uint16_t count_of(uint64_t sums, enum gh_word_class class)
{
	return (uint16_t)(sums >> 8 * __builtin_ctz(class) & 0xFF);
}

/*
 * Adds the words up, which are too few for a byte to overflow, and gathers their stems; true if
 * there may be a date among them.
 */
static bool add_up(struct gh_shape *shape, const struct gh_words *words, uint32_t *stems)
{
	const struct gh_key_word *word = words->all, *end = word + words->count;
	struct gathering gathering = {stems, 0, {0, 0}};
	size_t bytes = 0, latin = 0, digits = 0, numbers = 0, clitics = 0;
	uint64_t sums = 0;

	for (; word < end; word++) {
		bytes += word->length;
		latin += word->lexeme.latin;
		clitics += word->lexeme.clitic;
		sums += spread(word->lexeme.classes);
		if (word->lexeme.numerals) {
			digits += word->lexeme.numerals;
			numbers += word->lexeme.digits;
		}
		gather(&gathering, word->lexeme.stem);
	}
	shape->sample = (uint32_t)words->count;
	shape->letters = (uint16_t)(bytes - digits);
	shape->latin = (uint16_t)latin;
	shape->digits = (uint16_t)digits;
	shape->numbers = (uint16_t)numbers;
	shape->clitic = (uint16_t)clitics;
	shape->function = count_of(sums, GH_FUNCTION_WORD);
	shape->site = count_of(sums, GH_SITE_WORD);
	shape->section = count_of(sums, GH_SECTION_WORD);
	shape->spam = count_of(sums, GH_SPAM_WORD);
	shape->policy = count_of(sums, GH_POLICY_WORD);
	shape->stems = gathering.count;
	memcpy(shape->print, gathering.print, sizeof shape->print);
	return numbers > 0 || count_of(sums, GH_AGO_WORD) > 0;
}

/* Reads the words at the head of the key into shape and stems, and counts the others. */
static void read_head(struct gh_lexemes *lexemes, const unsigned char *key, size_t length,
                      struct gh_shape *shape, uint32_t *stems)
{
	struct gh_words words;
	size_t at = gh_shape_head(key, length);
	bool dated;

	gh_words_open(&words, lexemes, key, 0, at, true);
	gh_words_read(&words, GH_WORDS_ROOM);
	dated = add_up(shape, &words, stems);
	/* The words behind the head are as many as the gaps before them. */
	shape->words = shape->sample;
	if (at < length)
		shape->words += (uint32_t)gh_gaps_count(lexemes, key + at, length - at);
	if (dated && shape->words <= GH_P_DATE_WORDS && has_date(&words))
		shape->marks |= GH_DATED;
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
	if (g->dash > 0 && gh_is_credit(s + g->dash, n - g->dash))
		marks |= GH_CREDITED;
	return marks;
}

/* Whether there may be so many digits. */
static bool may_have_digits(const struct gh_shape *shape, unsigned digits)
{
	return shape->digits >= digits || shape->sample < shape->words;
}

static uint32_t number_marks(const struct gh_shape *shape, uint32_t seen, const char *s, size_t n,
                             const unsigned char *key, size_t key_length)
{
	uint32_t marks = 0;

	if (may_have_digits(shape, 9) && gh_has_phone(key, key_length))
		marks |= GH_PHONED;
	if (may_have_digits(shape, 3) && gh_has_time(key, key_length))
		marks |= GH_TIMED;
	if ((seen & GH_SEEN_DASH) && may_have_digits(shape, 2) && gh_has_result(s, n))
		marks |= GH_RESULT;
	return marks;
}

/* Returns what has been seen (gh_seen). */
static uint32_t read_signs(enum gh_kernel kernel, const char *s, size_t n, const unsigned char *key,
                           size_t key_length, struct gh_shape *shape)
{
	struct gh_signs g = gh_signs_read(kernel, s, n);

	shape->commas = (uint16_t)(g.commas < 99 ? g.commas : 99);
	if (g.copyright)
		shape->marks |= GH_COPYRIGHT;
	if (g.code >= GH_P_CODE_SIGNS && shape->latin * 2 > shape->letters)
		shape->marks |= GH_CODE;
	if (shape->words > GH_P_SHORT_WORDS)
		return g.seen;
	if (g.separator || g.opened != g.closed)
		shape->marks |= GH_PARTED;
	if (g.at || (may_have_latin(shape) && g.address))
		shape->marks |= GH_LINKED;
	if (is_listed(shape, &g))
		shape->marks |= GH_LISTED;
	shape->marks |= form_marks(shape, &g, s, n);
	if (may_have_digits(shape, 1))
		shape->marks |= number_marks(shape, g.seen, s, n, key, key_length);
	return g.seen;
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
static uint32_t pattern_marks(const struct gh_prices *prices, uint32_t seen, const char *s,
                              size_t n, const struct gh_shape *shape)
{
	uint32_t marks = 0;

	if (shape->digits > 0 && gh_has_price(prices, s, n, may_have_latin(shape)))
		marks |= GH_PRICED;
	if ((seen & GH_SEEN_COLON) && !(shape->marks & GH_LINKED) && gh_has_label(s, n))
		marks |= GH_LABELLED;
	return marks;
}

void gh_shape_read(struct gh_shape *shape, struct gh_lexemes *lexemes,
                   const struct gh_prices *prices, const struct gh_line *line,
                   const unsigned char *key, uint32_t *stems)
{
	const char *text = line->text;
	size_t length = line->length;
	uint32_t seen = UINT32_MAX;

	memset(shape, 0, sizeof *shape);
	read_head(lexemes, key, line->key_length, shape, stems);
	shape->size = gh_log(shape->words);
	shape->marks |= gh_end_marks(text, length) | gh_begin_marks(text, length);
	if (shape->letters == 0)
		shape->marks |= GH_LETTERLESS;
	if (shape->sample >= GH_P_LATIN_WORDS && shape->latin * 5 > shape->letters * 4)
		shape->marks |= GH_LATIN;
	if (line->key_length <= HEAD + HEAD / 2)
		seen = read_signs(lexemes->kernel, text, length, key, line->key_length, shape);
	if (shape->words <= GH_P_SIGNED_WORDS)
		shape->marks |= pattern_marks(prices, seen, text, length, shape);
	shape->name = name_of(key, line->key_length);
}
