/* SPDX-License-Identifier: MIT */
/*
 * A word on the bench: the code points between two blanks, and the steps of the normaliser that
 * need nothing but them and their two neighbours.  norm.c calls the steps in the order of
 * normalisation.md.
 */
#ifndef GH_WORD_H
#define GH_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "normal/switches.h"

/* Read at once; a longer word is taken in parts, cut where both sides are plain letters. */
#define GH_WORD_READ 128
/* The longest phrase of letters.def, decomposed and with a blank at both ends, fits 32 times. */
#define GH_WORD_ROOM (32 * GH_WORD_READ)

/* An ill-formed byte that is to stay: it is no code point, so no step touches it. */
#define GH_WORD_BYTE UINT32_C(0x110000)

struct gh_word {
	uint32_t cp[GH_WORD_ROOM], spare[GH_WORD_ROOM];
	size_t n;
	/* the neighbours; a space at a blank, a line end or an end of the text */
	uint32_t before, after;
	/* the last two of what became of the part before, 0 at the beginning of a word */
	uint32_t tail[2];
	/* since it was composed, something went that may have parted two signs */
	bool stirred;
	uint64_t *changed;      /* by enum gh_switch */
	/* the canonical combining class, which only norm.c can tell */
	unsigned (*order)(uint32_t cp);
};

#define GH_TATWEEL_SIGN 0x0640u

bool gh_is_letter(uint32_t cp); /* an Arabic letter, as itself or as a presentation form */
bool gh_is_mark(uint32_t cp);   /* an Arabic combining mark */
bool gh_is_control(uint32_t cp);/* C0 or C1 but for TAB and LF */

/* The switch that deletes a mark, GH_TASHKEEL if none does. */
enum gh_switch gh_mark_switch(uint32_t cp);

bool gh_mark_goes(uint32_t cp, const ghirbal_normal *normal);

/* One bit a switch (enum gh_switch): those that may change a code point, wherever it stands. */
uint32_t gh_touched_by(uint32_t cp);

/*
 * What a letter, digit or sign of 0600-06FF folds to wherever it stands, and in *by the switch that
 * does it; the code point itself if nothing does or its neighbours matter.
 */
uint32_t gh_plain_fold(uint32_t cp, const ghirbal_normal *normal, enum gh_switch *by);

/* What punctuation=on makes of a code point; the code point itself if nothing. */
uint32_t gh_ascii_sign(uint32_t cp);

/* The steps; each looks only at its own switches. */
void gh_word_drop_invisible(struct gh_word *word);
void gh_word_unfold_forms(struct gh_word *word, const ghirbal_normal *normal);
void gh_word_drop_accents(struct gh_word *word);
void gh_word_lengthen(struct gh_word *word);
void gh_word_strip_marks(struct gh_word *word, const ghirbal_normal *normal);
void gh_word_drop_tatweel(struct gh_word *word, enum gh_tatweel choice);
void gh_word_drop_fillers(struct gh_word *word);
void gh_word_fold_lookalikes(struct gh_word *word);
void gh_word_fold_letters(struct gh_word *word, const ghirbal_normal *normal);
void gh_word_fold_digits(struct gh_word *word, enum gh_digits choice);
void gh_word_fold_signs(struct gh_word *word);
void gh_word_shorten(struct gh_word *word);
void gh_word_fold_blanks(struct gh_word *word);

#endif
