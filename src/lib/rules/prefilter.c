/* SPDX-License-Identifier: MIT */
#include "rules/prefilter.h"

#include "rules/guard.h"
#include "text/gaps.h"

static bool may_be_whole(const struct gh_matcher *matcher, uint64_t first, uint64_t last, size_t length)
{
	return length <= matcher->wholes.longest &&
	       gh_pairs_have(&matcher->trie.pairs_at_ends, gh_pair_whole(first, last, length));
}

/* Whether a phrase may begin, or end, with these two words, or with the first of them alone. */
static inline bool may_begin(const struct gh_trie *trie, enum gh_pair_kind kind, uint64_t first,
                             uint64_t second)
{
	return gh_pairs_have_first(&trie->firsts, kind, first) &&
	       (gh_trie_has_pair(trie, kind, first, second) ||
	        gh_trie_has_pair(trie, kind, first, GH_PAIR_LONE));
}

/* Whether a phrase may stand among these words, behind which is an end. */
static bool may_stand(const struct gh_trie *trie, const uint64_t *briefs, size_t count)
{
	unsigned char begins[GH_GUARD_KEY];
	size_t i, at, left = 0;

	/* No branch is to be guessed for each word. */
	for (i = 0; i < count; i++) {
		begins[left] = (unsigned char)i;
		left += gh_pairs_have_first(&trie->firsts, GH_PAIR_INSIDE, briefs[i]);
	}
	while (left > 0) {
		at = begins[--left];
		if (may_begin(trie, GH_PAIR_INSIDE, briefs[at], briefs[at + 1]))
			return true;
	}
	return false;
}

static unsigned look_through(const struct gh_matcher *matcher, const struct gh_lexemes *lexemes,
                             const unsigned char *key, size_t length)
{
	const struct gh_trie *trie = &matcher->trie;
	uint64_t briefs[GH_GUARD_KEY / 2 + 2];
	size_t count = gh_words_brief(lexemes, key, length, briefs + 1);
	uint64_t last = briefs[count];
	unsigned may = 0;

	briefs[0] = briefs[count + 1] = GH_PAIR_END;
	if (may_be_whole(matcher, briefs[1], last, length))
		may |= GH_MAY_BE_WHOLE;
	if (may_begin(trie, GH_PAIR_FIRST, briefs[1], briefs[2]) ||
	    may_begin(trie, GH_PAIR_LAST, last, briefs[count - 1]) ||
	    may_stand(trie, briefs + 1, count))
		may |= GH_MAY_HAVE;
	return may;
}

/* The first two words of a key and the last two. */
struct ends {
	uint64_t first, second, before_last, last;
};

/* The bits from the lowest of these on, and those up to the highest; there is one. */
static uint64_t from_lowest(uint64_t bits)
{
	return -(bits & -bits);
}

static uint64_t to_highest(uint64_t bits)
{
	return UINT64_MAX >> __builtin_clzll(bits);
}

/* False if the first 64 bytes have not two words and what ends them. */
static bool read_first(const unsigned char *key, struct ends *ends)
{
	uint64_t gaps = gh_gaps_of_64(key), rest = gaps ? ~gaps & from_lowest(gaps) : 0;
	uint64_t behind = rest ? gaps & from_lowest(rest) : 0;
	unsigned start;

	if (!behind)
		return false;
	start = (unsigned)__builtin_ctzll(rest);
	ends->first = gh_word_brief(key, (unsigned)__builtin_ctzll(gaps));
	ends->second = gh_word_brief(key + start, (unsigned)__builtin_ctzll(behind) - start);
	return true;
}

/* The same of the last, and what stands before them. */
static bool read_last(const unsigned char *key, size_t length, struct ends *ends)
{
	const unsigned char *tail = key + length - 64;
	uint64_t gaps = gh_gaps_of_64(tail), rest = gaps ? ~gaps & to_highest(gaps) : 0;
	uint64_t before = rest ? gaps & to_highest(rest) : 0;
	unsigned start, last;

	if (!before)
		return false;
	start = 64 - (unsigned)__builtin_clzll(before);
	last = 64 - (unsigned)__builtin_clzll(gaps);
	ends->before_last =
		gh_word_brief(tail + start, 64 - (unsigned)__builtin_clzll(rest) - start);
	ends->last = gh_word_brief(tail + last, 64 - last);
	return true;
}

static unsigned look_at_ends(const struct gh_matcher *matcher, const unsigned char *key, size_t length)
{
	const struct gh_trie *trie = &matcher->trie;
	struct ends ends;
	unsigned may = 0;

	if (length < 64 || !read_first(key, &ends) || !read_last(key, length, &ends))
		return GH_MAY_BE_WHOLE | GH_MAY_HAVE;
	if (may_be_whole(matcher, ends.first, ends.last, length))
		may |= GH_MAY_BE_WHOLE;
	if (may_begin(trie, GH_PAIR_FIRST, ends.first, ends.second) ||
	    may_begin(trie, GH_PAIR_LAST, ends.last, ends.before_last))
		may |= GH_MAY_HAVE;
	return may;
}

unsigned gh_prefilter(const struct gh_matcher *matcher, const struct gh_lexemes *lexemes,
                      const unsigned char *key, size_t length, bool guarded)
{
	if (matcher->trie.words.any_marks)
		return GH_MAY_BE_WHOLE | GH_MAY_HAVE;
	return guarded ? look_at_ends(matcher, key, length)
	               : look_through(matcher, lexemes, key, length);
}
