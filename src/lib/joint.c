/* SPDX-License-Identifier: MIT */
#include "joint.h"

#include <string.h>

#include "text/seam.h"

#define LINE_BYTES 80   /* a shorter line is read whole */
#define GAP 3           /* blanks in a row that part two pieces */
#define TAIL_BYTES 80   /* of what stands behind the last sentence */
#define TAIL_WORDS 4
#define PARAGRAPH_WORDS 20
#define PARTS 64        /* of one line; what is behind them is one piece more */
#define PROSE_WORDS 12  /* in a piece without which a line is a row of a table or a menu */
#define LABEL_WORDS 3   /* in an entry of a menu */
#define BELIEVED 3      /* pieces that rules take, where one word of them is believed */
#define ENTRY_WORDS 16  /* of a headline under a heading of related things */
#define MOST_WORDS 20   /* none of these numbers is above it */

/* One piece of a line. */
struct part {
	size_t start, end, words;
	uint32_t rule;          /* that takes it as a line, or GH_NO_RULE */
	bool related;           /* a heading of related things */
	bool whole;             /* not ended by a full stop */
	bool label;             /* in a menu */
};

struct parts {
	struct part at[PARTS];
	size_t count;
};

static size_t blank_at(const char *s, size_t n)
{
	if (n > 0 && (*s == ' ' || *s == '\t'))
		return 1;
	return n > 1 && memcmp(s, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* A bar or a bullet between blanks: its bytes without them, or 0. */
static size_t bar_at(const char *s, size_t n)
{
	size_t size = n > 0 && *s == '|' ? 1 : n > 2 && memcmp(s, "•", 3) == 0 ? 3 : 0;

	return size && blank_at(s + size, n - size) ? size : 0;
}

/* The bytes of a joint at s, after a piece; 0 if there is none. */
static size_t joint_at(const char *s, size_t n)
{
	size_t at = 0, blanks = 0, step, bars = 0;

	for (;;) {
		if ((step = blank_at(s + at, n - at)))
			blanks += s[at] == '\t' ? GAP : 1;
		else if (blanks > 0 && (step = bar_at(s + at, n - at)))
			bars++;
		else
			break;
		at += step;
	}
	return bars || blanks >= GAP ? at : 0;
}

/*
 * A word begins where no blank stands and one stood before; eight bytes are seen at once.  Of a
 * text of more words than anybody asks for those that are counted are enough.
 */
static size_t count_words(const char *s, size_t n)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), low = UINT64_C(0x7F7F7F7F7F7F7F7F);
	uint64_t before = 1;
	size_t i, words = 0;

	for (i = 0; i + 8 <= n && words < MOST_WORDS; i += 8) {
		uint64_t eight = gh_eight((const unsigned char *)s + i) ^ ones * ' ';
		uint64_t blank = ~(((eight & low) + low) | eight) >> 7 & ones;

		words += (size_t)((((blank << 8 | before) & ~blank) * ones) >> 56);
		before = blank >> 56;
	}
	for (; i < n && words < MOST_WORDS; i++) {
		words += s[i] != ' ' && before;
		before = s[i] == ' ';
	}
	return words;
}

static void add_part(struct parts *parts, const char *text, size_t start, size_t end)
{
	if (start < end && parts->count < PARTS)
		parts->at[parts->count++] =
			(struct part){.start = start,
		                      .end = end,
		                      .words = count_words(text + start, end - start),
		                      .rule = GH_NO_RULE,
		                      .whole = text[end - 1] != '.'};
}

/* The place behind the last such sign between from and end, or from. */
static size_t place_behind(const char *text, size_t from, size_t end, char sign)
{
	const char *found;

	while ((found = memchr(text + from, sign, end - from)))
		from = (size_t)(found - text) + 1;
	return from;
}

/*
 * Where what stands behind the last sentence of a paragraph begins; its end if nothing does.  A
 * headline with "read more" behind it is all of it the site's, which the judge knows.
 */
