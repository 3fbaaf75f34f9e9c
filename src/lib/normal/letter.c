/* SPDX-License-Identifier: MIT */
#include "normal/letter.h"

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
	return (cp < 0x20 && cp != '\t' && cp != '\n') || (cp >= 0x7F && cp < 0xA0);
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
	case ALEF_MADDA: case ALEF_HAMZA: case ALEF_HAMZA_BELOW: case ALEF_WASLA:
		return BIT(GH_ALEF);
	case WAW_HAMZA: case YEH_HAMZA:
		return BIT(GH_HAMZA);
	case ALEF_MAKSURA:
		return BIT(GH_YEH);
	case TEH_MARBUTA:
		return BIT(GH_TEH);
	case HEH_GOAL:
		return BIT(GH_LOOKALIKES) | BIT(GH_DECORATION);
	case FARSI_YEH: case KEHEH: case HEH_DOACHASHMEE: case AE:
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
	if (cp >= 0x300 && cp < 0x370)
		return BIT(GH_DECORATION);
	switch (gh_letter_class(cp)) {
	case GH_CLASS_LETTER: return letter_touched_by(cp);
	case GH_CLASS_DIGIT: return BIT(GH_DIGITS);
	case GH_CLASS_TATWEEL: return BIT(GH_TATWEEL);
	case GH_CLASS_FORM_A: return BIT(GH_FORMS_A);
	case GH_CLASS_FORM_B: return BIT(GH_FORMS_B);
	case GH_CLASS_HONORIFIC: return BIT(GH_HONORIFICS);
	case GH_CLASS_INVISIBLE: return BIT(GH_INVISIBLE);
	case GH_CLASS_JOINER: return cp == ZWJ ? BIT(GH_INVISIBLE) : 0;
	case GH_CLASS_ODD_BLANK: return BIT(GH_BLANKS);
	case GH_CLASS_HAMZA_MARK: return BIT(GH_ALEF) | BIT(GH_HAMZA);
	default: return gh_mark_switch(cp) == GH_TASHKEEL ? sign : BIT(gh_mark_switch(cp));
	}
}

/* ---- what a code point becomes, wherever it stands ---- */

uint32_t gh_lookalike(uint32_t cp)
{
	return cp == KEHEH ? KAF : cp == HEH_GOAL || cp == HEH_DOACHASHMEE || cp == AE ? HEH : cp;
}

/* What a letter folds to and which switch says so; GH_SWITCH_COUNT if none does. */
enum gh_switch gh_letter_fold(uint32_t cp, uint32_t *folded)
{
	switch (cp) {
	case ALEF_MADDA:
	case ALEF_HAMZA:
	case ALEF_HAMZA_BELOW:
	case ALEF_WASLA:
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
	case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x2039: case 0x203A:
		return '\'';
	case 0x00AB: case 0x00BB: case 0x201C: case 0x201D: case 0x201E: case 0x201F:
		return '"';
	default:
		return cp;
	}
}

uint32_t gh_plain_fold(uint32_t cp, const ghirbal_normal *normal, enum gh_switch *by)
{
	uint32_t folded = cp;

	if (gh_lookalike(cp) != cp && gh_switch_on(normal, GH_LOOKALIKES) &&
	    !gh_switch_on(normal, GH_DECORATION)) {
		*by = GH_LOOKALIKES;
		return gh_lookalike(cp);
	}
	*by = gh_letter_fold(cp, &folded);
	if (*by != GH_SWITCH_COUNT && *by != GH_YEH && gh_switch_on(normal, *by))
		return folded;
	if (gh_is_digit(cp) && gh_switch_choice(normal, GH_DIGITS) == GH_DIGITS_ASCII) {
		*by = GH_DIGITS;
		return '0' + gh_digit_value(cp);
	}
	*by = GH_PUNCTUATION;
	return gh_switch_on(normal, GH_PUNCTUATION) ? gh_ascii_sign(cp) : cp;
}
