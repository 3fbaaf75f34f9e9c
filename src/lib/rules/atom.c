/* SPDX-License-Identifier: MIT */
#include "rules/atom.h"

#include <string.h>

#define EVERY UINT64_MAX

/* Longer patterns may be too long for PCRE2 once they are expanded. */
#define PLAIN_BYTES 512

/* The digits of ASCII, and those of the Arabic block's two rows. */
#define DIGITS (UINT64_C(0x3FF) << '0')
#define DIGITS_1 (UINT64_C(0x3FF) << 0x20)
#define DIGITS_3 (UINT64_C(0x3FF) << 0x30)

/* The letters of Latin in the upper half of ASCII. */
#define LETTERS (UINT64_C(0x3FFFFFF) << 1 | UINT64_C(0x3FFFFFF) << 33)

/* What escapes and the dot stand for; what Unicode says of letters beyond is not told. */
static const struct gh_letter_set
	blanks = {{UINT64_C(0x1F) << '\t' | UINT64_C(1) << ' '}, .beyond = GH_BEYOND_WORDS},
	digits = {{DIGITS}, {0, DIGITS_1, 0, DIGITS_3}, .beyond = GH_BEYOND_WORDS},
	latin = {{0, LETTERS}, .beyond = GH_BEYOND_SOME},
	arabic = {{0},
                  {EVERY, EVERY, EVERY, EVERY},
                  .beyond = GH_BEYOND_SOME,
                  .vague = GH_VAGUE_SIGNS},
	any = {{EVERY, EVERY},
               {EVERY, EVERY, EVERY, EVERY},
               .beyond = GH_BEYOND_SOME,
               .vague = GH_VAGUE},
	all = {{EVERY, EVERY}, {EVERY, EVERY, EVERY, EVERY}, .beyond = GH_BEYOND_ALL};

const struct gh_letter_set gh_word_letters = {{DIGITS, LETTERS | UINT64_C(1) << ('_' - 64)},
                                              {EVERY, EVERY, EVERY, EVERY},
                                              .beyond = GH_BEYOND_WORDS, .vague = GH_VAGUE_SIGNS};

/* ---- sets ---- */

static void add_beyond(struct gh_letter_set *set, uint32_t cp)
{
	if (gh_set_has(set, cp, true))
		return;
	if (set->few_count < GH_SET_FEW)
		set->few[set->few_count++] = cp;
	else if (set->beyond < GH_BEYOND_SOME)
		set->beyond = GH_BEYOND_SOME;
}

static void add_one(struct gh_letter_set *set, uint32_t cp)
{
	if (gh_is_beyond(cp))
		add_beyond(set, cp);
	else if (cp < 0x80)
		set->ascii[cp / 64] |= UINT64_C(1) << cp % 64;
	else
		set->arabic[(cp & 0xFF) / 64] |= UINT64_C(1) << cp % 64;
}

void gh_set_add(struct gh_letter_set *set, const struct gh_spellings *spellings, uint32_t cp)
{
	unsigned digit = gh_digit_of(cp);
	uint32_t other = cp;

	if (digit != GH_NO_DIGIT) {
		add_one(set, '0' + digit);
		add_one(set, 0x660 + digit);
		add_one(set, 0x6F0 + digit);
		return;
	}
	do {
		add_one(set, other);
		if (cp >> 8 == 6)
			other = 0x600 | spellings->next[other & 0xFF];
	} while (other != cp);
}

static void add_all(struct gh_letter_set *set, const struct gh_letter_set *others)
{
	size_t i;

	for (i = 0; i < 2; i++)
		set->ascii[i] |= others->ascii[i];
	for (i = 0; i < 4; i++)
		set->arabic[i] |= others->arabic[i];
	if (others->beyond > set->beyond)
		set->beyond = others->beyond;
	if (others->vague > set->vague)
		set->vague = others->vague;
}

/* Of those beyond it is not told which few are left out. */
static void negate(struct gh_letter_set *set)
{
	bool known = set->beyond == GH_BEYOND_NONE && set->few_count == 0;
	size_t i;

	if (set->vague) {
		*set = any;
		return;
	}
	for (i = 0; i < 2; i++)
		set->ascii[i] = ~set->ascii[i];
	for (i = 0; i < 4; i++)
		set->arabic[i] = ~set->arabic[i];
	set->beyond = known ? GH_BEYOND_ALL : GH_BEYOND_SOME;
	set->few_count = 0;
}

