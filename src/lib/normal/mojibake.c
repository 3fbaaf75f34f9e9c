/* SPDX-License-Identifier: MIT */
#include "normal/mojibake.h"

#include <stdbool.h>

#include "normal/charset.h"
#include "base/utf8.h"

#define LONGEST_UTF8 4

static size_t next_utf8(int (*byte_of)(uint32_t cp), const char *text, size_t n, uint32_t *cp)
{
	char bytes[LONGEST_UTF8];
	size_t at = 0, size = 0, ends[LONGEST_UTF8], taken;

	while (size < LONGEST_UTF8 && at < n) {
		uint32_t one;
		size_t step = gh_utf8_next(text + at, n - at, &one);
		int byte = one == GH_UTF8_BAD ? -1 : byte_of(one);

		if (byte < 0x80)
			break;
		at += step;
		bytes[size] = (char)(unsigned char)byte;
		ends[size++] = at;
	}
	if (size == 0)
		return 0;
	taken = gh_utf8_next(bytes, size, cp);
	return *cp == GH_UTF8_BAD ? 0 : ends[taken - 1];
}

size_t gh_mojibake_next(enum gh_misread misread, const char *text, size_t n, uint32_t *cp)
{
	uint32_t one;
	size_t step;
	int byte;

	if (misread == GH_UTF8_AS_1252 || misread == GH_UTF8_AS_1256)
		return next_utf8(misread == GH_UTF8_AS_1252 ? gh_charset_byte_1252
		                                            : gh_charset_byte_1256,
		                 text, n, cp);
	if (misread == GH_READ_RIGHT)
		return 0;
	step = gh_utf8_next(text, n, &one);
	byte = one == GH_UTF8_BAD ? -1 : gh_charset_byte_1252(one);
	if (byte < 0x80)
		return 0;
	*cp = (misread == GH_1256_AS_1252 ? gh_charset_1256
	                                  : gh_charset_8859_6)((unsigned char)byte);
	return step;
}

/* ---- letter statistics ---- */

/*
 * Tenths of a bit by which a letter is more frequent in Arabic news (9.6 million letters) than it
 * would be if the 36 were equally frequent.  The mean is +7 over Arabic and -9 over letters at
 * random.
 */
static const signed char weights[2][26] = {
	/* 0621 to 063A */
	{-30, -49, -5,  -46, -16, -27, 24,  4,   2,   7,   -24, -10, -6,
         -17, 2,   -23, 8,   -21, -1,  -15, -16, -21, -16, -36, 2,   -28},
	/* 0641 to 064A */
	{-1, -3, -6, 20, 12, 9, -3, 9, -17, 15},
};

static bool is_counted(uint32_t cp)
{
	return (cp >= 0x621 && cp <= 0x63A) || (cp >= 0x641 && cp <= 0x64A);
}

struct tally {
	long letters, weight; /* that came out, and the sum of their weights */
	long wrong;           /* characters that such a misreading would not have left */
	long marks;           /* vowel signs and tatweels that came out */
	long articles;        /* alef and lam in turn, the commonest pair there is */
};

/* Blanks, quotes and signs that stand in Arabic text as in any; not letters. */
static bool is_neutral(uint32_t cp)
{
	return (cp >= 0xA0 && cp < 0xC0) || cp == 0xD7 || cp == 0xF7 ||
	       (cp >= 0x2000 && cp < 0x2100) || (cp >= 0x600 && cp < 0x620) ||
	       (cp >= 0x660 && cp < 0x66D);
}

