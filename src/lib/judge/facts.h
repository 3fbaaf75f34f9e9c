/* SPDX-License-Identifier: MIT */
/*
 * The facts of a page: what each line is in it, by what rules said, by its shape and by its
 * neighbours.  Each is a column over the lines (columns.def).
 */
#ifndef GH_FACTS_H
#define GH_FACTS_H

#include "judge/flags.h"
#include "judge/kind.h"
#include "judge/policy.h"
#include "rules/match.h"
#include "judge/shapes.h"
#include "judge/table.h"

#define GH_NOWHERE SIZE_MAX
#define GH_MARGIN 16 /* lines that every column has before the first line and behind the last */

/* Stems by the highest ten bits of their hashes: of most kinds a page has none. */
#define GH_STEM_KINDS 1024

/* A run of lines of one pattern; see unit.h. */
struct gh_unit {
	size_t begin, end;        /* end is the line after it */
	size_t offered;           /* the line after the last that is offered to choose from */
	int16_t fields, cut;      /* shares of its lines */
	int16_t sorted;           /* how far beyond chance it is in the order of the alphabet */
	unsigned char period;     /* kinds of lines in turn */
	bool priced, asked, counted;
};

/* What rules and shape say of a line in the memo, kept by its place since that turn. */
struct gh_told {
	uint32_t turn, facts;
	int16_t cover;
	unsigned char subject;
};

struct gh_page {
	ghirbal_allocator from;
	struct gh_told *told;  /* of GH_MEMO_LINES */
	struct gh_shapes shapes;
	const struct gh_doc *doc;
	ghirbal_level level;   /* set before the page is read */
#define GH_COLUMN(type, name) type *name;
#include "judge/columns.def"
	unsigned char *columns; /* where they lie */
	size_t columns_room;
	uint32_t any;          /* the facts of all lines together: of others no line need be asked */
	struct gh_unit *units; /* in order, apart */
	size_t units_count, units_room;
	/* the first line that no rule takes and that is not a section's name */
	size_t first;
	size_t first_prose, last_prose; /* or GH_NOWHERE */
	size_t begin, end;     /* the stretch most like an article: end is the line after it */
	int16_t log_lines;     /* the logarithm of its lines + 1 */
	int16_t sureness;      /* that it is the article: 0 to GH_ONE */
	int16_t short_share, prose_share;
	bool signs_found;      /* units and the next four numbers are those of this page */
	uint32_t strength;     /* of what is certain to be a site's, in quarters; see estimate.h */
	uint32_t subjects;     /* kinds of chrome that are certain */
	uint32_t others;       /* lines that are not in a sorted menu */
	int16_t uncertain;     /* how little is certain: 0 to GH_ONE */
	bool doubted;          /* too little for anything to be taken but by a rule */
	uint32_t lists;        /* lines of short pieces */
	uint32_t prose_words;
	/* lines that rules take or hint at for the site's; those that they take */
	size_t ruled, taken;
	struct gh_table table; /* of the stems of the prose */
	unsigned char stems[GH_STEM_KINDS]; /* whether one such is sought, or in the table (support.h) */
	uint32_t *counts;      /* by line: three arrays in a row */
	size_t counts_room;
	bool supported;        /* the stems of the prose are in the table (support.h) */
};

/*
 * What the rules said of each line, and what its shape makes of it without its neighbours, with
 * GH_IS_COPIED and GH_IS_ECHO wherever the document as it came had others like it; false for want
 * of memory.  The rules are the same for all pages.
 */
bool gh_facts_read(struct gh_page *page, const struct gh_ruleset *rules,
                   const struct gh_hits *hits);

static inline bool gh_is(const struct gh_page *page, size_t i, uint32_t fact)
{
	return (page->facts[i] & fact) != 0;
}

/* The first line from i on that has one of the facts, or the number of lines. */
static inline size_t gh_next(const struct gh_page *page, size_t i, uint32_t facts)
{
	return gh_flags_next(page->facts, i, page->doc->count, facts);
}

/* The same among the lines [i, end), or end or more. */
static inline size_t gh_next_before(const struct gh_page *page, size_t i, size_t end,
                                    uint32_t facts)
{
	return gh_flags_next(page->facts, i, end, facts);
}

/* The first from i on that has of the facts of a mask just those wanted, which are some. */
static inline size_t gh_next_such(const struct gh_page *page, size_t i, uint32_t mask,
                                  uint32_t wanted)
{
	return gh_flags_find(page->facts, i, page->doc->count, mask, wanted);
}

/* The last before i that has one of the facts, or GH_NOWHERE. */
static inline size_t gh_last(const struct gh_page *page, size_t i, uint32_t facts)
{
	return gh_flags_last(page->facts, i, facts);
}

/* Words of prose in the lines [begin, end). */
uint32_t gh_prose_between(const struct gh_page *page, size_t begin, size_t end);

/* The first line from i on whose shape has one of the marks, or the number of lines. */
static inline size_t gh_next_marked(const struct gh_page *page, size_t i, uint32_t marks)
{
	return gh_flags_next(page->marks, i, page->doc->count, marks);
}

static inline const struct gh_shape *gh_shape_of(const struct gh_page *page, size_t i)
{
	return &page->shaped[i]->shape;
}

#endif
