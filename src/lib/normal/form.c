/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include <string.h>

#include "normal/letter.h"
#include "normal/compose.h"
#include "text/fold.h"
#include "ground/utf8.h"

/* What the other letters of a form's word say of it. */
struct company {
	size_t end;     /* of the word */
	bool letters;   /* it has more letters than one */
	bool persian;   /* one of them is not used in Arabic */
};

/* The forms of 06CC and 06BE, which in an Arabic word are yeh, alef maksura and heh. */
static bool is_redrawn(uint32_t cp)
{
	return (cp >= 0xFBAA && cp <= 0xFBAD) || (cp >= 0xFBFC && cp <= 0xFBFF);
}

/* Veh writes the v of foreign names in Arabic and is in no Persian or Urdu word. */
static bool is_persian_letter(uint32_t cp)
{
	return gh_letter_class(cp) == GH_CLASS_LETTER && !(cp >= HAMZA && cp <= YEH) &&
	       cp != ALEF_WASLA && cp != VEH;
}

static bool is_persian(uint32_t cp)
{
	const char *clean = gh_letter_clean(cp);
	uint32_t letter;

	if (gh_letter_class(cp) != GH_CLASS_FORM_OTHER)
		return is_persian_letter(cp);
	if (is_redrawn(cp))
		return false;
	for (; *clean; clean += gh_utf8_next(clean, 4, &letter)) {
		gh_utf8_next(clean, 4, &letter);
		if (is_persian_letter(letter))
			return true;
	}
	return false;
}

/* The tail of a seen and a mark of another script do not end a word. */
static bool goes_on(uint32_t cp)
{
	return gh_in_word(cp) || cp == TAIL_FRAGMENT || gh_is_combining(cp);
}

static struct company look_around(const struct gh_word *word, size_t i)
{
	struct company company = {i, false, false};
	size_t letters;

	while (company.end > 0 && goes_on(word->cp[company.end - 1]))
		company.end--;
	letters = company.end == 0 && gh_in_word(word->before);
	for (; company.end < word->n && goes_on(word->cp[company.end]); company.end++) {
		uint32_t cp = word->cp[company.end];

		letters += gh_is_letter(cp) || cp == HAMZA_ABOVE || cp == HAMZA_BELOW;
		company.persian = company.persian || is_persian(cp);
	}
	letters += company.end == word->n && gh_in_word(word->after);
	company.letters = letters > 1;
	return company;
}

static size_t put_letters(const char *text, uint32_t *to)
{
	size_t n = strlen(text), made = 0;

	while (n > 0) {
		size_t step = gh_utf8_next(text, n, &to[made++]);

		text += step;
		n -= step;
	}
	return made;
}

/* A form of a letter that is not Arabic, or not always; alone it is shown for itself and stays. */
static size_t put_other(uint32_t cp, const struct company *company, uint32_t *to)
{
	if (is_redrawn(cp) && company->persian)
		*to = cp < 0xFBFC ? HEH_DOACHASHMEE : FARSI_YEH;
	else if (is_redrawn(cp) || company->letters)
		return put_letters(gh_letter_clean(cp), to);
	else
		*to = cp;
	return 1;
}

/*
 * The tail fragment finishes a seen, sheen, sad or dad of the old code pages, which is whole here.
 */
static bool ends_seen(const struct gh_word *word, size_t made)
{
	const uint32_t *cp = word->spare;

	while (made > 0 && (gh_is_mark(cp[made - 1]) || gh_combining_class(cp[made - 1]) != 0 ||
	                    cp[made - 1] == TATWEEL))
		made--;
	return made > 0 && cp[made - 1] >= SEEN && cp[made - 1] <= DAD;
}

/* The switch of a form; GH_SWITCH_COUNT if it is none or the switch is off. */
static enum gh_switch form_switch(uint32_t cp, const ghirbal_normal *normal)
{
	enum gh_class class = gh_letter_class(cp);
	enum gh_switch which = class == GH_CLASS_FORM_B ? GH_FORMS_B
	                       : class == GH_CLASS_FORM_A || class == GH_CLASS_FORM_OTHER
	                               ? GH_FORMS_A
	                               : GH_SWITCH_COUNT;

	return which != GH_SWITCH_COUNT && gh_switch_on(normal, which) ? which : GH_SWITCH_COUNT;
}

void gh_word_unfold_forms(struct gh_word *word, const ghirbal_normal *normal)
{
	struct company company = {0, false, false};
	size_t i, made = 0;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i], *to = word->spare + made;
		enum gh_switch which = form_switch(cp, normal);

		if (i >= company.end && which == GH_FORMS_A)
			company = look_around(word, i);
		if (which == GH_SWITCH_COUNT)
			word->spare[made++] = cp;
		else if (cp == TAIL_FRAGMENT && ends_seen(word, made))
			;
		else if (cp == TAIL_FRAGMENT)
			word->spare[made++] = cp;
		else if (gh_letter_class(cp) == GH_CLASS_FORM_OTHER)
			made += put_other(cp, &company, to);
		else
			made += put_letters(gh_letter_clean(cp), to);
		if (which != GH_SWITCH_COUNT)
			gh_word_count(word, which, made == (size_t)(to - word->spare) || *to != cp);
	}
	memcpy(word->cp, word->spare, made * sizeof *word->cp);
	word->n = made;
}
