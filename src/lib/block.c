/* SPDX-License-Identifier: MIT */
#include "block.h"

#include <string.h>

void gh_block_init(struct gh_block *block, const ghirbal_allocator *from,
                  const ghirbal_settings *settings)
{
	memset(block, 0, sizeof *block);
	block->from = *from;
	gh_source_init(&block->source, from, &settings->normal, settings->invalid);
	gh_doc_init(&block->doc, from);
}

void gh_block_free(struct gh_block *block)
{
	gh_source_free(&block->source);
	gh_doc_free(&block->doc);
	gh_hits_free(&block->from, &block->hits);
	gh_release(&block->from, block->outcomes);
	gh_removals_free(&block->removals, &block->from);
	gh_release(&block->from, block->gaps.at);
	gh_release(&block->from, block->origins);
	gh_release(&block->from, block->pieces);
	gh_buf_free(&block->from, &block->bytes);
}

/*
 * What the normaliser left as it came ends as it came.  Field by field in its place: put together
 * elsewhere and copied, it would be read by wider loads than it was written, for which a processor
 * waits.
 */
static void open_outcome(struct gh_block *block, struct gh_outcome *outcome,
                         const struct gh_line *line, size_t before)
{
	struct gh_extent extent = {before + line->start, before + line->end};
	bool touched;
	struct gh_extent raw = gh_source_line(&block->source, extent, &touched);

	outcome->start = line->start;
	outcome->end = line->end;
	outcome->raw.start = raw.start;
	outcome->raw.end = raw.end;
	outcome->number = line->number;
	outcome->piece = outcome->seen = GH_NO_PIECE;
	outcome->origin = GH_NO_ORIGIN;
	outcome->why.first = outcome->why.last = GH_NO_REMOVAL;
	outcome->ending = (unsigned char)(line->end - line->start - line->length);
	if (touched)
		outcome->ending = (unsigned char)gh_line_end(block->source.raw + raw.start,
		                                             raw.end - raw.start);
	outcome->touched = touched;
	outcome->dropped = outcome->cut_away = outcome->spared = false;
}

static bool open_outcomes(struct gh_block *block)
{
	size_t before = (size_t)(block->doc.text - block->source.text), i;

	if (!GH_GROW(&block->from, block->outcomes, block->outcomes_room, block->doc.count))
		return false;
	block->outcomes_count = block->doc.count;
	gh_removals_clear(&block->removals);
	block->pieces_count = block->bytes.size = block->gaps.count = block->origins_count = 0;
	for (i = 0; i < block->doc.count; i++)
		open_outcome(block, &block->outcomes[i], &block->doc.lines[i], before);
	return true;
}

bool gh_block_read(struct gh_block *block, const char *text, size_t size, size_t *number,
                   bool first)
{
	if (block->outcomes_count > 0 && text != block->source.text)
		block->raw_at = block->outcomes[block->outcomes_count - 1].raw.end;
	else
		block->raw_at = 0;
	return gh_doc_read(&block->doc, text, size, number, first) && open_outcomes(block);
}

/* ---- counting what the normaliser changed ---- */

static void add_changes(ghirbal_counts *counts, const struct gh_changes *changes)
{
	size_t i;

	for (i = 0; i < GHIRBAL_SWITCHES; i++)
		counts->changed[i] += changes->changed[i];
	counts->repaired += changes->repaired;
}

static void take_changes(ghirbal_counts *counts, const struct gh_changes *changes)
{
	size_t i;

	for (i = 0; i < GHIRBAL_SWITCHES; i++)
		counts->changed[i] -= changes->changed[i];
	counts->repaired -= changes->repaired;
}

/*
 * What came in as it is written was not changed, unless ill-formed bytes are there and stay there.
 */
static bool is_as_it_came(const struct gh_block *block, const char *raw, size_t raw_length,
                          const char *text, size_t length)
{
	return block->source.changes.repaired == 0 && raw_length == length &&
	       memcmp(raw, text, length) == 0;
}

/* The changes in all lines are on the counts: those in a line that went are taken off. */
static bool take_line(struct gh_block *block, ghirbal_counts *counts,
                      const struct gh_outcome *outcome)
{
	const char *raw = block->source.raw + outcome->raw.start;
	const char *text = block->doc.text + outcome->start;
	size_t length = outcome->raw.end - outcome->raw.start;
	struct gh_changes changes;

	if (is_as_it_came(block, raw, length, text, outcome->end - outcome->start))
		return true;
	if (!gh_source_mend(&block->source, raw, length, &changes))
		return false;
	take_changes(counts, &changes);
	return true;
}

/* Of a line that was cut the changes in what is left are put back. */
static bool add_piece(struct gh_block *block, ghirbal_counts *counts, const struct gh_piece *piece)
{
	const char *raw = block->bytes.data + piece->raw, *text = block->bytes.data + piece->text;
	struct gh_changes changes;

	if (is_as_it_came(block, raw, piece->raw_length, text, piece->length))
		return true;
	if (!gh_source_mend(&block->source, raw, piece->raw_length, &changes))
		return false;
	add_changes(counts, &changes);
	return true;
}

/* What is ill-formed in what stays must not be there. */
static ghirbal_status check_line(struct gh_block *block, const struct gh_outcome *outcome)
{
	const struct gh_raw raw = gh_block_raw(block, outcome);
	struct gh_changes changes;

	if (!gh_source_mend(&block->source,
	                    (raw.of_piece ? block->bytes.data : block->source.raw) + raw.at,
	                    raw.length, &changes))
		return GHIRBAL_NO_MEMORY;
	return changes.repaired > 0 ? GHIRBAL_BAD_UTF8 : GHIRBAL_OK;
}

static ghirbal_status count_line(struct gh_block *block, ghirbal_counts *counts,
                                 const struct gh_outcome *outcome, bool fails)
{
	bool whole = outcome->piece == GH_NO_PIECE;

	if ((!whole || outcome->dropped) && !take_line(block, counts, outcome))
		return GHIRBAL_NO_MEMORY;
	if (!whole && !gh_is_removed(outcome) &&
	    !add_piece(block, counts, &block->pieces[outcome->piece]))
		return GHIRBAL_NO_MEMORY;
	return fails && !gh_is_removed(outcome) ? check_line(block, outcome) : GHIRBAL_OK;
}

void gh_block_count_all(const struct gh_block *block, ghirbal_counts *counts)
{
	add_changes(counts, &block->source.changes);
}

ghirbal_status gh_block_count(struct gh_block *block, ghirbal_counts *counts, bool fails)
{
	const struct gh_source *source = &block->source;
	ghirbal_status status = GHIRBAL_OK;
	size_t i;

	if (source->same && source->changes.repaired == 0)
		return GHIRBAL_OK;
	fails = fails && source->changes.repaired > 0;
	for (i = 0; i < block->outcomes_count && !status; i++)
		if (block->outcomes[i].touched || block->outcomes[i].piece != GH_NO_PIECE)
			status = count_line(block, counts, &block->outcomes[i], fails);
	return status;
}
