/* SPDX-License-Identifier: MIT */
/*
 * Mojibake: Arabic that was decoded by the wrong character set and stored so.  A line is judged as
 * a whole: only where nearly all of it decodes, and what comes out has the letters in about the
 * numbers that Arabic has, is it taken as misread; else the spans of it that could be are judged so
 * each.  Clean Arabic, Latin text and emoji never are.
 */
#ifndef GH_MOJIBAKE_H
#define GH_MOJIBAKE_H

#include <stddef.h>
#include <stdint.h>

enum gh_misread {
	GH_READ_RIGHT,
	GH_UTF8_AS_1252,      /* UTF-8 read as Windows-1252 or ISO 8859-1 */
	GH_UTF8_AS_1252_LOST, /* as Windows-1252, and the five bytes it lacks were lost since */
	GH_UTF8_AS_1256,      /* UTF-8 read as Windows-1256 */
	GH_1256_AS_1252,      /* Windows-1256 read as Windows-1252 or ISO 8859-1 */
	GH_8859_6_AS_1252     /* ISO 8859-6 read as Windows-1252 or ISO 8859-1 */
};

/* page is what gh_mojibake_vote() said of the text, which decides between the last two. */
enum gh_misread gh_mojibake_judge(const char *text, size_t n, enum gh_misread page);

/* Which of the last two most lines of a text are; GH_READ_RIGHT if none is either. */
enum gh_misread gh_mojibake_vote(const char *text, size_t n);

/* A span of a line, by offsets of its bytes; GH_READ_RIGHT where there is none up to `to`. */
struct gh_misreading {
	enum gh_misread misread;
	size_t from, to;
};

/* The next misread span of a line of n bytes that is not misread as a whole, from `at` on. */
struct gh_misreading gh_mojibake_find(const char *line, size_t n, size_t at, enum gh_misread page);

/*
 * Reads one character at text as it was meant and returns the bytes it took; 0 if these are not
 * what that misreading makes of a character outside ASCII.
 */
size_t gh_mojibake_next(enum gh_misread misread, const char *text, size_t n, uint32_t *cp);

#endif
