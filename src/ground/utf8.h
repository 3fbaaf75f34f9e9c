/* SPDX-License-Identifier: MIT */
/* UTF-8: decode, encode, validate and repair (Unicode 15, section 3.9, table 3-7 and 3-8). */
#ifndef GH_UTF8_H
#define GH_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GH_UTF8_BAD UINT32_C(0xFFFFFFFF) /* no code point: the bytes are ill-formed */

/*
 * Reads one code point at s of n > 0 bytes and returns its length.  Where the bytes are ill-formed
 * *cp is GH_UTF8_BAD and the length is that of the maximal subpart, which one U+FFFD replaces.
 */
size_t gh_utf8_next(const char *s, size_t n, uint32_t *cp);

/*
 * How many bytes at s are one well-formed character: 1 to 4, or 0 if none is there, or it is cut
 * off.
 */
static inline size_t gh_utf8_length(const char *s, size_t n)
{
	uint32_t cp;
	size_t length;

	if (n == 0)
		return 0;
	if (!(*s & 0x80))
		return 1;
	if (n > 1 && (unsigned char)*s - 0xC2u < 0x1E)
		return (s[1] & 0xC0) == 0x80 ? 2 : 0;
	length = gh_utf8_next(s, n, &cp);
	return cp != GH_UTF8_BAD ? length : 0;
}

/* How many bytes of well-formed s, at most so many, end between two characters. */
size_t gh_utf8_cut(const char *s, size_t n, size_t most);

/* Writes cp (below 0x110000, no surrogate) to out and returns the bytes written, 1 to 4. */
size_t gh_utf8_put(uint32_t cp, char *out);

/* The length of the well-formed beginning of s: n when all of it is. */
size_t gh_utf8_valid(const char *s, size_t n);

/*
 * How many bytes at the end of s begin a character that n cuts off: 0 to 3.  A reader that holds
 * these back until more bytes come decodes the same at every cut.
 */
size_t gh_utf8_unfinished(const char *s, size_t n);

#endif
