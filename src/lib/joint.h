/* SPDX-License-Identifier: MIT */
/*
 * Joints: places where a line was put together out of several, runs of blanks, bars and bullets,
 * and the end of its last sentence.
 */
#ifndef GH_JOINT_H
#define GH_JOINT_H

#include "block.h"

/*
 * Of lines that hold prose, has the pieces cut that rules take as whole lines, and what stands
 * under a heading of related things up to the prose: adds to block->hits.  False for want of
 * memory.
 */
bool gh_block_part(struct gh_block *block, const struct gh_matcher *matcher,
                   struct gh_scratch *scratch);

#endif
