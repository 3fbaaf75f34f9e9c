/* SPDX-License-Identifier: MIT */
#include "judge/shape.h"

#include <string.h>

#include "judge/stem.h"
#include "text/fold.h"

#define HEAD 128        /* key bytes at the head of a line that are read word by word */
/* a line longer than this is a paragraph, and half as much of its head will do */
#define LONG_KEY 420
#define SHORT_WORDS 20  /* dates, addresses and separators mean something up to this many words */
#define STEMS 32        /* of one line */

bool gh_shapes_init(struct gh_shapes *shapes, const ghirbal_allocator *from)
{
	memset(shapes, 0, sizeof *shapes);
	shapes->from = *from;
	shapes->lexicon = gh_lexicon_new(from);
	return shapes->lexicon != NULL;
}

void gh_shapes_free(struct gh_shapes *shapes)
{
	gh_lexicon_free(&shapes->from, shapes->lexicon);
	gh_release(&shapes->from, shapes->lines);
	gh_release(&shapes->from, shapes->stems);
}

/* ---- the head of a line, word by word ---- */

struct dating {
	unsigned run;        /* of numbers and month names so far */
	bool month, four, since, date;
};

/*
 * A date is a day, a month by name or number and a year, in any order; or منذ and a span of time.
 */
static void look_for_date(struct dating *d, const unsigned char *word, size_t n, uint32_t classes)
{
	static const unsigned char since[] = {GH_KEY_MEEM, GH_KEY_NOON, GH_KEY_THAL};
	bool number = gh_all_digits(word, n);

	if (d->since && ((number && n <= 2) || (classes & GH_AGO_WORD)))
		d->date = true;
	d->since = n == sizeof since && memcmp(word, since, n) == 0;
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

/* What bytes of a key are letters and digits. */
static void count_letters(struct gh_shape *shape, const unsigned char *key, size_t n)
{
	size_t i, blanks = 0, digits = 0, latin = 0;

	for (i = 0; i < n; i++) {
		blanks += (key[i] == GH_KEY_BLANK) | (key[i] == GH_KEY_COLON);
		digits += key[i] == GH_KEY_DIGIT;
		latin += key[i] >= 'a' && key[i] <= 'z';
	}
	shape->letters = (uint16_t)(n - blanks - digits);
	shape->digits = (uint16_t)digits;
	shape->latin = (uint16_t)latin;
}

static void add_stem(struct gh_shape *shape, uint32_t *stems, uint32_t stem)
{
	uint64_t *print = &shape->print[stem >> 6 & 1], bit = UINT64_C(1) << (stem >> 8 & 63);
	uint32_t i;

	/* A bit that is not set is of no stem so far. */
	for (i = 0; i < shape->stems && *print & bit; i++)
		if (stems[i] == stem)
			return;
	if (shape->stems == STEMS)
		return;
	stems[shape->stems++] = stem;
	*print |= bit;
}

/* Reads the words at the head of the key; stems has room for STEMS.  Returns where it stopped. */
static size_t read_head(const struct gh_lexicon *lexicon, const unsigned char *key, size_t length,
                        struct gh_shape *shape, uint32_t *stems)
{
	struct dating dating = {0};
	const unsigned char *word;
	size_t at = 0, n, head = length > LONG_KEY ? HEAD / 2 : HEAD;

	while (at < head && (n = gh_next_word(key, length, &at, &word)) > 0) {
		uint32_t classes = gh_word_classes(lexicon, gh_word_hash(word, n));
		uint32_t stem = gh_stem(word, n, classes);

		shape->sample++;
		shape->function = (uint16_t)(shape->function + ((classes & GH_FUNCTION_WORD) != 0));
		shape->site = (uint16_t)(shape->site + ((classes & GH_SITE_WORD) != 0));
		shape->section = (uint16_t)(shape->section + ((classes & GH_SECTION_WORD) != 0));
		shape->spam = (uint16_t)(shape->spam + ((classes & GH_SPAM_WORD) != 0));
		shape->policy = (uint16_t)(shape->policy + ((classes & GH_POLICY_WORD) != 0));
		shape->clitic = (uint16_t)(shape->clitic + gh_has_clitic(word, n));
		shape->numbers = (uint16_t)(shape->numbers + gh_all_digits(word, n));
		look_for_date(&dating, word, n, classes);
		if (stem)
			add_stem(shape, stems, stem);
	}
	count_letters(shape, key, at);
	if (dating.date)
		shape->marks |= GH_DATED;
	return at;
}

static uint32_t count_rest(const unsigned char *key, size_t length)
{
	uint32_t gaps = 0;
	size_t i;

	for (i = 0; i < length; i++)
		gaps += (key[i] == GH_KEY_BLANK) | (key[i] == GH_KEY_COLON);
	return gaps;
}

static void read_signs(const struct gh_line *line, const unsigned char *key, struct gh_shape *shape)
{
	const char *s = line->text;
	size_t n = line->length;
	struct gh_signs g = gh_signs_read(s, n);

	shape->commas = (uint16_t)(g.commas < 99 ? g.commas : 99);
	if (g.copyright)
		shape->marks |= GH_COPYRIGHT;
	if (g.code >= 3 && shape->latin * 2 > shape->letters)
		shape->marks |= GH_CODE;
	if (shape->words > SHORT_WORDS)
		return;
	if (g.separator || g.opened != g.closed)
		shape->marks |= GH_PARTED;
	/* What the head of the line shows to be missing need not be looked for in all of it. */
	if (g.at || ((shape->latin > 0 || shape->sample < shape->words) && gh_has_address(s, n)))
		shape->marks |= GH_LINKED;
	if (g.parts >= 3 && !(shape->marks & GH_LINKED) && shape->function <= g.parts / 4 &&
	    shape->numbers <= g.parts / 4 && g.short_parts * 5 >= g.parts * 4 &&
	    !(shape->marks & GH_STOP))
		shape->marks |= GH_LISTED;
	if ((g.seen & GH_SEEN_GAP) && shape->words >= 4 && gh_has_halves(s, n))
		shape->marks |= GH_VERSE;
	if ((g.seen & GH_SEEN_VOWEL) && gh_is_vowelled(s, n, shape->letters))
		shape->marks |= GH_VOWELLED;
	if ((g.seen & GH_SEEN_DASH) && gh_has_credit(s, n))
		shape->marks |= GH_CREDITED;
	if (shape->digits == 0 && shape->sample == shape->words)
		return;
	if (gh_has_phone(key, line->key_length))
		shape->marks |= GH_PHONED;
	if (gh_has_time(key, line->key_length))
		shape->marks |= GH_TIMED;
	if ((g.seen & GH_SEEN_DASH) && gh_has_result(s, n))
		shape->marks |= GH_RESULT;
}

/* ---- a whole line ---- */

/* Up to eight bytes of a text as a number. */
static uint64_t bytes_at(const char *s, size_t n)
{
	return gh_word_head((const unsigned char *)s, n, n);
}

/* Equal lines give equal values: both ends and the length of a long one will do. */
static uint64_t copy_of(const char *s, size_t n)
{
	uint64_t h;
	size_t i;

	while (n > 0 && (s[0] == ' ' || s[0] == '\t'))
		s++, n--;
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	h = n;
	for (i = 0; i < n && i < 64; i += 8)
		h = gh_stir(h, bytes_at(s + i, n - i));
	for (i = n > 128 ? n - 64 : 64; i < n; i += 8)
		h = gh_stir(h, bytes_at(s + i, n - i));
	return h ^ h >> 31;
}

/* Tables of contents number what they list; the headings themselves may not. */
static uint32_t name_of(const unsigned char *key, size_t n)
{
	while (n > 0 && (*key == GH_KEY_DIGIT || *key == GH_KEY_BLANK))
		key++, n--;
	return gh_word_hash(key, n < HEAD ? n : HEAD);
}

static void read_line(struct gh_shapes *shapes, const struct gh_doc *doc,
                      const struct gh_line *line, struct gh_shape *shape)
{
	const unsigned char *key = gh_line_key(doc, line);
	size_t at;

	memset(shape, 0, sizeof *shape);
	shape->stem = (uint32_t)shapes->stems_count;
	at = read_head(shapes->lexicon, key, line->key_length, shape,
	               shapes->stems + shapes->stems_count);
	shapes->stems_count += shape->stems;
	shape->words = shape->sample + count_rest(key + at, line->key_length - at);
	shape->marks |= gh_end_marks(line->text, line->length) |
	                gh_begin_marks(line->text, line->length);
	if (shape->letters == 0)
		shape->marks |= GH_LETTERLESS;
	if (shape->sample >= 3 && shape->latin * 5 > shape->letters * 4)
		shape->marks |= GH_LATIN;
	if (shape->words > 12)
		shape->marks &= ~(uint32_t)GH_DATED;
	if (line->key_length <= HEAD + HEAD / 2)
		read_signs(line, key, shape);
	shape->copy = copy_of(line->text, line->length);
	shape->name = name_of(key, line->key_length);
}

bool gh_shapes_read(struct gh_shapes *shapes, const struct gh_doc *doc)
{
	struct gh_shape *lines;
	size_t i, fates = doc->count > 0 ? doc->lines[doc->count - 1].fate + 1 : 0;

	lines = gh_array_grow(&shapes->from, shapes->lines, sizeof *lines, &shapes->room, fates);
	if (!lines)
		return false;
	shapes->lines = lines;
	shapes->stems_count = 0;
	for (i = 0; i < doc->count; i++) {
		uint32_t *stems = gh_array_grow(&shapes->from, shapes->stems, sizeof *stems,
		                                &shapes->stems_room, shapes->stems_count + STEMS);

		if (!stems)
			return false;
		shapes->stems = stems;
		read_line(shapes, doc, &doc->lines[i], &lines[doc->lines[i].fate]);
	}
	return true;
}
