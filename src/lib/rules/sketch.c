/* SPDX-License-Identifier: MIT */
#include "rules/sketch.h"

#include <stdint.h>
#include <string.h>

#include "rules/atom.h"
#include "rules/expansion.h"
#include "text/bare.h"
#include "text/fold.h"

/* What following a pattern may take: more is left to PCRE2. */
#define STEPS 600
#define DEPTH 16

/* Longer patterns may be too long for PCRE2 once they are expanded. */
#define PLAIN_BYTES 512

#define ANY_FIRST UINT64_MAX

struct pursuit {
	const char *pattern_end, *text, *text_end;
	bool goes_on;
	uint32_t steps; /* that may still be taken */
	unsigned depth;
};

/* Of what stands for itself the most. */
static bool is_plain(char c)
{
	return c & 0x80 || c == ' ' || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The | or ) at which the rest of an alternative ends, or the pattern's end. */
static const char *alternative_end(const char *at, const char *end)
{
	static const unsigned char signs[256] = {['\\'] = 1, ['['] = 1, ['('] = 1, ['|'] = 1, [')'] = 1};
	unsigned depth = 0;

	for (; at < end; at++) {
		if (!signs[(unsigned char)*at])
			continue;
		if (*at == '\\') {
			at++;
		} else if (*at == '[') {
			at = gh_class_end(at + 1, end);
		} else if (*at == '(') {
			depth++;
		} else {
			if (depth == 0)
				return at;
			depth -= *at == ')';
		}
	}
	return end;
}

/* ---- along the text ---- */

static bool may_follow(struct pursuit *pursuit, const char *at, const char *text);

/* Deeper or longer than a pattern is worth following: it may match. */
static bool may_deeper(struct pursuit *pursuit, const char *at, const char *text)
{
	bool may;

	if (pursuit->depth == DEPTH || pursuit->steps == 0)
		return true;
	pursuit->steps--;
	pursuit->depth++;
	may = may_follow(pursuit, at, text);
	pursuit->depth--;
	return may;
}

/* The first alternative of a group that begins at `at`; NULL if it is of another kind. */
static const char *first_alternative(const char *at, const char *end)
{
	if (gh_byte_at(at + 1, end) != '?')
		return at + 1;
	return gh_byte_at(at + 2, end) == ':' ? at + 3 : NULL;
}

static bool may_enter(struct pursuit *pursuit, const char *at, const char *text)
{
	const char *end = pursuit->pattern_end;
	struct gh_atom count = {.least = 1};

	at = first_alternative(at, end);
	if (!at)
		return true;
	for (;;) {
		if (may_deeper(pursuit, at, text))
			return true;
		at = alternative_end(at, end);
		if (gh_byte_at(at, end) != '|')
			break;
		at++;
	}
	at = at < end ? gh_count_read(at + 1, end, &count) : NULL;
	return !at || (count.least == 0 && may_deeper(pursuit, at, text));
}

/* Letters that stand for themselves and come once, which most of a pattern is; NULL if one differs. */
static const char *follow_letters(const struct pursuit *pursuit, const char *at, const char **text)
{
	const char *end = pursuit->pattern_end, *next = at;

	while (at < end && *text < pursuit->text_end && is_plain(*at)) {
		const char *behind = *text;
		uint32_t letter = gh_next_letter(&next, end),
			 other = gh_next_letter(&behind, pursuit->text_end);

		if (gh_is_count(gh_byte_at(next, end)))
			break;
		if (letter != other && !gh_is_spelling(letter, other))
			return NULL;
		*text = behind;
		at = next;
	}
	return at;
}

/* Behind a group of which one alternative is gone through; NULL if it may come again, which is not followed. */
static const char *behind_group(const char *at, const char *end)
{
	struct gh_atom count = {.most = 1};
	const char *next;

	while (gh_byte_at(at, end) == '|')
		at = alternative_end(at + 1, end);
	next = at < end ? gh_count_read(at + 1, end, &count) : NULL;
	return count.most == 1 ? next : NULL;
}

