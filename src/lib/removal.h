/* SPDX-License-Identifier: MIT */
/* Why lines and spans of a part went: noted while it is judged, told while it is written. */
#ifndef GH_REMOVAL_H
#define GH_REMOVAL_H

#include "judge/judge.h"
#include "origin.h"

#define GH_NO_REMOVAL UINT32_MAX
#define GH_NO_WORDS SIZE_MAX

struct gh_removal {
	struct gh_decision decision;
	size_t text, length;   /* the bytes removed: in the part, or in what cuts left of a line */
	bool of_piece;         /* the latter */
	struct gh_extent extent;  /* where they were in the part */
	size_t words;          /* offset in gh_removals.words of the evidence, a string; or GH_NO_WORDS */
	uint32_t next;         /* of the same line, or GH_NO_REMOVAL */
};

struct gh_removals {
	struct gh_removal *at;
	size_t count, room;
	struct gh_buf words;
};

/* The removals of one line. */
struct gh_chain {
	uint32_t first, last;
};
#define GH_NO_CHAIN ((struct gh_chain){GH_NO_REMOVAL, GH_NO_REMOVAL})

void gh_removals_clear(struct gh_removals *removals);
void gh_removals_free(struct gh_removals *removals, const ghirbal_allocator *from);

/* Adds a removal to the chain, to be filled in.  NULL for want of memory. */
struct gh_removal *gh_removals_add(struct gh_removals *removals, const ghirbal_allocator *from,
                                   struct gh_chain *chain);

/*
 * Takes a string of so many bytes, or of none, that was written behind the words: its offset or
 * GH_NO_WORDS.
 */
size_t gh_removals_take_words(struct gh_removals *removals, size_t size);

/* Who counts removals and hands them to the caller's callback. */
struct gh_teller {
	const ghirbal_settings *settings;
	const struct gh_ruleset *set;
	ghirbal_counts *counts;
	uint64_t *rule_hits;   /* by rule */
	const char *page;      /* the part that is told of, as it came in */
	const char *pieces;    /* what cuts left of its lines */
	uint64_t offset;       /* of the part's first byte in the document */
};

/* Counts lines that were dropped, of so many bytes, where nobody asks for more of them; ... */
static inline void gh_count_dropped(struct gh_teller *teller, size_t lines, size_t bytes)
{
	teller->counts->lines_dropped += lines;
	teller->counts->bytes_removed += bytes;
}

/* ... and of each the rule that took it. */
static inline void gh_count_rule(struct gh_teller *teller, const struct gh_decision *decision)
{
	if (decision->rule != GH_NO_RULE)
		teller->rule_hits[decision->rule]++;
}

/* Counts and tells a removal of the line of that number, whose end is a range of the part. */
ghirbal_status gh_tell_removal(struct gh_teller *teller, const struct gh_removals *removals,
                               const struct gh_removal *removal, size_t number,
                               const struct gh_extent *line_end);

/* Tells those of a chain. */
ghirbal_status gh_tell_removals(struct gh_teller *teller, const struct gh_removals *removals,
                                const struct gh_chain *chain, size_t number,
                                const struct gh_extent *line_end);

/* Tells of blank lines, [start, end) of the part, that go with a line beside them. */
ghirbal_status gh_tell_blank(struct gh_teller *teller, size_t start, size_t end, size_t number);

#endif
