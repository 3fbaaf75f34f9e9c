/* SPDX-License-Identifier: MIT */
#include "normal/letter.h"

#include <string.h>

#include <stddef.h>

#include "text/fold.h"


bool gh_is_letter(uint32_t cp)
{
	switch (gh_letter_class(cp)) {
	case GH_CLASS_LETTER:
		return true;
	case GH_CLASS_FORM_A:
	case GH_CLASS_FORM_B:
	case GH_CLASS_FORM_OTHER:
		return cp != TAIL_FRAGMENT;
	default:
		return false;
	}
}

enum gh_switch gh_mark_switch(uint32_t cp)
{
	switch (gh_letter_class(cp)) {
	case GH_CLASS_HARAKA: return GH_HARAKAT;
	case GH_CLASS_TANWIN: return GH_TANWIN;
	case GH_CLASS_SUKUN: return GH_SUKUN;
	case GH_CLASS_SHADDA: return GH_SHADDA;
	case GH_CLASS_MADDA: return GH_MADDA;
	case GH_CLASS_DAGGER: return GH_DAGGER;
	case GH_CLASS_QURAN: return GH_QURAN;
	case GH_CLASS_HONORIFIC_MARK: return GH_HONORIFIC_MARKS;
	default: return GH_TASHKEEL;
	}
}

bool gh_is_mark(uint32_t cp)
{
	return gh_mark_switch(cp) != GH_TASHKEEL || gh_letter_class(cp) == GH_CLASS_HAMZA_MARK;
}

bool gh_mark_goes(uint32_t cp, const ghirbal_normal *normal)
{
	enum gh_switch which = gh_mark_switch(cp);

	return which != GH_TASHKEEL && gh_switch_on(normal, which);
}

bool gh_is_control(uint32_t cp)
{
	return (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) && cp != '\t' && cp != '\n' &&
	       gh_letter_class(cp) != GH_CLASS_ODD_BLANK;
}

bool gh_is_fathatan(uint32_t cp)
{
	return cp == FATHATAN || cp == 0x08F0;
}

/* The blocks of combining marks that no Arabic letter is written with. */
bool gh_is_accent(uint32_t cp)
{
	return (cp >= 0x300 && cp < 0x370 && cp != CGJ) || (cp >= 0x483 && cp < 0x48A) ||
	       (cp >= 0x1AB0 && cp < 0x1B00) || (cp >= 0x1DC0 && cp < 0x1E00) ||
	       (cp >= 0x20D0 && cp < 0x2100) || (cp >= 0xFE20 && cp < 0xFE30);
}

bool gh_is_no_break(uint32_t cp)
{
	return cp == 0xA0 || cp == 0x2007 || cp == 0x202F;
}

/* Joining_Type R and U among the Arabic letters, ArabicShaping.txt 15. */
static const struct span {
	uint16_t first, last;
} ends_joining[] = {
	{0x0621, 0x0625}, {0x0627, 0x0627}, {0x0629, 0x0629}, {0x062F, 0x0632}, {0x0648, 0x0648},
	{0x0671, 0x0677}, {0x0688, 0x0699}, {0x06C0, 0x06C0}, {0x06C3, 0x06CB}, {0x06CD, 0x06CD},
	{0x06CF, 0x06CF}, {0x06D2, 0x06D3}, {0x06D5, 0x06D5}, {0x06EE, 0x06EF}, {0x0759, 0x075B},
	{0x076B, 0x076C}, {0x0771, 0x0771}, {0x0773, 0x0774}, {0x0778, 0x0779}, {0x0870, 0x0882},
	{0x0887, 0x0888}, {0x088E, 0x088E}, {0x08AA, 0x08AE}, {0x08B1, 0x08B2}, {0x08B9, 0x08B9},
};

bool gh_joins_on(uint32_t cp)
{
	size_t i;

	for (i = 0; i < sizeof ends_joining / sizeof *ends_joining; i++)
		if (cp >= ends_joining[i].first && cp <= ends_joining[i].last)
			return false;
	return gh_letter_class(cp) == GH_CLASS_LETTER;
}

bool gh_is_hamza_mark(uint32_t cp)
{
	return cp >= MADDA && cp <= HAMZA_BELOW;
}

bool gh_is_latin(uint32_t cp)
{
	return (cp | 0x20) - 'a' < 26 || (cp >= 0xC0 && cp < 0x250 && cp != 0xD7 && cp != 0xF7);
}

bool gh_is_digit(uint32_t cp)
{
	return cp - '0' < 10 || cp - 0x660 < 10 || cp - 0x6F0 < 10;
}

