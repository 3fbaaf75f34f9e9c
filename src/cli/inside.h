/* SPDX-License-Identifier: MIT */
/*
 * The insides of JSON strings by blocks, as far as they are plain bytes, escapes of one letter
 * behind a backslash, and letters of two bytes as \uXXXX, as Python writes Arabic unless told
 * otherwise.
 */
#ifndef INSIDE_H
#define INSIDE_H

#include "bytes.h"
#include "ground/kernel.h"

#define INSIDE_BLOCK ((size_t)64)

/* So many bytes are looked at behind a text; a block too much may be put. */
#define INSIDE_BEHIND (INSIDE_BLOCK + 5)

/* What was met on reading. */
#define INSIDE_UNITS 1u /* \uXXXX */
#define INSIDE_UPPER 2u /* with letters A to F */

/*
 * One kernel's.  Each goes on for size bytes at most, and returns how many of them it took: no part
 * of an escape, nor of a letter.
 */
struct insides {
	/* Up to a quote, a control character or what is no escape; \/ is none here. */
	size_t (*look)(const char *text, size_t size, bool *escaped);
	/*
	 * The same up to a \uXXXX of another kind too, and puts what the bytes say to *to, which
	 * moves.
	 */
	size_t (*read)(const char *text, size_t size, char **to, unsigned *met);
	/*
	 * Puts bytes as the inside of a string, up to what has no letter and must not stand there:
	 * other control characters, U+0085, U+2028 and U+2029.
	 */
	size_t (*write)(const char *text, size_t size, char **to);
	/*
	 * The same with letters of two bytes as \uXXXX, up to any other beyond ASCII; A to F if
	 * upper.
	 */
	size_t (*write_ascii)(const char *text, size_t size, char **to, bool upper);
};

/* NULL if there are none by this kernel, or this machine does not run it. */
const struct insides *insides_by(enum gh_kernel kernel);

#ifdef GH_HAVE_X86
extern const struct insides inside_avx2, inside_avx512;
#endif

/* What the letter of an escape says, and the letter that a byte is written as; 0 if none. */
extern const char inside_said[128], inside_letters[128];

/* The value of a hexadecimal digit, with 16 added for A to F; INSIDE_NO_HEX for any other byte. */
#define INSIDE_NO_HEX 255
extern const unsigned char inside_hex[256];

static inline bool inside_is_hex4(const char *digits)
{
	const unsigned char *at = (const unsigned char *)digits;

	return (inside_hex[at[0]] | inside_hex[at[1]] | inside_hex[at[2]] | inside_hex[at[3]]) !=
	       INSIDE_NO_HEX;
}

/* Puts the letter of two bytes that \uXXXX says, if it says one, and what was met on reading it. */
static inline bool inside_unit(const char *escape, char letter[2], unsigned *met)
{
	const unsigned char *at = (const unsigned char *)escape;
	unsigned second = inside_hex[at[3]], third = inside_hex[at[4]], fourth = inside_hex[at[5]];

	if (at[2] != '0' || second > 7 || ((third | fourth) & ~31u) ||
	    (second == 0 && (third & 15) < 8))
		return false;
	*met |= INSIDE_UNITS | ((third | fourth) & 16 ? INSIDE_UPPER : 0);
	letter[0] = (char)(0xC0 | second << 2 | (third & 15) >> 2);
	letter[1] = (char)(0x80 | (third & 3) << 4 | (fourth & 15));
	return true;
}

/* The portable loop of write_ascii. */
size_t inside_write_units(const char *text, size_t size, char **to, bool upper);

/*
 * By the fastest kernel, for texts behind which there is nothing to look at; they may stop early.
 */
size_t inside_look(const char *text, size_t size, bool *escaped);
size_t inside_read(struct bytes *to, const char *text, size_t size, unsigned *met);
size_t inside_write(struct bytes *to, const char *text, size_t size);
size_t inside_write_ascii(struct bytes *to, const char *text, size_t size, bool upper);

#endif
