/* SPDX-License-Identifier: MIT */
#include "sieve.h"

#include <string.h>

/*
 * Each pass takes at least one line out, and in practice the second or third takes none.  The bound
 * keeps a hostile page from costing its lines squared.
 */
#define PASSES 16

/*
 * A span is cut and the rest matched again at most this often: a phrase cannot uncover another for
 * ever.
 */
#define CUTS_A_LINE 4

#define EVIDENCE 160 /* bytes of words a removal may say */

struct gh_fate {
	size_t start, end;     /* as in gh_line */
	size_t number;
	const char *text;      /* what is written of the line: all of it, or a piece */
	size_t length;
	struct gh_chain why;   /* its removals */
	struct gh_origin origin; /* of the text */
	bool dropped;
	bool spared;           /* it holds a span of a group that is off: nothing of it goes */
};

ghirbal_status gh_sieve_init(struct gh_sieve *sieve, const ghirbal_allocator *from)
{
	sieve->from = *from;
	sieve->teller = (struct gh_teller){.settings = sieve->settings,
	                                   .set = sieve->set,
	                                   .counts = sieve->counts,
	                                   .rule_hits = sieve->rule_hits};
	gh_doc_init(&sieve->doc, from);
	gh_norm_init(&sieve->norm, &sieve->settings->normal, sieve->settings->invalid);
	if (sieve->settings->only_normalize)
		return GHIRBAL_OK;
	sieve->scratch = gh_scratch_new(sieve->matcher, from);
	sieve->judge = gh_judge_new(from);
	return sieve->scratch && sieve->judge ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

void gh_sieve_free(struct gh_sieve *sieve)
{
	gh_doc_free(&sieve->doc);
	gh_hits_free(&sieve->from, &sieve->hits);
	gh_scratch_free(sieve->scratch);
	gh_judge_free(sieve->judge);
	gh_release(&sieve->from, sieve->fates);
	gh_removals_free(&sieve->removals, &sieve->from);
	gh_release(&sieve->from, sieve->gaps.at);
	gh_buf_free(&sieve->from, &sieve->pieces);
	gh_buf_free(&sieve->from, &sieve->words);
	gh_buf_free(&sieve->from, &sieve->out);
}

void gh_sieve_begin(struct gh_sieve *sieve)
{
	sieve->number = 1;
	sieve->teller.offset = 0;
	sieve->first = true;
	sieve->written = false;
}

/* ---- what becomes of each line, and why ---- */

static bool open_fates(struct gh_sieve *sieve)
{
	struct gh_fate *grown;
	size_t i;

	grown = gh_array_grow(&sieve->from, sieve->fates, sizeof *grown, &sieve->fates_room,
	                      sieve->doc.count);
	if (!grown)
		return false;
	sieve->fates = grown;
	sieve->fates_count = sieve->doc.count;
	gh_removals_clear(&sieve->removals);
	sieve->words.size = sieve->gaps.count = 0;
	for (i = 0; i < sieve->doc.count; i++) {
		const struct gh_line *line = &sieve->doc.lines[i];

		grown[i] = (struct gh_fate){.start = line->start,
		                            .end = line->end,
		                            .number = line->number,
		                            .text = line->text,
		                            .length = line->length,
		                            .why = GH_NO_CHAIN,
		                            .origin = {.line = line->start}};
	}
	return true;
}

/* ---- cutting spans out of lines ---- */

/* The blanks that would stay double or at an end of the line go with the spans beside them. */
static void take_blanks(const struct gh_line *line, struct gh_cut *cuts, size_t count)
{
	bool to_end = cuts[count - 1].start + cuts[count - 1].length == line->length, open = true;
	size_t i, at = 0;

	for (i = 0; i < count; i++) {
		size_t until = i + 1 < count ? cuts[i + 1].start : line->length;

		open = cuts[i].start > at ? line->text[cuts[i].start - 1] == ' ' : open;
		at = cuts[i].start + cuts[i].length;
		while (open && at < until && line->text[at] == ' ')
			at++;
		cuts[i].length = at - cuts[i].start;
	}
	for (i = count - 1; to_end && cuts[i].start > 0;) {
		if (i > 0 && cuts[i - 1].start + cuts[i - 1].length == cuts[i].start) {
			i--;
			continue;
		}
		if (line->text[cuts[i].start - 1] != ' ')
			break;
		cuts[i].start--;
		cuts[i].length++;
	}
}

static bool add_remainder(struct gh_sieve *sieve, const struct gh_line *line,
                          const struct gh_cut *cuts, size_t count)
{
	size_t at = 0, i;

	for (i = 0; i <= count; i++) {
		size_t until = i < count ? cuts[i].start : line->length;

		if (until > at &&
		    !gh_buf_add(&sieve->from, &sieve->pieces, line->text + at, until - at))
			return false;
		if (i < count)
			at = cuts[i].start + cuts[i].length;
	}
	return true;
}

/* Whether one of the spans is of a group that is off: only the judge then sees the line cut. */
static bool spares_a_cut(const struct gh_sieve *sieve, const struct gh_cut *cuts, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (gh_ruleset_is_off(sieve->set, sieve->set->rules[cuts[i].rule].group))
			return true;
	return false;
}

static bool note_cuts(struct gh_sieve *sieve, const struct gh_line *line,
                      const struct gh_cut *cuts, size_t count)
{
	struct gh_fate *fate = &sieve->fates[line->fate];
	size_t i;

	for (i = 0; i < count && !fate->spared; i++) {
		size_t start = cuts[i].start, end = start + cuts[i].length;
		struct gh_removal removal = {
			.decision = gh_rule_decision(sieve->set, cuts[i].rule, GHIRBAL_CUT),
			.text = line->text + start,
			.length = end - start,
			.extent = gh_origin_of(&sieve->gaps, &fate->origin, start, end)};

		if (!gh_removals_note(&sieve->removals, &sieve->from, &fate->why, &removal,
		                      "") ||
		    !gh_gaps_add(&sieve->from, &sieve->gaps, &removal.extent))
			return false;
	}
	return fate->spared ||
	       gh_origin_take(&sieve->from, &sieve->gaps, &fate->origin, count);
}

/* Cuts what the rules cut of one line, again while what is left holds another span. */
static bool cut_line(struct gh_sieve *sieve, size_t index)
{
	struct gh_line *line = &sieve->doc.lines[index];
	struct gh_fate *fate = &sieve->fates[line->fate];
	size_t round;

	for (round = 0; round < CUTS_A_LINE; round++) {
		const struct gh_hit *hit = &sieve->hits.lines[index];
		struct gh_cut *cuts = sieve->hits.cuts.all + hit->cut;
		size_t begin = sieve->pieces.size;

		if (hit->cuts == 0 || hit->rule[GH_KEEP] != GH_NO_RULE)
			break;
		take_blanks(line, cuts, hit->cuts);
		fate->spared = fate->spared || spares_a_cut(sieve, cuts, hit->cuts);
		if (!note_cuts(sieve, line, cuts, hit->cuts) ||
		    !add_remainder(sieve, line, cuts, hit->cuts))
			return false;
		line->text = sieve->pieces.data + begin;
		line->length = sieve->pieces.size - begin;
		if (!fate->spared) {
			fate->text = line->text;
			fate->length = line->length;
		}
		if (!gh_doc_refold(&sieve->doc, line) ||
		    !gh_match_line(sieve->matcher, sieve->scratch, &sieve->doc, index,
		                   &sieve->hits))
			return false;
	}
	return true;
}

/* A line of which nothing is left is a blank line, and the judge sees none. */
static void take_out_empty(struct gh_sieve *sieve)
{
	size_t i, kept = 0;

	for (i = 0; i < sieve->doc.count; i++) {
		if (sieve->doc.lines[i].length == 0)
			continue;
		sieve->doc.lines[kept] = sieve->doc.lines[i];
		sieve->hits.lines[kept++] = sieve->hits.lines[i];
	}
	sieve->doc.count = kept;
}

/*
 * Lines with a span to cut are few; room for all of them is made first, so that their pieces do not
 * move while lines point at them.
 */
static bool cut_lines(struct gh_sieve *sieve)
{
	size_t i, room = 0;

	sieve->pieces.size = 0;
	for (i = 0; i < sieve->doc.count; i++)
		if (sieve->hits.lines[i].cuts > 0)
			room += sieve->doc.lines[i].length * CUTS_A_LINE;
	if (room == 0)
		return true;
	if (!gh_buf_reserve(&sieve->from, &sieve->pieces, room))
		return false;
	for (i = 0; i < sieve->doc.count; i++)
		if (sieve->hits.lines[i].cuts > 0 && !cut_line(sieve, i))
			return false;
	take_out_empty(sieve);
	return true;
}

/* ---- judging ---- */

static bool note_drop(struct gh_sieve *sieve, size_t index, const struct gh_decision *decision)
{
	const struct gh_line *line = &sieve->doc.lines[index];
	struct gh_fate *fate = &sieve->fates[line->fate];
	struct gh_removal removal = {
		.decision = *decision,
		.text = line->text,
		.length = line->length,
		.extent = gh_origin_of(&sieve->gaps, &fate->origin, 0, line->length)};
	char words[EVIDENCE] = "";

	if (sieve->settings->removed)
		gh_judge_explain(sieve->judge, index, words, sizeof words);
	fate->dropped = true;
	return gh_removals_note(&sieve->removals, &sieve->from, &fate->why, &removal,
	                        words);
}

static bool is_spared(const struct gh_sieve *sieve, size_t index,
                      const struct gh_decision *decision)
{
	return sieve->fates[sieve->doc.lines[index].fate].spared ||
	       gh_is_spared(sieve->set, decision);
}

/*
 * Takes the lines that decisions drop out of the table, so that the judge sees what a reader would.
 * A line of a group that is off is out of the judge's sight too and stays in the text, so that
 * switching a group off changes nothing else.
 */
static bool take_out(struct gh_sieve *sieve, const struct gh_decision *decisions)
{
	size_t i, kept = 0;

	for (i = 0; i < sieve->doc.count; i++) {
		if (decisions[i].verdict == GHIRBAL_DROPPED) {
			if (!is_spared(sieve, i, &decisions[i]) &&
			    !note_drop(sieve, i, &decisions[i]))
				return false;
			continue;
		}
		sieve->doc.lines[kept] = sieve->doc.lines[i];
		sieve->hits.lines[kept++] = sieve->hits.lines[i];
	}
	sieve->doc.count = kept;
	return true;
}

static bool judge_lines(struct gh_sieve *sieve)
{
	size_t pass, before;

	gh_judge_open(sieve->judge);
	for (pass = 0; pass < PASSES && sieve->doc.count > 0; pass++) {
		const struct gh_decision *decisions =
			gh_judge(sieve->judge, sieve->set, &sieve->doc, &sieve->hits,
		                 sieve->settings->level);

		before = sieve->doc.count;
		if (!decisions || !take_out(sieve, decisions))
			return false;
		if (sieve->doc.count == before)
			break;
	}
	return true;
}

/* ---- writing ---- */

static size_t before_line_end(const char *text, size_t start, size_t end)
{
	if (end > start && text[end - 1] == '\n') {
		end--;
		if (end > start && text[end - 1] == '\r')
			end--;
	}
	return end;
}

static ghirbal_status hand_over(struct gh_sieve *sieve)
{
	size_t size = sieve->out.size;

	sieve->out.size = 0;
	if (size > 0 &&
	    sieve->settings->write(sieve->settings->context, sieve->out.data, size) != 0)
		return GHIRBAL_STOPPED;
	sieve->counts->bytes_out += size;
	return GHIRBAL_OK;
}

static ghirbal_status add_text(struct gh_sieve *sieve, const char *text, size_t size)
{
	if (size == 0)
		return GHIRBAL_OK;
	return gh_normalize_append(&sieve->norm, &sieve->from, &sieve->out, text, size,
	                           sieve->counts->changed, &sieve->counts->repaired);
}

static ghirbal_status add_run(struct gh_sieve *sieve)
{
	size_t run = sieve->run;

	sieve->run = sieve->run_end;
	return add_text(sieve, sieve->doc.text + run, sieve->run_end - run);
}

/* Bytes that follow on what was last added wait, so that the normaliser is called for long runs. */
static ghirbal_status add_span(struct gh_sieve *sieve, size_t start, size_t end)
{
	ghirbal_status status = GHIRBAL_OK;

	if (start == end)
		return GHIRBAL_OK;
	if (start != sieve->run_end) {
		status = add_run(sieve);
		sieve->run = start;
	}
	sieve->run_end = end;
	sieve->written = true;
	return status;
}

/* A piece is joined to the line's own end first: the normaliser works on whole lines. */
static ghirbal_status add_piece(struct gh_sieve *sieve, const struct gh_fate *fate)
{
	const char *page = sieve->doc.text;
	size_t end = before_line_end(page, fate->start, fate->end);
	size_t begin = sieve->words.size;
	ghirbal_status status;

	status = add_run(sieve);
	if (status)
		return status;
	if (!gh_buf_add(&sieve->from, &sieve->words, fate->text, fate->length) ||
	    !gh_buf_add(&sieve->from, &sieve->words, page + end, fate->end - end))
		return GHIRBAL_NO_MEMORY;
	sieve->written = true;
	return add_text(sieve, sieve->words.data + begin, sieve->words.size - begin);
}

static ghirbal_status add_line(struct gh_sieve *sieve, const struct gh_fate *fate)
{
	if (fate->text == sieve->doc.text + fate->start)
		return add_span(sieve, fate->start, fate->end);
	return add_piece(sieve, fate);
}

/* How the lines are walked that are written or told. */
struct walk {
	size_t at;       /* where the last line ended, and the number of the next */
	size_t number;
	size_t after;    /* the first line of those behind the last that stays */
	bool removed;    /* the last line went */
	bool parted;     /* blank lines stand already where lines went */
};

static bool is_removed(const struct gh_fate *fate)
{
	return fate->dropped || fate->length == 0;
}

/*
 * Blank lines belong with the text before them.  Of the runs on both sides of something removed
 * only the first stays, and neither where nothing was written before or nothing follows.
 */
static ghirbal_status write_blank(struct gh_sieve *sieve, struct walk *walk, size_t i)
{
	const struct gh_fate *fate = &sieve->fates[i];
	bool beside = walk->removed || is_removed(fate);

	if (!beside || (!walk->parted && sieve->written && i < walk->after)) {
		walk->parted = beside && fate->start > walk->at;
		return add_span(sieve, walk->at, fate->start);
	}
	return gh_tell_blank(&sieve->teller, walk->at, fate->start, walk->number);
}

static ghirbal_status tell_line(struct gh_sieve *sieve, const struct gh_fate *fate)
{
	size_t end = before_line_end(sieve->doc.text, fate->start, fate->end);
	const struct gh_extent line_end = {end, fate->end};
	ghirbal_status status = gh_tell_removals(&sieve->teller, &sieve->removals, &fate->why,
	                                         fate->number, &line_end);

	/* Of a line that was cut away its end is left, which is a blank line. */
	if (!status && !fate->dropped && fate->length == 0)
		status = gh_tell_blank(&sieve->teller, end, fate->end, fate->number);
	return status;
}

static ghirbal_status write_line(struct gh_sieve *sieve, struct walk *walk, size_t i)
{
	const struct gh_fate *fate = &sieve->fates[i];
	ghirbal_status status = write_blank(sieve, walk, i);

	if (!status)
		status = tell_line(sieve, fate);
	walk->at = fate->end;
	walk->number = fate->number + 1;
	walk->removed = is_removed(fate);
	if (walk->removed)
		return status;
	walk->parted = false;
	return status ? status : add_line(sieve, fate);
}

static ghirbal_status write_lines(struct gh_sieve *sieve, size_t number, bool last)
{
	struct walk walk = {.number = number, .after = sieve->fates_count};
	ghirbal_status status = GHIRBAL_OK;
	size_t i;

	while (walk.after > 0 && is_removed(&sieve->fates[walk.after - 1]))
		walk.after--;
	sieve->run = sieve->run_end = 0;
	sieve->teller.page = sieve->doc.text;
	for (i = 0; i < sieve->fates_count && !status; i++)
		status = write_line(sieve, &walk, i);
	if (!status && walk.removed && last)
		status = gh_tell_blank(&sieve->teller, walk.at, sieve->doc.size, walk.number);
	else if (!status)
		status = add_span(sieve, walk.at, sieve->doc.size);
	return status ? status : add_run(sieve);
}

/* ---- the public face ---- */

static ghirbal_status clean_block(struct gh_sieve *sieve, const char *text, size_t size, bool last,
                                  size_t *taken)
{
	size_t begin = sieve->number;
	ghirbal_status status;

	if (!gh_doc_read(&sieve->doc, text, size, &sieve->number, sieve->first))
		return GHIRBAL_NO_MEMORY;
	*taken = sieve->doc.size;
	sieve->counts->lines += sieve->number - begin;
	if (!open_fates(sieve) ||
	    !gh_match(sieve->matcher, sieve->scratch, &sieve->doc, &sieve->hits) ||
	    !cut_lines(sieve) || !judge_lines(sieve))
		return GHIRBAL_NO_MEMORY;
	status = write_lines(sieve, begin, last && *taken == size);
	sieve->teller.offset += *taken;
	sieve->first = false;
	return status ? status : hand_over(sieve);
}

ghirbal_status gh_sieve_part(struct gh_sieve *sieve, const char *text, size_t size, bool last)
{
	ghirbal_status status = GHIRBAL_OK;
	size_t taken = 0;

	while (size > 0 && !status) {
		status = clean_block(sieve, text, size, last, &taken);
		text += taken;
		size -= taken;
	}
	return status;
}

ghirbal_status gh_sieve_pass(struct gh_sieve *sieve, const char *text, size_t size)
{
	ghirbal_status status = add_text(sieve, text, size);

	sieve->teller.offset += size;
	sieve->first = false;
	sieve->written = true;
	return status ? status : hand_over(sieve);
}
