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

void gh_release(const ghirbal_allocator *from, void *block)
{
	if (block)
		from->resize(from->context, block, 0);
}

void *gh_array_grow(const ghirbal_allocator *from, void *block, size_t item, size_t *room,
                    size_t count)
{
	size_t want = *room ? *room : 16;
	void *grown;

	if (block && count <= *room)
		return block;
	while (want < count) {
		if (want > SIZE_MAX / 2 / item)
			return NULL;
		want *= 2;
	}
	grown = gh_resize(from, block, want * item);
	if (grown)
		*room = want;
	return grown;
}

bool gh_buf_reserve(const ghirbal_allocator *from, struct gh_buf *buf, size_t more)
{
	char *grown;

	if (more > SIZE_MAX - buf->size)
		return false;
	grown = gh_array_grow(from, buf->data, 1, &buf->room, buf->size + more);
	if (!grown)
		return false;
	buf->data = grown;
	return true;
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
