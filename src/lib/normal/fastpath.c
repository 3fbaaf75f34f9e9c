/* SPDX-License-Identifier: MIT */
#include "normal/fastpath.h"

#include <string.h>

#include "normal/letter.h"
#include "normal/steps.h"
#include "text/fold.h"
#include "ground/utf8.h"

#define NO_WAY SIZE_MAX
#define NO_BREAK_SPACE 0xA0u

/* A word on its way from text to sink, byte by byte. */
struct strip {
	const struct gh_pass *pass;
	uint64_t *tally;           /* the pass's */
	unsigned char *start, *to; /* in the sink */
	size_t slack;              /* room in the sink beyond what is left of the text */
	size_t stopped;            /* where it turned out that the word needs the steps */
	unsigned forms[2];         /* presentation forms B and A in this word */
	unsigned blanks;           /* no-break spaces in this word that became spaces */
	size_t kept;               /* tatweels that stay, which are in no tally */
	bool touched;              /* the word is not as it was */
};

static bool is_arabic_pair(const unsigned char *b)
{
	return (b[0] & 0xFC) == 0xD8 && (b[1] & 0xC0) == 0x80;
}

/* The code point of a pair of bytes of 0600-06FF, less 0600. */
static unsigned index_of(const unsigned char *b)
{
	return (b[0] & 3u) << 6 | (b[1] & 0x3Fu);
}

/* The switch to which an act that needs no steps is put down; GH_COMPOSE if nothing changes. */
static unsigned switch_of(unsigned act)
{
	return act < GH_SWITCH_COUNT ? act :
	       act == GH_ACT_STRETCH ? GH_TATWEEL :
	       act == GH_ACT_YEH ? GH_YEH :
	       act >= GH_ACT_FOLD ? act - GH_ACT_FOLD : GH_COMPOSE;
}

/* The length of the tatweels and marks at `at` if they stand between letters and all go, else 0. */
static size_t skip_stretch(const struct strip *strip, size_t at)
{
	const unsigned char *b = (const unsigned char *)strip->pass->text;
	size_t i, k;

	if (strip->to - strip->start < 2 || !is_arabic_pair(strip->to - 2) ||
	    !gh_is_letter(0x600 + index_of(strip->to - 2)))
		return 0;
	for (i = at; i + 1 < strip->pass->n && is_arabic_pair(b + i); i += 2) {
		unsigned act = strip->pass->norm->act[index_of(b + i)];

		if (act != GH_ACT_STRETCH && (act >= GH_SWITCH_COUNT || act == GH_ACT_CALM))
			break;
	}
	if (i + 1 >= strip->pass->n || !is_arabic_pair(b + i) ||
	    !gh_is_letter(0x600 + index_of(b + i)))
		return 0;
	for (k = at; k < i; k += 2)
		strip->tally[switch_of(strip->pass->norm->act[index_of(b + k)])]++;
	return i - at;
}

/* The length of the tatweels at `at` if the word ends with them, which they then do, else 0. */
static size_t keep_stretch(struct strip *strip, size_t at)
{
	const struct gh_pass *pass = strip->pass;
	size_t size = 0;

	while (at + size + 1 < pass->n && memcmp(pass->text + at + size, "\xD9\x80", 2) == 0)
		size += 2;
	if (!gh_pass_ends_word(pass, at + size))
		return 0;
	memcpy(strip->to, pass->text + at, size);
	strip->to += size;
	strip->kept += size / 2;
	return size;
}

/* Whether what is at `at` is no letter and no mark, and no step makes it one. */
static bool is_sign(const struct strip *strip, size_t at)
{
	const unsigned char *b = (const unsigned char *)strip->pass->text + at;
	size_t n = strip->pass->n - at;

	if (n >= 2 && is_arabic_pair(b))
		return strip->pass->norm->act[index_of(b)] == GH_ACT_CALM &&
		       !gh_is_letter(0x600 + index_of(b)) && !gh_is_mark(0x600 + index_of(b));
	return (n > 0 && *b > ' ' && *b < 0x7F) || (n >= 2 && memcmp(b, "«", 2) == 0) ||
	       (n >= 3 && memcmp(b, "“", 3) == 0);
}

/* One tatweel before a sign stays, as "al-" is written before GPS; its length, else 0. */
static size_t keep_one(struct strip *strip, size_t at)
{
	if (!is_sign(strip, at + 2))
		return 0;
	memcpy(strip->to, strip->pass->text + at, 2);
	strip->to += 2;
	strip->kept++;
	return 2;
}

/* A mark that stays is fine where it is if the one before it has no higher class. */
static bool in_order(const struct strip *strip, unsigned index)
{
	const unsigned char *order = strip->pass->norm->order;

	return strip->to - strip->start < 2 || !is_arabic_pair(strip->to - 2) ||
	       order[index_of(strip->to - 2)] <= order[index];
}

/*
 * Whether what is at `at`, but for marks that go, is no hamza, alef or mark: ASCII, the end, or a
 * letter from beh to yeh.
 */
