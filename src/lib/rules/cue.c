/* SPDX-License-Identifier: MIT */
#include "rules/cue.h"

#include <string.h>

#include "ground/utf8.h"
#include "text/fold.h"

struct reading {
	struct gh_slice left; /* of the pattern */
	char *words;
	size_t size, whole;   /* bytes of words, and of those known to be whole */
};

static char byte_at(struct gh_slice slice, size_t at)
{
	return at < slice.length ? slice.at[at] : '\0';
}

/* Whether what stands before this byte may be missing, or come again. */
static bool is_counted(char next)
{
	return next == '?' || next == '*' || next == '+' || next == '{';
}

/* A blank, its count included, at the beginning of what is left; 0 if there is none. */
static size_t blank_length(struct gh_slice left, bool *optional)
{
	size_t n = byte_at(left, 0) == ' ' ? 1 : 0;

	if (byte_at(left, 0) == '\\' && byte_at(left, 1) == 's')
		n = 2;
	*optional = byte_at(left, n) == '*' || byte_at(left, n) == '?';
	if (n == 0 || byte_at(left, n) == '{')
		return 0;
	n += is_counted(byte_at(left, n));
	return is_counted(byte_at(left, n)) ? 0 : n;
}

/* A character that stands for itself, escaped or not; 0 for what has a meaning. */
static size_t plain_length(struct gh_slice left, struct gh_slice *character)
{
	static const char meaning[] = "^$.[]|()?*+{}";
	size_t escape = byte_at(left, 0) == '\\';
	unsigned char first = (unsigned char)byte_at(left, escape);
	bool alnum = (first >= '0' && first <= '9') ||
	             ((first | 0x20) >= 'a' && (first | 0x20) <= 'z');
	uint32_t unused;

	if (first < ' ' || first == 0x7F || (escape && (alnum || first >= 0x80)) ||
	    (!escape && strchr(meaning, (char)first)))
		return 0;
	*character = gh_slice_after(left, escape);
	character->length = gh_utf8_next(character->at, character->length, &unused);
	return escape + character->length;
}

/* Whether a line's key has a blank or a colon for it, so that a word ends before it. */
static bool parts_words(struct gh_slice character)
{
	uint32_t cp;
	char between[6] = {'x', 'x', 'x', 'x', 'x', 'x'};
	unsigned char key[GH_FOLD_ROOM(sizeof between)];

	(void)gh_utf8_next(character.at, character.length, &cp);
	if (cp == ' ')
		return true;
	if (gh_letter_class(cp) == GH_CLASS_LETTER)
		return false;
	memcpy(between + 1, character.at, character.length);
	(void)gh_fold(between, character.length + 2, key);
	return key[1] == GH_KEY_BLANK || key[1] == GH_KEY_COLON;
}

/* Whether the word read last ends here whatever the line has: at a sign, or at the line's end. */
static bool ends_word(struct gh_slice left)
{
	struct gh_slice character;
	size_t n = plain_length(left, &character);

	if (n == 0)
		return byte_at(left, 0) == '$';
	return !is_counted(byte_at(left, n)) && parts_words(character);
}

/* Takes n bytes of the pattern, which stand for text; false if there is no room for it. */
static bool take(struct reading *reading, size_t n, struct gh_slice text)
{
	reading->left = gh_slice_after(reading->left, n);
	if (reading->size + text.length > GH_CUE_BYTES)
		return false;
	memcpy(reading->words + reading->size, text.at, text.length);
	reading->size += text.length;
	return true;
}

/* Letters of two bytes that come once: most of what patterns say plainly. */
static size_t letters_length(struct gh_slice left)
{
	size_t n = 0, next;
	uint32_t cp;

	for (; left.length - n > 1 && ((unsigned char)left.at[n] & 0xE0) == 0xC0; n = next) {
		next = n + gh_utf8_next(left.at + n, left.length - n, &cp);
		if (gh_letter_class(cp) != GH_CLASS_LETTER || is_counted(byte_at(left, next)))
			break;
	}
	return n;
}

/* Reads letters or a blank more; false at the end of what the pattern says plainly. */
static bool read_on(struct reading *reading)
{
	struct gh_slice left = reading->left, character;
	bool optional = false;
	size_t n = letters_length(left);

	if (n > 0)
		return take(reading, n, gh_slice_before(left, n));
	n = plain_length(left, &character);
	if (n > 0 && !is_counted(byte_at(left, n)) && !parts_words(character))
		return take(reading, n, character);
	n = blank_length(left, &optional);
	if ((n > 0 && !optional) || ends_word(gh_slice_after(left, n)))
		reading->whole = reading->size;
	return n > 0 && !optional && take(reading, n, gh_slice_of(" "));
}

/*
 * Whether all of the pattern is bound to what it begins with: no | stands outside of groups,
 * nothing is quoted, and no verb such as (*ACCEPT) leaves out what follows.
 */
static bool is_one(struct gh_slice pattern)
{
	size_t depth = 0, i;
	bool class = false;

	for (i = 0; i < pattern.length; i++) {
		char c = pattern.at[i], next = byte_at(pattern, i + 1);

		if (c & 0x80)
			continue;
		if (c == '\\') {
			if (next == 'Q' || next == 'E')
				return false;
			i++;
		} else if (class) {
			class = c != ']';
		} else if (c == '[') {
			class = true;
			i += next == '^';
			i += byte_at(pattern, i + 1) == ']';
		} else if ((c == '|' && depth == 0) || (c == '(' && next == '*')) {
			return false;
		}
		depth += !class && c == '(';
		depth -= !class && c == ')' && depth > 0;
	}
	return true;
}

size_t gh_cue_guess(struct gh_slice pattern, char words[GH_CUE_BYTES])
{
	struct reading reading = {gh_slice_after(pattern, 1), words, 0, 0};
	bool unused;
	size_t n;

	if (byte_at(pattern, 0) != '^' || !is_one(pattern))
		return 0;
	while ((n = blank_length(reading.left, &unused)) > 0)
		reading.left = gh_slice_after(reading.left, n);
	while (read_on(&reading))
		;
	return reading.whole;
}

struct gh_slice gh_cue_first(struct gh_slice pattern)
{
	struct gh_slice character = {pattern.at, 0};
	size_t n = plain_length(pattern, &character);

	if (n == 0 || is_counted(byte_at(pattern, n)) || !is_one(pattern))
		character.length = 0;
	return character;
}
