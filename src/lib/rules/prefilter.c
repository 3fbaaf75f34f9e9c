/* SPDX-License-Identifier: MIT */
#include "rules/prefilter.h"

#include "rules/guard.h"
#include "text/gaps.h"

static bool may_be_whole(const struct gh_matcher *matcher, uint64_t first, uint64_t last,
                         size_t length)
{
	return length <= matcher->wholes.longest &&
	       gh_pairs_have(&matcher->trie.pairs_at_ends, gh_pair_whole(first, last, length));
}

/* Whether a phrase may begin, or end, with these two words, or with the first of them alone. */
GH_WITHIN bool may_begin(const struct gh_trie *trie, enum gh_pair_kind kind, uint64_t first,
                         uint64_t second)
{
	return gh_pairs_have_first(&trie->firsts, kind, first) &&
	       (gh_trie_has_pair(trie, kind, first, second) ||
	        gh_trie_has_pair(trie, kind, first, GH_PAIR_LONE));
}

/* The words of a short key at a glance, and those of them that a phrase inside may begin with. */
struct sight {
	uint64_t briefs[GH_GUARD_KEY / 2 + 2]; /* an end before the first and behind the last */
	size_t count;
	unsigned char begins[GH_GUARD_KEY / 2 + 1]; /* indexes in briefs */
	size_t begins_count;
};

/* This and the next are compiled into each kernel.  No branch is to be guessed for each word. */
GH_WITHIN void see(struct sight *sight, const struct gh_pairs *firsts, const unsigned char *key,
                   size_t length, gh_gaps_kernel *gaps_of)
{
	size_t start = 0, count = 0, left = 0, base, end;
	uint64_t brief;

	for (base = 0; start < length; base += 64) {
		uint64_t gaps = gh_end_gaps(gaps_of(key + base), length - base);

		for (; gaps; gaps &= gaps - 1, start = end + 1) {
			end = base + (size_t)__builtin_ctzll(gaps);
			if (end == start)
				continue;
			brief = gh_word_brief(key + start, end - start);
			sight->briefs[++count] = brief;
			sight->begins[left] = (unsigned char)count;
			left += gh_pairs_have_first(firsts, GH_PAIR_INSIDE, brief);
		}
	}
	sight->briefs[0] = sight->briefs[count + 1] = GH_PAIR_END;
	sight->count = count;
	sight->begins_count = left;
}

GH_WITHIN unsigned look_through(const struct gh_matcher *matcher, const unsigned char *key,
                                size_t length, gh_gaps_kernel *gaps_of)
{
	const struct gh_trie *trie = &matcher->trie;
	struct sight sight;
	const uint64_t *last;
	unsigned may;
	size_t i, at;

	see(&sight, &trie->firsts, key, length, gaps_of);
	last = &sight.briefs[sight.count];
	may = may_be_whole(matcher, sight.briefs[1], *last, length) ? GH_MAY_BE_WHOLE : 0;
	if (may_begin(trie, GH_PAIR_FIRST, sight.briefs[1], sight.briefs[2]) ||
	    may_begin(trie, GH_PAIR_LAST, *last, last[-1]))
		return may | GH_MAY_HAVE;
	for (i = 0; i < sight.begins_count; i++) {
		at = sight.begins[i];
		if (may_begin(trie, GH_PAIR_INSIDE, sight.briefs[at], sight.briefs[at + 1]))
			return may | GH_MAY_HAVE;
	}
	return may;
}

#define KERNEL(name, target, gaps_of)                                                        \
	target static unsigned look_through_##name(const struct gh_matcher *matcher,         \
	                                           const unsigned char *key, size_t length)  \
	{                                                                                    \
		return look_through(matcher, key, length, gaps_of);                          \
	}

KERNEL(anywhere, , gh_gaps_of_64)
#ifdef GH_HAVE_X86
KERNEL(avx2, GH_AVX2, gh_gaps_avx2)
KERNEL(avx512, GH_AVX512, gh_gaps_avx512)
#endif

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

static unsigned look_at_ends(const struct gh_matcher *matcher, const unsigned char *key,
                             size_t length)
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

unsigned gh_prefilter(const struct gh_matcher *matcher, enum gh_kernel kernel,
                      const unsigned char *key, size_t length, bool guarded)
{
	if (matcher->trie.words.any_marks)
		return GH_MAY_BE_WHOLE | GH_MAY_HAVE;
	if (guarded)
		return look_at_ends(matcher, key, length);
#ifdef GH_HAVE_X86
	if (kernel == GH_KERNEL_AVX512)
		return look_through_avx512(matcher, key, length);
	if (kernel == GH_KERNEL_AVX2)
		return look_through_avx2(matcher, key, length);
#endif
	(void)kernel;
	return look_through_anywhere(matcher, key, length);
}
