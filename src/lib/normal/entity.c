/* SPDX-License-Identifier: MIT */
#include "normal/entity.h"

#include <stdbool.h>
#include <string.h>

#include "normal/charset.h"

#define HIGH_SURROGATE 0xD800u
#define LOW_SURROGATE 0xDC00u
#define LONGEST 12 /* "&thetasym;" is the longest name, "&#x10FFFF;" the longest number */

static const struct named {
	char name[LONGEST];
	uint32_t cp;
} named[] = {
#define GH_ENTITY(name, cp) {name, cp},
#include "normal/entities.def"
#undef GH_ENTITY
};

static int compare(const char *text, size_t n, const char *name)
{
	int order = strncmp(text, name, n);

	return order ? order : name[n] ? -1 : 0;
}

static bool find_name(const char *text, size_t n, uint32_t *cp)
{
	size_t low = 0, high = sizeof named / sizeof *named;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare(text, n, named[middle].name);

		if (order == 0) {
			*cp = named[middle].cp;
			return true;
		}
		if (order > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static int digit_value(char byte, uint32_t base)
{
	int value = byte >= '0' && byte <= '9' ? byte - '0' :
	            (byte | 0x20) >= 'a' && (byte | 0x20) <= 'f' ? (byte | 0x20) - 'a' + 10 : 16;

	return value < (int)base ? value : -1;
}

static bool read_number(const char *text, size_t n, uint32_t *cp)
{
	uint32_t base = n > 0 && (*text | 0x20) == 'x' ? 16 : 10, value = 0;
	size_t i = base == 16;

	if (i == n)
		return false;
	for (; i < n; i++) {
		int digit = digit_value(text[i], base);

		if (digit < 0 || value > 0x110000)
			return false;
		value = value * base + (uint32_t)digit;
	}
	/* HTML reads 128 to 159 as Windows-1252. */
	if (value >= 0x80 && value < 0xA0)
		value = gh_charset_1252((unsigned char)value);
	/* A line end would make two lines of one; controls are no text. */
	if ((value < 0x20 && value != '\t') || value >= 0x110000)
		return false;
	*cp = value;
	return true;
}

/* "#..." or a name, between the ampersand and the semicolon. */
static bool read_entity(const char *text, size_t n, uint32_t *cp)
{
	return *text == '#' ? read_number(text + 1, n - 1, cp) : find_name(text, n, cp);
}

static bool is_surrogate(uint32_t cp, uint32_t first)
{
	return cp >= first && cp < first + 0x400;
}

/* The length of the entity at text, which may be half a surrogate pair; 0 if there is none. */
static size_t read_half(const char *text, size_t n, uint32_t *cp)
{
	const char *end = NULL;

	if (n >= 4 && *text == '&')
		end = memchr(text, ';', n < LONGEST ? n : LONGEST);
	if (!end || end == text + 1 || !read_entity(text + 1, (size_t)(end - text) - 1, cp))
		return 0;
	return (size_t)(end - text) + 1;
}

size_t gh_entity_next(const char *text, size_t n, uint32_t *cp)
{
	uint32_t one, other;
	size_t first = read_half(text, n, &one), second = 0;

	if (first && is_surrogate(one, HIGH_SURROGATE)) {
		second = read_half(text + first, n - first, &other);
		if (!second || !is_surrogate(other, LOW_SURROGATE))
			return 0;
		one = 0x10000 + ((one - HIGH_SURROGATE) << 10) + (other - LOW_SURROGATE);
	} else if (first && is_surrogate(one, LOW_SURROGATE)) {
		return 0;
	}
	if (first)
		*cp = one;
	return first + second;
}
