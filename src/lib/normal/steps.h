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
/*
 * Whether a zero width non-joiner stays between two letters as they stand beside it: they would
 * join.
 */
bool gh_non_joiner_parts(uint32_t before, uint32_t after);

/* form.c: forms-a, forms-b */
void gh_word_unfold_forms(struct gh_word *word, const ghirbal_normal *normal);

/* honorific.c; returns whether there was one */
bool gh_word_expand_honorifics(struct gh_word *word, enum gh_honorifics choice);

/* carrier.c: no-break spaces whose marks are about to go */
void gh_word_drop_carriers(struct gh_word *word, const ghirbal_normal *normal);

/* hamza.c: a hamza on a tatweel; on or behind an alef maksura; before an alef; any that is left */
void gh_word_unseat_hamza(struct gh_word *word, enum gh_switch by);
void gh_word_join_hamza(struct gh_word *word, const ghirbal_normal *normal);
void gh_word_join_hamza_alef(struct gh_word *word, const ghirbal_normal *normal);
void gh_word_drop_hamza_marks(struct gh_word *word);

/* dagger.c: dagger=alef */
void gh_word_lengthen(struct gh_word *word);

/* mark.c: tashkeel with the tatweel that carries it; tanwin-alef */
void gh_word_strip_marks(struct gh_word *word, const ghirbal_normal *normal);
void gh_word_drop_tanwin_alef(struct gh_word *word);

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
void gh_word_shorten(struct gh_word *word, enum gh_elongation choice);
void gh_word_fold_blanks(struct gh_word *word);
/*
 * A return that is no part of a line end: what deletes those that are may not leave one at an end.
 */
void gh_word_fold_returns(struct gh_word *word);

#endif
