/* SPDX-License-Identifier: MIT */
/* One thing of a pattern: a letter, a class or what an escape stands for, with its count. */
#ifndef GH_ATOM_H
#define GH_ATOM_H

#include <stdbool.h>
#include <stdint.h>

#include "ground/utf8.h"
#include "rules/slice.h"

/* What stands for one character, and how often it may come. */
struct gh_atom {
	enum gh_atom_kind {
		GH_LETTER, GH_EXACT, GH_ANY, GH_BLANK, GH_DIGIT, GH_WORD, GH_ARABIC, GH_LATIN, GH_CLASS,
		GH_UNKNOWN
	} kind;
	bool negated;
	bool possessive;
	uint32_t cp;             /* of a letter, which has its spellings, or of one that has not */
	struct gh_slice members; /* of a class */
	uint32_t least, most;    /* UINT32_MAX: no end */
};

/* Whether a character is what stands in the pattern. */
enum gh_answer { GH_NO, GH_MAYBE, GH_YES };

/* Each reads at `at`, which is before end, and returns what is behind; NULL for what is not known here. */
const char *gh_atom_read(const char *at, const char *end, struct gh_atom *atom);
const char *gh_count_read(const char *at, const char *end, struct gh_atom *atom);

/* The bracket that ends a class, of which `at` is behind the first; the pattern's end if there is none. */
const char *gh_class_end(const char *at, const char *end);

enum gh_answer gh_atom_is(const struct gh_atom *atom, uint32_t cp);

static inline char gh_byte_at(const char *at, const char *end)
{
	return at < end ? *at : '\0';
}

/* Whether what stands before such a byte may be missing, or come again. */
static inline bool gh_is_count(char c)
{
	return c == '?' || c == '*' || c == '+' || c == '{';
}

static inline uint32_t gh_next_letter(const char **at, const char *end)
{
	const unsigned char *b = (const unsigned char *)*at;
	uint32_t cp;

	if (*b < 0x80) {
		++*at;
		return *b;
	}
	if (*b >= 0xC2 && *b < 0xE0 && end - *at > 1) {
		*at += 2;
		return (*b & 0x1Fu) << 6 | (b[1] & 0x3Fu);
	}
	*at += gh_utf8_next(*at, (size_t)(end - *at), &cp);
	return cp;
}

#endif