static size_t tail_of(const char *text, size_t start, size_t end)
{
	size_t least = end - start > TAIL_BYTES ? end - TAIL_BYTES : start;
	size_t at;

	if (text[end - 1] == '.')
		return end;
	at = place_behind(text, place_behind(text, least, end, '.'), end, '!');
	while (at < end && text[at] == ' ')
		at++;
	return at > least && at < end && count_words(text + at, end - at) <= TAIL_WORDS &&
	                       count_words(text + start, at - start) >= PARAGRAPH_WORDS
	               ? at : end;
}

/*
 * Walks the seams of the text over all its lines: most have none, and a call for each costs more.
 */
struct seams {
	gh_seam_kernel *kernel;
	const char *text;
	size_t size, next;
};

/* The first seam from a place on; places are asked for in their order. */
static size_t next_seam(struct seams *seams, size_t from)
{
	if (seams->next <= from)
		seams->next = seams->kernel(seams->text, from, seams->size);
	return seams->next;
}

static void find_parts(const struct gh_line *line, struct seams *seams, struct parts *parts)
{
	size_t at = 0, start = 0, tail;

	parts->count = 0;
	while ((at = next_seam(seams, line->start + at) - line->start) < line->length) {
		size_t joint = joint_at(line->text + at, line->length - at);

		if (joint) {
			add_part(parts, line->text, start, at);
			start = at + joint;
		}
		at += joint ? joint : 1;
	}
	tail = tail_of(line->text, start, line->length);
	if (start == 0 && tail == line->length)
		return;
	for (at = tail; at > start && tail < line->length && line->text[at - 1] == ' '; at--)
		;
	add_part(parts, line->text, start, at);
	add_part(parts, line->text, tail, line->length);
}

/* Who asks, and of which line. */
struct asker {
	struct gh_block *block;
	const struct gh_matcher *matcher;
	struct gh_scratch *scratch;
	size_t index;
};

/* Asks the rules what they say of a piece of the line as if it were one. */
static bool match_part(const struct asker *asker, const struct gh_line *line, struct part *part)
{
	const struct gh_rule *rules = asker->matcher->set->rules;
	struct gh_doc *doc = &asker->block->doc;
	struct gh_hits *hits = &asker->block->hits;
	const struct gh_hit *said = &hits->lines[asker->index];

	doc->lines[asker->index].text = line->text + part->start;
	doc->lines[asker->index].length = part->end - part->start;
	if (!gh_doc_refold(doc, &doc->lines[asker->index]) ||
	    !gh_match_line(asker->matcher, asker->scratch, doc, asker->index, hits))
		return false;
	if (part->rule == GH_NO_RULE && said->rule[GH_KEEP] == GH_NO_RULE)
		part->rule = gh_taking_rule(said);
	if (part->rule != GH_NO_RULE && rules[part->rule].group == GH_GROUP_INFO)
		part->rule = GH_NO_RULE;
	part->related = part->rule != GH_NO_RULE && part->rule == said->rule[GH_HEAD] &&
	                rules[part->rule].group == GH_GROUP_RELATED;
	return true;
}

/*
 * Asks of the short pieces first: where no rule takes one of them, a rule that takes the only long
 * one would leave no prose, and is not believed.
 */
static bool match_each(const struct asker *asker, const struct gh_line *line, struct parts *parts)
{
	size_t i, ruled = 0, lengthy = 0;

	for (i = 0; i < parts->count; i++) {
		struct part *part = &parts->at[i];

		if (part->words >= PROSE_WORDS)
			lengthy++;
		else if (!match_part(asker, line, part))
			return false;
		ruled += part->rule != GH_NO_RULE;
	}
	for (i = 0; i < parts->count && (ruled > 0 || lengthy > 1); i++)
		if (parts->at[i].words >= PROSE_WORDS && !match_part(asker, line, &parts->at[i]))
			return false;
	return true;
}

/* The same, and leaves the line as it was. */
static bool match_parts(const struct asker *asker, struct parts *parts)
{
	struct gh_block *block = asker->block;
	const struct gh_line line = block->doc.lines[asker->index];
	const struct gh_hit hit = block->hits.lines[asker->index];
	size_t keys = block->doc.keys_size, cuts = block->hits.cuts.count;
	bool well = match_each(asker, &line, parts);

	block->doc.lines[asker->index] = line;
	block->doc.keys_size = keys;
	block->hits.lines[asker->index] = hit;
	block->hits.cuts.count = cuts;
	return well;
}

