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
