/* SPDX-License-Identifier: MIT */
#include "miser.h"

#include <stdlib.h>

void *miser_resize(void *context, void *block, size_t size)
{
	struct miser *miser = context;
	void *made;

	if (size == 0) {
		miser->blocks -= block != NULL;
		free(block);
		return NULL;
	}
	miser->calls++;
	if (miser->refuse &&
	    (miser->calls == miser->refuse || (miser->for_good && miser->calls > miser->refuse)))
		return NULL;
	made = realloc(block, size);
	if (!made)
		exit(99); /* the machine's own want of memory is no result */
	miser->blocks += block == NULL;
	return made;
}
