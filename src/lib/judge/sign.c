/* SPDX-License-Identifier: MIT */
#include "judge/sign.h"

#include <string.h>

#include "text/fold.h"
#include "text/glance.h"

struct sign {
	const char *bytes;
	size_t size;
};

#define SIGN(text) {text, sizeof text - 1}
#define COUNT(table) (sizeof table / sizeof table[0])

static bool ends_with(const char *s, size_t n, struct sign sign)
{
	return n >= sign.size && s[n - 1] == sign.bytes[sign.size - 1] &&
	       memcmp(s + n - sign.size, sign.bytes, sign.size) == 0;
}

static bool begins_with(const char *s, size_t n, struct sign sign)
{
	return n >= sign.size && s[0] == sign.bytes[0] && memcmp(s, sign.bytes, sign.size) == 0;
}

static bool is_closer(char c)
{
	return c == ' ' || c == '\t' || c == '"' || c == '\'' || c == ')' || c == ']';
}

/* Without blanks, quotes and brackets that close: what the sentence itself ends in. */
static size_t before_closers(const char *s, size_t n)
{
	static const struct sign closers[] = {SIGN("\xC2\xA0"), SIGN("”"), SIGN("»"), SIGN("’")};
	size_t i = 0;

	while (n > 0 && i < COUNT(closers)) {
		if (is_closer(s[n - 1])) {
			n--;
		} else if ((unsigned char)s[n - 1] < 0x80) {
			return n;
		} else {
			for (i = 0; i < COUNT(closers) && !ends_with(s, n, closers[i]); i++)
				;
			n -= i < COUNT(closers) ? closers[i].size : 0;
		}
	}
	return n;
}

/* An Arabic letter, as most lines end in; ؟ and ۔ are the two signs behind the same lead bytes. */
static bool ends_in_letter(const char *s, size_t n)
{
	return n >= 2 && ((unsigned char)s[n - 2] & 0xFC) == 0xD8 && s[n - 1] != '\x9F' &&
	       s[n - 1] != '\x94';
}

uint32_t gh_end_marks(const char *s, size_t n)
{
	static const struct {
		struct sign sign;
		uint32_t mark;
	} ends[] = {
#define GH_END(text, mark) {SIGN(text), mark},
#include "lang/languages.def"
	};
	size_t i;

	if (ends_in_letter(s, n))
		return 0;
	n = before_closers(s, n);
	for (i = 0; i < COUNT(ends); i++)
		if (ends_with(s, n, ends[i].sign))
			return ends[i].mark;
	return 0;
}

/* A digit of any of the three sets at s: its length in bytes, or 0. */
static size_t digit_at(const char *s, size_t n)
{
	if (n > 0 && s[0] >= '0' && s[0] <= '9')
		return 1;
	if (n > 1 && (((unsigned char)s[0] == 0xD9 && (unsigned char)s[1] >= 0xA0 &&
	               (unsigned char)s[1] <= 0xA9) ||
	              ((unsigned char)s[0] == 0xDB && (unsigned char)s[1] >= 0xB0 &&
	               (unsigned char)s[1] <= 0xB9)))
		return 2;
	return 0;
}

static uint32_t number_mark(const char *s, size_t n)
{
	size_t at = digit_at(s, n), more;

	if (at == 0)
		return 0;
	more = digit_at(s + at, n - at);
	at += more;
	while (at < n && s[at] == ' ')
		at++;
	if (at + 1 >= n || (s[at] != '.' && s[at] != ')' && s[at] != '-'))
		return 0;
	/* 1.2 numbers a table of contents */
	return digit_at(s + at + 1, n - at - 1) ? 0 : GH_NUMBERED;
}

uint32_t gh_begin_marks(const char *s, size_t n)
{
	static const struct sign bullets[] = {SIGN("•"), SIGN("·"), SIGN("▪"), SIGN("●"), SIGN("◾"),
	                                      SIGN("■"), SIGN("*"), SIGN("-"), SIGN("–"), SIGN("—"),
	                                      SIGN("►"), SIGN("▶"), SIGN("✅"), SIGN("✔"), SIGN("☑"),
	                                      SIGN("✓"), SIGN("🔹"), SIGN("🔸"), SIGN("◆"), SIGN("○"),
	                                      SIGN("▫"), SIGN("➢"), SIGN("➤"), SIGN("⭐")};
	size_t i;

	while (n > 0 && (*s == ' ' || *s == '\t'))
		s++, n--;
	if (n > 0 && ((unsigned char)*s & 0xFC) == 0xD8 && !digit_at(s, n))
		return 0; /* an Arabic letter, as most lines begin with */
	for (i = 0; i < COUNT(bullets); i++)
		if (begins_with(s, n, bullets[i]) && n > bullets[i].size + 1)
			return GH_BULLET;
	return number_mark(s, n);
}

/* ---- signs inside a line ---- */

