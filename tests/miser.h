/* SPDX-License-Identifier: MIT */
/* An allocator that counts, and refuses when it is told to. */
#ifndef MISER_H
#define MISER_H

#include <stdbool.h>
#include <stddef.h>

struct miser {
	size_t calls;
	size_t refuse;  /* this allocation, from 1; 0: none */
	bool for_good;  /* and all after it */
	size_t blocks;  /* now allocated */
};

/* A ghirbal_allocator's resize, with a miser as context. */
void *miser_resize(void *context, void *block, size_t size);

#endif
