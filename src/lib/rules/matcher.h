/* SPDX-License-Identifier: MIT */
/*
 * The matcher: a rule set made ready, each rule in the index that finds it fastest.
 *
 * Whole lines are looked up in a hash of keys, beginnings, ends and inline phrases in tries over
 * words; PCRE2 runs only for `match` and only on lines that have its cue, a phrase too.  So the
 * cost of a line does not grow with the number of rules.
 */
#ifndef GH_MATCHER_H
#define GH_MATCHER_H

#include "rules/pattern.h"
#include "rules/trie.h"
#include "rules/whole.h"
#include "text/filter.h"

/* Menus show in this many words of a line. */
#define GH_COVER_WORDS 30

/* What a phrase in a trie says of a line where it is found. */
enum gh_accept_kind {
	GH_AS_LINE,
	GH_AS_LINE_BACKWARD,
	GH_AS_STARTS,
	GH_AS_ENDS,
	GH_AS_HAS,
	GH_AS_COVER,
	GH_AS_TAIL,
	GH_AS_CUE
};

/* Inline phrases that no guard keeps off long lines have a mark of their own. */
#define GH_MARK_UNGUARDED GH_MARK_OWN

/* Read-only once made: threads share it. */
struct gh_matcher {
	ghirbal_allocator from;
	const struct gh_ruleset *set;
	struct gh_wholes wholes;
	struct gh_trie trie;
	bool unguarded; /* there are inline phrases for long lines */
	struct gh_filter unguarded_words; /* that they begin with */
	/* of the longest phrase that begins and ends with any words; 0: there is none */
	size_t open_words;
	struct gh_patterns *patterns;
	size_t ready, cues_ready; /* so many rules and cues of the set are in trie and patterns */
};

/* A matcher that has none of the rules yet; NULL for want of memory. */
struct gh_matcher *gh_matcher_open(const struct gh_ruleset *set);

/* The matcher's set has moved. */
void gh_matcher_adopt(struct gh_matcher *matcher, const struct gh_ruleset *set);

/* Gives it those that it does not have; returns are as for gh_matcher_new(). */
ghirbal_status gh_matcher_seal(struct gh_matcher *matcher, ghirbal_error *error);

/*
 * Compiles set, which must outlive the matcher and stay as it is.  GHIRBAL_BAD_RULE: a pattern is
 * wrong, and *error (which may be NULL) says where.
 */
ghirbal_status gh_matcher_new(struct gh_matcher **matcher, const struct gh_ruleset *set,
                              ghirbal_error *error);
void gh_matcher_free(struct gh_matcher *matcher);

#endif
