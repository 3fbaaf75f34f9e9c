/* SPDX-License-Identifier: MIT */
/*
 * The walk of a trie along the words of a key.
 *
 * A slot may span several numbers of words, so the walk goes on from a set of places at once, kept
 * as the bits of one number: each node is entered once for a set, and no phrase can make the walk
 * try the same words over and over.
 */
#ifndef GH_WALK_H
#define GH_WALK_H

#include "rules/trie.h"
#include "text/words.h"

/* The same where it may begin with more than two words tell. */
bool gh_trie_can_begin_so(const struct gh_trie *trie, enum gh_root root,
                          const struct gh_words *words, size_t at);

/*
 * Whether a phrase may stand at the word with this index, for all that it and the next one say:
 * most words that begin some phrase are not followed by its second word.  Those of GH_ROOT_OPEN
 * begin with any words.
 */
static inline bool gh_trie_can_begin(const struct gh_trie *trie, enum gh_root root,
                                     const struct gh_words *words, size_t at)
{
	const struct gh_lexeme *first = &words->all[at].lexeme;
	size_t next = root == GH_ROOT_END ? at - 1 : at + 1;

	if (root == GH_ROOT_OPEN || first->marks & GH_MARK_ALONE(root))
		return true;
	if (root == GH_ROOT_BEGIN || first->digits)
		return gh_trie_can_begin_so(trie, root, words, at);
	return gh_trie_has_pair(trie, gh_pair_kind_of(root), gh_brief_at(words, at),
	                        next < words->count ? gh_brief_at(words, next) : GH_PAIR_END);
}

/*
 * Tells of each phrase that stands at the word with this index, forward, or in GH_ROOT_END
 * backward: count is its length in words, edge the place in the key where it stops, or backward
 * starts.  Phrases are sought in the window, and in GH_WORDS_PLACES words of it.  A step is a node
 * entered, a slot tried or a phrase told of: *steps is what the walk may take, and what is left of
 * it then; at none left the walk has given up, and not all was found.
 */
typedef void gh_trie_found(void *context, const struct gh_accept *accept, unsigned count,
                           size_t edge);
void gh_trie_walk(const struct gh_trie *trie, enum gh_root root, const struct gh_words *words,
                  size_t at, gh_trie_found *found, void *context, size_t *steps);

#endif
