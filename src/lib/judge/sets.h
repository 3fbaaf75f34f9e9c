/* SPDX-License-Identifier: MIT */
/*
 * Sets of a page's lines, one bit a line: of those that have a fact, and of some others that
 * evidence asks for.  What looks at neighbours looks at them by words of 64 lines, and what looks
 * for lines of a kind finds the next by its bit.
 *
 * Before the first word of a set and behind the last is one with nothing in it.
 */
#ifndef GH_SETS_H
#define GH_SETS_H

#include "judge/facts.h"

enum gh_set {
	GH_SET_STOPS = 31, /* behind those of facts, by their bits: lines that end in a full stop */
	GH_SET_FIELDS,
	GH_SET_PRICES,
	GH_SET_LIKE_NEXT,  /* as long as the next line, about */
	GH_SET_LIKE_AFTER, /* as long as the one after it, about */
	GH_SET_LEAPS,      /* of quite another length than the line before */
	GH_SET_FOUND,      /* for whoever makes up one of others */
	GH_SETS
};

struct gh_sets {
	uint64_t *words;
	size_t room, stride; /* of words; from one set to the next */
	size_t count;        /* lines of the page */
};

void gh_sets_free(struct gh_sets *sets, const ghirbal_allocator *from);

/* Takes the lines of a page that has been read; false for want of memory. */
bool gh_sets_read(struct gh_sets *sets, const struct gh_page *page);

static inline uint64_t *gh_set(const struct gh_sets *sets, enum gh_set set)
{
	return sets->words + (size_t)set * sets->stride + 1;
}

/* The lines that have one fact. */
static inline const uint64_t *gh_set_of(const struct gh_sets *sets, uint32_t fact)
{
	return gh_set(sets, (enum gh_set)__builtin_ctz(fact));
}

static inline size_t gh_set_words(const struct gh_sets *sets)
{
	return sets->count / 64 + 1;
}

/* A word of the set whose lines are one further up. */
static inline uint64_t gh_set_above(const uint64_t *word)
{
	return word[0] >> 1 | word[1] << 63;
}

/* The first line from i on that is in the set, or the number of lines. */
static inline size_t gh_set_next(const struct gh_sets *sets, const uint64_t *set, size_t i)
{
	size_t at = i / 64, last = sets->count / 64;
	uint64_t word = set[at] & UINT64_MAX << i % 64;

	while (!word) {
		if (at >= last)
			return sets->count;
		word = set[++at];
	}
	return at * 64 + (size_t)__builtin_ctzll(word);
}

/* The first from line i of the set on that is not in it. */
static inline size_t gh_set_end(const uint64_t *set, size_t i)
{
	size_t at = i / 64;
	uint64_t word = ~set[at] & UINT64_MAX << i % 64;

	while (!word)
		word = ~set[++at];
	return at * 64 + (size_t)__builtin_ctzll(word);
}

/* The last line before i that is in the set, or GH_NOWHERE. */
static inline size_t gh_set_last(const uint64_t *set, size_t i)
{
	size_t at = i / 64;
	uint64_t word = set[at] & ~(UINT64_MAX << i % 64);

	while (!word && at > 0)
		word = set[--at];
	return word ? at * 64 + 63 - (size_t)__builtin_clzll(word) : GH_NOWHERE;
}

#endif