static bool is_calm_after(const struct strip *strip, size_t at)
{
	const unsigned char *b = (const unsigned char *)strip->pass->text;
	size_t n = strip->pass->n;
	unsigned cp;

	while (at + 1 < n && is_arabic_pair(b + at)) {
		unsigned act = strip->pass->norm->act[index_of(b + at)];

		if (act >= GH_SWITCH_COUNT || act == GH_ACT_CALM || act == GH_TATWEEL)
			break;
		at += 2;
	}
	if (at >= n || b[at] < 0x80)
		return true;
	if (at + 1 == n || !is_arabic_pair(b + at))
		return false;
	cp = 0x600 + index_of(b + at);
	return cp >= 0x628 && cp <= YEH && cp != TATWEEL;
}

/* Two bytes that call for more than to go or stay; returns what to move on by, 0 for the steps. */
static size_t strip_pair(struct strip *strip, size_t at, unsigned act)
{
	const struct gh_pass *pass = strip->pass;
	unsigned index = index_of((const unsigned char *)pass->text + at);
	size_t step;

	switch (act) {
	case GH_ACT_STRETCH:
		step = skip_stretch(strip, at);
		step = step > 0 ? step : keep_stretch(strip, at);
		return step > 0 ? step : keep_one(strip, at);
	case GH_ACT_KEPT:
		if (!in_order(strip, index))
			return 0;
		strip->to += 2;
		return 2;
	case GH_ACT_YEH:
		if (!is_calm_after(strip, at + 2))
			return 0;
		break;
	case GH_ACT_HAMZA:
		if (!is_calm_after(strip, at + 2))
			return 0;
		strip->to += 2;
		return 2;
	case GH_ACT_WORK:
		return 0;
	default:
		break;
	}
	strip->tally[switch_of(act)]++;
	strip->to += gh_utf8_put(pass->norm->fold[index], (char *)strip->to);
	return 2;
}

/* A presentation form of which letters come that call for nothing more; false for the steps. */
static bool strip_form(struct strip *strip, uint32_t cp)
{
	const struct gh_norm *norm = strip->pass->norm;
	enum gh_class class = gh_letter_class(cp);
	const char *clean = gh_letter_clean(cp);
	size_t i, n = strlen(clean);

	/* At the slack's end the slow path has the sink grow. */
	if (n == 0 || n > strip->slack || (class != GH_CLASS_FORM_A && class != GH_CLASS_FORM_B))
		return false;
	for (i = 0; i < n; i += 2)
		if (norm->act[index_of((const unsigned char *)clean + i)] != GH_ACT_CALM)
			return false;
	memcpy(strip->to, clean, n);
	strip->to += n;
	strip->slack -= n;
	strip->forms[class == GH_CLASS_FORM_A]++;
	return true;
}

/*
 * A no-break space before a letter or ASCII, which carries no mark and ends no line; false for the
 * steps.
 */
static bool strip_no_break(struct strip *strip, size_t at)
{
	const struct gh_pass *pass = strip->pass;
	const unsigned char *after = (const unsigned char *)pass->text + at + 2;
	size_t left = pass->n - at - 2;

	if (!gh_pass_on(pass, GH_BLANKS) || pass->one_by_one || left == 0 || *after <= ' ' ||
	    *after == 0x7F || (*after > 0x7F && (left < 2 || !is_arabic_pair(after) ||
	                                         !gh_is_letter(0x600 + index_of(after)))))
		return false;
	*strip->to++ = ' ';
	strip->blanks++;
	return true;
}

/* The letter of the pair at b, if no step changes it; else 0. */
static uint32_t calm_letter(const struct gh_pass *pass, const unsigned char *b)
{
	return is_arabic_pair(b) && pass->norm->act[index_of(b)] == GH_ACT_CALM
	               ? 0x600 + index_of(b)
	               : 0;
}

bool gh_fast_non_joiner(const struct gh_pass *pass, size_t at)
{
	const unsigned char *b = (const unsigned char *)pass->text + at;

	return at >= pass->done + 2 && at + 5 <= pass->n &&
	       gh_non_joiner_parts(calm_letter(pass, b - 2), calm_letter(pass, b + 3));
}

/* A character that is not of 0600-06FF; returns its length, 0 for the steps. */
static size_t strip_other(struct strip *strip, size_t at)
{
	const struct gh_pass *pass = strip->pass;
	uint32_t cp;
	size_t step = gh_utf8_next(pass->text + at, pass->n - at, &cp);

	if (cp == GH_UTF8_BAD)
		return 0;
	if (cp == NO_BREAK_SPACE)
		return strip_no_break(strip, at) ? step : 0;
	if (gh_norm_act(pass->norm, cp) != GH_ACT_CALM &&
	    !(cp == ZWNJ && gh_fast_non_joiner(pass, at)))
		return strip_form(strip, cp) ? step : 0;
	memcpy(strip->to, pass->text + at, step);
	strip->to += step;
	return step;
}

