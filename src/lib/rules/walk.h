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

/*
 * Tells of each phrase that stands at the view's beginning: words is its length in words, edge the
 * place in the key where it stops, or starts if the view goes backward.  A step is a node entered, a
 * slot tried or a phrase told of: *steps is what the walk may take, and what is left of it then; at
 * none left the walk has given up, and not all was found.
 */
typedef void gh_trie_found(void *context, const struct gh_accept *accept, unsigned words,
                           size_t edge);
void gh_trie_walk(const struct gh_trie *trie, enum gh_root root, struct gh_view *view,
                  gh_trie_found *found, void *context, size_t *steps);

#endif
