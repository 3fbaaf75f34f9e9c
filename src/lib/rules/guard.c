/* SPDX-License-Identifier: MIT */
#include "rules/guard.h"

#include <stdint.h>

#include "ground/utf8.h"

static bool is_full_stop(uint32_t cp)
{
	return cp == '.' || cp == 0x06D4; /* the Urdu full stop */
}

/* Blanks and what closes a quotation or a bracket may stand behind a full stop. */
static bool is_closing(uint32_t cp)
{
	static const uint32_t closing[] = {' ', '\t', 0xA0, '"', '\'', ')', ']', '}', 0xBB, 0x2018,
	                                   0x2019, 0x201C, 0x201D, 0x200E, 0x200F};
	size_t i;

	for (i = 0; i < sizeof closing / sizeof *closing && closing[i] != cp; i++)
		;
	return i < sizeof closing / sizeof *closing;
}

/* The character that ends at n > 0 and where it begins. */
static uint32_t last_character(const char *text, size_t n, size_t *start)
{
	uint32_t cp;

	*start = n - 1;
	while (*start > 0 && n - *start < 4 && ((unsigned char)text[*start] & 0xC0) == 0x80)
		--*start;
	if (gh_utf8_next(text + *start, n - *start, &cp) == n - *start)
		return cp;
	*start = n - 1;
	return GH_UTF8_BAD;
}

bool gh_ends_in_stop(const char *text, size_t n)
{
	size_t start = n;
	uint32_t cp = ' ';

	while (n > 0 && is_closing(cp)) {
		n = start;
		if (n > 0)
			cp = last_character(text, n, &start);
	}
	if (n == 0 || !is_full_stop(cp))
		return false;
	cp = start > 0 ? last_character(text, start, &n) : 0;
	return !is_full_stop(cp) && cp != 0x2026;
}