/* What asks for no character: \b and what begins or ends a line. */
static bool is_place(const char *at, const char *end)
{
	char next = gh_byte_at(at + 1, end);

	if (*at == '\\')
		return next == 'b' || next == 'B';
	return (*at == '^' || *at == '$') && !gh_is_count(next);
}

/* ---- what may come first ---- */

/* A letter as one of 64, the same for its spellings. */
static uint64_t bit_of(uint32_t cp)
{
	if (cp >> 8 == 6)
		cp = gh_fold_keys[cp];
	else if (cp >= '0' && cp <= '9')
		cp = GH_KEY_DIGIT;
	return UINT64_C(1) << cp % 64;
}

static uint64_t firsts(const char *at, const char *end, unsigned depth);

static uint64_t firsts_of_group(const char *at, const char *end, unsigned depth)
{
	uint64_t bits = 0;
	const char *close;

	for (close = first_alternative(at, end); close; close++) {
		bits |= firsts(close, end, depth + 1);
		close = alternative_end(close, end);
		if (gh_byte_at(close, end) != '|')
			break;
	}
	return !close || close == end || gh_is_count(gh_byte_at(close + 1, end)) ? ANY_FIRST : bits;
}

static uint64_t firsts_of_atom(const struct gh_atom *atom)
{
	switch (atom->kind) {
	case GH_LETTER: case GH_EXACT:
		return bit_of(atom->cp);
	case GH_DIGIT:
		return atom->negated ? ANY_FIRST : bit_of('0');
	case GH_BLANK:
		return atom->negated ? ANY_FIRST : UINT64_C(0x1F) << '\t' | bit_of(' ');
	default:
		return ANY_FIRST;
	}
}

/* The bits of the letters, ASCII or Arabic, that may come first where the pattern goes on. */
static uint64_t firsts(const char *at, const char *end, unsigned depth)
{
	uint64_t bits = 0;
	struct gh_atom atom;

	do {
		while (at < end && is_place(at, end))
			at += *at == '\\' ? 2 : 1;
		if (at == end || depth == DEPTH)
			return ANY_FIRST;
		if (*at == '(')
			return bits | firsts_of_group(at, end, depth);
		at = *at != '|' && *at != ')' ? gh_atom_read(at, end, &atom) : NULL;
		if (!at)
			return ANY_FIRST;
		bits |= firsts_of_atom(&atom);
	} while (atom.least == 0);
	return bits;
}

/* ---- one thing after another ---- */

/* Whether the rest of the pattern may begin here, once it has not two times. */
static bool may_begin(struct pursuit *pursuit, const char *rest, const char *text, uint64_t *bits,
                      uint32_t times)
{
	const char *next = text;
	uint32_t cp = gh_next_letter(&next, pursuit->text_end);

	if (times == 2)
		*bits = firsts(rest, pursuit->pattern_end, 0);
	return (*bits & bit_of(cp) || (cp >= 0x80 && cp >> 8 != 6)) && may_deeper(pursuit, rest, text);
}

/* One thing as often as it comes; behind each time the rest may go on. */
static enum gh_answer follow_atom(struct pursuit *pursuit, const char **at, const char **text)
{
	struct gh_atom atom;
	uint64_t bits = ANY_FIRST;
	uint32_t n;

	*at = gh_atom_read(*at, pursuit->pattern_end, &atom);
	if (!*at)
		return GH_YES;
	for (n = 0; n < atom.most && *text < pursuit->text_end; n++) {
		const char *next = *text;
		enum gh_answer is = gh_atom_is(&atom, gh_next_letter(&next, pursuit->text_end));

		if (is == GH_NO)
			break;
		if (n >= atom.least && !(atom.possessive && is == GH_YES) &&
		    may_begin(pursuit, *at, *text, &bits, n - atom.least))
			return GH_YES;
		if (pursuit->steps == 0)
			return GH_YES;
		pursuit->steps--;
		*text = next;
	}
	if (n >= atom.least)
		return GH_MAYBE;
	return *text == pursuit->text_end && pursuit->goes_on ? GH_YES : GH_NO;
}

