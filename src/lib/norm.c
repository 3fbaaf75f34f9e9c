/* SPDX-License-Identifier: MIT */
#include "norm.h"

#include <string.h>
#include <utf8proc.h>

#include "entity.h"
#include "fold.h"
#include "mojibake.h"
#include "utf8.h"
#include "word.h"

#define REPLACEMENT 0xFFFDu
#define ZWJ 0x200Du

/*
 * What a code point calls for.  Below GH_SWITCH_COUNT: it goes, by that switch, whatever stands
 * beside it; GH_COMPOSE, which deletes nothing, stands for letting it be.
 */
enum act {
	ACT_CALM = GH_COMPOSE,
	ACT_KEPT = GH_SWITCH_COUNT, /* a mark that stays: only its order matters */
	ACT_STRETCH,                /* a tatweel that goes between letters */
	ACT_LAST,                   /* a letter that folds if it is the last of its word */
	ACT_WORK,                   /* the word goes to the bench */
	ACT_FOLD = 64               /* and a switch: it folds, whatever stands beside it */
};

static bool on(const struct gh_norm *norm, enum gh_switch which)
{
	return gh_switch_on(&norm->normal, which);
}

/* ---- compose ---- */

/* Canonical combining classes of the Arabic marks, UnicodeData.txt 15 and 17 (0897, 10EFA, 10EFB). */
static const struct order {
	uint32_t first, last;
	unsigned char class;
} arabic_orders[] = {
	{0x0610, 0x0617, 230}, {0x0618, 0x0618, 30}, {0x0619, 0x0619, 31}, {0x061A, 0x061A, 32},
	{0x064B, 0x064B, 27}, {0x064C, 0x064C, 28}, {0x064D, 0x064D, 29}, {0x064E, 0x064E, 30},
	{0x064F, 0x064F, 31}, {0x0650, 0x0650, 32}, {0x0651, 0x0651, 33}, {0x0652, 0x0652, 34},
	{0x0653, 0x0654, 230}, {0x0655, 0x0656, 220}, {0x0657, 0x065B, 230}, {0x065C, 0x065C, 220},
	{0x065D, 0x065E, 230}, {0x065F, 0x065F, 220}, {0x0670, 0x0670, 35}, {0x06D6, 0x06DC, 230},
	{0x06DF, 0x06E2, 230}, {0x06E3, 0x06E3, 220}, {0x06E4, 0x06E4, 230}, {0x06E7, 0x06E8, 230},
	{0x06EA, 0x06EA, 220}, {0x06EB, 0x06EC, 230}, {0x06ED, 0x06ED, 220}, {0x0897, 0x0898, 230},
	{0x0899, 0x089B, 220}, {0x089C, 0x089F, 230}, {0x08CA, 0x08CE, 230}, {0x08CF, 0x08D3, 220},
	{0x08D4, 0x08E1, 230}, {0x08E3, 0x08E3, 220}, {0x08E4, 0x08E5, 230}, {0x08E6, 0x08E6, 220},
	{0x08E7, 0x08E8, 230}, {0x08E9, 0x08E9, 220}, {0x08EA, 0x08EC, 230}, {0x08ED, 0x08EF, 220},
	{0x08F0, 0x08F0, 27}, {0x08F1, 0x08F1, 28}, {0x08F2, 0x08F2, 29}, {0x08F3, 0x08F5, 230},
	{0x08F6, 0x08F6, 220}, {0x08F7, 0x08F8, 230}, {0x08F9, 0x08FA, 220}, {0x08FB, 0x08FF, 230},
	{0x10EFA, 0x10EFB, 220}, {0x10EFD, 0x10EFF, 220},
};

/* The only Arabic letters that Unicode composes. */
static const struct pair {
	uint32_t whole, letter, mark;
} arabic_pairs[] = {
	{0x0622, 0x0627, 0x0653}, {0x0623, 0x0627, 0x0654}, {0x0624, 0x0648, 0x0654}, {0x0625, 0x0627, 0x0655},
	{0x0626, 0x064A, 0x0654}, {0x06C0, 0x06D5, 0x0654}, {0x06C2, 0x06C1, 0x0654}, {0x06D3, 0x06D2, 0x0654},
};

#define PAIRS (sizeof arabic_pairs / sizeof *arabic_pairs)

static bool is_arabic(uint32_t cp)
{
	return (cp >= 0x600 && cp < 0x700) || (cp >= 0x870 && cp < 0x900) || (cp >= 0x10EC0 && cp < 0x10F00);
}

/*
 * Where composing may have work to do outside the Arabic block: characters that have a combining
 * class or may not stand in NFC as they are, in ranges drawn wide, so that newer versions of Unicode
 * fit in.  From DerivedNormalizationProps.txt and UnicodeData.txt 15, with the additions of 16.
 */
