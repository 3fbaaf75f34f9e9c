/* SPDX-License-Identifier: MIT */
/* The slow path: a word is read, repaired, taken through the steps (norm.h) and written. */
#ifndef GH_SLOWPATH_H
#define GH_SLOWPATH_H

#include "normal/pass.h"

/* Does the word at pass->done. */
ghirbal_status gh_slow_word(struct gh_pass *pass);

#endif
