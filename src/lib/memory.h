/* SPDX-License-Identifier: MIT */
/* The public functions of site memories, and the one of them that streams look into. */
#ifndef GH_MEMORY_H
#define GH_MEMORY_H

#include "memory/store.h"

/* What a stream looks lines up in; NULL for NULL. */
const struct gh_store *gh_memory_store(const ghirbal_memory *memory);

#endif
