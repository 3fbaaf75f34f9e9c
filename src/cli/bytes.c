/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "signals.h"

void *array_resize(void *array, size_t count, size_t element)
{
	void *grown;

	if (count == 0)
		count = 1;
	if (count > SIZE_MAX / element)
		out_of_memory();
	grown = realloc(array, count * element);
	if (!grown)
		out_of_memory();
	return grown;
}

void *array_grow(void *array, size_t *room, size_t count, size_t element)
{
	*room = count < 8 ? 16 : 2 * count;
	return array_resize(array, *room, element);
}

void bytes_reserve(struct bytes *bytes, size_t more)
{
	size_t room = bytes->room ? bytes->room : 256;

	if (bytes->room - bytes->size >= more)
		return;
	if (more > SIZE_MAX / 2 - bytes->size)
		out_of_memory();
	/*
	 * By a half at a time: the largest record sets the memory, and doubling would waste most.
	 */
	while (room - bytes->size < more)
		room += room / 2;
	bytes->at = array_resize(bytes->at, room, 1);
	bytes->room = room;
}

void bytes_number(struct bytes *bytes, uint64_t number)
{
	enum { MOST = 20 };
	char digits[2 * MOST] = {0};
	size_t i = MOST;

	do
		digits[--i] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	/* As many bytes for every number: a copy of known length is no call. */
	if (bytes->room - bytes->size < MOST)
		bytes_reserve(bytes, MOST);
	memcpy(bytes->at + bytes->size, digits + i, MOST);
	bytes->size += MOST - i;
}

void bytes_vformat(struct bytes *bytes, const char *format, va_list list)
{
	va_list again;
	int size;

	va_copy(again, list);
	size = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (size < 0)
		return;
	bytes_reserve(bytes, (size_t)size + 1);
	(void)vsnprintf(bytes->at + bytes->size, (size_t)size + 1, format, list);
	bytes->size += (size_t)size;
}

void bytes_format(struct bytes *bytes, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	bytes_vformat(bytes, format, list);
	va_end(list);
}

void bytes_clear(struct bytes *bytes, size_t most)
{
	bytes->size = 0;
	if (bytes->room > most)
		bytes_free(bytes);
}

bool bytes_equal(const struct bytes *bytes, const char *text, size_t size)
{
	return bytes->size == size && (size == 0 || memcmp(bytes->at, text, size) == 0);
}

void bytes_free(struct bytes *bytes)
{
	free(bytes->at);
	memset(bytes, 0, sizeof *bytes);
}

bool is_blank(const char *text, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (text[i] != '\n' && text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
			return false;
	return true;
}

bool ends_in(const char *text, size_t size, const char *end)
{
	size_t length = strlen(end);

	return size > length && memcmp(text + size - length, end, length) == 0;
}

size_t count_byte(const char *text, size_t size, char byte)
{
	const char *end = text + size;
	size_t count = 0;

	while (text < end && (text = memchr(text, byte, (size_t)(end - text)))) {
		count++;
		text++;
	}
	return count;
}

uint64_t hash_more(uint64_t hash, const char *text, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
	return hash;
}
