/* SPDX-License-Identifier: MIT */
#include "normal/mojibake.h"

#include <stdbool.h>
#include <string.h>

#include "normal/charset.h"
#include "ground/utf8.h"

#define LONGEST_UTF8 4

/* A lead byte whose trail byte 81 was lost as a control: of its letters only feh has that one. */
#define FEH_LEAD 0xD9u
#define FEH 0x0641u

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

/* The length of a pair of surrogates in CESU-8, six bytes that were read as 1252; 0 if none. */
static size_t next_pair(const char *text, size_t n)
{
	static const unsigned char low[6] = {0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80};
	static const unsigned char high[6] = {0xED, 0xAF, 0xBF, 0xED, 0xBF, 0xBF};
	size_t at = 0, i;

	for (i = 0; i < 6 && at < n; i++) {
		uint32_t cp;
		size_t step = gh_utf8_next(text + at, n - at, &cp);
		int byte = cp == GH_UTF8_BAD ? -1 : gh_charset_byte_1252(cp);

		if (byte < low[i] || byte > high[i])
			return 0;
		at += step;
	}
	return i == 6 ? at : 0;
}

static size_t next_feh(const char *text, size_t n, uint32_t *cp)
{
	uint32_t one;
	size_t step = gh_utf8_next(text, n, &one);

	if (one != FEH_LEAD)
		return 0;
	*cp = FEH;
	return step;
}

