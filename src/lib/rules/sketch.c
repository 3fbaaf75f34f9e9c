/* SPDX-License-Identifier: MIT */
#include "rules/sketch.h"

#include <stdint.h>
#include <string.h>

#include "rules/atom.h"
#include "text/bare.h"

/* What following a pattern may take, and how long and deep one is drawn: more is left to PCRE2. */
#define STEPS 600
#define DEPTH 16
#define THINGS 200

/* One thing after another, each with all that may come behind it. */
struct gh_stroke {
	enum { MATCH, MAYBE, NO, LETTERS, SET, FORK, BEGIN, END, EDGE } kind;
	bool possessive;
	uint64_t firsts;     /* what may come first from here on, as gh_set_bits() */
	uint32_t next, other; /* strokes; of a fork the one way and the other */
	uint32_t least, most; /* how often */
	union {
		struct gh_slice letters;
		uint32_t set;
	} of;
};

/* Strokes that are always there. */
#define STROKE_MATCH 0
#define STROKE_MAYBE 1
#define STROKE_NO 2
#define STROKES 3

/* ---- the pattern ---- */

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

/* The first alternative of a group that begins at `at`; NULL if it is of another kind. */
static const char *first_alternative(const char *at, const char *end)
{
	if (gh_byte_at(at + 1, end) != '?')
		return at + 1;
	return gh_byte_at(at + 2, end) == ':' ? at + 3 : NULL;
}

/* What asks for no character: \b and what begins or ends a line. */
static bool is_place(const char *at, const char *end)
{
	char next = gh_byte_at(at + 1, end);

	if (*at == '\\')
		return next == 'b' || next == 'B';
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
	const char *at = letters.at;
	struct gh_set first = {0};
	struct gh_stroke stroke = {.kind = LETTERS, .next = next, .of.letters = letters};

	gh_set_add(&first, drawing->spellings, gh_next_letter(&at, at + letters.length));
	stroke.firsts = gh_set_bits(&first);
	return add(drawing, stroke);
}

/* What is asked here is not told: it may be met, not surely. */
static uint32_t draw_edge(struct drawing *drawing, uint32_t next)
{
	return add(drawing, (struct gh_stroke){.kind = EDGE, .next = next,
	                                       .firsts = firsts_of(drawing, next)});
}

/* Whether the set is told exactly: then what takes all that come, and gives none back, takes as many. */
static bool is_exact(const struct gh_set *set)
{
	return !set->vague && set->beyond != GH_BEYOND_SOME;
}

static uint32_t draw_atom(struct drawing *drawing, const struct gh_atom *atom, uint32_t next)
{
	struct gh_sketches *sketches = drawing->sketches;
	struct gh_stroke stroke = {.kind = SET, .possessive = atom->possessive && !atom->set.vague,
	                           .next = next, .least = atom->least, .most = atom->most,
	                           .of.set = (uint32_t)sketches->sets_count};

	if (!GH_GROW(drawing->from, sketches->sets, sketches->sets_room, sketches->sets_count + 1)) {
		drawing->failed = true;
		return STROKE_MAYBE;
	}
	sketches->sets[sketches->sets_count++] = atom->set;
	stroke.firsts = gh_set_bits(&atom->set) | (atom->least == 0 ? firsts_of(drawing, next) : 0);
	next = add(drawing, stroke);
	return atom->possessive && !is_exact(&atom->set) ? draw_edge(drawing, next) : next;
}

/* The alternatives from here on, behind each of which comes after, and the way if it is none of them. */
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

/* A group that may come again is not followed behind the first time. */
static uint32_t draw_group(struct drawing *drawing, const char *at, uint32_t after)
{
	const char *end = drawing->end, *first = first_alternative(at, end), *close = first;
	struct gh_atom count = {.least = 1, .most = 1};
	uint32_t behind, first_stroke;

	if (!first)
		return STROKE_MAYBE;
	while ((close = alternative_end(close, end)) < end && *close == '|')
		close++;
	close = close < end ? gh_count_read(close + 1, end, &count) : NULL;
	if (!close)
		return STROKE_MAYBE;
	behind = draw(drawing, close, after);
	first_stroke = draw_alternatives(drawing, first, count.most == 1 ? behind : STROKE_MAYBE,
	                                 count.least == 0 ? behind : STROKE_NO);
	return count.possessive ? draw_edge(drawing, first_stroke) : first_stroke;
}

