/* SPDX-License-Identifier: MIT */
#include "normal/letter.h"

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

static uint32_t letter_touched_by(uint32_t cp)
{
	switch (cp) {
	case ALEF_MADDA: case ALEF_HAMZA: case ALEF_HAMZA_BELOW:
	case ALEF_WAVY_ABOVE: case ALEF_WAVY_BELOW: case ALEF_HIGH_HAMZA:
		return BIT(GH_ALEF);
	case ALEF_WASLA:
		return BIT(GH_ALEF) | BIT(GH_WASLA);
	case HAMZA:
		return BIT(GH_HAMZA_ALEF);
	case WAW_HAMZA: case YEH_HAMZA:
		return BIT(GH_HAMZA);
	case ALEF_MAKSURA:
		return BIT(GH_YEH);
	case TEH_MARBUTA:
		return BIT(GH_TEH);
	case HEH_GOAL:
		return BIT(GH_LOOKALIKES) | BIT(GH_DECORATION);
	case FARSI_YEH: case KEHEH: case SWASH_KAF: case HEH_DOACHASHMEE: case AE:
	case HEH_YEH_ABOVE: case HEH_GOAL_HAMZA: case TEH_MARBUTA_GOAL:
	case YEH_BARREE: case YEH_BARREE_HAMZA:
		return BIT(GH_LOOKALIKES);
	default:
		return 0;
	}
}

uint32_t gh_touched_by(uint32_t cp)
{
	uint32_t sign = gh_ascii_sign(cp) != cp ? BIT(GH_PUNCTUATION) : 0;

	if (gh_is_control(cp))
		return BIT(GH_INVISIBLE);
	if (cp == '&')
		return BIT(GH_ENTITIES);
	if (cp >= 0x300 && gh_is_accent(cp))
		return BIT(GH_DECORATION);
	if (cp == '!' || cp == '?')
		return BIT(GH_PUNCTUATION);
	switch (gh_letter_class(cp)) {
	case GH_CLASS_LETTER: return letter_touched_by(cp);
	case GH_CLASS_DIGIT: return BIT(GH_DIGITS);
	case GH_CLASS_TATWEEL: return BIT(GH_TATWEEL);
	case GH_CLASS_FORM_A: case GH_CLASS_FORM_OTHER: return BIT(GH_FORMS_A);
	case GH_CLASS_FORM_B: return BIT(GH_FORMS_B);
	case GH_CLASS_HONORIFIC: return BIT(GH_HONORIFICS);
	case GH_CLASS_INVISIBLE: return BIT(GH_INVISIBLE);
	case GH_CLASS_JOINER: return BIT(GH_INVISIBLE);
	case GH_CLASS_ODD_BLANK: return BIT(GH_BLANKS) | (cp == '\r' ? BIT(GH_INVISIBLE) : 0);
	case GH_CLASS_HAMZA_MARK: return BIT(GH_ALEF) | BIT(GH_HAMZA) | BIT(GH_YEH) | BIT(GH_TATWEEL);
	default: return gh_mark_switch(cp) == GH_TASHKEEL ? sign : BIT(gh_mark_switch(cp));
	}
}

/* ---- what a code point becomes, wherever it stands ---- */

uint32_t gh_lookalike(uint32_t cp)
{
	switch (cp) {
	case KEHEH: case SWASH_KAF:
		return KAF;
	case HEH_GOAL: case HEH_DOACHASHMEE: case AE: case HEH_YEH_ABOVE: case HEH_GOAL_HAMZA:
		return HEH;
	case TEH_MARBUTA_GOAL:
		return TEH_MARBUTA;
	case YEH_BARREE_HAMZA:
		return YEH_HAMZA;
	default:
		return cp;
	}
}

static enum gh_switch fold_switch(uint32_t cp, uint32_t *folded)
{
	switch (cp) {
	case ALEF_MADDA:
	case ALEF_HAMZA:
	case ALEF_HAMZA_BELOW:
	case ALEF_WASLA:
	case ALEF_WAVY_ABOVE:
	case ALEF_WAVY_BELOW:
	case ALEF_HIGH_HAMZA:
		*folded = ALEF;
		return GH_ALEF;
	case WAW_HAMZA:
		*folded = WAW;
		return GH_HAMZA;
	case YEH_HAMZA:
		*folded = YEH;
		return GH_HAMZA;
	case ALEF_MAKSURA:
		*folded = YEH;
		return GH_YEH;
	case TEH_MARBUTA:
		*folded = HEH;
		return GH_TEH;
	default:
		return GH_SWITCH_COUNT;
	}
}

enum gh_switch gh_letter_fold(uint32_t cp, const ghirbal_normal *normal, uint32_t *folded)
{
	enum gh_switch which = fold_switch(cp, folded);

	if (cp == ALEF_WASLA && !gh_switch_on(normal, GH_ALEF))
		which = GH_WASLA;
	if (which == GH_SWITCH_COUNT || gh_switch_on(normal, which))
		return which;
	*folded = cp;
	return GH_SWITCH_COUNT;
}

uint32_t gh_digit_value(uint32_t cp)
{
	return cp - 0x660 < 10 ? cp - 0x660 : cp - 0x6F0 < 10 ? cp - 0x6F0 : cp - '0';
}

uint32_t gh_ascii_sign(uint32_t cp)
{
	switch (cp) {
	case 0x061F: return '?';
	case 0x060C: return ',';
	case 0x061B: return ';';
	case 0x06D4: return '.';
	case 0x066A: return '%';
	case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x2039: case 0x203A:
	case 0x275B: case 0x275C: case 0x276E: case 0x276F: case 0xFF07:
		return '\'';
	case 0x00AB: case 0x00BB: case 0x201C: case 0x201D: case 0x201E: case 0x201F:
	case 0x275D: case 0x275E: case 0x301D: case 0x301E: case 0x301F: case 0xFF02:
		return '"';
	default:
		return cp;
	}
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