/* Whether a letter stands there three times in a row, which elongation=on is about. */
static bool is_drawn_out(const struct strip *strip)
{
	const unsigned char *b;

	for (b = strip->start; b + 6 <= strip->to; b++)
		if (is_arabic_pair(b) && memcmp(b, b + 2, 4) == 0)
			return true;
	return false;
}

/*
 * Returns where the word that begins at `at` ends, at most n, or NO_WAY if it has to go through the
 * steps.
 */
static size_t strip_word(struct strip *strip, size_t at, size_t n)
{
	const struct gh_pass *pass = strip->pass;
	const unsigned char *b = (const unsigned char *)pass->text, *acts = pass->norm->act;
	uint64_t *tally = strip->tally;
	unsigned char *to = strip->to;
	unsigned touched = 0;

	while (at < n) {
		size_t step;

		if (at + 1 < n && is_arabic_pair(b + at)) {
			unsigned act = acts[index_of(b + at)];

			to[0] = b[at];
			to[1] = b[at + 1];
			touched |= act;
			if (act < GH_SWITCH_COUNT) {
				tally[act]++;
				/* No branch: where marks stand is not to be guessed. */
				to += (act == GH_ACT_CALM) * 2;
				at += 2;
				continue;
			}
			strip->to = to;
			step = strip_pair(strip, at, act);
		} else if (gh_pass_ends_word(pass, at)) {
			break;
		} else {
			strip->to = to;
			step = strip_other(strip, at);
		}
		to = strip->to;
		strip->stopped = at;
		if (step == 0)
			return NO_WAY;
		at += step;
	}
	strip->to = to;
	strip->touched = touched != GH_ACT_CALM ||
	                 strip->forms[0] + strip->forms[1] + strip->blanks > 0;
	return at;
}

/* Takes back what a word put into the tally before it turned out to be one for the steps. */
static void untally(const struct strip *strip)
{
	const unsigned char *b = (const unsigned char *)strip->pass->text;
	size_t i;

	for (i = strip->pass->done; i < strip->stopped; i++)
		if (is_arabic_pair(b + i))
			strip->tally[switch_of(strip->pass->norm->act[index_of(b + i)])]--;
	strip->tally[GH_TATWEEL] += strip->kept;
}

/* Begins to go over words; false if there may be no room for them. */
static bool open_strip(struct gh_pass *pass, struct strip *strip)
{
	struct gh_sink *sink = &pass->sink;

	*strip = (struct strip){.pass = pass, .tally = pass->tally};
	if (!gh_sink_fits(sink, pass->n - pass->done))
		return false;
	strip->slack = sink->room - sink->size - (pass->n - pass->done);
	return true;
}

/* The word at pass->done, up to n; returns where it ends, or NO_WAY with nothing done. */
static size_t take_word(struct gh_pass *pass, struct strip *strip, size_t n)
{
	struct gh_sink *sink = &pass->sink;
	size_t end;

	strip->start = strip->to = (unsigned char *)sink->data + sink->size;
	strip->forms[0] = strip->forms[1] = strip->blanks = 0;
	strip->kept = 0;
	end = strip_word(strip, pass->done, n);
	if (end == NO_WAY || (gh_pass_on(pass, GH_ELONGATION) && is_drawn_out(strip))) {
		strip->stopped = end == NO_WAY ? strip->stopped : end;
		untally(strip);
		return NO_WAY;
	}
	pass->tally[GH_FORMS_B] += strip->forms[0];
	pass->tally[GH_FORMS_A] += strip->forms[1];
	pass->tally[GH_BLANKS] += strip->blanks;
	sink->size += (size_t)(strip->to - strip->start);
	sink->tail = strip->to > strip->start ? 0 : sink->tail;
	return end;
}

bool gh_fast_part(struct gh_pass *pass, size_t end)
{
	struct strip strip;

	if (gh_pass_on(pass, GH_ELONGATION) || !open_strip(pass, &strip) ||
	    take_word(pass, &strip, end) == NO_WAY)
		return false;
	pass->done = end;
	return true;
}

/*
 * Does the word at pass->done, and those after it while they have something to change.  False if
 * the word at pass->done then has to go through the steps.
 */
bool gh_fast_words(struct gh_pass *pass)
{
	struct gh_sink *sink = &pass->sink;
	struct strip strip;

	if (!open_strip(pass, &strip))
		return false;
	for (;;) {
		size_t end = take_word(pass, &strip, pass->n);

		if (end == NO_WAY)
			return false;
		if (strip.to == strip.start && gh_pass_takes_blank(pass, pass->done, end)) {
			pass->changed[GH_BLANKS]++;
			pass->done = end + 1;
			return true;
		}
		if (!strip.touched || pass->one_by_one || gh_pass_ends_line(pass, end) ||
		    gh_pass_ends_word(pass, end + 1)) {
			pass->done = end;
			return true;
		}
		sink->data[sink->size++] = pass->text[end];
		sink->tail++;
		pass->done = end + 1;
	}
}
