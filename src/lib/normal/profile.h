/* SPDX-License-Identifier: MIT */
/*
 * The switches of the normaliser by name: the table of ghirbal(1) and its language.
 */
#ifndef GH_PROFILE_H
#define GH_PROFILE_H

#include "ghirbal.h"

/* In the order of the table in profile.c, of ghirbal_switch_get() and of the counters. */
enum gh_switch {
	GH_COMPOSE,
	GH_TASHKEEL, /* on when any of its classes is; the classes follow */
	GH_HARAKAT,
	GH_TANWIN,
	GH_SUKUN,
	GH_SHADDA,
	GH_MADDA,
	GH_QURAN,
	GH_HONORIFIC_MARKS,
	GH_DAGGER,
	GH_TATWEEL,
	GH_FORMS_B,
	GH_FORMS_A,
	GH_HONORIFICS,
	GH_INVISIBLE,
	GH_BLANKS,
	GH_DECORATION,
	GH_LOOKALIKES,
	GH_ALEF,
	GH_WASLA,
	GH_HAMZA_ALEF,
	GH_HAMZA,
	GH_YEH,
	GH_TEH,
	GH_TANWIN_ALEF,
	GH_DIGITS,
	GH_PUNCTUATION,
	GH_ELONGATION,
	GH_MOJIBAKE,
	GH_ENTITIES,
	GH_SWITCH_COUNT
};

/* Choice 0 is always the one that leaves the text alone, and the switch is then off. */
enum gh_dagger { GH_DAGGER_KEEP, GH_DAGGER_DROP, GH_DAGGER_ALEF };
enum gh_tatweel { GH_TATWEEL_KEEP, GH_TATWEEL_CONTEXT, GH_TATWEEL_ALL };
enum gh_honorifics {
	GH_HONORIFICS_KEEP,
	GH_HONORIFICS_WORDS,
	GH_HONORIFICS_EXPAND,
	GH_HONORIFICS_DROP
};
enum gh_blanks { GH_BLANKS_OFF, GH_BLANKS_ON, GH_BLANKS_ONE };
enum gh_digits { GH_DIGITS_OFF, GH_DIGITS_ASCII, GH_DIGITS_ARABIC };
enum gh_elongation { GH_ELONGATION_OFF, GH_ELONGATION_ON, GH_ELONGATION_ONE };

bool gh_switch_on(const ghirbal_normal *normal, enum gh_switch which);

/* The choice of a switch, an enum above; 0 or 1 for a switch that is only on or off. */
unsigned gh_switch_choice(const ghirbal_normal *normal, enum gh_switch which);

#endif
