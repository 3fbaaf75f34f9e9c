/* SPDX-License-Identifier: MIT */
#include "rules/atom.h"

#include <string.h>

#include "rules/expansion.h"

/* ---- reading ---- */

static uint32_t hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (uint32_t)(c - '0');
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (uint32_t)((c | 0x20) - 'a') + 10 : 16;
}

/* A code point by its number: \xHH or \x{HHHH}; NULL for what is written otherwise. */
static const char *read_number(const char *at, const char *end, struct gh_atom *atom)
{
	bool braced = gh_byte_at(at, end) == '{';
	size_t most = braced ? 6 : 2, n = 0;

	at += braced;
	atom->kind = GH_EXACT;
	atom->cp = 0;
	while (n < most && hex_digit(gh_byte_at(at, end)) < 16) {
		atom->cp = atom->cp << 4 | hex_digit(*at++);
		n++;
	}
	if (braced)
		return n > 0 && gh_byte_at(at, end) == '}' ? at + 1 : NULL;
	return n == 2 ? at : NULL;
}

static const char *read_property(const char *at, const char *end, struct gh_atom *atom)
{
	static const char arabic[] = "{Arabic}", latin[] = "{Latin}";
	size_t left = (size_t)(end - at);
	const char *close;

	if (left >= sizeof arabic - 1 && memcmp(at, arabic, sizeof arabic - 1) == 0) {
		atom->kind = GH_ARABIC;
		return at + sizeof arabic - 1;
	}
	if (left >= sizeof latin - 1 && memcmp(at, latin, sizeof latin - 1) == 0) {
		atom->kind = GH_LATIN;
		return at + sizeof latin - 1;
	}
	close = left > 0 && *at == '{' ? memchr(at, '}', left) : NULL;
	atom->kind = GH_UNKNOWN;
	return close ? close + 1 : NULL;
}