static uint32_t draw_place(struct drawing *drawing, const char *at, uint32_t after)
{
	bool edge = *at == '\\';
	uint32_t next = draw(drawing, at + (edge ? 2 : 1), after);

	if (edge)
		return draw_edge(drawing, next);
	return add(drawing, (struct gh_stroke){.kind = *at == '^' ? BEGIN : END, .next = next,
	                                       .firsts = *at == '^' ? firsts_of(drawing, next) : 0});
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
		return draw_group(drawing, at, after);
	if (is_place(at, end))
		return draw_place(drawing, at, after);
	n = letters_length(at, end);
	if (n > 0)
		return draw_letters(drawing, (struct gh_slice){at, n}, draw(drawing, at + n, after));
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
	*sketch = (struct gh_sketch){.first = STROKE_MAYBE};
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
}

/* ---- along the text ---- */

struct pursuit {
	const struct gh_sketches *sketches;
	const char *text, *end;
	bool goes_on;
	bool surely;    /* it is asked what must match, not what may */
	uint32_t steps; /* that may still be taken */
	unsigned depth;
};

static bool may_follow(struct pursuit *pursuit, uint32_t at, const char *text);

/* Deeper or longer than a pattern is worth following it may match, not surely. */
static bool may_deeper(struct pursuit *pursuit, uint32_t at, const char *text)
{
	bool may;

	if (pursuit->depth == DEPTH || pursuit->steps == 0)
		return !pursuit->surely;
	pursuit->steps--;
	pursuit->depth++;
	may = may_follow(pursuit, at, text);
	pursuit->depth--;
	return may;
}

/* What a look at the next character tells, which is cp. */
static bool may_begin(const struct pursuit *pursuit, uint32_t at, uint32_t cp)
{
	return pursuit->sketches->all[at].firsts >> cp % 64 & 1 || gh_is_beyond(cp);
}

/* Moves both on over the same bytes; they stop where a character begins. */
static void follow_same(const char **at, const char *end, const char **text, const char *text_end)
{
	const char *one = *at, *other = *text;

	while (one < end && other < text_end && *one == *other) {
		one++;
		other++;
	}
	if (one < end && other < text_end)
		while (one > *at && ((unsigned char)*one & 0xC0) == 0x80) {
			one--;
			other--;
		}
	*at = one;
	*text = other;
}

/* Moves on over letters, as far as the text goes; returns whether all are there. */
static bool follow_letters(const struct pursuit *pursuit, struct gh_slice letters, const char **text)
{
	const char *at = letters.at, *end = at + letters.length, *next = *text;

	follow_same(&at, end, &next, pursuit->end);
	while (at < end && next < pursuit->end) {
		if (!gh_is_spelling(gh_next_letter(&at, end), gh_next_letter(&next, pursuit->end)))
			return false;
		follow_same(&at, end, &next, pursuit->end);
	}
	*text = next;
	return at == end;
}

/* Whether a character that is in the set is taken whatever the rest says. */
static bool must_go_on(const struct pursuit *pursuit, const struct gh_stroke *stroke, uint32_t cp)
{
	return stroke->possessive && (pursuit->surely || !gh_is_beyond(cp));
}

/*
 * Moves on over what is of a set for all that the rest says, as far as it is of ASCII or the Arabic block:
 * a dot takes whole sentences.
 */
static void follow_run(struct pursuit *pursuit, const struct gh_stroke *stroke, const char **text,
                       uint32_t *times)
{
	const struct gh_set *set = pursuit->sketches->sets + stroke->of.set;
	uint64_t pass = stroke->possessive ? UINT64_MAX : ~pursuit->sketches->all[stroke->next].firsts;
	const unsigned char *at = (const unsigned char *)*text;
	const unsigned char *end = (const unsigned char *)pursuit->end;
	uint32_t most = stroke->most - *times, n;

	if (*times < stroke->least || (pursuit->surely && set->vague))
		return;
	for (n = 0; n < most && at < end; n++) {
		if (*at < 0x80 && (set->ascii[*at / 64] & pass) >> *at % 64 & 1)
			at++;
		else if ((*at & 0xFC) == 0xD8 && (set->arabic[*at & 3] & pass) >> at[1] % 64 & 1)
			at += 2;
		else
			break;
	}
	*text = (const char *)at;
	*times += n;
	pursuit->steps -= n < pursuit->steps ? n : pursuit->steps;
}