static enum gh_answer follow_place(const struct pursuit *pursuit, const char **at, const char *text)
{
	char place = **at;

	*at += place == '\\' ? 2 : 1;
	return (place == '$' && text < pursuit->text_end) || (place == '^' && text > pursuit->text)
	               ? GH_NO
	               : GH_MAYBE;
}

/* The next thing that is no plain letter.  MAYBE: what is behind it is to be followed from where it ends. */
static enum gh_answer follow_one(struct pursuit *pursuit, const char **at, const char **text)
{
	const char *end = pursuit->pattern_end;

	if (*text == pursuit->text_end && pursuit->goes_on)
		return GH_YES;
	if (is_place(*at, end))
		return follow_place(pursuit, at, *text);
	if (**at == '(')
		return may_enter(pursuit, *at, *text) ? GH_YES : GH_NO;
	if (**at != '|' && **at != ')')
		return follow_atom(pursuit, at, text);
	*at = behind_group(*at, end);
	return *at ? GH_MAYBE : GH_YES;
}

static bool may_follow(struct pursuit *pursuit, const char *at, const char *text)
{
	while ((at = follow_letters(pursuit, at, &text)) && at < pursuit->pattern_end) {
		enum gh_answer came = follow_one(pursuit, &at, &text);

		if (came != GH_MAYBE)
			return came == GH_YES;
	}
	return at != NULL;
}

/* A verb, or a group that sets options or has conditions, changes what stands elsewhere. */
static bool is_simple_group(const char *at, const char *end)
{
	char kind = gh_byte_at(at + 2, end);

	if (gh_byte_at(at + 1, end) == '*')
		return false;
	return gh_byte_at(at + 1, end) != '?' || (kind && strchr(":=!<>", kind));
}

/* What patterns do not see of a text they do not say either: expanded, they are without. */
static bool is_bare(struct gh_slice pattern)
{
	const char *at = pattern.at, *end = at + pattern.length;

	while (at < end) {
		at += gh_fold_bare_run(at, (size_t)(end - at));
		if (at < end && !gh_is_bare(gh_next_letter(&at, end)))
			return false;
	}
	return true;
}

/* Whether nothing in it changes what the rest means. */
static bool is_followable(const char *at, const char *end)
{
	for (; at < end; at++) {
		char next = gh_byte_at(at + 1, end);

		if (*at == '\\') {
			if (next == 'Q' || next == 'E')
				return false;
			at++;
		} else if (*at == '[') {
			const char *close = gh_class_end(at + 1, end);

			/* Classes within classes are written so. */
			if (close == end || memchr(at + 1, '[', (size_t)(close - at - 1)))
				return false;
			at = close;
		} else if (*at == '(' && !is_simple_group(at, end)) {
			return false;
		}
	}
	return true;
}

struct gh_sketch gh_sketch_read(struct gh_slice pattern)
{
	const char *end = pattern.at + pattern.length;
	struct gh_sketch sketch = {.pattern = pattern};

	sketch.followed = is_bare(pattern) && is_followable(pattern.at, end) &&
	                  alternative_end(pattern.at, end) == end;
	sketch.bound = sketch.followed && gh_byte_at(pattern.at, end) == '^';
	return sketch;
}

bool gh_may_match(const struct gh_sketch *sketch, struct gh_slice text, bool goes_on)
{
	const struct gh_slice *pattern = &sketch->pattern;
	struct pursuit pursuit = {pattern->at + pattern->length, text.at,
	                          text.at + text.length, goes_on, STEPS, 0};

	return !sketch->followed || may_follow(&pursuit, pattern->at, text.at);
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
		else if (is_plain(*at))
			at++;
		else
			return false;
		if (gh_is_count(gh_byte_at(at, end)) && *at++ == '{')
			return false;
	}
	return true;
}
