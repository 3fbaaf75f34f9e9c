/* SPDX-License-Identifier: MIT */
/*
 * A block of a document's lines on its way through the sieve: what they say, and what becomes of
 * them.
 *
 * A part of a document is one block, unless it has very many lines.
 */
#ifndef GH_BLOCK_H
#define GH_BLOCK_H

#include "judge/judge.h"
#include "removal.h"
#include "source.h"

#define GH_NO_PIECE UINT32_MAX
#define GH_NO_ORIGIN UINT32_MAX

/* What becomes of one line. */
struct gh_outcome {
	size_t start, end;       /* as in gh_line: where it is in the text that is judged */
	struct gh_extent raw;    /* where it was in the part as it came in, with its line end */
	size_t number;
	uint32_t piece;          /* what cuts left of it, in block.pieces; or GH_NO_PIECE */
	uint32_t seen;           /* the piece that the judge sees, if it is another */
	uint32_t origin;         /* of the piece, in block.origins; or GH_NO_ORIGIN */
	struct gh_chain why;     /* the spans that went */
	struct gh_decision drop; /* why the rest went, if it was dropped */
	size_t words;            /* and the evidence, in block.removals.words; or GH_NO_WORDS */
	unsigned char ending;    /* how many bytes ended it as it came in */
	bool touched:1;          /* by the normaliser */
	bool dropped:1, cut_away:1;
	bool spared:1;           /* it holds a span of a group that is off: no more of it goes */
};

/* What cuts left of a line, in block.bytes: as it came in, and as it will be written. */
struct gh_piece {
	size_t raw, raw_length, text, length;
};

/* A line, or what cuts left of it, as it came in: in source.raw, or in bytes. */
struct gh_raw {
	size_t at, length;
	bool of_piece;
};

struct gh_block {
	ghirbal_allocator from;
	struct gh_source source;   /* as it came in and as it will be written */
	size_t raw_at;             /* where the blocks before this one ended in what came in */
	struct gh_doc doc;         /* the lines that are left of the block */
	struct gh_hits hits;
	struct gh_outcome *outcomes;     /* of all lines, in order */
	size_t outcomes_count, outcomes_room;
	struct gh_removals removals; /* what went of them, and why */
	struct gh_gaps gaps;       /* in lines with a span cut out */
	struct gh_origin *origins; /* of those lines */
	size_t origins_count, origins_room;
	struct gh_piece *pieces;   /* what is left of those lines */
	size_t pieces_count, pieces_room;
	struct gh_buf bytes;       /* of the pieces */
};

void gh_block_init(struct gh_block *block, const ghirbal_allocator *from,
                  const ghirbal_settings *settings);
void gh_block_free(struct gh_block *block);

/*
 * Reads the next block: text is what is left of block->source.text; *number is as for
 * gh_doc_read(). False for want of memory.
 */
bool gh_block_read(struct gh_block *block, const char *text, size_t size, size_t *number,
                   bool first);

/* Where a line's end, LF or CR LF, begins in source.raw. */
static inline size_t gh_raw_end(const struct gh_outcome *outcome)
{
	return outcome->raw.end - outcome->ending;
}

/* A line as it came in, without its line end; or what cuts left of it. */
static inline struct gh_raw gh_block_raw(const struct gh_block *block,
                                         const struct gh_outcome *outcome)
{
	size_t at = outcome->raw.start;

	if (outcome->piece == GH_NO_PIECE)
		return (struct gh_raw){at, gh_raw_end(outcome) - at, false};
	return (struct gh_raw){block->pieces[outcome->piece].raw,
	                       block->pieces[outcome->piece].raw_length, true};
}

/*
 * Where the bytes [start, end) of the line as it now reads stood; asked in the order of the line.
 */
static inline struct gh_extent gh_block_origin(struct gh_block *block,
                                               const struct gh_outcome *outcome, size_t start,
                                               size_t end)
{
	if (outcome->origin == GH_NO_ORIGIN)
		return (struct gh_extent){outcome->raw.start + start, outcome->raw.start + end};
	return gh_origin_of(&block->gaps, &block->origins[outcome->origin], start, end);
}

static inline bool gh_is_removed(const struct gh_outcome *outcome)
{
	return outcome->dropped || outcome->cut_away;
}

/* Nothing of it goes. */
static inline bool gh_stays_whole(const struct gh_outcome *outcome)
{
	return outcome->piece == GH_NO_PIECE && outcome->why.first == GH_NO_REMOVAL &&
	       !gh_is_removed(outcome);
}

/*
 * Adds what the normaliser changed to the counts: in all lines, before the first block; and takes
 * off, once a block is judged, what it changed in those that went.  GHIRBAL_BAD_UTF8 if ill-formed
 * bytes are in a line that stays, and that must not be (fails).
 */
void gh_block_count_all(const struct gh_block *block, ghirbal_counts *counts);
ghirbal_status gh_block_count(struct gh_block *block, ghirbal_counts *counts, bool fails);

#endif
