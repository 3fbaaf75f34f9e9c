/* SPDX-License-Identifier: MIT */
#include "piece.h"

#include <string.h>

/*
 * A span is cut and the rest matched again at most this often: a phrase cannot uncover another for
 * ever.  A line that holds one still is left as it came, so that it is left when it comes again.
 */
#define CUTS_A_LINE 16

/* Who cuts, and who says what is to be cut. */
struct cutter {
	struct gh_block *block;
	const struct gh_matcher *matcher;
	struct gh_scratch *scratch;
};

static const char *raw_text(const struct gh_block *block, const struct gh_raw *raw)
{
	return (raw->of_piece ? block->bytes.data : block->source.raw) + raw->at;
}

/* The blanks that would stay double or at an end of the line go with the spans beside them. */
static void take_blanks(const char *text, size_t length, struct gh_cut *cuts, size_t count)
{
	bool to_end = cuts[count - 1].start + cuts[count - 1].length == length, open = true;
	size_t i, at = 0;

	for (i = 0; i < count; i++) {
		size_t until = i + 1 < count ? cuts[i + 1].start : length;

		open = cuts[i].start > at ? text[cuts[i].start - 1] == ' ' : open;
		at = cuts[i].start + cuts[i].length;
		while (open && at < until && text[at] == ' ')
			at++;
		cuts[i].length = at - cuts[i].start;
	}
	for (i = count - 1; to_end && cuts[i].start > 0;) {
		if (i > 0 && cuts[i - 1].start + cuts[i - 1].length == cuts[i].start) {
			i--;
			continue;
		}
		if (text[cuts[i].start - 1] != ' ')
			break;
		cuts[i].start--;
		cuts[i].length++;
	}
}

/* Adds what the cuts leave of a raw line.  The line may be in the same buffer, which may move. */
static bool add_remainder(struct gh_block *block, const struct gh_raw *raw,
                          const struct gh_cut *cuts, size_t count)
{
	size_t at = 0, i;

	if (!gh_buf_reserve(&block->from, &block->bytes, raw->length))
		return false;
	for (i = 0; i <= count; i++) {
		size_t until = i < count ? cuts[i].start : raw->length;

		if (until > at && !gh_buf_add(&block->from, &block->bytes,
		                              raw_text(block, raw) + at, until - at))
			return false;
		if (i < count)
			at = cuts[i].start + cuts[i].length;
	}
	return true;
}

/* Turns spans of a line as it is judged into those of the line as it came in. */
static bool trace_cuts(struct gh_block *block, const struct gh_raw *raw, const struct gh_line *line,
                       struct gh_cut *cuts, size_t count)
{
	size_t i, *edges;
	bool well;

	if (raw->length == line->length &&
	    memcmp(raw_text(block, raw), line->text, raw->length) == 0)
		return true;
	edges = gh_resize(&block->from, NULL, 2 * count * sizeof *edges);
	if (!edges)
		return false;
	for (i = 0; i < count; i++) {
		edges[2 * i] = cuts[i].start;
		edges[2 * i + 1] = cuts[i].start + cuts[i].length;
	}
	well = gh_normalize_trace(&block->source.norm, &block->from, raw_text(block, raw),
	                          raw->length, edges, 2 * count);
	for (i = 0; i < count && well; i++) {
		/* Blanks behind the line's last word are none of the line that is judged. */
		bool to_end = cuts[i].start + cuts[i].length == line->length;

		cuts[i].start = edges[2 * i];
		cuts[i].length = (to_end ? raw->length : edges[2 * i + 1]) - edges[2 * i];
	}
	gh_release(&block->from, edges);
	return well;
}

/* Whether one of the spans is of a group that is off: only the judge then sees the line cut. */
static bool spares_a_cut(const struct gh_ruleset *set, const struct gh_cut *cuts, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (gh_ruleset_is_off(set, set->rules[cuts[i].rule].group))
			return true;
	return false;
}

/* Of a line out of which nothing was cut yet it is as the line came in. */
static struct gh_origin *open_origin(struct gh_block *block, struct gh_outcome *outcome)
{
	if (outcome->origin != GH_NO_ORIGIN)
		return &block->origins[outcome->origin];
	if (!GH_GROW(&block->from, block->origins, block->origins_room,
	             block->origins_count + 1))
		return NULL;
	outcome->origin = (uint32_t)block->origins_count++;
	block->origins[outcome->origin] = (struct gh_origin){.line = outcome->raw.start};
	return &block->origins[outcome->origin];
}

static bool note_cuts(struct gh_block *block, const struct gh_ruleset *set,
                      struct gh_outcome *outcome, const struct gh_raw *raw,
                      const struct gh_cut *cuts, size_t count)
{
	struct gh_origin *origin = open_origin(block, outcome);
	size_t i;

	for (i = 0; i < count && origin; i++) {
		size_t start = cuts[i].start, end = start + cuts[i].length;
		struct gh_removal *removal =
			gh_removals_add(&block->removals, &block->from, &outcome->why);

		if (!removal)
			return false;
		removal->decision = gh_rule_decision(set, cuts[i].rule, GHIRBAL_CUT);
		removal->text = raw->at + start;
		removal->length = end - start;
		removal->of_piece = raw->of_piece;
		removal->extent = gh_origin_of(&block->gaps, origin, start, end);
		if (!gh_gaps_add(&block->from, &block->gaps, &removal->extent))
			return false;
	}
	return origin && gh_origin_take(&block->from, &block->gaps, origin, count);
}

