/* SPDX-License-Identifier: MIT */
#include "judge/sign.h"

#include <string.h>

#include "base/bits.h"
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
	if (n > 0 && (unsigned char)*s < 0x80 && *s != '*' && *s != '-')
		return number_mark(s, n); /* of ASCII there are but these two */
	for (i = 0; i < COUNT(bullets); i++)
		if (begins_with(s, n, bullets[i]) && n > bullets[i].size + 1)
			return GH_BULLET;
	return number_mark(s, n);
}

/* ---- signs inside a line ---- */

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

static bool is_behind(char c, const char *s, size_t i)
{
	return i > 0 && s[i - 1] == c;
}

#define BIT(c) (UINT64_C(1) << ((c) & 63))

/* A sign of programming languages and shells, of ASCII. */
static bool is_of_code(char c)
{
	static const uint64_t signs[] = {BIT('#') | BIT('$') | BIT('(') | BIT(')') | BIT(';') |
	                                         BIT('<') | BIT('=') | BIT('>'),
	                                 BIT('\\') | BIT('_') | BIT('{') | BIT('}')};

	return signs[c >> 6 & 1] >> (c & 63) & 1;
}

/* Whether the full stop there is of an address of the web. */
static bool is_of_address(const char *s, size_t i, size_t n)
{
	static const struct sign ends[] = {SIGN(".com"), SIGN(".net"), SIGN(".org"), SIGN(".info")};
	size_t k;

	for (k = 0; k < COUNT(ends) && i + 1 < n; k++)
		if (s[i + 1] == ends[k].bytes[1] && begins_with(s + i, n - i, ends[k]))
			return true;
	return is_behind('w', s, i) && ends_with(s, i + 1, (struct sign)SIGN("www."));
}

static void look_at_other(struct gh_signs *g, const char *s, size_t i, size_t length)
{
	static const struct sign separators[] = {SIGN("›"), SIGN("‹"), SIGN("→"),
	                                         SIGN("←"), SIGN("•"), SIGN("·")};
	static const struct sign dash = SIGN("–");
	size_t k, n = length - i;

	s += i;
	g->opened |= begins_with(s, n, (struct sign)SIGN("«"));
	g->closed |= begins_with(s, n, (struct sign)SIGN("»"));
	g->copyright |= begins_with(s, n, (struct sign)SIGN("©"));
	if (begins_with(s, n, dash))
		g->dash = i + dash.size;
	for (k = 0; k < COUNT(separators); k++)
		g->separator |= begins_with(s, n, separators[k]);
}

/* A byte that is not of ASCII; returns whether a piece of a list ends with it, as at ، and ؛. */
static bool look_at_letter(struct gh_signs *g, const char *s, size_t i, size_t n)
{
	unsigned char byte = (unsigned char)s[i];

	if (byte >= 0xC0) {
		if (is_behind(' ', s, i))
			g->seen |= GH_SEEN_GAP;
		look_at_other(g, s, i, n);
		return false;
	}
	g->vowels += byte != 0x9B && is_behind('\xD9', s, i);
	if ((byte != 0x8C && byte != 0x9B) || !is_behind('\xD8', s, i))
		return false;
	g->commas++;
	return true;
}

/* Likewise, a byte of ASCII. */
static bool look_at_ascii(struct gh_signs *g, const char *s, size_t i, size_t n)
{
	switch (s[i]) {
	case ',':
		g->commas++;
		return true;
	case '|':
		g->separator = true;
		return true;
	case '/':
		g->separator |= is_between_blanks(s, i, n);
		return true;
	case ':':
		g->separator |= i + 1 < n && s[i + 1] == ':';
		g->seen |= GH_SEEN_COLON;
		return false;
	case '@':
		g->at |= is_between_letters(s, i, n);
		return false;
	case 'h':
		g->address |= begins_with(s + i, n - i, (struct sign)SIGN("http"));
		return false;
	case '.':
		g->address |= is_of_address(s, i, n);
		g->seen |= is_behind(' ', s, i) ? GH_SEEN_GAP : 0;
		return false;
	case '-':
		g->seen |= GH_SEEN_DASH;
		g->dash = i + 1;
		return false;
	case '\t': case '*':
		g->seen |= GH_SEEN_GAP;
		return false;
	default:
		g->code += is_of_code(s[i]);
		return false;
	}
}

static void end_piece(struct gh_signs *g)
{
	g->parts++;
	g->short_parts += g->piece <= 3;
	g->piece = 0;
}

/* Of 64 bytes of s from base on; words counts blanks behind something else. */
static void look_at_block(struct gh_signs *g, const char *s, size_t base, size_t n, uint64_t odd,
                          uint64_t words)
{
	for (; odd; odd &= odd - 1) {
		uint64_t before = (odd & -odd) - 1;
		size_t i = base + (size_t)__builtin_ctzll(odd);

		if ((unsigned char)s[i] < 0x80 ? look_at_ascii(g, s, i, n)
		                               : look_at_letter(g, s, i, n)) {
			g->piece += gh_count_bits(words & before);
			words &= ~before;
			end_piece(g);
		}
	}
	g->piece += gh_count_bits(words);
}

struct gh_signs gh_signs_read(enum gh_kernel kernel, const char *s, size_t n)
{
	struct gh_signs g = {0};
	uint64_t blank = 1; /* the byte before is one, or there is none */
	size_t at;

	for (at = 0; at < n; at += 64) {
		const struct gh_glance glance = gh_glance_at(kernel, s, n, at);
		uint64_t behind_blank = glance.blank << 1 | blank;

		look_at_block(&g, s, at, n, glance.odd, glance.blank & ~behind_blank);
		if (glance.blank & behind_blank)
			g.seen |= GH_SEEN_GAP;
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

bool gh_is_credit(const char *s, size_t n)
{
	size_t i, blanks = 0;

	for (i = 0; i < n && blanks <= 3; i++)
		blanks += s[i] == ' ';
	return n > 0 && blanks <= 3;
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
