/* SPDX-License-Identifier: MIT */
/*
 * What the phrases of a trie begin with, noted as marks of words and as pairs: by them most words
 * of most lines need no walk.
 */
#ifndef GH_BEGINNING_H
#define GH_BEGINNING_H

#include "rules/trie.h"

/*
 * Of a phrase that is added to a trie: marks are set for every word that it can begin with, or end
 * with in GH_ROOT_END; in GH_ROOT_OPEN for every word that can begin its first part of its own.
 * whole: no word may be before or behind it.  False for want of memory.
 */
bool gh_note_beginning(struct gh_trie *trie, enum gh_root root, const struct gh_phrase *phrase,
                       bool whole, unsigned marks);

/* Of a key that is sought whole, which is no phrase of the trie. */
void gh_note_whole(struct gh_trie *trie, const unsigned char *key, size_t length);

/* Of words with a mark of GH_MARK_ALONE(), when all phrases were added. */
void gh_note_lone(struct gh_trie *trie);

#endif