#define BIT(which) (UINT32_C(1) << (which))

/* What a letter folds to, by which switch; sorted by letter. */
static const struct fold {
	uint32_t letter, folded;
	enum gh_switch by;
} folds[] = {
	{ALEF_MADDA, ALEF, GH_ALEF},
	{ALEF_HAMZA, ALEF, GH_ALEF},
	{WAW_HAMZA, WAW, GH_HAMZA},
	{ALEF_HAMZA_BELOW, ALEF, GH_ALEF},
	{YEH_HAMZA, YEH, GH_HAMZA},
	{TEH_MARBUTA, HEH, GH_TEH},
	{ALEF_MAKSURA, YEH, GH_YEH},
	{ALEF_WASLA, ALEF, GH_ALEF},
	{ALEF_WAVY_ABOVE, ALEF, GH_ALEF},
	{ALEF_WAVY_BELOW, ALEF, GH_ALEF},
	{ALEF_HIGH_HAMZA, ALEF, GH_ALEF},
};

/*
 * The Persian and Urdu letters and the Arabic ones they look like; the yehs, which are two letters
 * in Arabic, by where they stand.
 */
static const struct fold lookalikes[] = {
	{KEHEH, KAF, GH_LOOKALIKES},
	{SWASH_KAF, KAF, GH_LOOKALIKES},
	{HEH_DOACHASHMEE, HEH, GH_LOOKALIKES},
	{HEH_YEH_ABOVE, HEH, GH_LOOKALIKES},
	{HEH_GOAL, HEH, GH_LOOKALIKES},
	{HEH_GOAL_HAMZA, HEH, GH_LOOKALIKES},
	{TEH_MARBUTA_GOAL, TEH_MARBUTA, GH_LOOKALIKES},
	{FARSI_YEH, FARSI_YEH, GH_LOOKALIKES},
	{YEH_BARREE, YEH_BARREE, GH_LOOKALIKES},
	{YEH_BARREE_HAMZA, YEH_HAMZA, GH_LOOKALIKES},
	{AE, HEH, GH_LOOKALIKES},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct fold *find(const struct fold *table, size_t count, uint32_t letter)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (table[middle].letter < letter)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && table[low].letter == letter ? &table[low] : NULL;
}

static uint32_t letter_touched_by(uint32_t cp)
{
	const struct fold *fold = find(folds, COUNT(folds), cp);
	uint32_t touched = fold ? BIT(fold->by) : 0;

	if (find(lookalikes, COUNT(lookalikes), cp))
		touched |= BIT(GH_LOOKALIKES);
	if (cp == HEH_GOAL || cp == HEH_GOAL_HAMZA)
		touched |= BIT(GH_DECORATION);
	return touched | (cp == ALEF_WASLA ? BIT(GH_WASLA) : 0) |
	       (cp == HAMZA ? BIT(GH_HAMZA_ALEF) : 0);
}

static const uint32_t touched_by_class[] = {
	[GH_CLASS_DIGIT] = BIT(GH_DIGITS),
	[GH_CLASS_HARAKA] = BIT(GH_HARAKAT),
	[GH_CLASS_TANWIN] = BIT(GH_TANWIN),
	[GH_CLASS_SUKUN] = BIT(GH_SUKUN),
	[GH_CLASS_SHADDA] = BIT(GH_SHADDA),
	[GH_CLASS_MADDA] = BIT(GH_MADDA),
	[GH_CLASS_HAMZA_MARK] = BIT(GH_ALEF) | BIT(GH_HAMZA) | BIT(GH_YEH) | BIT(GH_TATWEEL),
	[GH_CLASS_DAGGER] = BIT(GH_DAGGER),
	[GH_CLASS_QURAN] = BIT(GH_QURAN),
	[GH_CLASS_HONORIFIC_MARK] = BIT(GH_HONORIFIC_MARKS),
	[GH_CLASS_TATWEEL] = BIT(GH_TATWEEL),
	[GH_CLASS_FORM_B] = BIT(GH_FORMS_B),
	[GH_CLASS_FORM_A] = BIT(GH_FORMS_A),
	[GH_CLASS_FORM_OTHER] = BIT(GH_FORMS_A),
	[GH_CLASS_HONORIFIC] = BIT(GH_HONORIFICS),
	[GH_CLASS_INVISIBLE] = BIT(GH_INVISIBLE),
	[GH_CLASS_JOINER] = BIT(GH_INVISIBLE),
	[GH_CLASS_ODD_BLANK] = BIT(GH_BLANKS),
};