/* ---- one character ---- */

/* What is read of one: a code point, with its spellings or without, or a set. */
struct member {
	const struct gh_letter_set *set; /* NULL: it is a code point */
	uint32_t cp;
	bool exact;
	bool negated;
};

static uint32_t hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (uint32_t)(c - '0');
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (uint32_t)((c | 0x20) - 'a') + 10 : 16;
}

/* A code point by its number: \xHH or \x{HHHH}; NULL for what is written otherwise. */
static const char *read_number(const char *at, const char *end, struct member *member)
{
	bool braced = gh_byte_at(at, end) == '{';
	size_t most = braced ? 6 : 2, n = 0;

	at += braced;
	while (n < most && hex_digit(gh_byte_at(at, end)) < 16) {
		member->cp = member->cp << 4 | hex_digit(*at++);
		n++;
	}
	if (braced)
		return n > 0 && gh_byte_at(at, end) == '}' ? at + 1 : NULL;
	return n == 2 ? at : NULL;
}

static const char *read_property(const char *at, const char *end, struct member *member)
{
	size_t left = (size_t)(end - at);
	const char *close = left > 0 && *at == '{' ? memchr(at, '}', left) : NULL;
	struct gh_slice name = {at + 1, close ? (size_t)(close - at - 1) : 0};

	if (gh_slice_equals(name, "Arabic"))
		member->set = &arabic;
	else
		member->set = gh_slice_equals(name, "Latin") ? &latin : &any;
	return close ? close + 1 : NULL;
}