/* Moves on as often as characters of a set come; returns whether the rest may follow before one. */
static bool follow_set(struct pursuit *pursuit, const struct gh_stroke *stroke, const char **text,
                       uint32_t *times)
{
	const struct gh_set *set = pursuit->sketches->sets + stroke->of.set;

	for (*times = 0; *times < stroke->most && *text < pursuit->end; ++*times) {
		const char *next;
		uint32_t cp;

		follow_run(pursuit, stroke, text, times);
		next = *text;
		if (*times == stroke->most || next == pursuit->end)
			break;
		cp = gh_next_letter(&next, pursuit->end);
		if (!gh_set_has(set, cp, pursuit->surely))
			break;
		if ((pursuit->steps == 0 && !pursuit->surely) ||
		    (*times >= stroke->least && !must_go_on(pursuit, stroke, cp) &&
		     may_begin(pursuit, stroke->next, cp) &&
		     may_deeper(pursuit, stroke->next, *text)))
			return true;
		pursuit->steps -= pursuit->steps > 0;
		*text = next;
	}
	return false;
}

static bool may_take(struct pursuit *pursuit, const struct gh_stroke *fork, const char *text)
{
	const char *next = text;

	return (text == pursuit->end ||
	        may_begin(pursuit, fork->next, gh_next_letter(&next, pursuit->end))) &&
	       may_deeper(pursuit, fork->next, text);
}

/* Follows one stroke; returns whether that is all there is to say, which is *may. */
static bool follow_one(struct pursuit *pursuit, uint32_t *at, const char **text, bool *may)
{
	const struct gh_stroke *stroke = pursuit->sketches->all + *at;
	uint32_t times = 0;

	*at = stroke->next;
	*may = false;
	switch (stroke->kind) {
	case MATCH:
		*may = true;
		return true;
	case MAYBE:
		*may = !pursuit->surely;
		return true;
	case NO:
		return true;
	case EDGE:
		return pursuit->surely;
	case LETTERS:
		return !follow_letters(pursuit, stroke->of.letters, text);
	case BEGIN:
		return *text > pursuit->text;
	case END:
		return *text < pursuit->end;
	case FORK:
		*at = stroke->other;
		*may = may_take(pursuit, stroke, *text);
		return *may;
	case SET:
		*may = follow_set(pursuit, stroke, text, &times);
		return *may || times < stroke->least;
	}
	return true;
}

/* Whether the text ends before it has told: it may go on as the pattern does. */
static bool is_cut(const struct pursuit *pursuit, const char *text)
{
	return text == pursuit->end && pursuit->goes_on;
}

static bool may_follow(struct pursuit *pursuit, uint32_t at, const char *text)
{
	bool may;

	do {
		if (is_cut(pursuit, text) && at != STROKE_MATCH)
			return !pursuit->surely;
	} while (!follow_one(pursuit, &at, &text, &may));
	return may || (is_cut(pursuit, text) && !pursuit->surely);
}

bool gh_may_match(const struct gh_sketches *sketches, const struct gh_sketch *sketch,
                  struct gh_slice text, bool goes_on)
{
	struct pursuit pursuit = {sketches, text.at, text.at + text.length, goes_on, false, STEPS, 0};

	return may_follow(&pursuit, sketch->first, text.at);
}

bool gh_must_match(const struct gh_sketches *sketches, const struct gh_sketch *sketch,
                   struct gh_slice text, bool goes_on)
{
	struct pursuit pursuit = {sketches, text.at, text.at + text.length, goes_on, true, STEPS, 0};

	return sketch->bound && may_follow(&pursuit, sketch->first, text.at);
}
