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

/* One bit a class: those that the word has. */
static uint32_t classes_of(const struct gh_word *word)
{
	uint32_t classes = 0;
	size_t i;

	for (i = 0; i < word->n; i++)
		classes |= UINT32_C(1) << gh_letter_class(word->cp[i]);
	return classes;
}

#define HAS(class) (UINT32_C(1) << GH_CLASS_##class)
#define FORMS (HAS(FORM_A) | HAS(FORM_B) | HAS(FORM_OTHER))

/* What a hamza sign kept apart may compose, and then fold. */
static void drop_hamza_marks(const struct gh_norm *norm, struct gh_word *word)
{
	word->stirred = false;
	gh_word_drop_hamza_marks(word);
	if (!word->stirred || !on(norm, GH_COMPOSE))
		return;
	gh_word_compose(&norm->normal, word);
	gh_word_fold_letters(word, &norm->normal);
}

static void fold_letters(const struct gh_norm *norm, struct gh_word *word, uint32_t classes)
{
	const ghirbal_normal *normal = &norm->normal;

	if (on(norm, GH_DECORATION))
		gh_word_drop_fillers(word);
	if (on(norm, GH_LOOKALIKES))
		gh_word_fold_lookalikes(word);
	if (on(norm, GH_COMPOSE) && word->stirred) {
		gh_word_compose(normal, word);
		/* A hamza below may just have taken a madda's place. */
		gh_word_strip_marks(word, normal);
	}
	if (on(norm, GH_YEH) || on(norm, GH_HAMZA))
		gh_word_join_hamza(word, normal);
	gh_word_fold_letters(word, normal);
	if (on(norm, GH_HAMZA) && (classes & HAS(HAMZA_MARK)))
		drop_hamza_marks(norm, word);
	if (on(norm, GH_HAMZA_ALEF))
		gh_word_join_hamza_alef(word, normal);
}

static void fold_signs(const struct gh_norm *norm, struct gh_word *word, uint32_t classes)
{
	const ghirbal_normal *normal = &norm->normal;

	if (on(norm, GH_DIGITS))
		gh_word_fold_digits(word, (enum gh_digits)gh_switch_choice(normal, GH_DIGITS));
	if (on(norm, GH_PUNCTUATION))
		gh_word_fold_signs(word);
	if (on(norm, GH_ELONGATION))
		gh_word_shorten(word, (enum gh_elongation)gh_switch_choice(normal, GH_ELONGATION));
	if (!(classes & HAS(ODD_BLANK)))
		return;
	if (on(norm, GH_BLANKS))
		gh_word_fold_blanks(word);
	else if (on(norm, GH_INVISIBLE))
		gh_word_fold_returns(word);
}

/* Where every tatweel goes, or every hamza, one on a tatweel is the letter that it is. */
static void unseat_hamza(const struct gh_norm *norm, struct gh_word *word)
{
	if (gh_switch_choice(&norm->normal, GH_TATWEEL) == GH_TATWEEL_ALL)
		gh_word_unseat_hamza(word, GH_TATWEEL);
	else if (on(norm, GH_HAMZA))
		gh_word_unseat_hamza(word, GH_HAMZA);
	/* Those on a carrier are now on a letter. */
	if (on(norm, GH_DECORATION))
		gh_word_drop_accents(word);
}

/* What is not to be seen, and what stands for letters: until the word is letters and marks. */
static void spell_out(const struct gh_norm *norm, struct gh_word *word, uint32_t classes)
{
	const ghirbal_normal *normal = &norm->normal;
	enum gh_honorifics honorifics =
		(enum gh_honorifics)gh_switch_choice(normal, GH_HONORIFICS);

	if (on(norm, GH_INVISIBLE) && (classes & HAS(INVISIBLE)))
		gh_word_drop_invisible(word);
	if (on(norm, GH_BLANKS) && (classes & HAS(ODD_BLANK)))
		gh_word_drop_carriers(word, normal);
	if (on(norm, GH_INVISIBLE) && (classes & HAS(JOINER)))
		gh_word_drop_joiners(word);
	/* What goes lets forms see their neighbours; what is written out looks at letters. */
	if (honorifics == GH_HONORIFICS_DROP && (classes & HAS(HONORIFIC)))
		gh_word_expand_honorifics(word, honorifics);
	if (classes & FORMS)
		gh_word_unfold_forms(word, normal);
	if (on(norm, GH_COMPOSE))
		gh_word_compose(normal, word);
	if (honorifics && (classes & HAS(HONORIFIC)) &&
	    gh_word_expand_honorifics(word, honorifics) && on(norm, GH_COMPOSE))
		gh_word_compose(normal, word);
}

void gh_norm_work(const struct gh_norm *norm, struct gh_word *word)
{
	const ghirbal_normal *normal = &norm->normal;
	uint32_t classes = classes_of(word);

	word->stirred = false;
	spell_out(norm, word, classes);
	if (on(norm, GH_DECORATION))
		gh_word_drop_accents(word);
	if (classes & HAS(HAMZA_MARK))
		unseat_hamza(norm, word);
	if (gh_switch_choice(normal, GH_DAGGER) == GH_DAGGER_ALEF)
		gh_word_lengthen(word);
	if (on(norm, GH_TANWIN_ALEF))
		gh_word_drop_tanwin_alef(word);
	gh_word_strip_marks(word, normal);
	if (on(norm, GH_TATWEEL) && (classes & HAS(TATWEEL)))
		gh_word_drop_tatweel(word, (enum gh_tatweel)gh_switch_choice(normal, GH_TATWEEL));
	fold_letters(norm, word, classes);
	fold_signs(norm, word, classes);
}

