/* SPDX-License-Identifier: MIT */
#include "sieve.h"

#include <string.h>

#include "joint.h"
#include "text/memo.h"

/*
 * Each pass takes at least one line out, and in practice the second or third takes none.  The bound
 * keeps a hostile page from costing its lines squared.
 */
#define PASSES 16

#define EVIDENCE 160 /* bytes of words a removal may say */

ghirbal_status gh_sieve_init(struct gh_sieve *sieve, const ghirbal_allocator *from)
{
	sieve->from = *from;
	sieve->teller = (struct gh_teller){.settings = sieve->settings,
	                                   .set = sieve->set,
	                                   .counts = sieve->counts,
	                                   .rule_hits = sieve->rule_hits};
	gh_block_init(&sieve->block, from, sieve->settings);
	gh_recall_init(&sieve->recall, from);
	sieve->norm = sieve->block.source.norm;
	if (sieve->settings->only_normalize)
		return GHIRBAL_OK;
	sieve->scratch = gh_scratch_new(sieve->matcher, from);
	if (sieve->scratch)
		sieve->judge = gh_judge_new(from, gh_scratch_lexemes(sieve->scratch));
	sieve->memo = gh_memo_new(from);
	return sieve->judge && sieve->memo ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

void gh_sieve_free(struct gh_sieve *sieve)
{
	gh_block_free(&sieve->block);
	gh_recall_free(&sieve->recall);
	gh_scratch_free(sieve->scratch);
	gh_judge_free(sieve->judge);
	gh_memo_free(&sieve->from, sieve->memo);
	gh_buf_free(&sieve->from, &sieve->out);
}

void gh_sieve_begin(struct gh_sieve *sieve)
{
	sieve->number = 1;
	sieve->teller.offset = 0;
	sieve->first = true;
	sieve->written = false;
}

/* ---- judging ---- */

/*
 * Whether anybody asks why lines go; where a group is off it is asked of the one that the reason
 * points to.
 */
static bool asks(const struct gh_sieve *sieve)
{
	return sieve->settings->removed || sieve->set->off;
}

static void note_drop(struct gh_outcome *outcome, const struct gh_decision *decision, size_t words)
{
	outcome->drop = *decision;
	outcome->words = words;
	outcome->dropped = true;
}

/* The same with the words for it, unless it is spared. */
static bool explain_drop(struct gh_sieve *sieve, size_t index, struct gh_outcome *outcome,
                         const struct gh_decision *decision)
{
	struct gh_buf *told = &sieve->block.removals.words;
	size_t words;

	if (!gh_buf_reserve(&sieve->from, told, EVIDENCE))
		return false;
	words = gh_judge_explain(sieve->judge, index, told->data + told->size, EVIDENCE);
	if (!outcome->spared && !gh_is_spared(sieve->set, decision))
		note_drop(outcome, decision, gh_removals_take_words(&sieve->block.removals, words));
	return true;
}

/*
 * Takes the lines that decisions drop out of the table, so that the judge sees what a reader would.
 * A line of a group that is off is out of the judge's sight too and stays in the text, so that
 * switching a group off changes nothing else.
 */
static bool take_out(struct gh_sieve *sieve, const struct gh_decision *decisions)
{
	struct gh_line *lines = sieve->block.doc.lines;
	const bool asked = asks(sieve);
	size_t i, count = sieve->block.doc.count, kept = 0;

	for (i = 0; i < count; i++) {
		if (decisions[i].verdict == GHIRBAL_DROPPED) {
			struct gh_outcome *outcome = &sieve->block.outcomes[lines[i].outcome];

			if (!asked)
				note_drop(outcome, &decisions[i], GH_NO_WORDS);
			else if (!explain_drop(sieve, i, outcome, &decisions[i]))
				return false;
			continue;
		}
		if (kept < i) {
			lines[kept] = lines[i];
			sieve->block.hits.lines[kept] = sieve->block.hits.lines[i];
		}
		kept++;
	}
	sieve->block.doc.count = kept;
	return true;
}

static bool judge_lines(struct gh_sieve *sieve)
{
	size_t pass, before;

	gh_judge_open(sieve->judge, asks(sieve));
	for (pass = 0; pass < PASSES && sieve->block.doc.count > 0; pass++) {
		const struct gh_decision *decisions =
			gh_judge(sieve->judge, sieve->set, &sieve->block.doc, &sieve->block.hits,
		                 sieve->settings->level);

		before = sieve->block.doc.count;
		if (!decisions || !take_out(sieve, decisions))
			return false;
		if (sieve->block.doc.count == before)
			break;
	}
	return true;
}

/* ---- writing ---- */

static ghirbal_status put(struct gh_sieve *sieve, const char *text, size_t size)
{
	if (size > 0 && sieve->settings->write(sieve->settings->context, text, size) != 0)
		return GHIRBAL_STOPPED;
	sieve->counts->bytes_out += size;
	return GHIRBAL_OK;
}

static ghirbal_status put_run(struct gh_sieve *sieve)
{
	size_t run = sieve->run;

	sieve->run = sieve->run_end;
	return put(sieve, sieve->block.doc.text + run, sieve->run_end - run);
}

/* Bytes that follow on what was put last wait, so that text leaves in long runs. */
static ghirbal_status put_span(struct gh_sieve *sieve, size_t start, size_t end)
{
	ghirbal_status status = GHIRBAL_OK;

	if (start == end)
		return GHIRBAL_OK;
	if (start != sieve->run_end) {
		status = put_run(sieve);
		sieve->run = start;
	}
	sieve->run_end = end;
	sieve->written = true;
	return status;
}

/* A line, or what cuts left of it with the line's own end. */
static ghirbal_status put_line(struct gh_sieve *sieve, const struct gh_outcome *outcome)
{
	const struct gh_piece *piece;
	ghirbal_status status;
	size_t end;

	if (outcome->piece == GH_NO_PIECE)
		return put_span(sieve, outcome->start, outcome->end);
	piece = &sieve->block.pieces[outcome->piece];
	end = gh_line_end(sieve->block.doc.text + outcome->start, outcome->end - outcome->start);
	status = put_run(sieve);
	if (!status)
		status = put(sieve, sieve->block.bytes.data + piece->text, piece->length);
	sieve->written = true;
	return status ? status : put_span(sieve, outcome->end - end, outcome->end);
}

/* How the lines are walked that are written or told. */
struct walk {
	size_t at;       /* where the last line ended in the text, and in the part as it came in */
	size_t raw_at;
	size_t number;   /* of the next */
	size_t after;    /* the first line of those behind the last that stays */
	bool removed;    /* the last line went */
	bool parted;     /* blank lines stand already where lines went */
};

/*
 * Blank lines belong with the text before them.  Of the runs on both sides of something removed
 * only the first stays, and neither where nothing was written before or nothing follows.
 */
static ghirbal_status write_blank(struct gh_sieve *sieve, struct walk *walk, size_t i)
{
	const struct gh_outcome *outcome = &sieve->block.outcomes[i];
	bool beside = walk->removed || gh_is_removed(outcome);

	if (!beside || (!walk->parted && sieve->written && i < walk->after)) {
		walk->parted = beside && outcome->start > walk->at;
		return put_span(sieve, walk->at, outcome->start);
	}
	return gh_tell_blank(&sieve->teller, walk->raw_at, outcome->raw.start, walk->number);
}

/* What was left of a line goes with its line end, behind whatever was cut from its end. */
static ghirbal_status tell_drop(struct gh_sieve *sieve, const struct gh_outcome *outcome,
                                const struct gh_extent *line_end)
{
	struct gh_raw raw = gh_block_raw(&sieve->block, outcome);
	struct gh_removal removal = {.decision = outcome->drop,
	                             .text = raw.at,
	                             .length = raw.length,
	                             .of_piece = raw.of_piece,
	                             .words = outcome->words};

	removal.extent = gh_block_origin(&sieve->block, outcome, 0, raw.length);
	removal.extent.end = line_end->start;
	return gh_tell_removal(&sieve->teller, &sieve->block.removals, &removal, outcome->number,
	                       line_end);
}

static ghirbal_status tell_line(struct gh_sieve *sieve, const struct gh_outcome *outcome)
{
	const struct gh_extent line_end = {gh_raw_end(outcome), outcome->raw.end};
	ghirbal_status status =
		gh_tell_removals(&sieve->teller, &sieve->block.removals, &outcome->why,
		                 outcome->number, &line_end);

	if (!status && outcome->dropped)
		status = tell_drop(sieve, outcome, &line_end);
	/* Of a line that was cut away its end is left, which is a blank line. */
	if (!status && outcome->cut_away)
		status = gh_tell_blank(&sieve->teller, line_end.start, line_end.end,
		                       outcome->number);
	return status;
}

static void step_over(struct walk *walk, const struct gh_outcome *outcome)
{
	walk->at = outcome->end;
	walk->raw_at = outcome->raw.end;
	walk->number = outcome->number + 1;
	walk->removed = gh_is_removed(outcome);
	walk->parted = walk->parted && walk->removed;
}

static ghirbal_status write_line(struct gh_sieve *sieve, struct walk *walk, size_t i)
{
	const struct gh_outcome *outcome = &sieve->block.outcomes[i];
	ghirbal_status status = write_blank(sieve, walk, i);

	if (!status)
		status = tell_line(sieve, outcome);
	step_over(walk, outcome);
	return status || walk->removed ? status : put_line(sieve, outcome);
}

/* Whether a line was dropped in one piece, right behind the end of another. */
static bool is_plain_drop(const struct gh_outcome *outcome, size_t end, size_t raw_end)
{
	return outcome->dropped && outcome->piece == GH_NO_PIECE &&
	       outcome->why.first == GH_NO_REMOVAL && outcome->start == end &&
	       outcome->raw.start == raw_end;
}

/* Such lines from i on are only counted where nobody asks for what went. */
static void count_drops(struct gh_sieve *sieve, struct walk *walk, size_t *i)
{
	const struct gh_outcome *first = &sieve->block.outcomes[*i], *outcome = first,
	                        *last = sieve->block.outcomes + sieve->block.outcomes_count;
	size_t end = walk->at, raw_end = walk->raw_at;

	if (sieve->settings->removed)
		return;
	for (; outcome < last && is_plain_drop(outcome, end, raw_end); outcome++) {
		gh_count_rule(&sieve->teller, &outcome->drop);
		end = outcome->end;
		raw_end = outcome->raw.end;
	}
	if (outcome == first)
		return;
	gh_count_dropped(&sieve->teller, (size_t)(outcome - first), raw_end - walk->raw_at);
	step_over(walk, outcome - 1);
	*i += (size_t)(outcome - first);
}

/*
 * Lines from i on of which nothing goes, behind another that stays: the blank ones between them
 * stay.
 */
static ghirbal_status write_whole(struct gh_sieve *sieve, struct walk *walk, size_t *i)
{
	const struct gh_outcome *outcomes = sieve->block.outcomes;
	size_t at = walk->at, first = *i;

	if (walk->removed)
		return GHIRBAL_OK;
	while (*i < sieve->block.outcomes_count && gh_stays_whole(&outcomes[*i]))
		++*i;
	if (*i == first)
		return GHIRBAL_OK;
	step_over(walk, &outcomes[*i - 1]);
	return put_span(sieve, at, walk->at);
}

static ghirbal_status write_lines(struct gh_sieve *sieve, size_t number, bool last)
{
	size_t count = sieve->block.outcomes_count, i = 0;
	struct walk walk = {.number = number, .after = count};
	ghirbal_status status = GHIRBAL_OK;

	while (walk.after > 0 && gh_is_removed(&sieve->block.outcomes[walk.after - 1]))
		walk.after--;
	sieve->run = sieve->run_end = 0;
	walk.raw_at = sieve->block.raw_at;
	sieve->teller.page = sieve->block.source.raw;
	sieve->teller.pieces = sieve->block.bytes.data;
	while (i < count && !status) {
		status = write_whole(sieve, &walk, &i);
		count_drops(sieve, &walk, &i);
		if (i < count && !status)
			status = write_line(sieve, &walk, i++);
	}
	if (!status && walk.removed && last)
		status = gh_tell_blank(&sieve->teller, walk.raw_at,
		                       sieve->block.source.raw_size, walk.number);
	else if (!status)
		status = put_span(sieve, walk.at, sieve->block.doc.size);
	return status ? status : put_run(sieve);
}

/* ---- the public face ---- */

/* Once spans are cut: lines are known as they will be written, so that clean text is stable. */
static bool recall_lines(struct gh_sieve *sieve)
{
	struct gh_doc *doc = &sieve->block.doc;
	size_t i;

	if (!gh_recall_lines(&sieve->recall, sieve->has_site ? sieve->memory : NULL, sieve->site,
	                     doc))
		return false;
	for (i = 0; doc->site_documents > 0 && i < doc->count; i++)
		sieve->counts->remembered += doc->lines[i].documents > 0;
	return true;
}

static ghirbal_status clean_block(struct gh_sieve *sieve, const char *text, size_t size, bool last,
                                  size_t *taken)
{
	struct gh_block *block = &sieve->block;
	size_t begin = sieve->number;
	ghirbal_status status;

	if (!gh_block_read(block, text, size, &sieve->number, sieve->first))
		return GHIRBAL_NO_MEMORY;
	*taken = block->doc.size;
	sieve->counts->lines += sieve->number - begin;
	gh_memo_lines(sieve->memo, &block->doc);
	if (!gh_match(sieve->matcher, sieve->scratch, &block->doc, &block->hits) ||
	    !gh_block_part(block, sieve->matcher, sieve->scratch) ||
	    !gh_block_cut(block, sieve->matcher, sieve->scratch) || !recall_lines(sieve) ||
	    !judge_lines(sieve))
		return GHIRBAL_NO_MEMORY;
	sieve->counts->given_up = gh_scratch_given_up(sieve->scratch);
	status = gh_block_count(block, sieve->counts,
	                       sieve->settings->invalid == GHIRBAL_INVALID_FAIL);
	if (!status)
		status = write_lines(sieve, begin, last && *taken == size);
	sieve->first = false;
	return status;
}

/* Of a last line without a line end nothing may be left; it was one all the same. */
static void count_lost_line(struct gh_sieve *sieve)
{
	const struct gh_source *source = &sieve->block.source;

	if (source->raw[source->raw_size - 1] == '\n' ||
	    (source->size > 0 && source->text[source->size - 1] != '\n'))
		return;
	sieve->counts->lines++;
	sieve->number++;
}

ghirbal_status gh_sieve_part(struct gh_sieve *sieve, const char *text, size_t size, bool last)
{
	struct gh_source *source = &sieve->block.source;
	ghirbal_status status = GHIRBAL_OK;
	size_t at, taken = 0;

	if (size == 0)
		return GHIRBAL_OK;
	if (!gh_source_read(source, text, size))
		return GHIRBAL_NO_MEMORY;
	gh_block_count_all(&sieve->block, sieve->counts);
	for (at = 0; at < source->size && !status; at += taken)
		status = clean_block(sieve, source->text + at, source->size - at, last, &taken);
	count_lost_line(sieve);
	sieve->teller.offset += size;
	return status;
}

/* A piece of a line that nobody judges. */
ghirbal_status gh_sieve_pass(struct gh_sieve *sieve, const char *text, size_t size)
{
	bool same = false;
	ghirbal_status status;

	gh_norm_read(&sieve->norm, text, size);
	status = gh_normalize_view(&sieve->norm, &sieve->from, &sieve->out, text, size, &same,
	                           sieve->counts->changed, &sieve->counts->repaired, NULL);
	sieve->teller.offset += size;
	sieve->first = false;
	sieve->written = true;
	if (status)
		return status;
	return put(sieve, same ? text : sieve->out.data, same ? size : sieve->out.size);
}
