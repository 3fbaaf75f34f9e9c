/* SPDX-License-Identifier: MIT */
/* Bytes that grow.  A batch keeps its buffers, so in the steady state nothing is allocated. */
#ifndef BYTES_H
#define BYTES_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct bytes {
	char *at;
	size_t size, room;
};

/* Sees to room for more bytes after the last one.  Without memory the program ends, status 3. */
void bytes_reserve(struct bytes *bytes, size_t more);
static inline void bytes_add(struct bytes *bytes, const void *from, size_t size)
{
	if (size == 0)
		return;
	if (bytes->room - bytes->size < size)
		bytes_reserve(bytes, size);
	memcpy(bytes->at + bytes->size, from, size);
	bytes->size += size;
}

static inline void bytes_put(struct bytes *bytes, char byte)
{
	bytes_add(bytes, &byte, 1);
}

/* Up to its NUL, which is left out. */
static inline void bytes_text(struct bytes *bytes, const char *text)
{
	bytes_add(bytes, text, strlen(text));
}

void bytes_number(struct bytes *bytes, uint64_t number);
void bytes_format(struct bytes *bytes, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void bytes_vformat(struct bytes *bytes, const char *format, va_list list);
/* Empties it, and gives its memory back if it is more than most. */
void bytes_clear(struct bytes *bytes, size_t most);
bool bytes_equal(const struct bytes *bytes, const char *text, size_t size);
void bytes_free(struct bytes *bytes);

/* An array of count elements; ends the program for want of memory. */
void *array_resize(void *array, size_t count, size_t element);

/* Sees to it that an array with room for so many elements has room for count; likewise. */
#define ARRAY_GROW(array, room, count) \
	((void)((count) <= (room) || \
	        ((array) = array_grow(array, &(room), count, sizeof *(array)))))
void *array_grow(void *array, size_t *room, size_t count, size_t element);

/* Whether there is nothing but blanks and ends of lines. */
bool is_blank(const char *text, size_t size);
bool ends_in(const char *text, size_t size, const char *end);
size_t count_byte(const char *text, size_t size, char byte);

/* The hash of bytes behind others that have this one (Fowler, Noll and Vo, FNV-1a). */
uint64_t hash_more(uint64_t hash, const char *text, size_t size);

#endif