/* Those that are of no class, or of one that does not say it all. */
static uint32_t sign_touched_by(uint32_t cp)
{
	if (cp == '&')
		return BIT(GH_ENTITIES);
	if (cp == '!' || cp == '?')
		return BIT(GH_PUNCTUATION);
	if (cp == '\r')
		return BIT(GH_INVISIBLE);
	if (cp >= 0x300 && gh_is_accent(cp))
		return BIT(GH_DECORATION);
	return gh_ascii_sign(cp) != cp ? BIT(GH_PUNCTUATION) : 0;
}

uint32_t gh_touched_by(uint32_t cp)
{
	enum gh_class class = gh_letter_class(cp);

	if (class == GH_CLASS_LETTER)
		return letter_touched_by(cp);
	return sign_touched_by(cp) |
	       (class < COUNT(touched_by_class) ? touched_by_class[class] : 0);
}

/* ---- what a code point becomes, wherever it stands ---- */

uint32_t gh_lookalike(uint32_t cp)
{
	const struct fold *like = find(lookalikes, COUNT(lookalikes), cp);

	return like ? like->folded : cp;
}

enum gh_switch gh_letter_fold(uint32_t cp, const ghirbal_normal *normal, uint32_t *folded)
{
	const struct fold *fold = find(folds, COUNT(folds), cp);
	enum gh_switch which = fold ? fold->by : GH_SWITCH_COUNT;

	if (cp == ALEF_WASLA && !gh_switch_on(normal, GH_ALEF))
		which = GH_WASLA;
	if (!fold || !gh_switch_on(normal, which))
		return GH_SWITCH_COUNT;
	*folded = fold->folded;
	return which;
}

uint32_t gh_digit_value(uint32_t cp)
{
	return cp - 0x660 < 10 ? cp - 0x660 : cp - 0x6F0 < 10 ? cp - 0x6F0 : cp - '0';
}

const void *gh_range_of(const void *table, size_t count, size_t row, uint32_t cp)
{
	const char *rows = table;
	size_t low = 0, high = count;
	uint32_t range[2];

	while (low < high) {
		size_t middle = (low + high) / 2;

		memcpy(range, rows + middle * row, sizeof range);
		if (cp < range[0])
			high = middle;
		else if (cp > range[1])
			low = middle + 1;
		else
			return rows + middle * row;
	}
	return NULL;
}

/* Signs that ASCII has another for: Arabic ones, and quotes of every shape; sorted. */
static const struct sign {
	uint32_t first, last;
	char ascii;
} signs[] = {
	{0x00AB, 0x00AB, '"'},  {0x00BB, 0x00BB, '"'},  {0x060C, 0x060C, ','},
	{0x061B, 0x061B, ';'},  {0x061F, 0x061F, '?'},  {0x066A, 0x066A, '%'},
	{0x06D4, 0x06D4, '.'},  {0x2018, 0x201B, '\''}, {0x201C, 0x201F, '"'},
	{0x2039, 0x203A, '\''}, {0x275B, 0x275C, '\''}, {0x275D, 0x275E, '"'},
	{0x276E, 0x276F, '\''}, {0x301D, 0x301F, '"'},  {0xFF02, 0xFF02, '"'},
	{0xFF07, 0xFF07, '\''},
};

uint32_t gh_ascii_sign(uint32_t cp)
{
	const struct sign *sign = gh_range_of(signs, COUNT(signs), sizeof *signs, cp);

	return sign ? (uint32_t)sign->ascii : cp;
}

uint32_t gh_plain_fold(uint32_t cp, const ghirbal_normal *normal, enum gh_switch *by)
{
	uint32_t like = gh_lookalike(cp), folded = cp;

	if (like != cp && gh_switch_on(normal, GH_LOOKALIKES)) {
		*by = GH_LOOKALIKES;
		/* One that folds on changes by two switches, and a filler is one by its word. */
		return gh_letter_fold(like, normal, &folded) != GH_SWITCH_COUNT ||
		       gh_switch_on(normal, GH_DECORATION) ? cp : like;
	}
	*by = gh_letter_fold(cp, normal, &folded);
	if (*by != GH_SWITCH_COUNT && *by != GH_YEH)
		return folded;
	if (gh_is_digit(cp) && gh_switch_choice(normal, GH_DIGITS) == GH_DIGITS_ASCII) {
		*by = GH_DIGITS;
		return '0' + gh_digit_value(cp);
	}
	*by = GH_PUNCTUATION;
	/* Of several question marks in turn one stays. */
	return gh_switch_on(normal, GH_PUNCTUATION) && cp != 0x061F ? gh_ascii_sign(cp) : cp;
}
