/* SPDX-License-Identifier: MIT */
/* A word on its way through the steps: the code points between two blanks, and its neighbours. */
#ifndef GH_WORD_H
#define GH_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "normal/profile.h"

/* Read at once; a longer word is taken in parts, cut where both sides are plain letters. */
#define GH_WORD_READ 128
/* The longest phrase of letters.def, decomposed and with a blank at both ends, fits 32 times. */
#define GH_WORD_ROOM (32 * GH_WORD_READ)

/* An ill-formed byte that is to stay: it is no code point, so no step touches it. */
#define GH_WORD_BYTE UINT32_C(0x110000)

struct gh_word {
	uint32_t cp[GH_WORD_ROOM], spare[GH_WORD_ROOM];
	size_t n;
	/* the neighbours; a space at a blank, a line end or an end of the text */
	uint32_t before, after;
	/* the last two of what became of the part before, 0 at the beginning of a word */
	uint32_t tail[2];
	/* since it was composed, something went that may have parted two signs */
	bool stirred;
	uint64_t *changed;      /* by enum gh_switch */
};

/* Adds n to what a switch has changed. */
void gh_word_count(struct gh_word *word, enum gh_switch which, size_t n);

/* The code point at i, which may be the neighbour after the word. */
uint32_t gh_word_at(const struct gh_word *word, size_t i);

/* The nearest code point before i that is no mark and no tatweel; maybe the neighbour before. */
uint32_t gh_word_base_before(const struct gh_word *word, size_t i);

/* Whether the same word of the language goes on after i. */
bool gh_word_letter_follows(const struct gh_word *word, size_t i);

/*
 * The letters of the word of the language around i in UTF-8, alefs bare; "" if they do not fit into
 * room or the word goes on beyond what was read of it.
 */
void gh_word_spell(const struct gh_word *word, size_t i, char *out, size_t room);

/* Whether a code point belongs to a word of the language: a letter, a mark or a tatweel. */
bool gh_in_word(uint32_t cp);

#endif
