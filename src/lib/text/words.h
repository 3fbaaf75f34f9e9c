/* SPDX-License-Identifier: MIT */
/* The words of a key: where they part, and a view that reads them one by one, either way. */
#ifndef GH_WORDS_H
#define GH_WORDS_H

#include <stdbool.h>

#include "text/fold.h"

/* The most words that a view reads: a set of places among them is one 64-bit number. */
#define GH_VIEW_WORDS 63

/*
 * Where words part in the next 64 bytes of a key, as bits: at blanks, at colons and, if it comes
 * before 64, at left, the key's end.  readable counts bytes that may be read.
 */
uint64_t gh_gaps(const unsigned char *key, size_t left, size_t readable);

struct gh_word {
	uint64_t head;        /* its first eight bytes, the first lowest */
	size_t start, length; /* in the key */
	uint32_t number;      /* in a vocabulary, once looked up */
	bool known;           /* it was looked up */
};

/* The words of a key from one place on, read as they are asked for. */
struct gh_view {
	const unsigned char *key;
	size_t length;  /* of the key */
	size_t at;      /* where the next word is looked for */
	size_t slack;   /* readable bytes behind the key's end */
	bool backward, done;
	unsigned count;
	uint64_t colons; /* by word: a colon stands between it and the word read before it */
	struct gh_word words[GH_VIEW_WORDS];
};

void gh_view_open(struct gh_view *view, const unsigned char *key, size_t length, size_t slack,
                  size_t at, bool backward);

/* Reads one word more, or sets view->done. */
void gh_view_read(struct gh_view *view);

/* Whether there is a word at place, from 0. */
static inline bool gh_view_has(struct gh_view *view, unsigned place)
{
	while (view->count <= place && !view->done)
		gh_view_read(view);
	return place < view->count;
}

/* Whether a word of least to most digits, and of nothing else, is at place. */
bool gh_view_is_number(struct gh_view *view, unsigned place, size_t least, size_t most);

/* Where the words before place stop, or start in a backward view. */
static inline size_t gh_view_edge(const struct gh_view *view, unsigned place)
{
	const struct gh_word *last = &view->words[place - 1];

	return view->backward ? last->start : last->start + last->length;
}

#endif
