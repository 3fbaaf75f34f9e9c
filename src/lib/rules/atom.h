/* SPDX-License-Identifier: MIT */
/* One thing of a pattern: what may stand for it, a set of characters, and how often. */
#ifndef GH_ATOM_H
#define GH_ATOM_H

#include <stdbool.h>
#include <stdint.h>

#include "ground/utf8.h"
#include "rules/expansion.h"
#include "rules/slice.h"

#define GH_SET_FEW 8

/* Characters: of ASCII and the Arabic block each, of those beyond few or all, rather too many. */
struct gh_letter_set {
	uint64_t ascii[2], arabic[4];
	uint32_t few[GH_SET_FEW]; /* of those beyond */
	unsigned char few_count;
	/* beside them: none; letters, digits and blanks as far as is known, or all so; or all */
	enum gh_beyond { GH_BEYOND_NONE, GH_BEYOND_WORDS, GH_BEYOND_SOME, GH_BEYOND_ALL } beyond;
	/*
	 * where there may be too many: nowhere; in the Arabic block but for its letters; anywhere
	 */
	enum gh_vague { GH_EXACT, GH_VAGUE_SIGNS, GH_VAGUE } vague;
};

/* What words are made of, to \w and \b. */
extern const struct gh_letter_set gh_word_letters;

struct gh_atom {
	struct gh_letter_set set;
	uint32_t least, most; /* UINT32_MAX: no end */
	bool possessive;
};

/* Each reads at `at`, before end, and returns what is behind; NULL for what is not known here. */
const char *gh_atom_read(const struct gh_spellings *spellings, const char *at, const char *end,
                         struct gh_atom *atom);
const char *gh_count_read(const char *at, const char *end, struct gh_atom *atom);

/* The bracket that ends a class, of which `at` is behind the first; end if there is none. */
const char *gh_class_end(const char *at, const char *end);

/* Whether a pattern has but letters, blanks and counts, so that nothing in it can be wrong. */
bool gh_is_plain(struct gh_slice pattern);

/* Adds a letter with all its spellings. */
void gh_set_add(struct gh_letter_set *set, const struct gh_spellings *spellings, uint32_t cp);

static inline bool gh_is_beyond(uint32_t cp)
{
	return cp >= 0x80 && cp >> 8 != 6;
}

/* A letter of the Arabic block, whatever version of Unicode is asked. */
static inline bool gh_is_arabic_letter(uint32_t cp)
{
	return (cp >= 0x621 && cp <= 0x63A) || (cp >= 0x641 && cp <= 0x64A);
}

/* A sign beyond that is no letter, digit or blank, nor joins them: dashes, quotes, bullets. */
static inline bool gh_is_sign_beyond(uint32_t cp)
{
	return (cp >= 0x2010 && cp <= 0x2027) || (cp >= 0x2030 && cp <= 0x203E) || cp == 0xA9 ||
	       cp == 0xAB || cp == 0xAE || cp == 0xB0 || cp == 0xB7 || cp == 0xBB || cp == 0xD7;
}

/* Whether nothing is told of it but what is told surely. */
static inline bool gh_set_tells(const struct gh_letter_set *set, uint32_t cp)
{
	return set->vague == GH_EXACT ||
	       (set->vague == GH_VAGUE_SIGNS && (cp < 0x80 || gh_is_arabic_letter(cp)));
}

/* Whether it may be in the set, or surely is. */
static inline bool gh_set_has(const struct gh_letter_set *set, uint32_t cp, bool surely)
{
	bool has;
	unsigned i;

	if (!gh_is_beyond(cp)) {
		has = cp < 0x80 ? set->ascii[cp / 64] >> cp % 64 & 1
		                : set->arabic[(cp & 0xFF) / 64] >> cp % 64 & 1;
		return has && (!surely || gh_set_tells(set, cp));
	}
	if (surely)
		has = set->beyond == GH_BEYOND_ALL;
	else
		has = set->beyond > GH_BEYOND_WORDS ||
		      (set->beyond == GH_BEYOND_WORDS && !gh_is_sign_beyond(cp));
	for (i = 0; i < set->few_count && !has; i++)
		has = set->few[i] == cp;
	return has;
}

/* A set as bits for the last six bits of its code points, but for those beyond. */
static inline uint64_t gh_set_bits(const struct gh_letter_set *set)
{
	return set->ascii[0] | set->ascii[1] | set->arabic[0] | set->arabic[1] | set->arabic[2] |
	       set->arabic[3];
}

static inline char gh_byte_at(const char *at, const char *end)
{
	return at < end ? *at : '\0';
}

/* Of what stands for itself the most. */
static inline bool gh_stands_for_itself(char c)
{
	return c & 0x80 || c == ' ' || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
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
