/* SPDX-License-Identifier: MIT */
#include "fold.h"

#include <stdbool.h>
#include <string.h>

#include "utf8.h"

#define LETTER_LIMIT 0x10F00

struct letter {
	unsigned char key, class;
};

enum {
	DROPPED = GH_KEY_DROPPED, FORM = GH_KEY_FORM, FOREIGN = GH_KEY_FOREIGN,
	HAMZA = GH_KEY_HAMZA, ALEF = GH_KEY_ALEF, BEH = GH_KEY_BEH, TEH = GH_KEY_TEH, THEH = GH_KEY_THEH,
	JEEM = GH_KEY_JEEM, HAH = GH_KEY_HAH, KHAH = GH_KEY_KHAH, DAL = GH_KEY_DAL, THAL = GH_KEY_THAL,
	REH = GH_KEY_REH, ZAIN = GH_KEY_ZAIN, SEEN = GH_KEY_SEEN, SHEEN = GH_KEY_SHEEN, SAD = GH_KEY_SAD,
	DAD = GH_KEY_DAD, TAH = GH_KEY_TAH, ZAH = GH_KEY_ZAH, AIN = GH_KEY_AIN, GHAIN = GH_KEY_GHAIN,
	FEH = GH_KEY_FEH, QAF = GH_KEY_QAF, KAF = GH_KEY_KAF, LAM = GH_KEY_LAM, MEEM = GH_KEY_MEEM,
	NOON = GH_KEY_NOON, HEH = GH_KEY_HEH, WAW = GH_KEY_WAW, YEH = GH_KEY_YEH, PEH = GH_KEY_PEH,
	TCHEH = GH_KEY_TCHEH, JEH = GH_KEY_JEH, GAF = GH_KEY_GAF, VEH = GH_KEY_VEH, TTEH = GH_KEY_TTEH,
	DDAL = GH_KEY_DDAL, RREH = GH_KEY_RREH, NOON_GHUNNA = GH_KEY_NOON_GHUNNA,
	YEH_BARREE = GH_KEY_YEH_BARREE
};

/* Indexed by code point: sparse, and only the few pages of it that a text uses are ever touched. */
static const struct letter letters[LETTER_LIMIT] = {
#define GH_LETTER(cp, key, clean, class) [cp] = {key, GH_CLASS_##class},
#include "letters.def"
#undef GH_LETTER
};

enum gh_class gh_letter_class(uint32_t cp)
{
	return cp < LETTER_LIMIT ? (enum gh_class)letters[cp].class : GH_CLASS_NONE;
}

const char *gh_letter_clean(uint32_t cp)
{
	switch (cp) {
#define GH_LETTER(cp, key, clean, class) case cp: return clean;
#include "letters.def"
#undef GH_LETTER
	default:
		return "";
	}
}

/* Code points that letters.def leaves out: blanks and signs part words, the rest are letters. */
static unsigned char general_key(uint32_t cp)
{
	if (cp < 0xC0 || cp == 0xD7 || cp == 0xF7)
		return GH_KEY_BLANK;
	if (cp >= 0x300 && cp < 0x370)
		return GH_KEY_DROPPED; /* combining accents: é is e whether composed or not */
	if (cp >= 0x2000 && cp < 0x2C00)
		return GH_KEY_BLANK; /* punctuation, arrows, boxes, dingbats */
	if ((cp >= 0x3000 && cp < 0x3040) || (cp >= 0xE000 && cp < 0xF900) || cp == 0xFFFD)
		return GH_KEY_BLANK; /* CJK punctuation; private use is icon fonts */
	if (cp >= 0x1F000 && cp < 0x1FB00)
		return GH_KEY_BLANK; /* emoji */
	return GH_KEY_FOREIGN;
}

static unsigned char letter_key(uint32_t cp)
{
	unsigned char key = cp < LETTER_LIMIT ? letters[cp].key : 0;

	return key ? key : cp == GH_UTF8_BAD ? GH_KEY_FOREIGN : general_key(cp);
}

/* Adds one key byte; blanks are single, and none stands at the beginning or beside a colon. */
static size_t add(unsigned char *key, size_t size, unsigned char byte)
{
	if (byte == GH_KEY_BLANK) {
		if (size == 0 || key[size - 1] == GH_KEY_BLANK || key[size - 1] == GH_KEY_COLON)
			return size;
	} else if (byte == GH_KEY_COLON && size > 0 && key[size - 1] == GH_KEY_BLANK) {
		size--;
	}
	key[size] = byte;
	return size + 1;
}

/* A presentation form folds as the letters it stands for. */
static size_t add_form(unsigned char *key, size_t size, uint32_t form)
{
	const char *clean = gh_letter_clean(form);
	size_t n = strlen(clean);

	while (n > 0) {
		uint32_t cp;
		size_t step = gh_utf8_next(clean, n, &cp);
		unsigned char byte = letter_key(cp);

		if (byte != GH_KEY_DROPPED)
			size = add(key, size, byte);
		clean += step;
		n -= step;
	}
	return size;
}

/* One character of text: its key bytes are added, its length in text returned. */
static size_t fold_one(const char *text, size_t n, unsigned char *key, size_t *size)
{
	const unsigned char *b = (const unsigned char *)text;
	uint32_t cp;
	size_t step;
	unsigned char byte;

	/* The two-byte Arabic block is most of the text there is: no general decoding for it. */
	if ((b[0] & 0xFC) == 0xD8 && n > 1 && (b[1] & 0xC0) == 0x80) {
		cp = (uint32_t)(b[0] & 0x1F) << 6 | (b[1] & 0x3F);
		step = 2;
	} else {
		step = gh_utf8_next(text, n, &cp);
	}
	byte = letter_key(cp);
	if (byte == GH_KEY_FORM)
		*size = add_form(key, *size, cp);
	else if (byte != GH_KEY_DROPPED)
		*size = add(key, *size, byte);
	return step;
}

size_t gh_fold(const char *text, size_t n, unsigned char *key)
{
	size_t i = 0, size = 0;

	while (i < n)
		i += fold_one(text + i, n - i, key, &size);
	if (size > 0 && key[size - 1] == GH_KEY_BLANK)
		size--;
	return size;
}

size_t gh_fold_origin(const char *text, size_t n, size_t at)
{
	/* Only the last byte matters to add(), so the walk keeps its key in a window of one form. */
	unsigned char window[64];
	size_t i = 0, size = 0, base = 0, origin = n;

	while (i < n) {
		size_t before = base + size;
		size_t step = fold_one(text + i, n - i, window, &size);

		if (before <= at && base + size > at)
			origin = i;
		/* A blank may yet become a colon's or be the end's, which has none: what follows tells. */
		if (base + size > at && window[at - base] != GH_KEY_BLANK)
			return i;
		if (base + size > at + 1)
			return origin;
		i += step;
		if (size > 40) {
			window[0] = window[size - 1];
			base += size - 1;
			size = 1;
		}
	}
	return n;
}
