/* SPDX-License-Identifier: MIT */
/*
 * What a line is by its shape alone: its facts where no rule says anything of it, and its kind
 * among the lines of a list.
 */
#ifndef GH_KIND_H
#define GH_KIND_H

#include "judge/fact.h"
#include "judge/shape.h"

enum gh_kind {
	GH_LABEL,    /* one to three words */
	GH_TITLE,    /* four and more */
	GH_TEXT,     /* running text */
	GH_QUESTION,
	GH_STAMP,    /* a date, a time, how many read it */
	GH_PRICE,
	GH_FIELD,    /* a label and its value */
	GH_ACTION,   /* a button, under each of several things */
	GH_APART     /* a line that a rule takes: no part of a list */
};

/* Of those that a shape has, these are its facts whatever rules say. */
#define GH_SHAPE_FACTS (GH_IS_ABOUT_SITE | GH_IS_SECTION | GH_IS_DATED)

/* Marks of what articles are not made of: a date, an address. */
#define GH_ODD_MARKS ((uint32_t)(GH_DATED | GH_LINKED | GH_PHONED | GH_COPYRIGHT))

uint32_t gh_facts_of(const struct gh_shape *shape);

/* Neither a button nor taken by a rule. */
enum gh_kind gh_kind_of(const struct gh_shape *shape, const char *text, size_t length);

/* Of a line that is text by its shape, and is not to be prose. */
enum gh_kind gh_kind_of_short(const struct gh_shape *shape);

#endif
