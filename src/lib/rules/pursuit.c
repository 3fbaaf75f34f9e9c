/* SPDX-License-Identifier: MIT */
#include "rules/pursuit.h"

#include <stdint.h>

#include "rules/stroke.h"

/* What following a pattern may take, and how deep it goes: more is left to PCRE2. */
#define STEPS 600
#define DEPTH 16

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
static bool follow_letters(const struct pursuit *pursuit, const struct gh_stroke *stroke,
                           const char **text)
{
	const char *at = pursuit->sketches->letters.data + stroke->of, *end = at + stroke->length;
	const char *next = *text;

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
 * Moves on over what is of a set for all that the rest says, as far as it is of ASCII or the Arabic
 * block: a dot takes whole sentences.
 */
static void follow_run(struct pursuit *pursuit, const struct gh_stroke *stroke, const char **text,
                       uint32_t *times)
{
	const struct gh_letter_set *set = pursuit->sketches->sets + stroke->of;
	uint64_t pass = stroke->possessive ? UINT64_MAX
	                                   : ~pursuit->sketches->all[stroke->next].firsts;
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
	const struct gh_letter_set *set = pursuit->sketches->sets + stroke->of;

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

/* Whether there is a character before a place, and it may be in the set, or surely is. */
static bool is_behind(const struct pursuit *pursuit, const struct gh_letter_set *set,
                      const char *text, bool surely)
{
	const char *at = text;

	if (text == pursuit->text)
		return false;
	do
		at--;
	while (at > pursuit->text && ((unsigned char)*at & 0xC0) == 0x80);
	return gh_set_has(set, gh_next_letter(&at, pursuit->end), surely);
}

static bool is_before(const struct pursuit *pursuit, const struct gh_letter_set *set,
                      const char *text, bool surely)
{
	return text < pursuit->end && gh_set_has(set, gh_next_letter(&text, pursuit->end), surely);
}

/* Whether a word may, or surely does, begin or end here. */
static bool is_edge(const struct pursuit *pursuit, const char *text)
{
	const struct gh_letter_set *set = &gh_word_letters;
	bool surely = pursuit->surely;

	return (is_behind(pursuit, set, text, surely) && !is_before(pursuit, set, text, !surely)) ||
	       (is_before(pursuit, set, text, surely) && !is_behind(pursuit, set, text, !surely));
}

/*
 * Whether what a look asks for may, or surely does, come: it is asked the other way of what must
 * not.
 */
static bool is_seen(struct pursuit *pursuit, const struct gh_stroke *look, const char *text)
{
	bool surely = pursuit->surely, absent = look->kind == LOOK_NOT, seen;

	pursuit->surely = surely != absent;
	seen = may_deeper(pursuit, look->other, text);
	pursuit->surely = surely;
	return seen != absent;
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
		return !is_edge(pursuit, *text);
	case LOOK:
	case LOOK_NOT:
		return !is_seen(pursuit, stroke, *text);
	case BEHIND:
		return !is_behind(pursuit, pursuit->sketches->sets + stroke->of, *text,
		                  pursuit->surely);
	case DOUBT:
		return pursuit->surely;
	case LETTERS:
		return !follow_letters(pursuit, stroke, text);
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
                  struct gh_slice text, size_t at, bool goes_on)
{
	struct pursuit pursuit = {sketches, text.at, text.at + text.length, goes_on, false,
	                          STEPS,    0};

	return may_follow(&pursuit, sketch->first, text.at + at);
}

bool gh_may_match_behind(const struct gh_sketches *sketches, const struct gh_sketch *sketch,
                         struct gh_slice text, size_t at)
{
	struct pursuit pursuit = {sketches, text.at, text.at + text.length, false, false, STEPS, 0};
	const char *place = text.at + at;
	bool may = sketches->all[sketch->first].kind != BEHIND;

	while (!may && place < pursuit.end) {
		(void)gh_next_letter(&place, pursuit.end);
		may = may_follow(&pursuit, sketch->first, place);
	}
	return may;
}

bool gh_must_match(const struct gh_sketches *sketches, const struct gh_sketch *sketch,
                   struct gh_slice text, bool goes_on)
{
	struct pursuit pursuit = {sketches, text.at, text.at + text.length, goes_on, true,
	                          STEPS,    0};

	return sketch->bound && may_follow(&pursuit, sketch->first, text.at);
}
