/* SPDX-License-Identifier: MIT */
/*
 * The steps of the normaliser, in the order that norm.c calls them.  Each looks at nothing but the
 * word, its two neighbours and its own switches.
 */
#ifndef GH_STEPS_H
#define GH_STEPS_H

#include "normal/word.h"

/* invisible.c */
void gh_word_drop_invisible(struct gh_word *word);
void gh_word_drop_joiners(struct gh_word *word);

/* form.c: forms-a, forms-b, honorifics */
void gh_word_unfold_forms(struct gh_word *word, const ghirbal_normal *normal);

/* mark.c: dagger=alef, and tashkeel with the tatweel that carries it */
void gh_word_lengthen(struct gh_word *word);
void gh_word_strip_marks(struct gh_word *word, const ghirbal_normal *normal);

/* tatweel.c */
void gh_word_drop_tatweel(struct gh_word *word, enum gh_tatweel choice);

/* decoration.c */
void gh_word_drop_accents(struct gh_word *word);
void gh_word_drop_fillers(struct gh_word *word);

/* spelling.c: lookalikes; alef, hamza, yeh, teh */
void gh_word_fold_lookalikes(struct gh_word *word);
void gh_word_fold_letters(struct gh_word *word, const ghirbal_normal *normal);

/* sign.c: digits, punctuation, elongation, blanks */
void gh_word_fold_digits(struct gh_word *word, enum gh_digits choice);
void gh_word_fold_signs(struct gh_word *word);
void gh_word_shorten(struct gh_word *word);
void gh_word_fold_blanks(struct gh_word *word);

#endif
