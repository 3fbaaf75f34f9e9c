/* SPDX-License-Identifier: MIT */
/*
 * Mojibake: Arabic that was decoded by the wrong character set and stored so.  A line is judged as
 * a whole: only where nearly all of it decodes, and what comes out has the letters in about the
 * numbers that Arabic has, is it taken as misread.  Clean Arabic, Latin text and emoji never are.
 */
#ifndef GH_MOJIBAKE_H
#define GH_MOJIBAKE_H

#include <stddef.h>
#include <stdint.h>

enum gh_misread {
	GH_READ_RIGHT,
	GH_UTF8_AS_1252,   /* UTF-8 read as Windows-1252 or ISO 8859-1 */
	GH_UTF8_AS_1256,   /* UTF-8 read as Windows-1256 */
	GH_1256_AS_1252,   /* Windows-1256 read as Windows-1252 or ISO 8859-1 */
	GH_8859_6_AS_1252, /* ISO 8859-6 read as Windows-1252 or ISO 8859-1 */
	GH_MISREADS
};

enum gh_misread gh_mojibake_judge(const char *line, size_t n);

/*
 * Reads one character at text as it was meant and returns the bytes it took; 0 if these are not
 * what that misreading makes of a character outside ASCII.
 */
size_t gh_mojibake_next(enum gh_misread misread, const char *text, size_t n, uint32_t *cp);

#endif
