/* SPDX-License-Identifier: MIT */
/*
 * Unicode normalisation form C, and the properties of code points that are not Arabic: the only
 * user of utf8proc.
 */
#ifndef GH_COMPOSE_H
#define GH_COMPOSE_H

#include "normal/word.h"

/* The canonical combining class; the Arabic ones are ours, utf8proc may be older than a mark. */
unsigned gh_combining_class(uint32_t cp);

/* A mark of any script that stands on what is before it. */
bool gh_is_combining(uint32_t cp);

/* Whether composing may have work to do where this code point stands. */
bool gh_may_compose(uint32_t cp);

/* Extended_Pictographic */
bool gh_is_emoji(uint32_t cp);

/* The word in NFC. */
void gh_word_compose(const ghirbal_normal *normal, struct gh_word *word);

#endif
