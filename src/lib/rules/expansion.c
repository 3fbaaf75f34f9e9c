/* SPDX-License-Identifier: MIT */
#include "rules/expansion.h"

#include <string.h>

#include "ground/utf8.h"
#include "text/bare.h"
#include "text/fold.h"

#define ARABIC 0x600u

/* The zeros of the scripts whose digits are one to a reader. */
static const uint32_t zeros[] = {'0', 0x660, 0x6F0};
#define SCRIPTS (sizeof zeros / sizeof *zeros)

/* A letter of two bytes has at most ten spellings, which stand in brackets. */
#define MOST_BYTES_A_BYTE 12

struct expansion {
	const struct gh_spellings *spellings;
	struct gh_slice left; /* of the pattern */
	char *out;            /* where the next byte goes */
};

void gh_spellings_init(struct gh_spellings *spellings)
{
	unsigned char first[256] = {0}, last[256] = {0};
	unsigned i;

	for (i = 0; i < 256; i++) {
		unsigned char key = gh_fold_keys[ARABIC + i];

		spellings->next[i] = (unsigned char)i;
		if (key < GH_KEY_HAMZA || key >= GH_KEY_FOREIGN)
			continue;
		if (last[key] == 0)
			first[key] = (unsigned char)i;
		else
			spellings->next[last[key]] = (unsigned char)i;
		spellings->next[i] = first[key];
		last[key] = (unsigned char)i;
	}
}

/* ---- the pattern ---- */

static char byte_at(struct gh_slice slice, size_t at)
{
	return at < slice.length ? slice.at[at] : '\0';
}

/* How far it is through the first such byte at or behind `at`, or through the end. */
static size_t through(struct gh_slice slice, size_t at, const char *any)
{
	while (at < slice.length && !strchr(any, slice.at[at]))
		at++;
	return at < slice.length ? at + 1 : slice.length;
}

static bool is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static size_t quoted_length(struct gh_slice left)
{
	size_t n = 2;

	while (n < left.length && !(left.at[n] == '\\' && byte_at(left, n + 1) == 'E'))
		n++;
	return n < left.length ? n + 2 : left.length;
}

/*
 * An escape with what may be its argument: digits left out of it are literal, digits in it no more
 * than that.
 */
static size_t escape_length(struct gh_slice left)
{
	char kind = byte_at(left, 1), next = byte_at(left, 2);
	size_t n = 2, most = 5;
	uint32_t unused;

	if (left.length < 2)
		return left.length;
	if (kind == 'Q')
		return quoted_length(left);
	if (next && strchr("xopPNgk", kind) && strchr("{<'", next))
		return through(left, 3, next == '{' ? "}" : next == '<' ? ">" : "'");
	if (!is_word_byte(kind))
		return 1 + gh_utf8_next(left.at + 1, left.length - 1, &unused);
	if (!strchr("xgc0123456789", kind))
		return n;
	while (n < most && (is_word_byte(byte_at(left, n)) || byte_at(left, n) == '-'))
		n++;
	return n;
}

/*
 * The beginning of a group up to where the pattern goes on in it, or through a group without any.
 */
static size_t group_length(struct gh_slice left)
{
	char kind = byte_at(left, 2), next = byte_at(left, 3);

	if (byte_at(left, 1) == '*')
		return through(left, 2, ":)");
	if (byte_at(left, 1) != '?')
		return 1;
	if (kind == '#' || kind == '&')
		return through(left, 3, ")");
	if (kind == '(')
		return next == '?' || next == '*' ? 2 : through(left, 3, ")");
	if (kind == '<')
		return next == '=' || next == '!' ? 4 : through(left, 3, ">");
	if (kind == 'P')
		return through(left, 3, ">)");
	if (kind == '\'')
		return through(left, 3, "'");
	return through(left, 2, ":)=!>|");
}

/* A count such as ?, *+ or {2,60}?; 0 if there is none. */
static size_t count_length(struct gh_slice left)
{
	char c = byte_at(left, 0);
	size_t n = c == '?' || c == '*' || c == '+' ? 1 : 0, i = 1;

	if (c == '{') {
		while ((byte_at(left, i) >= '0' && byte_at(left, i) <= '9') ||
		       byte_at(left, i) == ',')
			i++;
		n = i > 1 && byte_at(left, i) == '}' ? i + 1 : 0;
	}
	return n + (n > 0 && (byte_at(left, n) == '?' || byte_at(left, n) == '+'));
}

/* ---- what becomes of it ---- */

static void put(struct expansion *expansion, const char *text, size_t size)
{
	memcpy(expansion->out, text, size);
	expansion->out += size;
}

static void put_code_point(struct expansion *expansion, uint32_t cp)
{
	expansion->out += gh_utf8_put(cp, expansion->out);
}

/* Takes so many bytes of the pattern as they are. */
static void copy(struct expansion *expansion, size_t n)
{
	put(expansion, expansion->left.at, n);
	expansion->left = gh_slice_after(expansion->left, n);
}