static void end_piece(struct gh_signs *g)
{
	g->parts++;
	g->short_parts += g->piece <= 3;
	g->piece = 0;
}

static bool is_between_blanks(const char *s, size_t i, size_t n)
{
	return i > 0 && i + 1 < n && s[i - 1] == ' ' && s[i + 1] == ' ';
}

/* Of ASCII, as those beside the sign of an address are. */
static bool is_between_letters(const char *s, size_t i, size_t n)
{
	return i > 0 && i + 1 < n && s[i - 1] > ' ' && s[i - 1] <= '~' && s[i + 1] > ' ' &&
	       s[i + 1] <= '~';
}

static void look_at_ascii(struct gh_signs *g, const char *s, size_t i, size_t n)
{
	switch (s[i]) {
	case ',':
		g->commas++;
		end_piece(g);
		break;
	case '|':
		g->separator = true;
		end_piece(g);
		break;
	case '/':
		g->separator |= is_between_blanks(s, i, n);
		end_piece(g);
		break;
	case ':':
		g->separator |= i + 1 < n && s[i + 1] == ':';
		break;
	case '@':
		g->at |= is_between_letters(s, i, n);
		break;
	case '?': case '[': case ']': case '^':
		break;
	default:
		g->code++;
		break;
	}
}

static void look_at_other(struct gh_signs *g, const char *s, size_t n)
{
	static const struct sign separators[] = {SIGN("›"), SIGN("‹"), SIGN("→"),
	                                         SIGN("←"), SIGN("•"), SIGN("·")};
	size_t k;

	g->opened |= begins_with(s, n, (struct sign)SIGN("«"));
	g->closed |= begins_with(s, n, (struct sign)SIGN("»"));
	g->copyright |= begins_with(s, n, (struct sign)SIGN("©"));
	if (begins_with(s, n, (struct sign)SIGN("–")))
		g->seen |= GH_SEEN_EN_DASH;
	for (k = 0; k < COUNT(separators); k++)
		g->separator |= begins_with(s, n, separators[k]);
}

static void look_at_sign(struct gh_signs *g, const char *s, size_t i, size_t n)
{
	if ((unsigned char)s[i] < 0x80) {
		look_at_ascii(g, s, i, n);
	} else if ((unsigned char)s[i] >= 0xC0) {
		look_at_other(g, s + i, n - i);
	} else if (i > 0 && s[i - 1] == '\xD8') { /* ، or ؛ */
		g->commas++;
		end_piece(g);
	}
}

/* Of 64 bytes of s from base on; words counts blanks behind something else. */
static void look_at_block(struct gh_signs *g, const char *s, size_t base, size_t n,
                          const struct gh_glance *glance, uint64_t words)
{
	uint64_t signs = glance->sign | glance->comma | glance->lead;

	for (; signs; signs &= signs - 1) {
		uint64_t before = (signs & -signs) - 1;

		g->piece += (unsigned)__builtin_popcountll(words & before);
		words &= ~before;
		look_at_sign(g, s, base + (size_t)__builtin_ctzll(signs), n);
	}
	g->piece += (unsigned)__builtin_popcountll(words);
}

/* What addresses of the web begin or end with; at s stands the first letter or the full stop of it. */
static bool is_address(const char *s, size_t n)
{
	static const struct sign cues[] = {SIGN("http"), SIGN("www."), SIGN(".com"),
	                                   SIGN(".net"), SIGN(".org"), SIGN(".info")};
	size_t k;

	for (k = 0; k < COUNT(cues); k++)
		if (begins_with(s, n, cues[k]))
			return true;
	return false;
}

/* A vowel is known by its second byte, which is some letter's too, and by the lead before it. */
static void count_vowels(struct gh_signs *g, const char *s, uint64_t vowels)
{
	for (; vowels; vowels &= vowels - 1)
		g->vowels += s[__builtin_ctzll(vowels) - 1] == '\xD9';
}

/* What most lines have none of, in 64 bytes of s from base on. */
static void look_for_rare(struct gh_signs *g, const char *s, size_t base, size_t n,
                          const struct gh_glance *glance, uint64_t behind_blank)
{
	uint64_t cues = glance->latin | glance->stop;

	if (glance->gap | ((glance->blank | glance->stop | glance->lead) & behind_blank))
		g->seen |= GH_SEEN_GAP;
	if (glance->dash)
		g->seen |= GH_SEEN_DASH;
	count_vowels(g, s + base, base > 0 ? glance->vowel : glance->vowel & ~UINT64_C(1));
	for (; cues && !g->address; cues &= cues - 1) {
		size_t at = base + (size_t)__builtin_ctzll(cues);

		g->address = is_address(s + at, n - at);
	}
}

struct gh_signs gh_signs_read(const char *s, size_t n)
{
	struct gh_signs g = {0};
	uint64_t blank = 1; /* the byte before is one, or there is none */
	size_t at;