static bool is_sign(char c)
{
	return c >= ' ' && c < 0x7F && !(c >= '0' && c <= '9') &&
	       !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* What an escape stands for, from behind its backslash; NULL if that is not one character. */
static const char *read_escape(const char *at, const char *end, struct member *member)
{
	char kind = gh_byte_at(at, end);

	switch (kind | 0x20) {
	case 's':
		member->set = &blanks;
		break;
	case 'd':
		member->set = &digits;
		break;
	case 'w':
		member->set = &gh_word_letters;
		break;
	default:
		member->exact = true;
		if (kind == 'p')
			return read_property(at + 1, end, member);
		if (kind == 'x')
			return read_number(at + 1, end, member);
		member->cp = kind == 't' ? '\t' : (unsigned char)kind;
		return kind == 't' || is_sign(kind) ? at + 1 : NULL;
	}
	member->negated = kind < 'a';
	return at + 1;
}

static const char *read_member(const char *at, const char *end, struct member *member)
{
	*member = (struct member){0};
	if (*at == '\\')
		return read_escape(at + 1, end, member);
	member->cp = gh_next_letter(&at, end);
	return at;
}

static void add_member(struct gh_letter_set *set, const struct gh_spellings *spellings,
                       const struct member *member)
{
	struct gh_letter_set others;

	if (!member->set) {
		if (member->exact)
			add_one(set, member->cp);
		else
			gh_set_add(set, spellings, member->cp);
		return;
	}
	others = *member->set;
	if (member->negated)
		negate(&others);
	add_all(set, &others);
}

/* ---- a class ---- */

const char *gh_class_end(const char *at, const char *end)
{
	at += gh_byte_at(at, end) == '^';
	at += gh_byte_at(at, end) == ']';
	while (at < end && *at != ']')
		at += *at == '\\' && end - at > 1 ? 2 : 1;
	return at;
}

/* From one code point to another as they are. */
static void add_exact_range(struct gh_letter_set *set, uint32_t from, uint32_t to)
{
	uint32_t cp;

	for (cp = from; cp <= to && cp < 0x80; cp++)
		add_one(set, cp);
	for (cp = from < 0x600 ? 0x600 : from; cp <= to && cp < 0x700; cp++)
		add_one(set, cp);
	if (to >= 0x80 && (from < 0x600 || to >= 0x700) && set->beyond < GH_BEYOND_SOME)
		set->beyond = GH_BEYOND_SOME;
}

/*
 * As it is expanded: digits stand for those of all scripts, letters for the spellings of both ends.
 */
static void add_range(struct gh_letter_set *set, const struct gh_spellings *spellings,
                      const struct member *from, const struct member *to)
{
	unsigned first = gh_digit_of(from->cp), last = gh_digit_of(to->cp);
	uint32_t cp;

	if (from->set || to->set) {
		add_all(set, &any);
		return;
	}
	add_exact_range(set, from->cp, to->cp);
	if (from->exact || to->exact)
		return;
	if (first == GH_NO_DIGIT || last == GH_NO_DIGIT) {
		gh_set_add(set, spellings, from->cp);
		gh_set_add(set, spellings, to->cp);
	}
	for (cp = first; cp <= last && last != GH_NO_DIGIT; cp++)
		gh_set_add(set, spellings, '0' + cp);
}

static void read_class(const struct gh_spellings *spellings, const char *at, const char *end,
                       struct gh_letter_set *set)
{
	struct member from, to;

	while (at && at < end) {
		at = read_member(at, end, &from);
		if (at && gh_byte_at(at, end) == '-' && end - at > 1) {
			at = read_member(at + 1, end, &to);
			add_range(set, spellings, &from, &to);
		} else {
			add_member(set, spellings, &from);
		}
	}
	if (!at)
		*set = any;
}

/* ---- one thing ---- */

static const char *read_one(const struct gh_spellings *spellings, const char *at, const char *end,
                            struct gh_letter_set *set)
{
	struct member member;
	const char *close;

	*set = all;
	if (gh_is_count(*at) || *at == '^' || *at == '$')
		return NULL;
	if (*at == '.')
		return at + 1;
	*set = (struct gh_letter_set){0};
	if (*at == '[') {
		bool negated = gh_byte_at(at + 1, end) == '^';

		close = gh_class_end(at + 1, end);
		read_class(spellings, at + 1 + negated, close, set);
		if (negated)
			negate(set);
		return close < end ? close + 1 : NULL;
	}
	at = read_member(at, end, &member);
	add_member(set, spellings, &member);
	return at;
}

static const char *read_digits(const char *at, const char *end, uint32_t *number)
{
	for (*number = 0; gh_byte_at(at, end) >= '0' && *at <= '9' && *number < UINT16_MAX; at++)
		*number = 10 * *number + (uint32_t)(*at - '0');
	return at;
}

/* {2}, {2,} or {2,60} behind its brace; NULL for anything else. */
static const char *read_bounds(const char *at, const char *end, struct gh_atom *atom)
{
	const char *first = at;

	at = read_digits(at, end, &atom->least);
	if (at == first)
		return NULL;
	atom->most = atom->least;
	if (gh_byte_at(at, end) == ',') {
		first = ++at;
		at = read_digits(at, end, &atom->most);
		if (at == first)
			atom->most = UINT32_MAX;
	}
	return gh_byte_at(at, end) == '}' ? at + 1 : NULL;
}

const char *gh_count_read(const char *at, const char *end, struct gh_atom *atom)
{
	char c = gh_byte_at(at, end);

	if (!gh_is_count(c))
		return at;
	if (c == '{') {
		at = read_bounds(at + 1, end, atom);
	} else {
		atom->least = c == '+';
		atom->most = c == '?' ? 1 : UINT32_MAX;
		at++;
	}
	if (!at)
		return NULL;
	atom->possessive = gh_byte_at(at, end) == '+';
	return at + (atom->possessive || gh_byte_at(at, end) == '?');
}

const char *gh_atom_read(const struct gh_spellings *spellings, const char *at, const char *end,
                         struct gh_atom *atom)
{
	*atom = (struct gh_atom){.least = 1, .most = 1};
	at = read_one(spellings, at, end, &atom->set);
	return at ? gh_count_read(at, end, atom) : NULL;
}

bool gh_is_plain(struct gh_slice pattern)
{
	const char *at = pattern.at, *end = at + pattern.length;

	if (pattern.length > PLAIN_BYTES || gh_utf8_valid(at, pattern.length) < pattern.length)
		return false;
	at += gh_byte_at(at, end) == '^' && !gh_is_count(gh_byte_at(at + 1, end));
	while (at < end && !(*at == '$' && at + 1 == end)) {
		if (*at == '\\' && (gh_byte_at(at + 1, end) | 0x20) == 's')
			at += 2;
		else if (gh_stands_for_itself(*at))
			at++;
		else
			return false;
		if (gh_is_count(gh_byte_at(at, end)) && *at++ == '{')
			return false;
	}
	return true;
}