/* A run of labels of which rules know half is a menu, and its other labels are too. */
static void join_menus(struct parts *parts)
{
	size_t i, k, end, ruled;

	for (i = 0; i < parts->count; i = end + 1) {
		uint32_t rule = GH_NO_RULE;

		ruled = 0;
		for (end = i; end < parts->count && parts->at[end].words <= LABEL_WORDS; end++)
			if (parts->at[end].rule != GH_NO_RULE) {
				rule = parts->at[end].rule;
				ruled++;
			}
		if (ruled < 2 || ruled * 2 < end - i)
			continue;
		for (k = i; k < end; k++) {
			parts->at[k].label = true;
			if (parts->at[k].rule == GH_NO_RULE)
				parts->at[k].rule = rule;
		}
	}
}

static void doubt_parts(struct parts *parts)
{
	size_t i, ruled = 0, prose = 0;

	for (i = 0; i < parts->count; i++) {
		ruled += parts->at[i].rule != GH_NO_RULE;
		prose += parts->at[i].rule == GH_NO_RULE && parts->at[i].words >= PROSE_WORDS;
	}
	for (i = 0; i < parts->count; i++) {
		struct part *part = &parts->at[i];

		if (prose == 0 || !part->whole ||
		    (part->words < 2 && ruled < BELIEVED && !part->label))
			part->rule = GH_NO_RULE;
	}
}

/* Forgets the rules that are not believed; whether any is. */
static bool weigh_parts(struct parts *parts)
{
	size_t i, believed = 0;
	uint32_t under = GH_NO_RULE;

	join_menus(parts);
	doubt_parts(parts);
	for (i = 0; i < parts->count; i++) {
		struct part *part = &parts->at[i];

		if (part->rule != GH_NO_RULE)
			under = part->related ? part->rule : GH_NO_RULE;
		else if (under != GH_NO_RULE && part->whole && part->words <= ENTRY_WORDS)
			part->rule = under;
		else
			under = GH_NO_RULE;
		believed += part->rule != GH_NO_RULE;
	}
	return believed > 0 && believed < parts->count;
}

/* The pieces go with the joint behind them, or before them at the line's end. */
static bool add_cuts(struct gh_block *block, size_t index, const struct parts *parts)
{
	struct gh_hit *hit = &block->hits.lines[index];
	size_t i;

	hit->cut = (uint32_t)block->hits.cuts.count;
	for (i = 0; i < parts->count; i++) {
		const struct part *part = &parts->at[i];
		bool last = i + 1 == parts->count, after = i > 0 && part[-1].rule != GH_NO_RULE;
		struct gh_cut cut = {.start = last && !after && i > 0 ? part[-1].end : part->start,
		                     .rule = part->rule};

		cut.length = (last ? part->end : part[1].start) - cut.start;
		if (part->rule != GH_NO_RULE && !gh_cuts_add(&block->from, &block->hits.cuts, cut))
			return false;
	}
	hit->cuts = (uint32_t)block->hits.cuts.count - hit->cut;
	return true;
}

/* Lines that rules take, keep or cut already are theirs. */
static bool is_open(const struct gh_hit *hit)
{
	size_t verb;

	if (hit->cuts > 0)
		return false;
	for (verb = 0; verb < GH_CUT; verb++)
		if (verb != GH_HINT && hit->rule[verb] != GH_NO_RULE)
			return false;
	return true;
}

bool gh_block_part(struct gh_block *block, const struct gh_matcher *matcher,
                   struct gh_scratch *scratch)
{
	struct asker asker = {block, matcher, scratch, 0};
	struct seams seams = {gh_seam_fastest(), block->doc.text, block->doc.size, 0};
	struct parts parts;
	size_t i;

	for (i = 0; i < block->doc.count; i++) {
		if (block->doc.lines[i].length < LINE_BYTES || !is_open(&block->hits.lines[i]))
			continue;
		find_parts(&block->doc.lines[i], &seams, &parts);
		if (parts.count < 2)
			continue;
		asker.index = i;
		if (!match_parts(&asker, &parts))
			return false;
		if (weigh_parts(&parts) && !add_cuts(block, i, &parts))
			return false;
	}
	return true;
}
