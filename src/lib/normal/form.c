/* SPDX-License-Identifier: MIT */
#include "normal/steps.h"

#include <string.h>

#include "normal/letter.h"
#include "normal/compose.h"
#include "text/fold.h"
#include "base/utf8.h"

static size_t put_phrase(const char *text, uint32_t *to)
{
	size_t n = strlen(text), count_put = 0;

	while (n > 0) {
		size_t step = gh_utf8_next(text, n, &to[count_put++]);

		text += step;
		n -= step;
	}
	return count_put;
}

/* A phrase that is written out where a letter or digit touches it would run into that word. */
static bool touches(uint32_t cp)
{
	return gh_is_letter(cp) || gh_is_mark(cp) || gh_is_digit(cp) ||
	       gh_letter_class(cp) == GH_CLASS_HONORIFIC;
}

static size_t put_honorific(struct gh_word *word, size_t i, uint32_t *to, size_t made,
                            unsigned choice)
{
	size_t start = made;

	if (choice == GH_HONORIFICS_DROP)
		return made;
	if (touches(i > 0 ? word->cp[i - 1] : word->before) && (made == 0 || to[made - 1] != ' '))
		to[made++] = ' ';
	made += put_phrase(gh_letter_clean(word->cp[i]), to + made);
	if (touches(gh_word_at(word, i + 1)))
		to[made++] = ' ';
	return made > start ? made : start;
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

static bool is_form(uint32_t cp, const ghirbal_normal *normal)
{
	enum gh_class class = gh_letter_class(cp);

	return (class == GH_CLASS_FORM_B && gh_switch_on(normal, GH_FORMS_B)) ||
	       (class == GH_CLASS_FORM_A && gh_switch_on(normal, GH_FORMS_A));
}

void gh_word_unfold_forms(struct gh_word *word, const ghirbal_normal *normal)
{
	unsigned honorifics = gh_switch_choice(normal, GH_HONORIFICS);
	size_t i, made = 0;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];
		enum gh_class class = gh_letter_class(cp);

		if (class == GH_CLASS_HONORIFIC && honorifics) {
			made = put_honorific(word, i, word->spare, made, honorifics);
			gh_word_count(word, GH_HONORIFICS, 1);
		} else if (cp == TAIL_FRAGMENT && is_form(cp, normal) && ends_seen(word, made)) {
			gh_word_count(word, GH_FORMS_B, 1);
		} else if (cp != TAIL_FRAGMENT && is_form(cp, normal)) {
			made += put_phrase(gh_letter_clean(cp), word->spare + made);
			gh_word_count(word, class == GH_CLASS_FORM_A ? GH_FORMS_A : GH_FORMS_B, 1);
		} else {
			word->spare[made++] = cp;
		}
	}
	memcpy(word->cp, word->spare, made * sizeof *word->cp);
	word->n = made;
}
