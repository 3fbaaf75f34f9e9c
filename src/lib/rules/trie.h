/* SPDX-License-Identifier: MIT */
/* Phrases merged into tries over words; walk.h goes along them. */
#ifndef GH_TRIE_H
#define GH_TRIE_H

#include "text/fold.h"
#include "text/vocabulary.h"
#include "rules/pairs.h"
#include "rules/rule.h"

/*
 * The tries: phrases that begin a line, cover its words, end it (these go backward), stand in it,
 * or may begin and end with any words.
 */
enum gh_root {
	GH_ROOT_BEGIN = 1,
	GH_ROOT_COVER,
	GH_ROOT_END,
	GH_ROOT_INSIDE,
	GH_ROOT_OPEN,
	GH_ROOTS
};

/*
 * A trie's own bit among the marks of a word in the vocabulary that may begin a phrase; the mark
 * above them is the user's.
 */
#define GH_MARK(root) (1u << (root))
#define GH_MARK_OWN (1u << GH_ROOTS)

/* The word may be a phrase by itself, or nothing is known of what may follow it. */
#define GH_MARK_ALONE(root) (1u << (GH_ROOTS + 1 + (root)))

struct gh_accept {
	uint32_t rule;
	uint32_t next;      /* of the same node */
	unsigned char kind; /* the user's */
	bool colon;         /* a colon must follow */
	bool whole;         /* no word may be before or behind the phrase */
};

/* What must stand between a step and the one before it. */
enum gh_gap { GH_GAP_BLANK, GH_GAP_COLON, GH_GAP_ANY, GH_GAPS };

/* In gh_edge_key() a root has, by word, the list of slots that can begin with the word. */
#define GH_TRIE_STARTS GH_GAPS

#define GH_TRIE_NONE UINT32_MAX /* the end of a list */

struct gh_trie_node {
	uint32_t accept, steps; /* heads of lists */
	unsigned char gaps;     /* bits: the gaps for which it has edges */
	bool ends;              /* an alternative of a slot ends here */
};

struct gh_trie_edge {
	uint64_t key; /* see gh_edge_key() */
	uint32_t child; /* 0: free */
};

struct gh_trie_step {
	uint32_t next;  /* of the same node */
	uint32_t child; /* of a slot */
	uint32_t slot;  /* or GH_TRIE_NONE for a glued word */
	uint32_t word;  /* with which a glued word begins */
	uint32_t accept;
	unsigned char gap;
};

/* A slot of a root, once in the list of each word that it can begin with. */
struct gh_trie_start {
	uint32_t step;
	uint32_t next;
};

struct gh_trie_slot {
	uint32_t same;      /* the first slot of the same kind and range, or itself */
	uint32_t root[2];   /* forward and backward, 0 until needed */
	unsigned marked[2]; /* marks its first, or last, words have already */
	uint64_t listed[2]; /* the same of bits of slots (struct gh_trie_outer) */
};

/*
 * The slots that can begin with a word and, backward, those that can end with it, by
 * gh_slot_bit(): slots that share a bit are tried in vain now and then.
 */
struct gh_trie_outer {
	uint64_t slots[2];
};

struct gh_trie {
	ghirbal_allocator from;
	const struct gh_ruleset *set;
	struct gh_vocabulary words;   /* of all phrases, and those of the lexicon */
	struct gh_trie_node *nodes;   /* the roots first; node 0 is not used */
	size_t nodes_count, nodes_room;
	struct gh_trie_edge *edges;   /* along words: open addressing by node, gap and word */
	size_t edges_count, edges_size;
	struct gh_trie_step *steps;   /* along slots, and into glued words: lists by node */
	size_t steps_count, steps_room;
	struct gh_trie_start *starts; /* a root's steps by the word that they can begin with */
	size_t starts_count, starts_room;
	uint32_t number_starts[GH_ROOTS], any_starts[GH_ROOTS];
	struct gh_accept *accepts;
	size_t accepts_count, accepts_room;
	struct gh_trie_slot *slots;   /* by slot */
	size_t slots_count;
	struct gh_trie_outer *outers; /* by word */
	size_t outers_count, outers_room;
	struct gh_trie_outer number_outer, any_outer; /* of every number, and of every word */
	/*
	 * what phrases begin with inside of lines; at their ends, and whole keys; their first words
	 */
	struct gh_pairs pairs_inside, pairs_at_ends, firsts;
};

void gh_trie_init(struct gh_trie *trie, const struct gh_ruleset *set);

/*
 * To be called before phrases of set are added; it must stay as it is then.  False for want of
 * memory.
 */
bool gh_trie_open(struct gh_trie *trie);
void gh_trie_free(struct gh_trie *trie);

/* Adds a phrase.  False for want of memory, as the next is. */
bool gh_trie_add(struct gh_trie *trie, enum gh_root root, const struct gh_phrase *phrase,
                 struct gh_accept accept);

/* The number of a word of a phrase, which is added if it is new. */
bool gh_trie_add_word(struct gh_trie *trie, const struct gh_part *part, uint32_t *number);

/* The first part of a phrase, or the last. */
static inline const struct gh_part *gh_outer_part(const struct gh_ruleset *set,
                                                  const struct gh_phrase *phrase, bool last)
{
	return &set->parts[phrase->first + (last ? phrase->count - 1 : 0)];
}

static inline enum gh_pair_kind gh_pair_kind_of(enum gh_root root)
{
	return root == GH_ROOT_BEGIN ? GH_PAIR_FIRST
	       : root == GH_ROOT_END ? GH_PAIR_LAST
	                             : GH_PAIR_INSIDE;
}

/* Whether a phrase may begin, or end, with these two. */
static inline bool gh_trie_has_pair(const struct gh_trie *trie, enum gh_pair_kind kind,
                                    uint64_t first, uint64_t second)
{
	return gh_pairs_have(kind == GH_PAIR_INSIDE ? &trie->pairs_inside : &trie->pairs_at_ends,
	                     gh_pair_hash(kind, first, second));
}

static inline uint64_t gh_slot_bit(uint32_t slot)
{
	return UINT64_C(1) << (slot & 63);
}

static inline uint64_t gh_edge_key(uint32_t node, enum gh_gap gap, uint32_t word)
{
	return (uint64_t)node << 34 | (uint64_t)word << 2 | (uint64_t)gap;
}

/* The edge with this key, or the free place where it would go. */
static inline size_t gh_trie_edge(const struct gh_trie *trie, uint64_t key)
{
	size_t mask = trie->edges_size - 1;
	uint64_t hash = key * GH_WORD_FACTOR;
	size_t at = (hash ^ hash >> 32) & mask;

	while (trie->edges[at].child && trie->edges[at].key != key)
		at = (at + 1) & mask;
	return at;
}

#endif
