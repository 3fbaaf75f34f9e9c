/* SPDX-License-Identifier: MIT */
#include "rules/sketch.h"

#include <stdint.h>
#include <string.h>

#include "rules/cue.h"
#include "rules/stroke.h"
#include "text/bare.h"

/* A longer pattern is not drawn to its end. */
#define THINGS 200

/* ---- the pattern ---- */

/* The | or ) at which the rest of an alternative ends, or the pattern's end. */
static const char *alternative_end(const char *at, const char *end)
{
	static const unsigned char signs[256] = {
		['\\'] = 1, ['['] = 1, ['('] = 1, ['|'] = 1, [')'] = 1};
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

/* The first alternative of a group that begins at `at`; NULL if it is of another kind. */
static const char *first_alternative(const char *at, const char *end)
{
	if (gh_byte_at(at + 1, end) != '?')
		return at + 1;
	return gh_byte_at(at + 2, end) == ':' ? at + 3 : NULL;
}

/* Where a group whose first alternative is here ends; end if it does not. */
static const char *group_end(const char *first, const char *end)
{
	const char *close = alternative_end(first, end);

	while (close < end && *close == '|')
		close = alternative_end(close + 1, end);
	return close;
}

/* What asks for no character: \b and what begins or ends a line. */
static bool is_place(const char *at, const char *end)
{
	char next = gh_byte_at(at + 1, end);

	if (*at == '\\')
		return (next == 'b' || next == 'B') && !gh_is_count(gh_byte_at(at + 2, end));
	return (*at == '^' || *at == '$') && !gh_is_count(next);
}

/* ---- drawing ---- */

struct drawing {
	struct gh_sketches *sketches;
	const ghirbal_allocator *from;
	const struct gh_spellings *spellings;
	const char *end;
	unsigned things;
	bool failed; /* for want of memory */
};

static uint32_t draw(struct drawing *drawing, const char *at, uint32_t after);

static uint32_t add(struct drawing *drawing, struct gh_stroke stroke)
{
	struct gh_sketches *sketches = drawing->sketches;

	if (!GH_GROW(drawing->from, sketches->all, sketches->room, sketches->count + 1)) {
		drawing->failed = true;
		return STROKE_MAYBE;
	}
	sketches->all[sketches->count] = stroke;
	return (uint32_t)sketches->count++;
}

static uint64_t firsts_of(const struct drawing *drawing, uint32_t stroke)
{
	return drawing->failed ? 0 : drawing->sketches->all[stroke].firsts;
}

/* How many bytes are letters that stand for themselves and come once. */
static size_t letters_length(const char *at, const char *end)
{
	const char *next = at, *behind = at;

	while (next < end && gh_stands_for_itself(*next)) {
		(void)gh_next_letter(&next, end);
		if (gh_is_count(gh_byte_at(next, end)))
			break;
		behind = next;
	}
	return (size_t)(behind - at);
}

static uint32_t draw_letters(struct drawing *drawing, struct gh_slice letters, uint32_t next)
{
	struct gh_buf *all = &drawing->sketches->letters;
	const char *at = letters.at;
	struct gh_letter_set first = {0};
	struct gh_stroke stroke = {.kind = LETTERS, .next = next, .of = (uint32_t)all->size,
	                           .length = (uint32_t)letters.length};

	if (!gh_buf_add(drawing->from, all, letters.at, letters.length)) {
		drawing->failed = true;
		return STROKE_MAYBE;
	}
	gh_set_add(&first, drawing->spellings, gh_next_letter(&at, at + letters.length));
	stroke.firsts = gh_set_bits(&first);
	return add(drawing, stroke);
}

/* What is asked here is not told: it may be met, not surely. */
static uint32_t draw_doubt(struct drawing *drawing, uint32_t next)
{
	return add(drawing, (struct gh_stroke){.kind = DOUBT, .next = next,
	                                       .firsts = firsts_of(drawing, next)});
}

/*
 * Whether the set is told exactly: then what takes all that come, and gives none back, takes as
 * many.
 */
static bool is_exact(const struct gh_letter_set *set)
{
	return !set->vague && (set->beyond == GH_BEYOND_NONE || set->beyond == GH_BEYOND_ALL);
}

/* Adds the stroke with its set. */
static uint32_t add_set(struct drawing *drawing, const struct gh_letter_set *set,
                        struct gh_stroke stroke)
{
	struct gh_sketches *sketches = drawing->sketches;

	if (!GH_GROW(drawing->from, sketches->sets, sketches->sets_room,
	             sketches->sets_count + 1)) {
		drawing->failed = true;
		return STROKE_MAYBE;
	}
	stroke.of = (uint32_t)sketches->sets_count;
	sketches->sets[sketches->sets_count++] = *set;
	return add(drawing, stroke);
}

static uint32_t draw_atom(struct drawing *drawing, const struct gh_atom *atom, uint32_t next)
{
	struct gh_stroke stroke = {.kind = SET, .possessive = atom->possessive && !atom->set.vague,
	                           .next = next, .least = atom->least, .most = atom->most};

	stroke.firsts = gh_set_bits(&atom->set) | (atom->least == 0 ? firsts_of(drawing, next) : 0);
	next = add_set(drawing, &atom->set, stroke);
	return atom->possessive && !is_exact(&atom->set) ? draw_doubt(drawing, next) : next;
}

/*
 * The alternatives from here on, behind each of which comes after, and the way if it is none of
 * them.
 */
static uint32_t draw_alternatives(struct drawing *drawing, const char *at, uint32_t after,
                                  uint32_t none)
{
	struct gh_stroke stroke = {.kind = FORK, .other = none};

	if (drawing->failed || drawing->things++ >= THINGS)
		return STROKE_MAYBE;
	stroke.next = draw(drawing, at, after);
	at = alternative_end(at, drawing->end);
	if (gh_byte_at(at, drawing->end) == '|')
		stroke.other = draw_alternatives(drawing, at + 1, after, none);
	else if (none == STROKE_NO)
		return stroke.next;
	stroke.firsts = firsts_of(drawing, stroke.next) | firsts_of(drawing, stroke.other);
	return add(drawing, stroke);
}

/* Behind each time that the group comes it may come again, or what is behind it. */
static uint32_t draw_again(struct drawing *drawing, const char *first, uint32_t behind, bool once)
{
	uint32_t fork = add(drawing, (struct gh_stroke){.kind = FORK, .next = STROKE_MAYBE,
	                                                .other = behind, .firsts = UINT64_MAX});
	uint32_t group = draw_alternatives(drawing, first, fork, STROKE_NO);

	if (!drawing->failed) {
		struct gh_stroke *stroke = &drawing->sketches->all[fork];

		stroke->next = group;
		stroke->firsts = firsts_of(drawing, group) | firsts_of(drawing, behind);
	}
	return once ? group : fork;
}

/* A group that comes so often is not followed behind the first time. */
static uint32_t draw_group(struct drawing *drawing, const char *at, uint32_t after)
{
	const char *end = drawing->end, *first = first_alternative(at, end);
	struct gh_atom count = {.least = 1, .most = 1};
	const char *close = first ? group_end(first, end) : end;
	uint32_t behind, stroke;

	close = close < end ? gh_count_read(close + 1, end, &count) : NULL;
	if (!close)
		return STROKE_MAYBE;
	behind = draw(drawing, close, after);
	if (count.least <= 1 && count.most == UINT32_MAX)
		stroke = draw_again(drawing, first, behind, count.least == 1);
	else
		stroke = draw_alternatives(drawing, first, count.most == 1 ? behind : STROKE_MAYBE,
		                           count.least == 0 ? behind : STROKE_NO);
	return count.possessive ? draw_doubt(drawing, stroke) : stroke;
}

/* (?=...) and (?!...): what comes is looked at, and what is behind the group stands there too. */
static uint32_t draw_look(struct drawing *drawing, const char *at, uint32_t after)
{
	const char *end = drawing->end, *close = group_end(at + 3, end);
	struct gh_stroke stroke = {.kind = at[2] == '=' ? LOOK : LOOK_NOT};

	if (close == end || gh_is_count(gh_byte_at(close + 1, end)))
		return STROKE_MAYBE;
	stroke.next = draw(drawing, close + 1, after);
	stroke.other = draw_alternatives(drawing, at + 3, STROKE_MATCH, STROKE_NO);
	stroke.firsts = firsts_of(drawing, stroke.next);
	if (stroke.kind == LOOK)
		stroke.firsts &= firsts_of(drawing, stroke.other);
	return add(drawing, stroke);
}

/* (?<=[...]): one character before. */
static uint32_t draw_behind(struct drawing *drawing, const char *at, uint32_t after)
{
	const char *end = drawing->end, *close;
	struct gh_atom atom;
	uint32_t next;

	close = at + 4 < end ? gh_atom_read(drawing->spellings, at + 4, end, &atom) : NULL;
	if (!close || gh_byte_at(close, end) != ')' || gh_is_count(gh_byte_at(close + 1, end)) ||
	    atom.least != 1 || atom.most != 1)
		return STROKE_MAYBE;
	next = draw(drawing, close + 1, after);
	return add_set(drawing, &atom.set, (struct gh_stroke){.kind = BEHIND, .next = next,
	                                                      .firsts = firsts_of(drawing, next)});
}

static uint32_t draw_bracket(struct drawing *drawing, const char *at, uint32_t after)
{
	const char *end = drawing->end;
	char kind = gh_byte_at(at + 2, end);

	if (gh_byte_at(at + 1, end) == '?' && (kind == '=' || kind == '!'))
		return draw_look(drawing, at, after);
	if (gh_byte_at(at + 1, end) == '?' && kind == '<' && gh_byte_at(at + 3, end) == '=')
		return draw_behind(drawing, at, after);
	return draw_group(drawing, at, after);
}

static uint32_t draw_place(struct drawing *drawing, const char *at, uint32_t after)
{
	bool word = *at == '\\';
	uint32_t next = draw(drawing, at + (word ? 2 : 1), after);
	struct gh_stroke stroke = {.kind = END, .next = next, .firsts = firsts_of(drawing, next)};

	if (word)
		stroke.kind = at[1] == 'b' ? EDGE : DOUBT;
	else if (*at == '^')
		stroke.kind = BEGIN;
	else
		stroke.firsts = 0;
	return add(drawing, stroke);
}

/* What is drawn from here to the end of the alternative, and after it; returns the first stroke. */
static uint32_t draw(struct drawing *drawing, const char *at, uint32_t after)
{
	const char *end = drawing->end, *behind;
	struct gh_atom atom;
	size_t n;

	if (at >= end || *at == '|' || *at == ')')
		return after;
	if (drawing->failed || drawing->things++ >= THINGS)
		return STROKE_MAYBE;
	if (*at == '(')
		return draw_bracket(drawing, at, after);
	if (is_place(at, end))
		return draw_place(drawing, at, after);
	n = letters_length(at, end);
	if (n > 0)
		return draw_letters(drawing, (struct gh_slice){at, n},
		                    draw(drawing, at + n, after));
	behind = gh_atom_read(drawing->spellings, at, end, &atom);
	return behind ? draw_atom(drawing, &atom, draw(drawing, behind, after)) : STROKE_MAYBE;
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

/* Whether each of its alternatives is. */
static bool is_bound(struct gh_slice pattern)
{
	const char *at = pattern.at, *end = at + pattern.length;

	while (gh_byte_at(at, end) == '^' && !gh_is_count(gh_byte_at(at + 1, end))) {
		at = alternative_end(at, end);
		if (at == end)
			return true;
		at++;
	}
	return false;
}

/* The first character, where a match can begin with no other spelling of it. */
static uint32_t read_lead(const struct gh_spellings *spellings, struct gh_slice pattern)
{
	struct gh_slice first = gh_cue_first(pattern);
	uint32_t cp = 0;

	if (first.length > 0)
		(void)gh_utf8_next(first.at, first.length, &cp);
	return gh_is_bare(cp) && !gh_has_spellings(spellings, cp) ? cp : 0;
}

bool gh_sketch_draw(struct gh_sketches *sketches, const ghirbal_allocator *from,
                    const struct gh_spellings *spellings, struct gh_slice pattern,
                    struct gh_sketch *sketch)
{
	struct drawing drawing = {.sketches = sketches, .from = from, .spellings = spellings,
	                          .end = pattern.at + pattern.length};

	if (sketches->count == 0) {
		if (!GH_GROW(from, sketches->all, sketches->room, STROKES))
			return false;
		(void)add(&drawing, (struct gh_stroke){.kind = MATCH, .firsts = UINT64_MAX});
		(void)add(&drawing, (struct gh_stroke){.kind = MAYBE, .firsts = UINT64_MAX});
		(void)add(&drawing, (struct gh_stroke){.kind = NO});
	}
	*sketch = (struct gh_sketch){.first = STROKE_MAYBE, .lead = read_lead(spellings, pattern)};
	if (!is_bare(pattern) || !is_followable(pattern.at, drawing.end))
		return !drawing.failed;
	sketch->bound = is_bound(pattern);
	sketch->first = draw_alternatives(&drawing, pattern.at, STROKE_MATCH, STROKE_NO);
	return !drawing.failed;
}

void gh_sketches_free(const ghirbal_allocator *from, struct gh_sketches *sketches)
{
	gh_release(from, sketches->all);
	gh_release(from, sketches->sets);
	gh_buf_free(from, &sketches->letters);
}
