/* SPDX-License-Identifier: MIT */
/* The three 8-bit character sets that Arabic is misread in or as: bytes to code points and back. */
#ifndef GH_CHARSET_H
#define GH_CHARSET_H

#include <stdint.h>

/* Windows-1252; its five gaps are the C1 controls */
uint32_t gh_charset_1252(unsigned char byte);
uint32_t gh_charset_1256(unsigned char byte);   /* Windows-1256, Arabic */
uint32_t gh_charset_8859_6(unsigned char byte); /* ISO 8859-6, Arabic; its gaps are Latin-1 */

/*
 * The byte that a code point was written as, -1 if the set lacks it.  For 1252 the C1 controls
 * count too: what read the bytes may have taken them for ISO 8859-1.
 */
int gh_charset_byte_1252(uint32_t cp);
int gh_charset_byte_1256(uint32_t cp);

#endif
