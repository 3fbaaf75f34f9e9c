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

#define NO_REMOVAL SIZE_MAX

struct gh_fate {
	size_t start, end;     /* as in gh_line */
	size_t number;
	const char *text;      /* what is written of the line: all of it, or a piece */
	size_t length;
	size_t first, last;    /* its removals, or NO_REMOVAL */
	bool dropped;
};

struct gh_removal {
	struct gh_decision decision;
	const char *text;      /* the bytes removed */
	size_t length;
	size_t words;          /* offset in sieve.words of the evidence, a string */
	size_t next;           /* of the same line, or NO_REMOVAL */
};

ghirbal_status gh_sieve_init(struct gh_sieve *sieve, const ghirbal_allocator *from)
{
	sieve->from = *from;
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
	gh_release(&sieve->from, sieve->removals);
	gh_buf_free(&sieve->from, &sieve->pieces);
	gh_buf_free(&sieve->from, &sieve->words);
	gh_buf_free(&sieve->from, &sieve->out);
}

void gh_sieve_begin(struct gh_sieve *sieve)
{
	sieve->number = 1;
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
	sieve->removals_count = sieve->words.size = 0;
	for (i = 0; i < sieve->doc.count; i++) {
		const struct gh_line *line = &sieve->doc.lines[i];

		grown[i] = (struct gh_fate){line->start,  line->end,  line->number, line->text,
		                            line->length, NO_REMOVAL, NO_REMOVAL,   false};
	}
	return true;
}

static bool note_removal(struct gh_sieve *sieve, struct gh_fate *fate,
                         const struct gh_removal *removal, const char *words)
{
	struct gh_removal *grown;
	size_t place = sieve->removals_count;

	grown = gh_array_grow(&sieve->from, sieve->removals, sizeof *grown, &sieve->removals_room,
	                      place + 1);
	if (!grown)
		return false;
	sieve->removals = grown;
	grown[place] = *removal;
	grown[place].words = sieve->words.size;
	grown[place].next = NO_REMOVAL;
	if (!gh_buf_add(&sieve->from, &sieve->words, words, strlen(words) + 1))
		return false;
	if (fate->last == NO_REMOVAL)
		fate->first = place;
	else
		grown[fate->last].next = place;
	fate->last = place;
	sieve->removals_count++;
	return true;
}

/* ---- cutting spans out of lines ---- */

/* Appends the line without its spans; a blank that stood at a cut edge and at an end goes too. */
static bool add_remainder(struct gh_sieve *sieve, const struct gh_line *line,
                          const struct gh_cut *cuts, size_t count)
{
	size_t at = 0, i, begin = sieve->pieces.size;

	for (i = 0; i <= count; i++) {
		size_t until = i < count ? cuts[i].start : line->length;

		while (at < until && line->text[at] == ' ' && i > 0 &&
		       (sieve->pieces.size == begin ||
		        sieve->pieces.data[sieve->pieces.size - 1] == ' '))
			at++;
		if (until > at &&
		    !gh_buf_add(&sieve->from, &sieve->pieces, line->text + at, until - at))
			return false;
		if (i < count)
			at = cuts[i].start + cuts[i].length;
	}
	while (count > 0 && cuts[count - 1].start + cuts[count - 1].length == line->length &&
	       sieve->pieces.size > begin && sieve->pieces.data[sieve->pieces.size - 1] == ' ')
		sieve->pieces.size--;
	return true;
}

static bool note_cuts(struct gh_sieve *sieve, const struct gh_line *line, const struct gh_hit *hit)
{
	size_t i;

	for (i = 0; i < hit->cuts; i++) {
		const struct gh_cut *cut = &sieve->hits.cuts.all[hit->cut + i];
		struct gh_removal removal = {.decision = {GHIRBAL_CUT, 0, cut->rule, 0},
		                             .text = line->text + cut->start,
		                             .length = cut->length};

		if (!note_removal(sieve, &sieve->fates[line->fate], &removal, ""))
			return false;
	}
	return true;
}