size_t gh_mojibake_next(enum gh_misread misread, const char *text, size_t n, uint32_t *cp)
{
	uint32_t one;
	size_t step;
	int byte;

	switch (misread) {
	case GH_READ_RIGHT:
		return 0;
	case GH_UTF8_AS_1256:
		return next_utf8(gh_charset_byte_1256, text, n, cp);
	case GH_UTF8_AS_1252:
		return next_utf8(gh_charset_byte_1252, text, n, cp);
	case GH_UTF8_AS_1252_LOST:
		step = next_utf8(gh_charset_byte_1252, text, n, cp);
		return step ? step : next_feh(text, n, cp);
	default:
		break;
	}
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

/* Blanks, quotes, signs and emoji that stand in Arabic text as in any; not letters. */
static bool is_neutral(uint32_t cp)
{
	return (cp >= 0xA0 && cp < 0xC0) || cp == 0xD7 || cp == 0xF7 ||
	       (cp >= 0x2000 && cp < 0x2C00) || (cp >= 0x600 && cp < 0x620) ||
	       (cp >= 0x660 && cp < 0x66D) || (cp >= 0xFE00 && cp < 0xFE10) || cp >= 0x1F000;
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
	if (misread == GH_UTF8_AS_1252 || misread == GH_UTF8_AS_1252_LOST)
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

static bool is_byte_1252(uint32_t cp)
{
	return cp >= 0x80 && cp != GH_UTF8_BAD && gh_charset_byte_1252(cp) >= 0x80;
}

/* What the characters of a line are as bytes of Windows-1252. */
struct byte_census {
	size_t in_utf8, others; /* bytes from 80 on: of well-formed UTF-8 or CESU-8, and not */
	bool high;              /* one is above FF as a character: 1252 was read, not ISO 8859-1 */
	bool lost;              /* a lead byte of feh has no trail */
};

static struct byte_census take_census(const char *line, size_t n)
{
	struct byte_census census = {0, 0, false, false};
	size_t i = 0, end;

	while (i < n) {
		uint32_t cp, decoded;
		size_t step = next_pair(line + i, n - i);

		if (!step)
			step = next_utf8(gh_charset_byte_1252, line + i, n - i, &decoded);
		for (end = i + step; i < end; census.in_utf8++) {
			i += gh_utf8_next(line + i, n - i, &cp);
			census.high = census.high || cp > 0xFF;
		}
		if (step)
			continue;
		i += gh_utf8_next(line + i, n - i, &cp);
		census.others += is_byte_1252(cp);
		census.lost = census.lost || cp == FEH_LEAD;
	}
	return census;
}

/* ---- judgement ---- */

static bool is_misread_as(enum gh_misread misread, const char *text, size_t n, struct tally *tally)
{
	*tally = weigh_line(misread, text, n);
	return is_plausible(misread, tally);
}

/*
 * How much likelier ISO 8859-6 has to look than Windows-1256, in tenths of a bit a letter: of
 * Arabic pages without UTF-8 on the web, hardly one in a hundred is in it.  At 3, of words of four
 * letters and more alone one in a hundred of 1256 is taken for 8859-6, and at 0 one in thirty.
 */
#define HANDICAP 3

#define A_FEW_WORDS 12 /* letters that are enough to tell one set where the other makes no sense */

/* In a text that was read wrongly a short word was too, unless it is none of Arabic. */
static bool is_like_the_rest(const struct tally *tally)
{
	return tally->wrong == 0 && tally->letters >= 2 && tally->marks <= tally->letters &&
	       tally->weight > -5 * tally->letters;
}

/* Which of the two Arabic sets: the one of the text, if that is known. */
static enum gh_misread judge_bytes(const char *text, size_t n, enum gh_misread page)
{
	struct tally windows, iso;
	bool may_be_windows = is_misread_as(GH_1256_AS_1252, text, n, &windows);
	bool may_be_iso = is_misread_as(GH_8859_6_AS_1252, text, n, &iso);

	if (page == GH_1256_AS_1252)
		return may_be_windows || is_like_the_rest(&windows) ? page : GH_READ_RIGHT;
	if (page == GH_8859_6_AS_1252)
		return may_be_iso || is_like_the_rest(&iso) ? page : GH_READ_RIGHT;
	if (may_be_iso && (iso.weight > windows.weight + HANDICAP * iso.letters ||
	                   (!may_be_windows && iso.letters >= A_FEW_WORDS)))
		return GH_8859_6_AS_1252;
	return may_be_windows ? GH_1256_AS_1252 : GH_READ_RIGHT;
}

enum gh_misread gh_mojibake_judge(const char *text, size_t n, enum gh_misread page)
{
	struct glance seen = glance_at(text, n);
	struct byte_census census;
	struct tally tally;

	if (seen.leads > 0 && seen.leads * 4 >= seen.others &&
	    is_misread_as(GH_UTF8_AS_1256, text, n, &tally))
		return GH_UTF8_AS_1256;
	if (seen.latin == 0)
		return GH_READ_RIGHT;
	census = take_census(text, n);
	if (census.lost && census.high && is_misread_as(GH_UTF8_AS_1252_LOST, text, n, &tally))
		return GH_UTF8_AS_1252_LOST;
	if (is_misread_as(GH_UTF8_AS_1252, text, n, &tally))
		return GH_UTF8_AS_1252;
	/* What is UTF-8, of emoji or Japanese, is no other set. */
	return census.in_utf8 > census.others ? GH_READ_RIGHT : judge_bytes(text, n, page);
}

enum gh_misread gh_mojibake_vote(const char *text, size_t n)
{
	long windows = 0, iso = 0;
	size_t at = 0;

	while (at < n) {
		const char *newline = memchr(text + at, '\n', n - at);
		size_t end = newline ? (size_t)(newline - text) : n;
		enum gh_misread misread = gh_mojibake_judge(text + at, end - at, GH_READ_RIGHT);

		/* By the length of what is seen: a long line tells more than a word. */
		windows += misread == GH_1256_AS_1252 ? (long)(end - at) : 0;
		iso += misread == GH_8859_6_AS_1252 ? (long)(end - at) : 0;
		at = end + 1;
	}
	return windows + iso == 0 ? GH_READ_RIGHT
	       : iso > windows    ? GH_8859_6_AS_1252
	                          : GH_1256_AS_1252;
}

/* ---- spans ---- */

/* D8 to DB, the lead bytes of Arabic in UTF-8, as 1256. */
#define TAH 0x0637u
#define GHAIN 0x063Au

/* The end of a run of characters of 1252 that are none of ASCII, with ASCII signs between them. */
static size_t run_of_1252(const char *text, size_t n)
{
	size_t at = 0, end = 0;

	while (at < n) {
		uint32_t cp;
		size_t step = gh_utf8_next(text + at, n - at, &cp);

		if (!is_byte_1252(cp) && (cp >= 0x80 || is_ascii_letter(text[at])))
			break;
		at += step;
		end = cp >= 0x80 ? at : end;
	}
	return end;
}

static bool parts_words(uint32_t cp)
{
	return cp < 0x80 ? !is_ascii_letter((char)cp) : is_neutral(cp);
}

/* The end of the words, from here on, that are UTF-8 which was read as 1256. */
static size_t run_of_1256(const char *text, size_t n)
{
	size_t at = 0, end = 0;

	while (at < n) {
		uint32_t cp;
		size_t step = text[at] & 0x80
		                      ? next_utf8(gh_charset_byte_1256, text + at, n - at, &cp)
		                      : !is_ascii_letter(text[at]);

		if (!step) {
			gh_utf8_next(text + at, n - at, &cp);
			return parts_words(cp) ? at : end;
		}
		if (!(text[at] & 0x80))
			end = at;
		at += step;
	}
	return n;
}

struct gh_misreading gh_mojibake_find(const char *line, size_t n, size_t at, enum gh_misread page)
{
	bool starts = true; /* a word starts here, but for signs */

	while (at < n) {
		uint32_t cp;
		size_t step = gh_utf8_next(line + at, n - at, &cp), run = 0;

		if (is_byte_1252(cp))
			run = run_of_1252(line + at, n - at);
		else if (starts && cp >= TAH && cp <= GHAIN)
			run = run_of_1256(line + at, n - at);
		if (run > 0) {
			enum gh_misread misread = gh_mojibake_judge(line + at, run, page);

			if (misread != GH_READ_RIGHT)
				return (struct gh_misreading){misread, at, at + run};
		}
		starts = parts_words(cp);
		at += run > 0 && is_byte_1252(cp) ? run : step;
	}
	return (struct gh_misreading){GH_READ_RIGHT, n, n};
}