static bool is_ascii_letter(char byte)
{
	return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static void weigh(struct tally *tally, uint32_t cp, uint32_t before)
{
	if (is_counted(cp)) {
		tally->letters++;
		tally->weight += cp < 0x640 ? weights[0][cp - 0x621] : weights[1][cp - 0x641];
		tally->articles += cp == 0x644 && before == 0x627;
	} else if (cp >= 0x640 && cp <= 0x652) {
		tally->marks++;
		tally->wrong += !is_counted(before) && !(before >= 0x640 && before <= 0x652);
	} else if (!is_neutral(cp) && !(cp >= 0x621 && cp < 0x700)) {
		tally->wrong++;
	}
}

static struct tally weigh_line(enum gh_misread misread, const char *line, size_t n)
{
	bool bytes = misread == GH_1256_AS_1252 || misread == GH_8859_6_AS_1252;
	struct tally tally = {0, 0, 0, 0, 0};
	uint32_t before = 0;
	size_t i = 0;

	while (i < n) {
		uint32_t cp;
		size_t step = gh_mojibake_next(misread, line + i, n - i, &cp);

		if (step > 0) {
			weigh(&tally, cp, before);
			/* An accented letter in a Latin word is what it looks like. */
			tally.wrong += bytes && is_counted(cp) &&
			               ((i > 0 && is_ascii_letter(line[i - 1])) ||
			                (i + step < n && is_ascii_letter(line[i + step])));
		} else {
			step = gh_utf8_next(line + i, n - i, &cp);
			tally.wrong += cp >= 0x80 && !is_neutral(cp) && cp < 0x3000;
		}
		before = cp;
		i += step;
	}
	return tally;
}

/*
 * UTF-8 that decodes is strong evidence by itself, so a short word will do.  Any byte decodes as
 * one of the Arabic sets, so there the letters have to look like Arabic, and longer text has to
 * have articles.
 */
static bool is_plausible(enum gh_misread misread, const struct tally *tally)
{
	if (tally->wrong * 10 > tally->letters || tally->marks > 2 * tally->letters)
		return false;
	if (misread == GH_UTF8_AS_1252)
		return tally->letters >= 2 && tally->weight > -5 * tally->letters;
	if (misread == GH_UTF8_AS_1256)
		return tally->letters >= 3 && tally->weight > -5 * tally->letters;
	/* What 8859-6 has for marks are the commonest letters of Cyrillic that was misread. */
	if (misread == GH_8859_6_AS_1252 && tally->marks * 4 > tally->letters)
		return false;
	return tally->letters >= 4 && tally->weight > 3 * tally->letters &&
	       (tally->letters < 20 || tally->articles > 0);
}

struct glance {
	size_t latin, leads, others;
};

/*
 * A glance that spares clean lines the weighing.  What was read as 1252 has letters of 00C0-00FF,
 * whose lead byte is C3; UTF-8 read as 1256 has one of the letters tah to ghain (D8 B7 to BA) in
 * each pair of characters, where Arabic has one in twenty.
 */
static struct glance glance_at(const char *line, size_t n)
{
	const unsigned char *b = (const unsigned char *)line;
	struct glance seen = {0, 0, 0};
	size_t i;

	for (i = 0; i + 1 < n; i++) {
		seen.latin += b[i] == 0xC3;
		seen.leads += b[i] == 0xD8 && b[i + 1] >= 0xB7 && b[i + 1] <= 0xBA;
		seen.others += b[i] >= 0xC0;
	}
	return seen;
}

static bool may_be(enum gh_misread misread, const struct glance *seen)
{
	return misread == GH_UTF8_AS_1256 ? seen->leads > 0 && seen->leads * 4 >= seen->others
	                                  : seen->latin > 0;
}

enum gh_misread gh_mojibake_judge(const char *line, size_t n)
{
	struct glance seen = glance_at(line, n);
	enum gh_misread best = GH_READ_RIGHT;
	long best_weight = 0;
	unsigned i;

	for (i = GH_READ_RIGHT + 1; i < GH_MISREADS; i++) {
		enum gh_misread misread = (enum gh_misread)i;
		struct tally tally;

		if (!may_be(misread, &seen))
			continue;
		tally = weigh_line(misread, line, n);
		if (!is_plausible(misread, &tally))
			continue;
		if (misread == GH_UTF8_AS_1252 || misread == GH_UTF8_AS_1256)
			return misread;
		if (tally.weight > best_weight) {
			best = misread;
			best_weight = tally.weight;
		}
	}
	return best;
}
