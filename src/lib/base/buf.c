/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

static void *libc_resize(void *context, void *block, size_t size)
{
	(void)context;
	if (size == 0) {
		free(block);
		return NULL;
	}
	return realloc(block, size);
}

ghirbal_allocator gh_allocator(const ghirbal_allocator *given)
{
	ghirbal_allocator libc = {libc_resize, NULL};
	return given ? *given : libc;
}

void *gh_resize(const ghirbal_allocator *from, void *block, size_t size)
{
	return from->resize(from->context, block, size ? size : 1);
}

void *gh_zeroed(const ghirbal_allocator *from, size_t size)
{
	void *block;

	if (from->resize == libc_resize)
		return calloc(1, size);
	block = gh_resize(from, NULL, size);
	if (block)
		memset(block, 0, size);
	return block;
}

void gh_release(const ghirbal_allocator *from, void *block)
{
	if (block)
		from->resize(from->context, block, 0);
}

bool gh_grow(const ghirbal_allocator *from, void *array, size_t item, size_t *room, size_t count)
{
	size_t want = *room ? *room : 16;
	void *block;

	memcpy(&block, array, sizeof block); /* a pointer to any type, which all have one form (POSIX) */
	while (want < count) {
		if (want > SIZE_MAX / 2 / item)
			return false;
		want *= 2;
	}
	block = gh_resize(from, block, want * item);
	if (!block)
		return false;
	memcpy(array, &block, sizeof block);
	*room = want;
	return true;
}

bool gh_buf_reserve(const ghirbal_allocator *from, struct gh_buf *buf, size_t more)
{
	return more <= SIZE_MAX - buf->size &&
	       GH_GROW(from, buf->data, buf->room, buf->size + more);
}

bool gh_buf_add(const ghirbal_allocator *from, struct gh_buf *buf, const void *bytes, size_t size)
{
	if (!gh_buf_reserve(from, buf, size))
		return false;
	if (size)
		memcpy(buf->data + buf->size, bytes, size);
	buf->size += size;
	return true;
}

void gh_buf_free(const ghirbal_allocator *from, struct gh_buf *buf)
{
	gh_release(from, buf->data);
	buf->data = NULL;
	buf->size = buf->room = 0;
}
