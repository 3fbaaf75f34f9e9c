/* SPDX-License-Identifier: MIT */
#include "normal/flow.h"

#include <string.h>

#include "normal/entity.h"
#include "text/fold.h"
#include "normal/mojibake.h"
#include "base/utf8.h"

#define REPLACEMENT 0xFFFDu

/* ---- where the bytes go ---- */

/* A buffer that grows, or room of the caller's that does not: what does not fit is only counted. */
struct sink {
	char *data;
	size_t size, room;
	size_t tail; /* how many blanks the last line ends in so far */
	const ghirbal_allocator *from;
	struct gh_buf *buf;
};

static bool fits(struct sink *sink, size_t more)
{
	if (more <= sink->room && sink->size <= sink->room - more)
		return true;
	if (!sink->buf)
		return false;
	sink->buf->size = sink->size;
	if (!gh_buf_reserve(sink->from, sink->buf, more))
		return false;
	sink->data = sink->buf->data;
	sink->room = sink->buf->room;
	return true;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static bool put(struct sink *sink, const char *bytes, size_t n)
{
	size_t solid = n, room;

	if (!fits(sink, n) && sink->buf)
		return false;
	/* Of what does not fit the beginning is put: the rest may be blanks that are cut again. */
	room = sink->size < sink->room ? sink->room - sink->size : 0;
	if (room > 0 && n > 0)
		memcpy(sink->data + sink->size, bytes, n < room ? n : room);
	sink->size += n;
	while (solid > 0 && is_blank(bytes[solid - 1]))
		solid--;
	sink->tail = solid > 0 ? n - solid : sink->tail + n;
	return true;
}

/* ---- the flow through a text ---- */

struct flow {
	const struct gh_norm *norm;
	struct sink sink;
	const char *text;
	size_t n;
	size_t done; /* bytes of text whose result is in the sink; a word begins here */
	enum gh_misread misread; /* what is wrong with the line that ends at line_end */
	size_t line_end;
	uint64_t *changed, *repaired;
	uint64_t tally[GH_SWITCH_COUNT]; /* what the short way changed, to be added in the end */
};

static bool on(const struct flow *flow, enum gh_switch which)
{
	return gh_switch_on(&flow->norm->normal, which);
}

static bool is_crlf(const struct flow *flow, size_t at)
{
	return flow->text[at] == '\r' && at + 1 < flow->n && flow->text[at + 1] == '\n' &&
	       on(flow, GH_INVISIBLE);
}

/* Words end at blanks and line ends: no step looks over these. */
static bool ends_word(const struct flow *flow, size_t at)
{
	return at >= flow->n || is_blank(flow->text[at]) || flow->text[at] == '\n' ||
	       is_crlf(flow, at);
}

static bool ends_line(const struct flow *flow, size_t at)
{
	return at >= flow->n || flow->text[at] == '\n' || is_crlf(flow, at);
}

static void trim(struct flow *flow)
{
	if (!on(flow, GH_BLANKS))
		return;
	flow->changed[GH_BLANKS] += flow->sink.tail;
	flow->sink.size -= flow->sink.tail;
	flow->sink.tail = 0;
}

/* ---- words for the bench ---- */

/* How a code point came to be: by the switch that decoded it (enum gh_switch), or one of these. */
enum { AS_IT_WAS = GH_SWITCH_COUNT, REPAIRED };

/* The length of the character at `at`, read as it was meant; *by says how. */
static size_t decode(const struct flow *flow, size_t at, uint32_t *cp, unsigned *by)
{
	const char *text = flow->text + at;
	size_t n = flow->n - at, step = gh_mojibake_next(flow->misread, text, n, cp);

	*by = GH_MOJIBAKE;
	if (step > 0)
		return step;
	*by = GH_ENTITIES;
	if (*text == '&' && on(flow, GH_ENTITIES))
		step = gh_entity_next(text, n, cp);
	if (step > 0)
		return step;
	*by = AS_IT_WAS;
	return gh_utf8_next(text, n, cp);
}

/* Where a code point on the bench came from, so that what is put back is not counted. */
struct origin {
	size_t start;
	unsigned by;
};

/* Reads one character at *at, or repairs it; adds one code point, or as many as bytes stay. */
static ghirbal_status read_one(const struct flow *flow, struct gh_word *word, size_t *at,
                               struct origin *origins)
{
	const unsigned char *b = (const unsigned char *)flow->text + *at;
	struct origin origin = {*at, AS_IT_WAS};
	uint32_t cp;
	size_t i, step = decode(flow, *at, &cp, &origin.by);

	*at += step;
	if (cp == GH_UTF8_BAD && flow->norm->invalid == GHIRBAL_INVALID_FAIL)
		return GHIRBAL_BAD_UTF8;
	if (cp == GH_UTF8_BAD)
		origin.by = REPAIRED;
	if (cp == GH_UTF8_BAD && flow->norm->invalid == GHIRBAL_INVALID_KEEP) {
		for (i = 0; i < step; i++) {
			origins[word->n] = origin;
			word->cp[word->n++] = GH_WORD_BYTE + b[i];
			origin.by = AS_IT_WAS;
		}
		return GHIRBAL_OK;
	}
	origins[word->n] = origin;
	word->cp[word->n++] = cp == GH_UTF8_BAD ? REPLACEMENT : cp;
	return GHIRBAL_OK;
}

/* Where to cut a word that is too long, given what was read of it. */
static size_t find_cut(const struct gh_norm *norm, const struct gh_word *word)
{
	size_t cut;

	for (cut = word->n - 1; cut > word->n / 2; cut--)
		if (gh_norm_is_firm(norm, word->cp[cut]) &&
		    gh_norm_is_firm(norm, word->cp[cut - 1]) && word->cp[cut] != word->cp[cut - 1])
			return cut;
	return word->n;
}

static void count_origins(const struct flow *flow, const struct origin *origins, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (origins[i].by == REPAIRED)
			++*flow->repaired;
		else if (origins[i].by != AS_IT_WAS)
			flow->changed[origins[i].by]++;
}

static ghirbal_status read_word(const struct flow *flow, struct gh_word *word, size_t *at)
{
	struct origin origins[GH_WORD_READ + 4]; /* bytes that stay come up to three at once */
	unsigned unused;
	size_t cut;

	word->n = 0;
	word->after = ' ';
	while (word->n < GH_WORD_READ && !ends_word(flow, *at)) {
		ghirbal_status status = read_one(flow, word, at, origins);

		if (status != GHIRBAL_OK)
			return status;
	}
	if (!ends_word(flow, *at)) {
		cut = find_cut(flow->norm, word);
		if (cut < word->n) {
			word->after = word->cp[cut];
			*at = origins[cut].start;
			word->n = cut;
		} else {
			decode(flow, *at, &word->after, &unused);
		}
	}
	count_origins(flow, origins, word->n);
	return GHIRBAL_OK;
}

static bool write_word(struct sink *sink, const struct gh_word *word)
{
	char bytes[256];
	size_t i, size = 0;

	for (i = 0; i < word->n; i++) {
		if (word->cp[i] >= GH_WORD_BYTE)
			bytes[size++] = (char)(unsigned char)(word->cp[i] - GH_WORD_BYTE);
		else
			size += gh_utf8_put(word->cp[i], bytes + size);
		if (size > sizeof bytes - 4) {
			if (!put(sink, bytes, size))
				return false;
			size = 0;
		}
	}
	return put(sink, bytes, size);
}

static ghirbal_status work_on_word(struct flow *flow)
{
	struct gh_word word;
	uint32_t last = ' ';

	word.changed = flow->changed;
	word.tail[0] = word.tail[1] = 0;
	do {
		ghirbal_status status = read_word(flow, &word, &flow->done);

		if (status != GHIRBAL_OK)
			return status;
		word.before = last;
		last = word.n > 0 ? word.cp[word.n - 1] : last;
		gh_norm_work(flow->norm, &word);
		if (word.n > 0) {
			word.tail[0] = word.n > 1 ? word.cp[word.n - 2] : word.tail[1];
			word.tail[1] = word.cp[word.n - 1];
		}
		if (!write_word(&flow->sink, &word))
			return GHIRBAL_NO_MEMORY;
	} while (!ends_word(flow, flow->done));
	return GHIRBAL_OK;
}

/* ---- words whose neighbours do not matter ---- */

#define NO_WAY SIZE_MAX

/* A word on its way from text to sink, byte by byte. */
struct strip {
	const struct flow *flow;
	uint64_t *tally;           /* the flow's */
	unsigned char *start, *to; /* in the sink */
	size_t slack;              /* room in the sink beyond what is left of the text */
	size_t stopped;            /* where it turned out that the word has to go to the bench */
	unsigned forms[2];         /* presentation forms B and A in this word */
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

/* The switch to which an act that needs no bench is put down; GH_COMPOSE if nothing changes. */
static unsigned switch_of(unsigned act)
{
	return act < GH_SWITCH_COUNT ? act :
	       act == GH_ACT_STRETCH ? GH_TATWEEL :
	       act == GH_ACT_LAST ? GH_YEH :
	       act >= GH_ACT_FOLD ? act - GH_ACT_FOLD : GH_COMPOSE;
}

/* The length of the tatweels and marks at `at` if they stand between letters and all go, else 0. */
static size_t skip_stretch(const struct strip *strip, size_t at)
{
	const unsigned char *b = (const unsigned char *)strip->flow->text;
	size_t i, k;

	if (strip->to - strip->start < 2 || !is_arabic_pair(strip->to - 2) ||
	    !gh_is_letter(0x600 + index_of(strip->to - 2)))
		return 0;
	for (i = at; i + 1 < strip->flow->n && is_arabic_pair(b + i); i += 2) {
		unsigned act = strip->flow->norm->act[index_of(b + i)];

		if (act != GH_ACT_STRETCH && (act >= GH_SWITCH_COUNT || act == GH_ACT_CALM))
			break;
	}
	if (i + 1 >= strip->flow->n || !is_arabic_pair(b + i) ||
	    !gh_is_letter(0x600 + index_of(b + i)))
		return 0;
	for (k = at; k < i; k += 2)
		strip->tally[switch_of(strip->flow->norm->act[index_of(b + k)])]++;
	return i - at;
}

/* A mark that stays is fine where it is if the one before it has no higher class. */
static bool in_order(const struct strip *strip, unsigned index)
{
	const unsigned char *order = strip->flow->norm->order;

	return strip->to - strip->start < 2 || !is_arabic_pair(strip->to - 2) ||
	       order[index_of(strip->to - 2)] <= order[index];
}

/* Two bytes that call for more than to go or stay; returns what to move on by, 0 for the bench. */
static size_t strip_pair(struct strip *strip, size_t at, unsigned act)
{
	const struct flow *flow = strip->flow;
	unsigned index = index_of((const unsigned char *)flow->text + at);

	switch (act) {
	case GH_ACT_STRETCH:
		return skip_stretch(strip, at);
	case GH_ACT_KEPT:
		if (!in_order(strip, index))
			return 0;
		strip->to += 2;
		return 2;
	case GH_ACT_LAST:
		/* Beyond ASCII it takes the bench to see whether the word goes on. */
		if (at + 2 < flow->n && (flow->text[at + 2] & 0x80))
			return 0;
		break;
	case GH_ACT_WORK:
		return 0;
	default:
		break;
	}
	strip->tally[switch_of(act)]++;
	strip->to += gh_utf8_put(flow->norm->fold[index], (char *)strip->to);
	return 2;
}

/* A presentation form of which letters come that call for nothing more; false for the bench. */
static bool strip_form(struct strip *strip, uint32_t cp)
{
	const struct gh_norm *norm = strip->flow->norm;
	enum gh_class class = gh_letter_class(cp);
	const char *clean = gh_letter_clean(cp);
	size_t i, n = strlen(clean);

	/* At the slack's end the bench has the sink grow. */
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

/* A character that is not of 0600-06FF; returns its length, 0 for the bench. */
static size_t strip_other(struct strip *strip, size_t at)
{
	const struct flow *flow = strip->flow;
	uint32_t cp;
	size_t step = gh_utf8_next(flow->text + at, flow->n - at, &cp);

	if (cp == GH_UTF8_BAD)
		return 0;
	if (gh_norm_act(flow->norm, cp) != GH_ACT_CALM)
		return strip_form(strip, cp) ? step : 0;
	memcpy(strip->to, flow->text + at, step);
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

/* Returns where the word that begins at `at` ends, or NO_WAY if it has to go to the bench. */
static size_t strip_word(struct strip *strip, size_t at)
{
	const struct flow *flow = strip->flow;
	const unsigned char *b = (const unsigned char *)flow->text, *acts = flow->norm->act;
	uint64_t *tally = strip->tally;
	unsigned char *to = strip->to;
	size_t n = flow->n;
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
		} else if (ends_word(flow, at)) {
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
	strip->touched = touched != GH_ACT_CALM || strip->forms[0] + strip->forms[1] > 0;
	return at;
}

/* Takes back what a word put into the tally before it turned out to be one for the bench. */
static void untally(const struct strip *strip)
{
	const unsigned char *b = (const unsigned char *)strip->flow->text;
	size_t i;

	for (i = strip->flow->done; i < strip->stopped; i++)
		if (is_arabic_pair(b + i))
			strip->tally[switch_of(strip->flow->norm->act[index_of(b + i)])]--;
}

/*
 * Does the word at flow->done, and those after it while they have something to change.  False if
 * the word at flow->done then has to go to the bench.
 */
static bool strip_words(struct flow *flow)
{
	struct sink *sink = &flow->sink;
	struct strip strip = {flow, flow->tally, NULL, NULL, 0, 0, {0, 0}, false};

	if (!fits(sink, flow->n - flow->done))
		return false;
	strip.slack = sink->room - sink->size - (flow->n - flow->done);
	for (;;) {
		size_t end;

		strip.start = strip.to = (unsigned char *)sink->data + sink->size;
		strip.forms[0] = strip.forms[1] = 0;
		end = strip_word(&strip, flow->done);
		if (end == NO_WAY || (on(flow, GH_ELONGATION) && is_drawn_out(&strip))) {
			strip.stopped = end == NO_WAY ? strip.stopped : end;
			untally(&strip);
			return false;
		}
		flow->tally[GH_FORMS_B] += strip.forms[0];
		flow->tally[GH_FORMS_A] += strip.forms[1];
		sink->size += (size_t)(strip.to - strip.start);
		sink->tail = strip.to > strip.start ? 0 : sink->tail;
		if (!strip.touched || ends_line(flow, end) || ends_word(flow, end + 1)) {
			flow->done = end;
			return true;
		}
		sink->data[sink->size++] = flow->text[end];
		sink->tail++;
		flow->done = end + 1;
	}
}

static void add_tally(const struct flow *flow)
{
	unsigned i;

	for (i = GH_COMPOSE + 1; i < GH_SWITCH_COUNT; i++) {
		flow->changed[i] += flow->tally[i];
		if (i >= GH_HARAKAT && i <= GH_DAGGER)
			flow->changed[GH_TASHKEEL] += flow->tally[i];
	}
}

/* ---- the hunt ---- */

static ghirbal_status put_clean(struct flow *flow, size_t end)
{
	if (end > flow->done && !put(&flow->sink, flow->text + flow->done, end - flow->done))
		return GHIRBAL_NO_MEMORY;
	flow->done = end;
	return GHIRBAL_OK;
}

/* A line end that is to lose something: the blanks before it, or the CR of CR LF. */
static ghirbal_status end_line(struct flow *flow, size_t at)
{
	bool blank = is_blank(flow->text[at]);
	ghirbal_status status = put_clean(flow, blank ? at + 1 : at);

	if (!blank)
		flow->changed[GH_INVISIBLE]++;
	flow->done = at + 1;
	trim(flow);
	return status;
}

/* The first word of a line has the line judged. */
static void judge_line(struct flow *flow, size_t at)
{
	const char *newline;

	if (!on(flow, GH_MOJIBAKE) || at < flow->line_end)
		return;
	newline = memchr(flow->text + at, '\n', flow->n - at);
	flow->line_end = newline ? (size_t)(newline - flow->text) : flow->n;
	flow->misread = gh_mojibake_judge(flow->text + at, flow->line_end - at);
}

static ghirbal_status mend_word(struct flow *flow, size_t at)
{
	ghirbal_status status;

	while (at > flow->done && !ends_word(flow, at - 1))
		at--;
	status = put_clean(flow, at);
	judge_line(flow, at);
	if (status == GHIRBAL_OK && (flow->norm->reference || flow->misread || !strip_words(flow)))
		status = work_on_word(flow);
	if (ends_line(flow, flow->done))
		trim(flow);
	return status;
}

/* Looks at what the hunt stopped at, and does what it calls for; *at is where to hunt on. */
static ghirbal_status look(struct flow *flow, size_t *at)
{
	ghirbal_status status;

	if (is_blank(flow->text[*at]) || is_crlf(flow, *at)) {
		status = end_line(flow, *at);
	} else {
		uint32_t cp;
		size_t step = gh_utf8_next(flow->text + *at, flow->n - *at, &cp);

		if (!flow->norm->hunt.everything && cp != GH_UTF8_BAD &&
		    gh_norm_act(flow->norm, cp) == GH_ACT_CALM) {
			*at += step;
			return GHIRBAL_OK;
		}
		status = mend_word(flow, *at);
	}
	*at = flow->done;
	return status;
}

static ghirbal_status run(struct flow *flow)
{
	const struct gh_hunt *hunt = &flow->norm->hunt;
	ghirbal_status status = GHIRBAL_OK;
	size_t at = 0;

	while (status == GHIRBAL_OK) {
		at += hunt->next(hunt, flow->text + at, flow->n - at);
		if (at >= flow->n)
			break;
		status = look(flow, &at);
	}
	if (status == GHIRBAL_OK)
		status = put_clean(flow, flow->n);
	trim(flow);
	add_tally(flow);
	return status;
}

ghirbal_status gh_flow_append(const struct gh_norm *norm, const ghirbal_allocator *from,
                              struct gh_buf *out, const char *text, size_t n, uint64_t *changed,
                              uint64_t *repaired)
{
	struct flow flow = {.norm = norm, .sink = {out->data, out->size, out->room, 0, from, out},
	                    .text = text, .n = n, .misread = GH_READ_RIGHT,
	                    .changed = changed, .repaired = repaired};
	ghirbal_status status;

	if (!fits(&flow.sink, n))
		return GHIRBAL_NO_MEMORY;
	status = run(&flow);
	out->size = flow.sink.size;
	return status;
}

ghirbal_status ghirbal_normalize(const ghirbal_normal *normal, const char *text, size_t length,
                                 char *out, size_t room, size_t *size, uint64_t *changed)
{
	struct gh_norm norm;
	uint64_t unasked[GHIRBAL_SWITCHES] = {0}, repaired = 0;
	struct flow flow = {.norm = &norm, .sink = {.data = out, .room = out ? room : 0},
	                    .text = text, .n = length, .misread = GH_READ_RIGHT,
	                    .changed = changed ? changed : unasked, .repaired = &repaired};
	ghirbal_status status;

	if (!normal || !size || (!text && length > 0))
		return GHIRBAL_MISUSE;
	gh_norm_init(&norm, normal, GHIRBAL_INVALID_REPLACE);
	status = run(&flow);
	*size = flow.sink.size;
	return status;
}
