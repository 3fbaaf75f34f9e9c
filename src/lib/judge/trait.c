/* SPDX-License-Identifier: MIT */
#include "judge/trait.h"

#include <string.h>

static void weigh_size(const struct gh_shape *s, int16_t *v)
{
	v[GH_E_BIAS] = GH_ONE;
	v[GH_E_SIZE] = s->size / 2;
	v[GH_E_ONE_WORD] = gh_yes(s->words <= 1);
	v[GH_E_FOUR_TO_SEVEN] = gh_yes(s->words >= 4 && s->words <= 7);
	v[GH_E_LONG] = gh_yes(s->words >= 25);
}

static void weigh_signs(const struct gh_shape *s, int16_t *v)
{
	v[GH_E_STOP] = gh_yes(s->marks & GH_STOP);
	v[GH_E_COLON] = gh_yes(s->marks & GH_COLON);
	v[GH_E_TRUNCATED] = gh_yes(s->marks & GH_TRUNCATED);
	v[GH_E_PARTED] = gh_yes(s->marks & GH_PARTED);
	v[GH_E_BULLET] = gh_yes(s->marks & GH_BULLET);
	v[GH_E_NUMBERED] = gh_yes(s->marks & GH_NUMBERED);
	v[GH_E_LISTED] = gh_yes(s->marks & GH_LISTED);
	v[GH_E_STARRED] = gh_yes(s->marks & GH_STARRED);
	v[GH_E_CODE] = gh_yes(s->marks & GH_CODE);
	v[GH_E_RESULT] = gh_yes(s->marks & GH_RESULT);
}

static void weigh_words(const struct gh_shape *s, int16_t *v)
{
	v[GH_E_COMMAS] = s->words >= 6 ? gh_share(s->commas, 3) : 0;
	v[GH_E_SITE_LONG] = s->words >= 8 ? gh_share(2 * (size_t)s->site, s->sample) : 0;
	v[GH_E_CLITIC] = gh_share(3 * (size_t)s->clitic, s->sample);
}

static void weigh_tokens(const struct gh_shape *s, int16_t *v)
{
	v[GH_E_LETTERLESS] = gh_yes(s->marks & GH_LETTERLESS);
	v[GH_E_DATED] = gh_yes(s->marks & GH_DATED);
	v[GH_E_TIMED] = gh_yes((s->marks & GH_TIMED) && s->words <= 12);
	v[GH_E_LINKED] = gh_yes((s->marks & GH_LINKED) && s->words <= 15);
	v[GH_E_PHONED] = gh_yes((s->marks & GH_PHONED) && s->words <= 15);
	v[GH_E_COPYRIGHT] = gh_yes(s->marks & GH_COPYRIGHT);
}

void gh_traits_of(const struct gh_shape *shape, int16_t *values)
{
	memset(values, 0, GH_SHAPE_EVIDENCE * sizeof *values);
	weigh_size(shape, values);
	weigh_words(shape, values);
	if (shape->marks == 0)
		return; /* as of most short lines */
	weigh_signs(shape, values);
	weigh_tokens(shape, values);
}

int32_t gh_worth_of(const struct gh_shape *shape, const struct gh_weights *weights)
{
	int16_t values[GH_SHAPE_EVIDENCE];
	int32_t worth = 0;
	int k;

	gh_traits_of(shape, values);
	for (k = 0; k < GH_SHAPE_EVIDENCE; k++)
		worth += weights->of[k] * values[k];
	return worth;
}