	for (at = 0; at < n; at += 64) {
		const struct gh_glance glance = gh_glance_at(s + at, n - at);
		uint64_t behind_blank = glance.blank << 1 | blank;

		look_at_block(&g, s, at, n, &glance, glance.blank & ~behind_blank);
		look_for_rare(&g, s, at, n, &glance, behind_blank);
		blank = glance.blank >> 63;
	}
	g.piece++;
	end_piece(&g);
	return g;
}

bool gh_has_phone(const unsigned char *key, size_t n)
{
	size_t i, run = 0;

	for (i = 0; i < n && run < 9; i++) {
		if (key[i] == GH_KEY_DIGIT)
			run++;
		else if (key[i] != GH_KEY_BLANK)
			run = 0;
	}
	return run >= 9;
}

bool gh_has_time(const unsigned char *key, size_t n)
{
	size_t i;

	for (i = 1; i + 2 < n; i++)
		if (key[i] == GH_KEY_COLON && key[i - 1] == GH_KEY_DIGIT &&
		    key[i + 1] == GH_KEY_DIGIT && key[i + 2] == GH_KEY_DIGIT)
			return true;
	return false;
}

bool gh_has_result(const char *s, size_t n)
{
	size_t i;

	for (i = 1; i + 1 < n; i++) {
		size_t a = i, b = i + 1;

		if (s[i] != '-')
			continue;
		while (a > 0 && s[a - 1] == ' ')
			a--;
		while (b < n && s[b] == ' ')
			b++;
		if (a > 0 && b < n && s[a - 1] >= '0' && s[a - 1] <= '9' &&
		    digit_at(s + b, n - b) && (a < 3 || !digit_at(s + a - 3, 3)))
			return true;
	}
	return false;
}

bool gh_has_credit(const char *s, size_t n)
{
	static const struct sign dash = SIGN("–");
	size_t i = n, blanks = 0;

	while (i > 0 && blanks <= 3) {
		if (s[i - 1] == '-' || ends_with(s, i, dash))
			return i < n;
		blanks += s[--i] == ' ';
	}
	return false;
}

static bool is_gap(const char *s, size_t n, size_t i)
{
	static const struct sign gaps[] = {SIGN("   "), SIGN("\t"),    SIGN("***"),
	                                   SIGN("* *"), SIGN(" ... "), SIGN(" … ")};
	size_t k;

	if (s[i] == ' ' && i + 1 < n && s[i + 1] != ' ' && s[i + 1] != '.' && s[i + 1] != '\xE2')
		return false; /* as between any two words */
	for (k = 0; k < COUNT(gaps); k++)
		if (begins_with(s + i, n - i, gaps[k]))
			return true;
	return false;
}

bool gh_has_halves(const char *s, size_t n)
{
	size_t i;

	for (i = n / 3; i < n - n / 3; i++)
		if ((s[i] == ' ' || s[i] == '*' || s[i] == '\t') && is_gap(s, n, i))
			return true;
	return false;
}

/*
 * The byte that a sign is sought by, the second if it has several: the first of a letter is that of half
 * the letters of the script.
 */
static char pivot_of(struct sign sign)
{
	return sign.bytes[sign.size > 1];
}

/* Whether one of signs, which have that byte in common, stands in the line. */
static bool holds(const char *s, size_t n, const struct sign *signs, size_t count)
{
	size_t at = signs->size > 1, k;
	const char *found, *from = s + at, *end = s + n;

	while (from < end && (found = memchr(from, pivot_of(*signs), (size_t)(end - from)))) {
		for (k = 0; k < count; k++)
			if (begins_with(found - at, (size_t)(end - found) + at, signs[k]))
				return true;
		from = found + 1;
	}
	return false;
}

static bool is_latin(struct sign sign)
{
	return sign.bytes[0] >= 'A' && sign.bytes[0] <= 'Z';
}

bool gh_has_price(const char *s, size_t n, bool latin)
{
	static const struct sign currencies[] = {
#define GH_CURRENCY(text) SIGN(text),
#include "lang/languages.def"
	};
	size_t k, next;

	for (k = 0; k < COUNT(currencies); k = next) {
		for (next = k + 1; next < COUNT(currencies); next++)
			if (pivot_of(currencies[next]) != pivot_of(currencies[k]))
				break;
		if ((latin || !is_latin(currencies[k])) && holds(s, n, currencies + k, next - k))
			return true;
	}
	return false;
}

bool gh_has_label(const char *s, size_t n)
{
	const char *colon = n > 0 ? memchr(s, ':', n) : NULL;
	size_t i, blanks = 0, before;

	if (!colon)
		return false;
	before = (size_t)(colon - s);
	for (i = 0; i < before; i++)
		blanks += s[i] == ' ';
	return before > 3 && blanks <= 4 && before + 2 < n &&
	       !(s[before - 1] >= '0' && s[before - 1] <= '9');
}