static const struct range {
	uint32_t first, last;
} restless[] = {
	{0x0300, 0x0387}, {0x0483, 0x0489}, {0x0591, 0x05C7}, {0x0700, 0x074A}, {0x07EB, 0x108D},
	{0x1161, 0x11C2}, {0x135D, 0x135F}, {0x1714, 0x1734}, {0x17D2, 0x17DD}, {0x18A9, 0x18A9},
	{0x1939, 0x193B}, {0x1A17, 0x1C37}, {0x1CD0, 0x1CF9}, {0x1DC0, 0x1DFF}, {0x1F71, 0x2001},
	{0x20D0, 0x20F0}, {0x2126, 0x212B}, {0x2329, 0x232A}, {0x2ADC, 0x2ADC}, {0x2CEF, 0x2CF1},
	{0x2D7F, 0x2DFF}, {0x302A, 0x302F}, {0x3099, 0x309A}, {0xA66F, 0xA6F1}, {0xA806, 0xA82C},
	{0xA8C4, 0xA9C0}, {0xAAB0, 0xAAF6}, {0xABED, 0xABED}, {0xF900, 0xFB4E}, {0xFE20, 0xFE2F},
	{0x101FD, 0x101FD}, {0x102E0, 0x102E0}, {0x10376, 0x1037A}, {0x105C9, 0x105E4}, {0x10A0D, 0x10A3F},
	{0x10AE5, 0x10AE6}, {0x10D24, 0x10D6D}, {0x10EAB, 0x10F85}, {0x11046, 0x1183A}, {0x11930, 0x11943},
	{0x119E0, 0x11A99}, {0x11C3F, 0x11C3F}, {0x11D42, 0x11D97}, {0x11F41, 0x11F42}, {0x1611E, 0x1612F},
	{0x16AF0, 0x16B36}, {0x16D63, 0x16D6A}, {0x16FF0, 0x16FF1}, {0x1BC9E, 0x1BC9E}, {0x1D15E, 0x1D1C0},
	{0x1D242, 0x1D244}, {0x1E000, 0x1E08F}, {0x1E130, 0x1E136}, {0x1E2AE, 0x1E6FF}, {0x1E8D0, 0x1E94A},
	{0x2F800, 0x2FA1D},
};

static bool is_restless(uint32_t cp)
{
	size_t low = 0, high = sizeof restless / sizeof *restless;

	if (cp - 0x600 < 0x100)
		return gh_is_mark(cp);
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (restless[middle].last < cp)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof restless / sizeof *restless && restless[low].first <= cp;
}

/* The canonical combining class; the Arabic ones are ours, since utf8proc may be older than a mark. */
static unsigned order_of(uint32_t cp)
{
	size_t i;

	if (!is_arabic(cp))
		return cp < 0x300 || cp >= GH_WORD_BYTE ? 0 :
		       (unsigned)utf8proc_get_property((utf8proc_int32_t)cp)->combining_class;
	for (i = 0; i < sizeof arabic_orders / sizeof *arabic_orders; i++)
		if (cp <= arabic_orders[i].last)
			return cp >= arabic_orders[i].first ? arabic_orders[i].class : 0;
	return 0;
}

#define MOST_PARTS 4 /* the longest canonical decomposition */

static size_t decompose_one(uint32_t cp, uint32_t *to)
{
	utf8proc_int32_t parts[MOST_PARTS];
	utf8proc_ssize_t n = 0, i;
	size_t k;
	int unused = 0;

	to[0] = cp;
	if (is_arabic(cp)) {
		for (k = 0; k < PAIRS; k++)
			if (arabic_pairs[k].whole == cp) {
				to[0] = arabic_pairs[k].letter;
				to[1] = arabic_pairs[k].mark;
				return 2;
			}
		return 1;
	}
	if (cp >= 0xC0 && cp < GH_WORD_BYTE)
		n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, MOST_PARTS, UTF8PROC_DECOMPOSE, &unused);
	if (n < 1 || n > MOST_PARTS)
		return 1;
	for (i = 0; i < n; i++)
		to[i] = (uint32_t)parts[i];
	return (size_t)n;
}

/* The composition of two code points, 0 if there is none. */
static uint32_t compose_two(uint32_t letter, uint32_t mark)
{
	utf8proc_int32_t two[2];
	size_t k;

	if (is_arabic(letter)) {
		for (k = 0; k < PAIRS; k++)
			if (arabic_pairs[k].letter == letter && arabic_pairs[k].mark == mark)
				return arabic_pairs[k].whole;
		return 0;
	}
	if (letter >= GH_WORD_BYTE || !is_restless(mark))
		return 0;
	two[0] = (utf8proc_int32_t)letter;
	two[1] = (utf8proc_int32_t)mark;
	return utf8proc_normalize_utf32(two, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE) == 1 ? (uint32_t)two[0] : 0;
}

