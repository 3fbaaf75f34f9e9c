/* SPDX-License-Identifier: MIT */
/*
 * What the first line of a text says of all of it: whether it is JSON, and of which shape, or HTML.
 * What is no text at all, signature.h knows.
 */
#ifndef OPENING_H
#define OPENING_H

#include "json.h"

enum opening {
	OPENING_PLAIN,   /* none of the following */
	OPENING_LINES,   /* an object on one line, or one that is longer than the head */
	OPENING_ARRAY,   /* the same of an array: all there is, or the first of many */
	OPENING_SPREAD_ARRAY, /* over many lines */
	OPENING_SPREAD,  /* an object over many lines */
	OPENING_HTML
};

/* By the head of a file, or all of it if it is short.  paths: any. */
enum opening opening_of(const struct json_paths *paths, const char *head, size_t size);

/* What to say of it to whoever wanted JSON Lines or plain text. */
const char *opening_advice(enum opening opening);

#endif