bool gh_has_spellings(const struct gh_spellings *spellings, uint32_t cp)
{
	return gh_digit_of(cp) != GH_NO_DIGIT ||
	       (cp >> 8 == ARABIC >> 8 && spellings->next[cp & 0xFF] != (cp & 0xFF));
}

/* Every spelling of a letter or digit, the one that was written first. */
static void put_spellings(struct expansion *expansion, uint32_t cp)
{
	unsigned digit = gh_digit_of(cp);
	uint32_t other = cp;
	size_t i;

	if (digit != GH_NO_DIGIT) {
		for (i = 0; i < SCRIPTS; i++)
			put_code_point(expansion, zeros[i] + digit);
		return;
	}
	do {
		put_code_point(expansion, other);
		if (cp >> 8 == ARABIC >> 8)
			other = ARABIC | expansion->spellings->next[other & 0xFF];
	} while (other != cp);
}

/* A range of letters stays, since it says which; beside it stand the spellings of both its ends. */
static void put_range_spellings(struct expansion *expansion, uint32_t from, uint32_t to)
{
	unsigned first = gh_digit_of(from), last = gh_digit_of(to);
	size_t i;

	if (first == GH_NO_DIGIT || last == GH_NO_DIGIT) {
		if (gh_has_spellings(expansion->spellings, from))
			put_spellings(expansion, from);
		if (gh_has_spellings(expansion->spellings, to))
			put_spellings(expansion, to);
		return;
	}
	for (i = 0; i < SCRIPTS; i++) {
		put_code_point(expansion, zeros[i] + first);
		put(expansion, "-", 1);
		put_code_point(expansion, zeros[i] + last);
	}
}

/* ---- reading on ---- */

/* A member of a class, with its other end if it is a range. */
static void read_member(struct expansion *expansion)
{
	struct gh_slice left = expansion->left, end;
	bool escaped = left.at[0] == '\\';
	uint32_t from = 0, to = 0;
	size_t n = escaped ? escape_length(left) : gh_utf8_next(left.at, left.length, &from);

	end = gh_slice_after(left, n);
	if (byte_at(end, 0) == '-' && end.length > 1 && end.at[1] != ']') {
		bool end_escaped = end.at[1] == '\\';

		end = gh_slice_after(end, 1);
		n += 1 + (end_escaped ? escape_length(end) : gh_utf8_next(end.at, end.length, &to));
		/* They stand before the range: behind it, a - that follows would make another. */
		if (!escaped && !end_escaped)
			put_range_spellings(expansion, from, to);
		copy(expansion, n);
	} else if (!escaped && gh_has_spellings(expansion->spellings, from)) {
		put_spellings(expansion, from);
		expansion->left = end;
	} else {
		copy(expansion, n);
	}
}

static void read_class(struct expansion *expansion)
{
	copy(expansion, 1 + (byte_at(expansion->left, 1) == '^'));
	if (byte_at(expansion->left, 0) == ']')
		copy(expansion, 1);
	while (expansion->left.length > 0 && expansion->left.at[0] != ']') {
		if (expansion->left.at[0] == '[' && byte_at(expansion->left, 1) == ':')
			copy(expansion, through(expansion->left, 2, "]"));
		else
			read_member(expansion);
	}
	if (expansion->left.length > 0)
		copy(expansion, 1);
}

static void read_character(struct expansion *expansion)
{
	uint32_t cp;
	struct gh_slice left = expansion->left;
	size_t n = gh_utf8_next(left.at, left.length, &cp);

	if (!gh_is_bare(cp)) {
		/* What counts a mark counts nothing. */
		n += count_length(gh_slice_after(left, n));
		expansion->left = gh_slice_after(left, n);
	} else if (gh_has_spellings(expansion->spellings, cp)) {
		put(expansion, "[", 1);
		put_spellings(expansion, cp);
		put(expansion, "]", 1);
		expansion->left = gh_slice_after(left, n);
	} else {
		copy(expansion, n);
	}
}

bool gh_expand(const struct gh_spellings *spellings, const ghirbal_allocator *from,
               struct gh_slice pattern, struct gh_buf *out)
{
	struct expansion expansion = {spellings, pattern, NULL};

	if (!gh_buf_reserve(from, out, MOST_BYTES_A_BYTE * pattern.length + 1))
		return false;
	expansion.out = out->data + out->size;
	while (expansion.left.length > 0) {
		switch (expansion.left.at[0]) {
		case '\\':
			copy(&expansion, escape_length(expansion.left));
			break;
		case '[':
			read_class(&expansion);
			break;
		case '(':
			copy(&expansion, group_length(expansion.left));
			break;
		case '{': {
			size_t n = count_length(expansion.left);

			copy(&expansion, n > 0 ? n : 1);
			break;
		}
		default:
			read_character(&expansion);
		}
	}
	out->size = (size_t)(expansion.out - out->data);
	return true;
}