/* Stable, by combining class, within each run of marks. */
static void put_in_order(uint32_t *cp, size_t n)
{
	size_t i, j;

	for (i = 1; i < n; i++) {
		uint32_t mark = cp[i];
		unsigned order = order_of(mark);

		if (order == 0)
			continue;
		for (j = i; j > 0 && order_of(cp[j - 1]) > order; j--)
			cp[j] = cp[j - 1];
		cp[j] = mark;
	}
}

static size_t join_pairs(uint32_t *cp, size_t n)
{
	size_t i, made = 0, starter = n;
	unsigned last = 0;

	for (i = 0; i < n; i++) {
		unsigned order = order_of(cp[i]);
		bool open = last < order || (last == 0 && made == starter + 1);
		uint32_t whole = starter < n && open ? compose_two(cp[starter], cp[i]) : 0;

		if (whole) {
			cp[starter] = whole;
			continue;
		}
		if (order == 0)
			starter = made;
		last = order;
		cp[made++] = cp[i];
	}
	return made;
}

static size_t count_staying(const struct gh_norm *norm, const uint32_t *cp, size_t n)
{
	size_t i, staying = 0;

	for (i = 0; i < n; i++)
		staying += !gh_mark_goes(cp[i], &norm->normal);
	return staying;
}

/*
 * How many code points of was lie in the stretch that is not the same in is.  Marks that go anyway do
 * not count: the short ways delete them without putting them in order first.
 */
static size_t count_changed(const struct gh_norm *norm, const uint32_t *was, size_t n, const uint32_t *is, size_t m)
{
	size_t i = 0, j = 0;

	while (i < n && j < m) {
		if (gh_mark_goes(was[i], &norm->normal))
			i++;
		else if (gh_mark_goes(is[j], &norm->normal))
			j++;
		else if (was[i] == is[j])
			i++, j++;
		else
			break;
	}
	while (n > i && m > j) {
		if (gh_mark_goes(was[n - 1], &norm->normal))
			n--;
		else if (gh_mark_goes(is[m - 1], &norm->normal))
			m--;
		else if (was[n - 1] == is[m - 1])
			n--, m--;
		else
			break;
	}
	return count_staying(norm, was + i, n - i);
}

static void compose(const struct gh_norm *norm, struct gh_word *word)
{
	size_t i, made = 0;

	for (i = 0; i < word->n && !is_restless(word->cp[i]); i++)
		;
	if (i == word->n)
		return;
	for (i = 0; i < word->n; i++)
		made += decompose_one(word->cp[i], word->spare + made);
	put_in_order(word->spare, made);
	made = join_pairs(word->spare, made);
	word->changed[GH_COMPOSE] += count_changed(norm, word->cp, word->n, word->spare, made);
	memcpy(word->cp, word->spare, made * sizeof *word->cp);
	word->n = made;
	word->stirred = false;
}

/* ---- zero width joiners ---- */