/* ---- what a code point calls for ---- */

/* A letter, sign or mark that is not of 0600-06FF; touched are the switches that may change it. */
static enum gh_act act_of_letter(const struct gh_norm *norm, uint32_t cp, uint32_t touched)
{
	enum gh_switch which;

	if (!touched && !(on(norm, GH_COMPOSE) && gh_may_compose(cp)))
		return GH_ACT_CALM;
	if (touched == UINT32_C(1) << GH_YEH)
		return GH_ACT_YEH;
	if (touched == UINT32_C(1) << GH_HAMZA_ALEF)
		return GH_ACT_HAMZA;
	if (gh_plain_fold(cp, &norm->normal, &which) == cp || which >= GH_SWITCH_COUNT)
		return GH_ACT_WORK;
	return (enum gh_act)(GH_ACT_FOLD + which);
}

/* 0653 to 0655 may be a part of the letter before; a dagger or a tanwin may have one. */
static bool is_more_than_a_mark(const struct gh_norm *norm, uint32_t cp)
{
	if (on(norm, GH_COMPOSE) && gh_is_hamza_mark(cp))
		return true;
	if (gh_mark_switch(cp) == GH_DAGGER)
		return gh_switch_choice(&norm->normal, GH_DAGGER) == GH_DAGGER_ALEF;
	return gh_is_fathatan(cp) && on(norm, GH_TANWIN_ALEF);
}

static enum gh_act act_of_mark(const struct gh_norm *norm, uint32_t cp, uint32_t touched)
{
	enum gh_switch which = gh_mark_switch(cp);

	if (is_more_than_a_mark(norm, cp) || (touched && which == GH_TASHKEEL))
		return GH_ACT_WORK;
	if (touched)
		return (enum gh_act)which;
	return on(norm, GH_COMPOSE) && gh_may_compose(cp) ? GH_ACT_KEPT : GH_ACT_CALM;
}

static enum gh_act find_act(const struct gh_norm *norm, uint32_t cp)
{
	uint32_t touched = gh_touched_by(cp) & norm->normal.on;

	if (cp < 0x80 && gh_switch_choice(&norm->normal, GH_DIGITS) == GH_DIGITS_ASCII)
		touched &= ~(UINT32_C(1) << GH_DIGITS);
	if (cp == TATWEEL && touched)
		return gh_switch_choice(&norm->normal, GH_TATWEEL) == GH_TATWEEL_ALL ?
		       (enum gh_act)GH_TATWEEL : GH_ACT_STRETCH;
	return cp - 0x600 < 0x100 && gh_is_mark(cp) ? act_of_mark(norm, cp, touched)
	                                            : act_of_letter(norm, cp, touched);
}

void gh_norm_read(struct gh_norm *norm, const char *text, size_t n)
{
	if (on(norm, GH_MOJIBAKE))
		norm->page = gh_mojibake_vote(text, n);
}

enum gh_act gh_norm_act(const struct gh_norm *norm, uint32_t cp)
{
	if (cp - 0x600 < 0x100)
		return (enum gh_act)norm->act[cp - 0x600];
	if (cp - 0x80 < 64)
		return (enum gh_act)norm->latin_act[cp - 0x80];
	if (cp - 0x2000 < 64)
		return (enum gh_act)norm->general_act[cp - 0x2000];
	/* Arrows and signs of mathematics, which menus are full of, are nothing to any switch. */
	if (cp >= 0x2190 && cp < 0x2300)
		return GH_ACT_CALM;
	return find_act(norm, cp);
}

bool gh_norm_is_firm(const struct gh_norm *norm, uint32_t cp)
{
	enum gh_class class = gh_letter_class(cp);

	if (cp >= GH_WORD_BYTE || gh_may_compose(cp) || class == GH_CLASS_TATWEEL ||
	    class == GH_CLASS_JOINER || class == GH_CLASS_SELECTOR || cp == HAMZA ||
	    cp == ALEF_MAKSURA)
		return false;
	return class == GH_CLASS_LETTER || gh_norm_act(norm, cp) == GH_ACT_CALM;
}

static void init(struct gh_norm *norm, const ghirbal_normal *normal, ghirbal_invalid invalid,
                 bool reference)
{
	uint32_t i;

	norm->normal = *normal;
	norm->invalid = invalid;
	norm->page = GH_READ_RIGHT;
	for (i = 0; i < 256; i++) {
		enum gh_switch unused;
		unsigned act = find_act(norm, 0x600 + i);

		norm->act[i] = (unsigned char)act;
		norm->order[i] = act == GH_ACT_KEPT
		                         ? (unsigned char)gh_combining_class(0x600 + i)
		                         : 0;
		norm->fold[i] = act == GH_ACT_YEH ? YEH
		                : act >= GH_ACT_FOLD
		                        ? (uint16_t)gh_plain_fold(0x600 + i, normal, &unused)
		                        : 0;
		norm->scan.wanted[i] = act != GH_ACT_CALM;
	}
	for (i = 0; i < 64; i++) {
		norm->latin_act[i] = (unsigned char)find_act(norm, 0x80 + i);
		norm->general_act[i] = (unsigned char)find_act(norm, 0x2000 + i);
	}
	norm->scan.extra = on(norm, GH_ENTITIES) ? '&' : '\n';
	norm->scan.line_ends = on(norm, GH_BLANKS);
	norm->reference = reference;
	/* These look at letters, digits and signs that are everywhere. */
	norm->scan.everything = reference || on(norm, GH_ELONGATION) || on(norm, GH_MOJIBAKE) ||
	                        on(norm, GH_PUNCTUATION) ||
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
