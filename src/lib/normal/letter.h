/* SPDX-License-Identifier: MIT */
/*
 * A code point by itself: what it is to the normaliser, which switches may change it, and what it
 * becomes where its neighbours do not matter.
 */
#ifndef GH_LETTER_H
#define GH_LETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "normal/profile.h"

enum {
	ALEF = 0x0627,
	ALEF_MADDA = 0x0622,
	ALEF_HAMZA = 0x0623,
	ALEF_HAMZA_BELOW = 0x0625,
	ALEF_WASLA = 0x0671,
	ALEF_WAVY_ABOVE = 0x0672,
	ALEF_WAVY_BELOW = 0x0673,
	ALEF_HIGH_HAMZA = 0x0675,
	HAMZA = 0x0621,
	WAW = 0x0648,
	WAW_HAMZA = 0x0624,
	YEH = 0x064A,
	YEH_HAMZA = 0x0626,
	ALEF_MAKSURA = 0x0649,
	TEH_MARBUTA = 0x0629,
	HEH = 0x0647,
	KAF = 0x0643,
	SEEN = 0x0633,
	DAD = 0x0636,
	TATWEEL = 0x0640,
	MADDA = 0x0653,
	HAMZA_ABOVE = 0x0654,
	HAMZA_BELOW = 0x0655,
	DAGGER = 0x0670,
	FARSI_YEH = 0x06CC,
	KEHEH = 0x06A9,
	SWASH_KAF = 0x06AA,
	VEH = 0x06A4,
	LAM = 0x0644,
	FATHATAN = 0x064B,
	HEH_GOAL = 0x06C1,
	HEH_DOACHASHMEE = 0x06BE,
	HEH_YEH_ABOVE = 0x06C0,
	HEH_GOAL_HAMZA = 0x06C2,
	TEH_MARBUTA_GOAL = 0x06C3,
	YEH_BARREE = 0x06D2,
	YEH_BARREE_HAMZA = 0x06D3,
	AE = 0x06D5,
	TAIL_FRAGMENT = 0xFE73,
	CGJ = 0x034F,
	ZWNJ = 0x200C,
	ZWJ = 0x200D
};

bool gh_is_letter(uint32_t cp); /* an Arabic letter, as itself or as a presentation form */
bool gh_is_mark(uint32_t cp);   /* an Arabic combining mark */
bool gh_is_hamza_mark(uint32_t cp); /* a hamza or madda that composes with a letter */
bool gh_is_control(uint32_t cp);/* C0 or C1 that is no white space */
bool gh_is_fathatan(uint32_t cp);
bool gh_is_accent(uint32_t cp); /* a combining mark made for other scripts */
bool gh_is_no_break(uint32_t cp); /* a no-break space, which may carry a mark */

/* Whether an Arabic letter joins to the one after it. */
bool gh_joins_on(uint32_t cp);
bool gh_is_latin(uint32_t cp);
bool gh_is_digit(uint32_t cp);  /* ASCII, Arabic or Persian */
uint32_t gh_digit_value(uint32_t cp);

/* The switch that deletes a mark, GH_TASHKEEL if none does. */
enum gh_switch gh_mark_switch(uint32_t cp);

bool gh_mark_goes(uint32_t cp, const ghirbal_normal *normal);

/* One bit a switch (enum gh_switch): those that may change a code point, wherever it stands. */
uint32_t gh_touched_by(uint32_t cp);

/* The Arabic letter that a Persian or Urdu one looks like, wherever it stands; else itself. */
uint32_t gh_lookalike(uint32_t cp);

/* What a letter folds to and which switch that is on says so; GH_SWITCH_COUNT if none does. */
enum gh_switch gh_letter_fold(uint32_t cp, const ghirbal_normal *normal, uint32_t *folded);

/* What punctuation=on makes of a code point; the code point itself if nothing. */
uint32_t gh_ascii_sign(uint32_t cp);

/*
 * What a letter, digit or sign of 0600-06FF folds to wherever it stands, and in *by the switch that
 * does it; the code point itself if nothing does or its neighbours matter.
 */
uint32_t gh_plain_fold(uint32_t cp, const ghirbal_normal *normal, enum gh_switch *by);

/*
 * The row that cp is in, of a sorted table whose rows begin with the first and the last code point
 * that they are for; NULL if it is in none.
 */
const void *gh_range_of(const void *table, size_t count, size_t row, uint32_t cp);

#endif
