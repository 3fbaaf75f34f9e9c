/* SPDX-License-Identifier: MIT */
#include "judge/kind.h"

#include <string.h>

#include "judge/policy.h"

#define LINE_WORDS 24  /* of what can be one of several alike */
#define STAMP_WORDS 8

/* ---- its facts ---- */

static bool is_prose(const struct gh_shape *shape)
{
	return (shape->words >= GH_P_PROSE_WORDS && shape->function * 25 >= shape->sample * 2) ||
	       (shape->words >= GH_P_SENTENCE_WORDS && (shape->marks & GH_STOP) &&
	        shape->function > 0);
}

uint32_t gh_facts_of(const struct gh_shape *shape)
{
	uint32_t facts = 0;

	if (shape->site > 0)
		facts |= GH_IS_ABOUT_SITE;
	if (shape->section > 0)
		facts |= GH_IS_SECTION;
	if (shape->marks & GH_DATED)
		facts |= GH_IS_DATED;
	if (!is_prose(shape))
		return shape->marks & GH_ODD_MARKS ? facts | GH_IS_CHROME : facts;
	if (shape->words >= GH_P_PARAGRAPH_WORDS && !(shape->marks & GH_TRUNCATED))
		facts |= GH_IS_PARAGRAPH;
	return facts | GH_IS_PROSE;
}

/* ---- its kind ---- */

/* Sought by the second byte, since the first is that of half the letters. */
static bool holds(const char *s, size_t n, const char *what, size_t size)
{
	const char *at = s + 1, *end = s + n;

	while (at < end && (at = memchr(at, what[1], (size_t)(end - at)))) {
		if ((size_t)(end - at) + 1 >= size && memcmp(at - 1, what, size) == 0)
			return true;
		at++;
	}
	return false;
}

/* When a page came out, or how many have read it. */
static bool is_stamp(const struct gh_shape *shape, const char *text, size_t length)
{
	static const struct {
		const char *text;
		size_t length;
	} counted[] = {
#define GH_READ(text) {text, sizeof text - 1},
#include "lang/languages.def"
	};
	size_t k;

	if (shape->digits == 0 || shape->words > STAMP_WORDS)
		return false;
	if (shape->marks & (GH_DATED | GH_TIMED))
		return true;
	for (k = 0; k < sizeof counted / sizeof counted[0]; k++)
		if (holds(text, length, counted[k].text, counted[k].length))
			return true;
	return false;
}

enum gh_kind gh_kind_of(const struct gh_shape *shape, const char *text, size_t length)
{
	if (is_stamp(shape, text, length))
		return GH_STAMP;
	if (shape->marks & GH_PRICED)
		return GH_PRICE;
	if (shape->marks & GH_ASKS)
		return GH_QUESTION;
	return shape->facts & GH_IS_PROSE ? GH_TEXT : gh_kind_of_short(shape);
}

enum gh_kind gh_kind_of_short(const struct gh_shape *shape)
{
	if (shape->words > LINE_WORDS)
		return GH_TEXT;
	if (shape->marks & GH_LABELLED)
		return GH_FIELD;
	return shape->words <= 3 ? GH_LABEL : GH_TITLE;
}