/* What cuts left, raw, is the end of block.bytes; adds it as it will be written, and a piece. */
static bool add_piece(struct gh_block *block, struct gh_outcome *outcome, const struct gh_raw *raw)
{
	struct gh_source *source = &block->source;
	struct gh_changes changes;

	if (!GH_GROW(&block->from, block->pieces, block->pieces_room, block->pieces_count + 1))
		return false;
	if (!gh_source_mend(source, raw_text(block, raw), raw->length, &changes))
		return false;
	outcome->seen = (uint32_t)block->pieces_count;
	block->pieces[block->pieces_count++] =
		(struct gh_piece){raw->at, raw->length, block->bytes.size, source->line.size};
	return gh_buf_add(&block->from, &block->bytes, source->line.data, source->line.size);
}

/* Has the matcher see what is left of a line. */
static bool match_again(const struct cutter *cutter, size_t index, const char *text, size_t length)
{
	struct gh_block *block = cutter->block;
	struct gh_line *line = &block->doc.lines[index];

	line->text = text;
	line->length = length;
	return gh_doc_refold(&block->doc, line) &&
	       gh_match_line(cutter->matcher, cutter->scratch, &block->doc, index, &block->hits);
}

static bool cut_once(const struct cutter *cutter, size_t index, struct gh_raw *raw)
{
	struct gh_block *block = cutter->block;
	const struct gh_line *line = &block->doc.lines[index];
	const struct gh_hit *hit = &block->hits.lines[index];
	struct gh_cut *cuts = block->hits.cuts.all + hit->cut;
	struct gh_outcome *outcome = &block->outcomes[line->outcome];
	const struct gh_ruleset *set = cutter->matcher->set;
	const struct gh_piece *piece;
	size_t begin = block->bytes.size;

	if (!trace_cuts(block, raw, line, cuts, hit->cuts))
		return false;
	take_blanks(raw_text(block, raw), raw->length, cuts, hit->cuts);
	outcome->spared = outcome->spared || spares_a_cut(set, cuts, hit->cuts);
	if ((!outcome->spared && !note_cuts(block, set, outcome, raw, cuts, hit->cuts)) ||
	    !add_remainder(block, raw, cuts, hit->cuts))
		return false;
	*raw = (struct gh_raw){begin, block->bytes.size - begin, true};
	if (!add_piece(block, outcome, raw))
		return false;
	outcome->piece = outcome->spared ? outcome->piece : outcome->seen;
	piece = &block->pieces[outcome->seen];
	return match_again(cutter, index, block->bytes.data + piece->text, piece->length);
}

static bool has_cuts(const struct gh_hit *hit)
{
	return hit->cuts > 0 && hit->rule[GH_KEEP] == GH_NO_RULE;
}

/* Cuts what the rules cut of one line, again while what is left holds another span. */
static bool cut_line(const struct cutter *cutter, size_t index)
{
	struct gh_block *block = cutter->block;
	const struct gh_line before = block->doc.lines[index];
	struct gh_outcome *outcome = &block->outcomes[before.outcome];
	struct gh_raw raw = gh_block_raw(block, outcome);
	size_t round;

	for (round = 0; round < CUTS_A_LINE && has_cuts(&block->hits.lines[index]); round++)
		if (!cut_once(cutter, index, &raw))
			return false;
	if (!has_cuts(&block->hits.lines[index]))
		return true;
	outcome->piece = outcome->seen = GH_NO_PIECE;
	outcome->spared = false;
	outcome->why = GH_NO_CHAIN;
	outcome->origin = GH_NO_ORIGIN;
	return match_again(cutter, index, before.text, before.length);
}

/* Blanks that are all that is left of a line go with the last span. */
static bool take_rest(struct gh_block *block, struct gh_outcome *outcome)
{
	const struct gh_decision decision = block->removals.at[outcome->why.last].decision;
	const struct gh_raw raw = gh_block_raw(block, outcome);
	struct gh_removal *removal;

	outcome->cut_away = true;
	if (raw.length == 0)
		return true;
	removal = gh_removals_add(&block->removals, &block->from, &outcome->why);
	if (!removal)
		return false;
	removal->decision = decision;
	removal->text = raw.at;
	removal->length = raw.length;
	removal->of_piece = true;
	removal->extent = gh_block_origin(block, outcome, 0, raw.length);
	return true;
}

/* Pieces stay in place now; a line of which nothing is left is blank, and the judge sees none. */
static bool settle_pieces(struct gh_block *block)
{
	size_t i, kept = 0;

	for (i = 0; i < block->doc.count; i++) {
		struct gh_line *line = &block->doc.lines[i];
		struct gh_outcome *outcome = &block->outcomes[line->outcome];

		if (outcome->seen != GH_NO_PIECE) {
			line->text = block->bytes.data + block->pieces[outcome->seen].text;
			if (gh_is_blank_line(line->text, line->length)) {
				if (!outcome->spared && !take_rest(block, outcome))
					return false;
				continue;
			}
		}
		block->doc.lines[kept] = *line;
		block->hits.lines[kept++] = block->hits.lines[i];
	}
	block->doc.count = kept;
	return true;
}

bool gh_block_cut(struct gh_block *block, const struct gh_matcher *matcher,
                  struct gh_scratch *scratch)
{
	const struct cutter cutter = {block, matcher, scratch};
	size_t i;

	if (block->hits.cuts.count == 0)
		return true;
	for (i = 0; i < block->doc.count; i++)
		if (has_cuts(&block->hits.lines[i]) && !cut_line(&cutter, i))
			return false;
	return settle_pieces(block);
}