static bool is_sign(char c)
{
	return c >= ' ' && c < 0x7F && !(c >= '0' && c <= '9') &&
	       !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static const char *read_exact(const char *behind, char c, struct gh_atom *atom)
{
	atom->kind = GH_EXACT;
	atom->cp = (unsigned char)c;
	return behind;
}

/* What an escape stands for, behind its backslash; NULL if that is no one character or not known here. */
static const char *read_escape(const char *at, const char *end, struct gh_atom *atom)
{
	char kind = gh_byte_at(at, end);

	switch (kind | 0x20) {
	case 's':
		atom->kind = GH_BLANK;
		break;
	case 'd':
		atom->kind = GH_DIGIT;
		break;
	case 'w':
		atom->kind = GH_WORD;
		break;
	default:
		if (kind == 'p')
			return read_property(at + 1, end, atom);
		if (kind == 'x')
			return read_number(at + 1, end, atom);
		if (kind == 't')
			return read_exact(at + 1, '\t', atom);
		return is_sign(kind) ? read_exact(at + 1, kind, atom) : NULL;
	}
	atom->negated = kind < 'a';
	return at + 1;
}

/* The bracket that ends a class, of which `at` is behind the first; the pattern's end if there is none. */
const char *gh_class_end(const char *at, const char *end)
{
	at += gh_byte_at(at, end) == '^';
	at += gh_byte_at(at, end) == ']';
	while (at < end && *at != ']')
		at += *at == '\\' ? 2 : 1;
	return at < end ? at : end;
}

static const char *read_class(const char *at, const char *end, struct gh_atom *atom)
{
	const char *close = gh_class_end(at, end);

	if (close == end)
		return NULL;
	atom->kind = GH_CLASS;
	atom->negated = *at == '^';
	at += atom->negated;
	atom->members = (struct gh_slice){at, (size_t)(close - at)};
	return close + 1;
}

static const char *read_one(const char *at, const char *end, struct gh_atom *atom)
{
	*atom = (struct gh_atom){.kind = GH_ANY, .least = 1, .most = 1};
	switch (*at) {
	case '.':
		return at + 1;
	case '[':
		return read_class(at + 1, end, atom);
	case '\\':
		return read_escape(at + 1, end, atom);
	case '?': case '*': case '+': case '{': case '^': case '$':
		return NULL;
	}
	atom->kind = GH_LETTER;
	atom->cp = gh_next_letter(&at, end);
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

/* One thing with its count; NULL where the pattern cannot be followed. */
const char *gh_atom_read(const char *at, const char *end, struct gh_atom *atom)
{
	at = read_one(at, end, atom);
	return at ? gh_count_read(at, end, atom) : NULL;
}

/* ---- whether a character is what the pattern asks ---- */

static enum gh_answer is_ascii_of(uint32_t cp, const struct gh_atom *atom)
{
	uint32_t lower = cp | 0x20;
	bool letter = lower >= 'a' && lower <= 'z', digit = cp >= '0' && cp <= '9', is;

	if (atom->kind == GH_BLANK)
		is = cp == ' ' || (cp >= '\t' && cp <= '\r');
	else if (atom->kind == GH_DIGIT)
		is = digit;
	else if (atom->kind == GH_WORD)
		is = letter || digit || cp == '_';
	else
		is = atom->kind == GH_LATIN && letter;
	return is != atom->negated ? GH_YES : GH_NO;
}

/* Of the Arabic block it is told what is sure; of what lies beyond nothing. */
static enum gh_answer is_beyond_of(uint32_t cp, const struct gh_atom *atom)
{
	bool arabic = cp >= 0x600 && cp < 0x700, digit = gh_digit_of(cp) != GH_NO_DIGIT;

	if (!arabic || atom->kind == GH_WORD || atom->kind == GH_ARABIC)
		return GH_MAYBE;
	if (atom->kind == GH_DIGIT)
		return digit != atom->negated ? GH_YES : GH_NO;
	return atom->negated ? GH_YES : GH_NO;
}

static enum gh_answer is_in_range(uint32_t cp, const struct gh_atom *from, const struct gh_atom *to)
{
	if (from->kind > GH_EXACT || to->kind > GH_EXACT)
		return GH_MAYBE;
	if (cp >= from->cp && cp <= to->cp)
		return GH_YES;
	if (from->kind == GH_EXACT || to->kind == GH_EXACT)
		return GH_NO;
	if (gh_digit_of(cp) != GH_NO_DIGIT)
		return GH_MAYBE;
	return gh_is_spelling(cp, from->cp) || gh_is_spelling(cp, to->cp) ? GH_YES : GH_NO;
}

/* The answer of the next member, a range or not. */
static enum gh_answer is_member(uint32_t cp, const char **at, const char *end)
{
	struct gh_atom from = {.kind = GH_LETTER}, to = {.kind = GH_LETTER};
	const char *next = *at;
	bool escaped = *next == '\\';

	if (escaped)
		next = read_escape(next + 1, end, &from);
	else
		from.cp = gh_next_letter(&next, end);
	if (next && gh_byte_at(next, end) == '-' && end - next > 1) {
		next++;
		if (*next == '\\')
			next = read_escape(next + 1, end, &to);
		else
			to.cp = gh_next_letter(&next, end);
		*at = next ? next : end;
		return next ? is_in_range(cp, &from, &to) : GH_MAYBE;
	}
	*at = next ? next : end;
	return next ? gh_atom_is(&from, cp) : GH_MAYBE;
}

static enum gh_answer is_in_class(uint32_t cp, const struct gh_atom *atom)
{
	const char *at = atom->members.at, *end = at + atom->members.length;
	enum gh_answer best = GH_NO;

	while (at < end && best != GH_YES) {
		const char *next = at;
		uint32_t member = gh_next_letter(&next, end);
		enum gh_answer one;

		if (member != '\\' && gh_byte_at(next, end) != '-') {
			one = cp == member || gh_is_spelling(cp, member) ? GH_YES : GH_NO;
			at = next;
		} else {
			one = is_member(cp, &at, end);
		}

		if (one > best)
			best = one;
	}
	return atom->negated ? (enum gh_answer)(GH_YES - best) : best;
}

enum gh_answer gh_atom_is(const struct gh_atom *atom, uint32_t cp)
{
	switch (atom->kind) {
	case GH_LETTER:
		return cp == atom->cp || gh_is_spelling(cp, atom->cp) ? GH_YES : GH_NO;
	case GH_EXACT:
		return cp == atom->cp ? GH_YES : GH_NO;
	case GH_CLASS:
		return is_in_class(cp, atom);
	case GH_ANY: case GH_UNKNOWN:
		return GH_MAYBE;
	default:
		return cp < 0x80 ? is_ascii_of(cp, atom) : is_beyond_of(cp, atom);
	}
}