/* Cuts what the rules cut of one line, again while what is left holds another span. */
static bool cut_line(struct gh_sieve *sieve, size_t index)
{
	struct gh_line *line = &sieve->doc.lines[index];
	size_t round;

	for (round = 0; round < CUTS_A_LINE; round++) {
		const struct gh_hit *hit = &sieve->hits.lines[index];
		size_t begin = sieve->pieces.size;

		if (hit->cuts == 0 || hit->rule[GH_KEEP] != GH_NO_RULE)
			break;
		if (!note_cuts(sieve, line, hit) ||
		    !add_remainder(sieve, line, sieve->hits.cuts.all + hit->cut, hit->cuts))
			return false;
		line->text = sieve->pieces.data + begin;
		line->length = sieve->pieces.size - begin;
		sieve->fates[line->fate].text = line->text;
		sieve->fates[line->fate].length = line->length;
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
	struct gh_removal removal = {
		.decision = *decision, .text = line->text, .length = line->length};
	char words[EVIDENCE] = "";

	if (sieve->settings->removed)
		gh_judge_explain(sieve->judge, index, words, sizeof words);
	sieve->fates[line->fate].dropped = true;
	return note_removal(sieve, &sieve->fates[line->fate], &removal, words);
}

/*
 * Takes the lines that decisions drop out of the table, so that the judge sees what a reader would.
 */
static bool take_out(struct gh_sieve *sieve, const struct gh_decision *decisions)
{
	size_t i, kept = 0;

	for (i = 0; i < sieve->doc.count; i++) {
		if (decisions[i].verdict == GHIRBAL_DROPPED) {
			if (!note_drop(sieve, i, &decisions[i]))
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

/* ---- telling ---- */

static ghirbal_status tell(struct gh_sieve *sieve, const struct gh_fate *fate,
                           const struct gh_removal *removal)
{
	const struct gh_decision *decision = &removal->decision;
	const struct gh_ruleset *set = sieve->set;
	ghirbal_removal told = {.document = sieve->counts->documents + 1,
	                        .line = fate->number,
	                        .verdict = (ghirbal_verdict)decision->verdict,
	                        .score = decision->score,
	                        .text = removal->text,
	                        .length = removal->length,
	                        .reason = gh_reason_name(decision->reason),
	                        .evidence = sieve->words.data + removal->words};

	if (decision->rule == GH_NO_RULE) {
		told.group = gh_reason_group(decision->reason);
	} else {
		const struct gh_rule *rule = &set->rules[decision->rule];

		told.group = set->text.data + set->groups[rule->group];
		told.rule_file = set->text.data + set->files[rule->file];
		told.rule_line = rule->line;
	}
	return sieve->settings->removed(sieve->settings->context, &told) ? GHIRBAL_STOPPED
	                                                                 : GHIRBAL_OK;
}

static ghirbal_status tell_removals(struct gh_sieve *sieve, const struct gh_fate *fate)
{
	ghirbal_status status = GHIRBAL_OK;
	size_t at;

	for (at = fate->first; at != NO_REMOVAL && !status; at = sieve->removals[at].next) {
		const struct gh_removal *removal = &sieve->removals[at];

		if (removal->decision.rule != GH_NO_RULE)
			sieve->rule_hits[removal->decision.rule]++;
		if (removal->decision.verdict == GHIRBAL_CUT)
			sieve->counts->spans_cut++;
		else
			sieve->counts->lines_dropped++;
		sieve->counts->bytes_removed += removal->length;
		if (sieve->settings->removed)
			status = tell(sieve, fate, removal);
	}
	return status;
}

/* ---- writing ---- */

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

static size_t before_line_end(const char *text, size_t start, size_t end)
{
	if (end > start && text[end - 1] == '\n') {
		end--;
		if (end > start && text[end - 1] == '\r')
			end--;
	}
	return end;
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

/*
 * Blank lines belong with the text before them.  Of the runs on both sides of something removed
 * only the first stays, and neither where nothing was written before or nothing follows.
 */
static ghirbal_status write_lines(struct gh_sieve *sieve, bool last)
{
	size_t i, at = 0, blank = 0, blank_end = 0;
	bool removed = false;
	ghirbal_status status = GHIRBAL_OK;

	sieve->run = sieve->run_end = 0;
	for (i = 0; i < sieve->fates_count && !status; i++) {
		const struct gh_fate *fate = &sieve->fates[i];

		if (!removed || blank == blank_end) {
			blank = at;
			blank_end = fate->start;
		}
		at = fate->end;
		status = tell_removals(sieve, fate);
		if (fate->dropped || fate->length == 0) {
			removed = true;
			continue;
		}
		if (!status && (!removed || sieve->written))
			status = add_span(sieve, blank, blank_end);
		if (!status)
			status = add_line(sieve, fate);
		removed = false;
	}
	if (!status && !(removed && last))
		status = add_span(sieve, at, sieve->doc.size);
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
	status = write_lines(sieve, last && *taken == size);
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

	sieve->first = false;
	sieve->written = true;
	return status ? status : hand_over(sieve);
}
