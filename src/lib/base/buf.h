/* SPDX-License-Identifier: MIT */
/* Memory by the caller's allocator, and a byte buffer that grows. */
#ifndef GH_BUF_H
#define GH_BUF_H

#include "ghirbal.h"

/* A copy of the caller's allocator, or of the C library's when the caller gave NULL. */
ghirbal_allocator gh_allocator(const ghirbal_allocator *given);

/* realloc() by the allocator: NULL on failure, the old block then stands. */
void *gh_resize(const ghirbal_allocator *from, void *block, size_t size);
/*
 * A block of zeros, as a table that is sparsely filled begins: large ones of the C library are
 * untouched.
 */
void *gh_zeroed(const ghirbal_allocator *from, size_t size);
void gh_release(const ghirbal_allocator *from, void *block);

struct gh_buf {
	char *data;
	size_t size, room; /* bytes used, bytes there are */
};

/* Makes room for more bytes beyond size; doubling, so that a stream settles to no allocation. */
bool gh_buf_reserve(const ghirbal_allocator *from, struct gh_buf *buf, size_t more);
bool gh_buf_add(const ghirbal_allocator *from, struct gh_buf *buf, const void *bytes, size_t size);
void gh_buf_free(const ghirbal_allocator *from, struct gh_buf *buf);

/*
 * Sees to it that array, a pointer with room for so many items, has room for at least count; false
 * for want of memory, and the array then stands as it was.  Each is evaluated more than once.
 */
#define GH_GROW(from, array, room, count) \
	(((array) && (count) <= (room)) || \
	 gh_grow(from, (void *)&(array), sizeof *(array), &(room), count))
bool gh_grow(const ghirbal_allocator *from, void *array, size_t item, size_t *room, size_t count);

#endif
