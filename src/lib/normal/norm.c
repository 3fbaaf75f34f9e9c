/* SPDX-License-Identifier: MIT */
#include "normal/norm.h"

#include "text/fold.h"
#include "normal/compose.h"
#include "normal/letter.h"
#include "normal/steps.h"

static bool on(const struct gh_norm *norm, enum gh_switch which)
{
	return gh_switch_on(&norm->normal, which);
}

/* ---- the steps in their order ---- */

static void fold_word(const struct gh_norm *norm, struct gh_word *word)
{
	const ghirbal_normal *normal = &norm->normal;

	if (on(norm, GH_DECORATION))
		gh_word_drop_fillers(word);
	if (on(norm, GH_LOOKALIKES))
		gh_word_fold_lookalikes(word);
	if (on(norm, GH_COMPOSE) && word->stirred) {
		gh_word_compose(&norm->normal, word);
		/* A hamza below may just have taken a madda's place. */
		gh_word_strip_marks(word, normal);
	}
	gh_word_fold_letters(word, normal);
	if (on(norm, GH_DIGITS))
		gh_word_fold_digits(word, (enum gh_digits)gh_switch_choice(normal, GH_DIGITS));
	if (on(norm, GH_PUNCTUATION))
		gh_word_fold_signs(word);
	if (on(norm, GH_ELONGATION))
		gh_word_shorten(word);
	if (on(norm, GH_BLANKS))
		gh_word_fold_blanks(word);
}

void gh_norm_work(const struct gh_norm *norm, struct gh_word *word)
{
	const ghirbal_normal *normal = &norm->normal;

	word->stirred = false;
	if (on(norm, GH_INVISIBLE)) {
		gh_word_drop_invisible(word);
		gh_word_drop_joiners(word);
	}
	gh_word_unfold_forms(word, normal);
	if (on(norm, GH_COMPOSE))
		gh_word_compose(&norm->normal, word);
	if (on(norm, GH_DECORATION))
		gh_word_drop_accents(word);
	if (gh_switch_choice(normal, GH_DAGGER) == GH_DAGGER_ALEF)
		gh_word_lengthen(word);
	gh_word_strip_marks(word, normal);
	if (on(norm, GH_TATWEEL))
		gh_word_drop_tatweel(word, (enum gh_tatweel)gh_switch_choice(normal, GH_TATWEEL));
	fold_word(norm, word);
}

/* ---- what a code point calls for ---- */

static enum gh_act find_act(const struct gh_norm *norm, uint32_t cp)
{
	uint32_t touched = gh_touched_by(cp) & norm->normal.on;
	bool mark = gh_is_mark(cp), composes = on(norm, GH_COMPOSE) && gh_may_compose(cp);
	enum gh_switch which;

	if (cp < 0x80 && gh_switch_choice(&norm->normal, GH_DIGITS) == GH_DIGITS_ASCII)
		touched &= ~(UINT32_C(1) << GH_DIGITS);
	if (cp == TATWEEL && touched)
		return gh_switch_choice(&norm->normal, GH_TATWEEL) == GH_TATWEEL_ALL ?
		       (enum gh_act)GH_TATWEEL : GH_ACT_STRETCH;
	if (cp - 0x600 >= 0x100 || !mark) {
		if (!touched && !composes)
			return GH_ACT_CALM;
		if (touched == UINT32_C(1) << GH_YEH)
			return GH_ACT_LAST;
		return gh_plain_fold(cp, &norm->normal, &which) != cp && which < GH_SWITCH_COUNT ?
		       (enum gh_act)(GH_ACT_FOLD + which) : GH_ACT_WORK;
	}
	which = gh_mark_switch(cp);
	/* 0653 to 0655 may be a part of the letter before; a dagger may become a letter. */
	if ((composes && cp >= 0x653 && cp <= 0x655) ||
	    (which == GH_DAGGER && gh_switch_choice(&norm->normal, GH_DAGGER) == GH_DAGGER_ALEF))
		return GH_ACT_WORK;
	if (touched)
		return which == GH_TASHKEEL ? GH_ACT_WORK : (enum gh_act)which;
	return composes ? GH_ACT_KEPT : GH_ACT_CALM;
}

enum gh_act gh_norm_act(const struct gh_norm *norm, uint32_t cp)
{
	return cp - 0x600 < 0x100 ? (enum gh_act)norm->act[cp - 0x600] : find_act(norm, cp);
}

bool gh_norm_is_firm(const struct gh_norm *norm, uint32_t cp)
{
	enum gh_class class = gh_letter_class(cp);

	if (cp >= GH_WORD_BYTE || gh_may_compose(cp) || class == GH_CLASS_TATWEEL ||
	    class == GH_CLASS_JOINER || class == GH_CLASS_SELECTOR)
		return false;
	return class == GH_CLASS_LETTER || gh_norm_act(norm, cp) == GH_ACT_CALM;
}

static void init(struct gh_norm *norm, const ghirbal_normal *normal, ghirbal_invalid invalid,
                 bool reference)
{
	uint32_t i;

	norm->normal = *normal;
	norm->invalid = invalid;
	for (i = 0; i < 256; i++) {
		enum gh_switch unused;
		unsigned act = find_act(norm, 0x600 + i);

		norm->act[i] = (unsigned char)act;
		norm->order[i] = act == GH_ACT_KEPT ? (unsigned char)gh_combining_class(0x600 + i) : 0;
		norm->fold[i] = act == GH_ACT_LAST ? 0x064A
		                : act >= GH_ACT_FOLD
		                        ? (uint16_t)gh_plain_fold(0x600 + i, normal, &unused)
		                        : 0;
		norm->scan.wanted[i] = act != GH_ACT_CALM;
	}
	norm->scan.extra = on(norm, GH_ENTITIES) ? '&' : '\n';
	norm->scan.line_ends = on(norm, GH_BLANKS);
	norm->reference = reference;
	/* These three look at letters and digits that are everywhere. */
	norm->scan.everything = reference || on(norm, GH_ELONGATION) || on(norm, GH_MOJIBAKE) ||
	                        gh_switch_choice(normal, GH_DIGITS) == GH_DIGITS_ARABIC;
	gh_scan_prepare(&norm->scan);
}

void gh_norm_init(struct gh_norm *norm, const ghirbal_normal *normal, ghirbal_invalid invalid)
{
	init(norm, normal, invalid, false);
}

void gh_norm_init_reference(struct gh_norm *norm, const ghirbal_normal *normal,
                            ghirbal_invalid invalid)
{
	init(norm, normal, invalid, true);
}
