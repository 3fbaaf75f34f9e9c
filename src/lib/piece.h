/* SPDX-License-Identifier: MIT */
/* Pieces: what is left of lines out of which the rules cut spans. */
#ifndef GH_PIECE_H
#define GH_PIECE_H

#include "block.h"

/* Cuts what block->hits say out of the lines of the block.  False for want of memory. */
bool gh_block_cut(struct gh_block *block, const struct gh_matcher *matcher,
                 struct gh_scratch *scratch);

#endif