static bool is_emoji(uint32_t cp)
{
	return cp >= 0xA9 && cp < GH_WORD_BYTE &&
	       utf8proc_get_property((utf8proc_int32_t)cp)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/* Variation selectors and skin tones stand between an emoji and the joiner. */
static bool emoji_before(const struct gh_word *word, size_t i)
{
	while (i > 0 && (gh_letter_class(word->cp[i - 1]) == GH_CLASS_SELECTOR ||
	                 (word->cp[i - 1] >= 0x1F3FB && word->cp[i - 1] <= 0x1F3FF)))
		i--;
	return i > 0 && is_emoji(word->cp[i - 1]);
}

/* The Hijri year sign is a heh in its initial shape: 1445 and heh with a joiner or a tatweel. */
static bool lone_heh_before(const struct gh_word *word, size_t i)
{
	uint32_t cp = i > 0 ? word->cp[i - 1] : 0;
	bool heh = cp == 0x0647 || (cp >= 0xFEE9 && cp <= 0xFEEC);

	for (i -= i > 0; i > 0 && (gh_is_mark(word->cp[i - 1]) || word->cp[i - 1] == GH_TATWEEL_SIGN); i--)
		;
	return heh && !gh_is_letter(i > 0 ? word->cp[i - 1] : word->before);
}

#define VIRAMA 9 /* its combining class */

/* In the scripts of India a joiner after a virama is spelling. */
static bool virama_before(const struct gh_word *word, size_t i)
{
	unsigned order = 1;

	while (i > 0 && order != 0 && order != VIRAMA)
		order = order_of(word->cp[--i]);
	return order == VIRAMA;
}

static bool joiner_stays(const struct gh_word *word, size_t i, uint32_t next)
{
	return (emoji_before(word, i) && is_emoji(next)) || virama_before(word, i) ||
	       (lone_heh_before(word, i) && !gh_is_letter(next) && !gh_is_mark(next) &&
	        gh_letter_class(next) != GH_CLASS_HONORIFIC);
}

static void drop_joiners(struct gh_word *word)
{
	size_t i, kept = 0, n = word->n;

	for (i = 0; i < n; i++) {
		uint32_t cp = word->cp[i];

		/* What is before is what was kept; it stands in cp[0..kept). */
		if (cp == ZWJ && !joiner_stays(word, kept, i + 1 < n ? word->cp[i + 1] : word->after))
			continue;
		word->cp[kept++] = cp;
	}
	word->changed[GH_INVISIBLE] += n - kept;
	word->n = kept;
}

/* ---- the bench: the steps in their order ---- */

static void fold_word(const struct gh_norm *norm, struct gh_word *word)
{
	const ghirbal_normal *normal = &norm->normal;

	if (on(norm, GH_DECORATION))
		gh_word_drop_fillers(word);
	if (on(norm, GH_LOOKALIKES))
		gh_word_fold_lookalikes(word);
	if (on(norm, GH_COMPOSE) && word->stirred) {
		compose(norm, word);
		/* A hamza below may just have taken a madda's place. */
		gh_word_strip_marks(word, normal);
	}
	gh_word_fold_letters(word, normal);
	if (on(norm, GH_DIGITS))
		gh_word_fold_digits(word, (enum gh_digits)gh_switch_choice(normal, GH_DIGITS));
	if (on(norm, GH_PUNCTUATION))
		gh_word_fold_signs(word);
	if (on(norm, GH_ELONGATION))
		gh_word_shorten(word);
	if (on(norm, GH_BLANKS))
		gh_word_fold_blanks(word);
}

static void work(const struct gh_norm *norm, struct gh_word *word)
{
	const ghirbal_normal *normal = &norm->normal;

	word->stirred = false;
	if (on(norm, GH_INVISIBLE)) {
		gh_word_drop_invisible(word);
		drop_joiners(word);
	}
	gh_word_unfold_forms(word, normal);
	if (on(norm, GH_COMPOSE))
		compose(norm, word);
	if (on(norm, GH_DECORATION))
		gh_word_drop_accents(word);
	if (gh_switch_choice(normal, GH_DAGGER) == GH_DAGGER_ALEF)
		gh_word_lengthen(word);
	gh_word_strip_marks(word, normal);
	if (on(norm, GH_TATWEEL))
		gh_word_drop_tatweel(word, (enum gh_tatweel)gh_switch_choice(normal, GH_TATWEEL));
	fold_word(norm, word);
}

/* ---- what a code point calls for ---- */

static enum act find_act(const struct gh_norm *norm, uint32_t cp)
{
	uint32_t touched = gh_touched_by(cp) & norm->normal.on;
	enum gh_switch which = gh_mark_switch(cp);
	bool composes = on(norm, GH_COMPOSE) && is_restless(cp);

	if (cp == GH_TATWEEL_SIGN && touched)
		return gh_switch_choice(&norm->normal, GH_TATWEEL) == GH_TATWEEL_ALL ? (enum act)GH_TATWEEL : ACT_STRETCH;
	if (cp - 0x600 >= 0x100 || !gh_is_mark(cp)) {
		if (!touched && !composes)
			return ACT_CALM;
		if (touched == UINT32_C(1) << GH_YEH)
			return ACT_LAST;
		return gh_plain_fold(cp, &norm->normal, &which) != cp && which < GH_SWITCH_COUNT ?
		       (enum act)(ACT_FOLD + which) : ACT_WORK;
	}
	/* 0653 to 0655 may be a part of the letter before; a dagger may become a letter. */
	if ((composes && cp >= 0x653 && cp <= 0x655) ||
	    (which == GH_DAGGER && gh_switch_choice(&norm->normal, GH_DAGGER) == GH_DAGGER_ALEF))
		return ACT_WORK;
	if (touched)
		return which == GH_TASHKEEL ? ACT_WORK : (enum act)which;
	return composes ? ACT_KEPT : ACT_CALM;
}

static enum act act_of(const struct gh_norm *norm, uint32_t cp)
{
	return cp - 0x600 < 0x100 ? (enum act)norm->act[cp - 0x600] : find_act(norm, cp);
}

static void init(struct gh_norm *norm, const ghirbal_normal *normal, ghirbal_invalid invalid, bool reference)
{
	uint32_t i;

	norm->normal = *normal;
	norm->invalid = invalid;
	for (i = 0; i < 256; i++) {
		enum gh_switch unused;

		norm->act[i] = (unsigned char)find_act(norm, 0x600 + i);
		norm->order[i] = (unsigned char)order_of(0x600 + i);
		norm->fold[i] = norm->act[i] == ACT_LAST ? 0x064A :
		                (uint16_t)gh_plain_fold(0x600 + i, normal, &unused);
		norm->hunt.wanted[i] = norm->act[i] != ACT_CALM;
	}
	norm->hunt.extra = on(norm, GH_ENTITIES) ? '&' : '\n';
	norm->hunt.line_ends = on(norm, GH_BLANKS);
	/* These three look at letters and digits that are everywhere. */
	norm->hunt.everything = reference || on(norm, GH_ELONGATION) || on(norm, GH_MOJIBAKE) ||
	                        gh_switch_choice(normal, GH_DIGITS) == GH_DIGITS_ARABIC;
	gh_hunt_prepare(&norm->hunt);
}

void gh_norm_init(struct gh_norm *norm, const ghirbal_normal *normal, ghirbal_invalid invalid)
{
	init(norm, normal, invalid, false);
}

void gh_norm_init_reference(struct gh_norm *norm, const ghirbal_normal *normal, ghirbal_invalid invalid)
{
	init(norm, normal, invalid, true);
}

/* ---- where the bytes go ---- */

/* A buffer that grows, or room of the caller's that does not: what does not fit is only counted. */
struct sink {
	char *data;
	size_t size, room;
	size_t tail; /* how many blanks the last line ends in so far */
	const ghirbal_allocator *from;
	struct gh_buf *buf;
};

static bool fits(struct sink *sink, size_t more)
{
	if (more <= sink->room && sink->size <= sink->room - more)
		return true;
	if (!sink->buf)
		return false;
	sink->buf->size = sink->size;
	if (!gh_buf_reserve(sink->from, sink->buf, more))
		return false;
	sink->data = sink->buf->data;
	sink->room = sink->buf->room;
	return true;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static bool put(struct sink *sink, const char *bytes, size_t n)
{
	size_t solid = n;

	if (fits(sink, n)) {
		if (n > 0)
			memcpy(sink->data + sink->size, bytes, n);
	} else if (sink->buf) {
		return false;
	}
	sink->size += n;
	while (solid > 0 && is_blank(bytes[solid - 1]))
		solid--;
	sink->tail = solid > 0 ? n - solid : sink->tail + n;
	return true;
}

/* ---- the flow through a text ---- */

struct flow {
	const struct gh_norm *norm;
	struct sink sink;
	const char *text;
	size_t n;
	size_t done; /* bytes of text whose result is in the sink; a word begins here */
	enum gh_misread misread; /* what is wrong with the line that ends at line_end */
	size_t line_end;
	uint64_t *changed, *repaired;
	uint64_t tally[GH_SWITCH_COUNT]; /* what the short way changed, to be added in the end */
};

static bool is_crlf(const struct flow *flow, size_t at)
{
	return flow->text[at] == '\r' && at + 1 < flow->n && flow->text[at + 1] == '\n' &&
	       on(flow->norm, GH_INVISIBLE);
}

/* Words end at blanks and line ends: no step looks over these. */
static bool ends_word(const struct flow *flow, size_t at)
{
	return at >= flow->n || is_blank(flow->text[at]) || flow->text[at] == '\n' || is_crlf(flow, at);
}

static bool ends_line(const struct flow *flow, size_t at)
{
	return at >= flow->n || flow->text[at] == '\n' || is_crlf(flow, at);
}

static void trim(struct flow *flow)
{
	if (!on(flow->norm, GH_BLANKS))
		return;
	flow->changed[GH_BLANKS] += flow->sink.tail;
	flow->sink.size -= flow->sink.tail;
	flow->sink.tail = 0;
}

/* ---- words for the bench ---- */

/* How a code point came to be: by the switch that decoded it (enum gh_switch), or one of these. */
enum { AS_IT_WAS = GH_SWITCH_COUNT, REPAIRED };

/* The length of the character at `at`, read as it was meant; *by says how. */
static size_t decode(const struct flow *flow, size_t at, uint32_t *cp, unsigned *by)
{
	const char *text = flow->text + at;
	size_t n = flow->n - at, step = gh_mojibake_next(flow->misread, text, n, cp);

	*by = GH_MOJIBAKE;
	if (step > 0)
		return step;
	*by = GH_ENTITIES;
	if (*text == '&' && on(flow->norm, GH_ENTITIES))
		step = gh_entity_next(text, n, cp);
	if (step > 0)
		return step;
	*by = AS_IT_WAS;
	return gh_utf8_next(text, n, cp);
}

/* Where a code point on the bench came from, so that what is put back is not counted. */
struct origin {
	size_t start;
	unsigned by;
};

/* Reads one character at *at, or repairs it; adds one code point, or as many as bytes stay. */
static ghirbal_status read_one(const struct flow *flow, struct gh_word *word, size_t *at, struct origin *origins)
{
	const unsigned char *b = (const unsigned char *)flow->text + *at;
	struct origin origin = {*at, AS_IT_WAS};
	uint32_t cp;
	size_t i, step = decode(flow, *at, &cp, &origin.by);

	*at += step;
	if (cp == GH_UTF8_BAD && flow->norm->invalid == GHIRBAL_INVALID_FAIL)
		return GHIRBAL_BAD_UTF8;
	if (cp == GH_UTF8_BAD)
		origin.by = REPAIRED;
	if (cp == GH_UTF8_BAD && flow->norm->invalid == GHIRBAL_INVALID_KEEP) {
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

/* Nothing that any step does depends on what is on the other side of two such neighbours. */
static bool is_firm(const struct gh_norm *norm, uint32_t cp)
{
	enum gh_class class = gh_letter_class(cp);

	return cp < GH_WORD_BYTE && !is_restless(cp) && class != GH_CLASS_TATWEEL && class != GH_CLASS_JOINER &&
	       class != GH_CLASS_SELECTOR && (class == GH_CLASS_LETTER || act_of(norm, cp) == ACT_CALM);
}

/* Where to cut a word that is too long, given what was read of it. */
static size_t find_cut(const struct gh_norm *norm, const struct gh_word *word)
{
	size_t cut;

	for (cut = word->n - 1; cut > word->n / 2; cut--)
		if (is_firm(norm, word->cp[cut]) && is_firm(norm, word->cp[cut - 1]) &&
		    word->cp[cut] != word->cp[cut - 1])
			return cut;
	return word->n;
}

static void count_origins(const struct flow *flow, const struct origin *origins, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (origins[i].by == REPAIRED)
			++*flow->repaired;
		else if (origins[i].by != AS_IT_WAS)
			flow->changed[origins[i].by]++;
}

static ghirbal_status read_word(const struct flow *flow, struct gh_word *word, size_t *at)
{
	struct origin origins[GH_WORD_READ + 4]; /* bytes that stay come up to three at once */
	unsigned unused;
	size_t cut;

	word->n = 0;
	word->after = ' ';
	while (word->n < GH_WORD_READ && !ends_word(flow, *at)) {
		ghirbal_status status = read_one(flow, word, at, origins);

		if (status != GHIRBAL_OK)
			return status;
	}
	if (!ends_word(flow, *at)) {
		cut = find_cut(flow->norm, word);
		if (cut < word->n) {
			word->after = word->cp[cut];
			*at = origins[cut].start;
			word->n = cut;
		} else {
			decode(flow, *at, &word->after, &unused);
		}
	}
	count_origins(flow, origins, word->n);
	return GHIRBAL_OK;
}

static bool write_word(struct sink *sink, const struct gh_word *word)
{
	char bytes[256];
	size_t i, size = 0;

	for (i = 0; i < word->n; i++) {
		if (word->cp[i] >= GH_WORD_BYTE)
			bytes[size++] = (char)(unsigned char)(word->cp[i] - GH_WORD_BYTE);
		else
			size += gh_utf8_put(word->cp[i], bytes + size);
		if (size > sizeof bytes - 4) {
			if (!put(sink, bytes, size))
				return false;
			size = 0;
		}
	}
	return put(sink, bytes, size);
}

static ghirbal_status work_on_word(struct flow *flow)
{
	struct gh_word word;
	uint32_t last = ' ';

	word.changed = flow->changed;
	word.order = order_of;
	word.tail[0] = word.tail[1] = 0;
	do {
		ghirbal_status status = read_word(flow, &word, &flow->done);

		if (status != GHIRBAL_OK)
			return status;
		word.before = last;
		last = word.n > 0 ? word.cp[word.n - 1] : last;
		work(flow->norm, &word);
		if (word.n > 0) {
			word.tail[0] = word.n > 1 ? word.cp[word.n - 2] : word.tail[1];
			word.tail[1] = word.cp[word.n - 1];
		}
		if (!write_word(&flow->sink, &word))
			return GHIRBAL_NO_MEMORY;
	} while (!ends_word(flow, flow->done));
	return GHIRBAL_OK;
}

/* ---- words whose neighbours do not matter ---- */

#define NO_WAY SIZE_MAX

/* A word on its way from text to sink, byte by byte. */
struct strip {
	const struct flow *flow;
	uint64_t *tally;           /* the flow's */
	unsigned char *start, *to; /* in the sink */
	size_t stopped;            /* where it turned out that the word has to go to the bench */
	bool touched;              /* the word is not as it was */
};

static bool is_arabic_pair(const unsigned char *b)
{
	return (b[0] & 0xFC) == 0xD8 && (b[1] & 0xC0) == 0x80;
}

/* The code point of a pair of bytes of 0600-06FF, less 0600. */
static unsigned index_of(const unsigned char *b)
{
	return (b[0] & 3u) << 6 | (b[1] & 0x3Fu);
}

/* The switch to which an act that needs no bench is put down; GH_COMPOSE if nothing changes. */
static unsigned switch_of(unsigned act)
{
	return act < GH_SWITCH_COUNT ? act :
	       act == ACT_STRETCH ? GH_TATWEEL :
	       act == ACT_LAST ? GH_YEH :
	       act >= ACT_FOLD ? act - ACT_FOLD : GH_COMPOSE;
}

/* The length of the tatweels and marks at `at` if they stand between letters and all go, else 0. */
static size_t skip_stretch(const struct strip *strip, size_t at)
{
	const unsigned char *b = (const unsigned char *)strip->flow->text;
	size_t i, k;

	if (strip->to - strip->start < 2 || !is_arabic_pair(strip->to - 2) ||
	    !gh_is_letter(0x600 + index_of(strip->to - 2)))
		return 0;
	for (i = at; i + 1 < strip->flow->n && is_arabic_pair(b + i); i += 2) {
		unsigned act = strip->flow->norm->act[index_of(b + i)];

		if (act != ACT_STRETCH && (act >= GH_SWITCH_COUNT || act == ACT_CALM))
			break;
	}
	if (i + 1 >= strip->flow->n || !is_arabic_pair(b + i) || !gh_is_letter(0x600 + index_of(b + i)))
		return 0;
	for (k = at; k < i; k += 2)
		strip->tally[switch_of(strip->flow->norm->act[index_of(b + k)])]++;
	return i - at;
}

/* A mark that stays is fine where it is if the one before it has no higher class. */
static bool in_order(const struct strip *strip, unsigned index)
{
	const unsigned char *order = strip->flow->norm->order;

	return strip->to - strip->start < 2 || !is_arabic_pair(strip->to - 2) ||
	       order[index_of(strip->to - 2)] <= order[index];
}

/* The two bytes at `at` call for more than to go or to stay; returns what to move on by, 0 for the bench. */
static size_t strip_pair(struct strip *strip, size_t at, unsigned act)
{
	const struct flow *flow = strip->flow;
	unsigned index = index_of((const unsigned char *)flow->text + at);

	switch (act) {
	case ACT_STRETCH:
		return skip_stretch(strip, at);
	case ACT_KEPT:
		if (!in_order(strip, index))
			return 0;
		strip->to += 2;
		return 2;
	case ACT_LAST:
		/* Beyond ASCII it takes the bench to see whether the word goes on. */
		if (at + 2 < flow->n && (flow->text[at + 2] & 0x80))
			return 0;
		break;
	case ACT_WORK:
		return 0;
	default:
		break;
	}
	strip->tally[switch_of(act)]++;
	strip->to += gh_utf8_put(flow->norm->fold[index], (char *)strip->to);
	return 2;
}

/* A character that is not of 0600-06FF; returns its length, 0 for the bench. */
static size_t strip_other(struct strip *strip, size_t at)
{
	const struct flow *flow = strip->flow;
	uint32_t cp;
	size_t step = gh_utf8_next(flow->text + at, flow->n - at, &cp);

	if (cp == GH_UTF8_BAD || act_of(flow->norm, cp) != ACT_CALM)
		return 0;
	memcpy(strip->to, flow->text + at, step);
	strip->to += step;
	return step;
}

/* Returns where the word that begins at `at` ends, or NO_WAY if it has to go to the bench. */
static size_t strip_word(struct strip *strip, size_t at)
{
	const struct flow *flow = strip->flow;
	const unsigned char *b = (const unsigned char *)flow->text, *acts = flow->norm->act;
	uint64_t *tally = strip->tally;
	unsigned char *to = strip->to;
	size_t n = flow->n;
	unsigned touched = 0;

	while (at < n) {
		size_t step;

		if (at + 1 < n && is_arabic_pair(b + at)) {
			unsigned act = acts[index_of(b + at)];

			to[0] = b[at];
			to[1] = b[at + 1];
			touched |= act;
			if (act < GH_SWITCH_COUNT) {
				tally[act]++;
				to += (act == ACT_CALM) * 2; /* no branch: where marks stand is not to be guessed */
				at += 2;
				continue;
			}
			strip->to = to;
			step = strip_pair(strip, at, act);
		} else if (ends_word(flow, at)) {
			break;
		} else {
			strip->to = to;
			step = strip_other(strip, at);
		}
		to = strip->to;
		strip->stopped = at;
		if (step == 0)
			return NO_WAY;
		at += step;
	}
	strip->to = to;
	strip->touched = touched != ACT_CALM;
	return at;
}

/* Takes back what a word put into the tally before it turned out to be one for the bench. */
static void untally(const struct strip *strip)
{
	const unsigned char *b = (const unsigned char *)strip->flow->text;
	size_t i;

	for (i = strip->flow->done; i < strip->stopped; i++)
		if (is_arabic_pair(b + i))
			strip->tally[switch_of(strip->flow->norm->act[index_of(b + i)])]--;
}

/*
 * Does the word at flow->done, and those after it while they have something to change.  False if the
 * word at flow->done then has to go to the bench.
 */
static bool strip_words(struct flow *flow)
{
	struct sink *sink = &flow->sink;
	struct strip strip = {flow, flow->tally, NULL, NULL, 0, false};

	if (!fits(sink, flow->n - flow->done))
		return false;
	for (;;) {
		size_t end;

		strip.start = strip.to = (unsigned char *)sink->data + sink->size;
		end = strip_word(&strip, flow->done);
		if (end == NO_WAY) {
			untally(&strip);
			return false;
		}
		sink->size += (size_t)(strip.to - strip.start);
		sink->tail = strip.to > strip.start ? 0 : sink->tail;
		if (!strip.touched || ends_line(flow, end) || ends_word(flow, end + 1)) {
			flow->done = end;
			return true;
		}
		sink->data[sink->size++] = flow->text[end];
		sink->tail++;
		flow->done = end + 1;
	}
}

static void add_tally(const struct flow *flow)
{
	unsigned i;

	for (i = GH_COMPOSE + 1; i < GH_SWITCH_COUNT; i++) {
		flow->changed[i] += flow->tally[i];
		if (i >= GH_HARAKAT && i <= GH_DAGGER)
			flow->changed[GH_TASHKEEL] += flow->tally[i];
	}
}

/* ---- the hunt ---- */

static ghirbal_status put_clean(struct flow *flow, size_t end)
{
	if (end > flow->done && !put(&flow->sink, flow->text + flow->done, end - flow->done))
		return GHIRBAL_NO_MEMORY;
	flow->done = end;
	return GHIRBAL_OK;
}

/* A line end that is to lose something: the blanks before it, or the CR of CR LF. */
static ghirbal_status end_line(struct flow *flow, size_t at)
{
	bool blank = is_blank(flow->text[at]);
	ghirbal_status status = put_clean(flow, blank ? at + 1 : at);

	if (!blank)
		flow->changed[GH_INVISIBLE]++;
	flow->done = at + 1;
	trim(flow);
	return status;
}

/* The first word of a line has the line judged. */
static void judge_line(struct flow *flow, size_t at)
{
	const char *newline;

	if (!on(flow->norm, GH_MOJIBAKE) || at < flow->line_end)
		return;
	newline = memchr(flow->text + at, '\n', flow->n - at);
	flow->line_end = newline ? (size_t)(newline - flow->text) : flow->n;
	flow->misread = gh_mojibake_judge(flow->text + at, flow->line_end - at);
}

static ghirbal_status mend_word(struct flow *flow, size_t at)
{
	ghirbal_status status;

	while (at > flow->done && !ends_word(flow, at - 1))
		at--;
	status = put_clean(flow, at);
	judge_line(flow, at);
	if (status == GHIRBAL_OK && (flow->norm->hunt.everything || !strip_words(flow)))
		status = work_on_word(flow);
	if (ends_line(flow, flow->done))
		trim(flow);
	return status;
}

/* Looks at what the hunt stopped at, and does what it calls for; *at is where to hunt on. */
static ghirbal_status look(struct flow *flow, size_t *at)
{
	ghirbal_status status;

	if (is_blank(flow->text[*at]) || is_crlf(flow, *at)) {
		status = end_line(flow, *at);
	} else {
		uint32_t cp;
		size_t step = gh_utf8_next(flow->text + *at, flow->n - *at, &cp);

		if (!flow->norm->hunt.everything && cp != GH_UTF8_BAD && act_of(flow->norm, cp) == ACT_CALM) {
			*at += step;
			return GHIRBAL_OK;
		}
		status = mend_word(flow, *at);
	}
	*at = flow->done;
	return status;
}

static ghirbal_status run(struct flow *flow)
{
	const struct gh_hunt *hunt = &flow->norm->hunt;
	ghirbal_status status = GHIRBAL_OK;
	size_t at = 0;

	while (status == GHIRBAL_OK) {
		at += hunt->next(hunt, flow->text + at, flow->n - at);
		if (at >= flow->n)
			break;
		status = look(flow, &at);
	}
	if (status == GHIRBAL_OK)
		status = put_clean(flow, flow->n);
	trim(flow);
	add_tally(flow);
	return status;
}

ghirbal_status gh_norm_append(const struct gh_norm *norm, const ghirbal_allocator *from, struct gh_buf *out,
                              const char *text, size_t n, uint64_t *changed, uint64_t *repaired)
{
	struct flow flow = {norm, {out->data, out->size, out->room, 0, from, out}, text, n, 0, GH_READ_RIGHT, 0, changed, repaired, {0}};
	ghirbal_status status;

	if (!fits(&flow.sink, n))
		return GHIRBAL_NO_MEMORY;
	status = run(&flow);
	out->size = flow.sink.size;
	return status;
}

ghirbal_status ghirbal_normalize(const ghirbal_normal *normal, const char *text, size_t length,
                                 char *out, size_t room, size_t *size, uint64_t *changed)
{
	struct gh_norm norm;
	uint64_t unasked[GHIRBAL_SWITCHES] = {0}, repaired = 0;
	struct flow flow = {&norm, {out, 0, out ? room : 0, 0, NULL, NULL}, text, length, 0,
	                    GH_READ_RIGHT, 0, changed ? changed : unasked, &repaired, {0}};
	ghirbal_status status;

	if (!normal || !size || (!text && length > 0))
		return GHIRBAL_MISUSE;
	gh_norm_init(&norm, normal, GHIRBAL_INVALID_REPLACE);
	status = run(&flow);
	*size = flow.sink.size;
	return status;
}
