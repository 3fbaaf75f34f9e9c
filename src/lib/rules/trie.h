/* SPDX-License-Identifier: MIT */
/*
 * Phrases merged into tries over words, and the walk of a trie along the words of a key.
 *
 * A slot may span several numbers of words, so the walk goes on from a set of places at once, kept
 * as the bits of one number: each node is entered once for a set, and no phrase can make the walk
 * try the same words over and over.
 */
#ifndef GH_TRIE_H
#define GH_TRIE_H

#include "text/fold.h"
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

/* Words that are a phrase of GH_ROOT_COVER alone, so that nothing need follow them. */
#define GH_MARK_ALONE 1u

/*
 * A trie's own bit among the marks of a word that may begin a phrase; marks above are the user's.
 */
#define GH_MARK(root) (1u << (root))
#define GH_MARK_OWN(number) (1u << (GH_ROOTS + (number))) /* two of them */

#define GH_FILTER_BITS 14

struct gh_accept {
	uint32_t rule;
	uint32_t next;      /* of the same node */
	unsigned char kind; /* the user's */
	bool colon;         /* a colon must follow */
};

struct gh_trie {
	ghirbal_allocator from;
	const struct gh_ruleset *set;
	struct gh_trie_word *words;   /* of all phrases, by number from 0 */
	size_t words_count, words_room;
	uint32_t *word_table;         /* open addressing: number + 1, or 0 */
	size_t word_table_size;       /* a power of two, or 0 */
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
	unsigned char filter[1u << GH_FILTER_BITS]; /* marks by the first eight bytes of a word */
	unsigned digit_marks, any_marks; /* marks of every number, and of every word */
	/* GH_ROOT_COVER: by a word's head and two bytes behind it */
	bool pairs[1u << GH_FILTER_BITS];
};

/* The trie refers to set, which must stay as it is. */
bool gh_trie_init(struct gh_trie *trie, const struct gh_ruleset *set);
void gh_trie_free(struct gh_trie *trie);

/*
 * Adds a phrase.  marks are set for every word that it can begin with, or end with in GH_ROOT_END;
 * in GH_ROOT_OPEN for every word that can begin its first part of its own.
 */
bool gh_trie_add(struct gh_trie *trie, enum gh_root root, const struct gh_phrase *phrase,
                 struct gh_accept accept, unsigned marks);

/*
 * Whether a phrase of GH_ROOT_COVER may go on behind the word with this head that ends at end: most
 * prose words that begin some button are not followed by its second word.
 */
bool gh_trie_goes_on(const struct gh_trie *trie, uint64_t head, const unsigned char *key,
                     size_t end, size_t length);

/* Sets marks for every word that phrase can begin with, without adding it. */
void gh_trie_mark(struct gh_trie *trie, const struct gh_phrase *phrase, unsigned marks);

/* ---- words of a key ---- */

/*
 * Where words part in the next 64 bytes of a key, as bits: at blanks, at colons and, if it comes
 * before 64, at left, the key's end.  readable counts bytes that may be read.
 */
uint64_t gh_gaps(const unsigned char *key, size_t left, size_t readable);

struct gh_word {
	uint64_t head;        /* its first eight bytes, the first lowest */
	size_t start, length; /* in the key */
	uint32_t number;      /* in the trie, once looked up */
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
	struct gh_word words[GH_PHRASE_WORDS];
};

void gh_view_open(struct gh_view *view, const unsigned char *key, size_t length, size_t slack,
                  size_t at, bool backward);

/*
 * Tells of each phrase that stands at the view's beginning: words is its length in words, edge the
 * place in the key where it stops, or starts if the view goes backward.
 */
typedef void gh_trie_found(void *context, const struct gh_accept *accept, unsigned words,
                           size_t edge);
void gh_trie_walk(const struct gh_trie *trie, enum gh_root root, struct gh_view *view,
                  gh_trie_found *found, void *context);

static inline size_t gh_trie_pair(uint64_t head, unsigned char first, unsigned char second)
{
	uint64_t both = head ^ (uint64_t)first << 48 ^ (uint64_t)second << 56;

	return both * GH_WORD_FACTOR >> (64 - GH_FILTER_BITS);
}

/* What may begin with a word, by its head: false marks are rare and harmless. */
static inline unsigned gh_trie_marks(const struct gh_trie *trie, uint64_t head)
{
	unsigned marks =
		trie->filter[head * GH_WORD_FACTOR >> (64 - GH_FILTER_BITS)] | trie->any_marks;

	return (head & 0xFF) == '0' ? marks | trie->digit_marks : marks;
}

#endif
