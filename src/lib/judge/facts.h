/* SPDX-License-Identifier: MIT */
/*
 * The facts of a page: what each line is in it, by what rules said, by its shape and by its
 * neighbours.  Each is a column over the lines (columns.def).
 */
#ifndef GH_FACTS_H
#define GH_FACTS_H

#include "judge/flags.h"
#include "judge/policy.h"
#include "rules/match.h"
#include "judge/shapes.h"
#include "judge/table.h"

#define GH_NOWHERE SIZE_MAX
#define GH_MARGIN 16 /* lines that every column has before the first line and behind the last */

/* What a line is; it may be several. */
enum gh_fact {
	/* what rules say */
	GH_IS_KEPT = 1 << 0,
	GH_IS_RULED = 1 << 1,
	GH_IS_HINTED = 1 << 2,
	GH_IS_HEAD = 1 << 3,
	GH_IS_END = 1 << 4,
	GH_IS_TAIL = 1 << 5,       /* ends in a phrase of a rule */
	GH_IS_ASKED = 1 << 6,      /* ruled by a rule of the user's own */
	GH_IS_INFO = 1 << 7,       /* its rule is of facts about the page: they stand in articles too */
	GH_IS_HALF_KNOWN = 1 << 8, /* phrases that rules know make up half of it */
	GH_IS_KNOWN = 1 << 9,      /* and three fifths */
	GH_IS_SITES = 1 << 10,     /* what rules take or hint at for the site's, or know */
	/* what its shape says */
	GH_IS_PROSE = 1 << 11,     /* running text */
	GH_IS_PARAGRAPH = 1 << 12, /* a good deal of it, not cut off */
	GH_IS_CHROME = 1 << 13,    /* a rule, a date, an address: not what articles are made of */
	GH_IS_ABOUT_SITE = 1 << 14, /* with words of a site about itself */
	GH_IS_SECTION = 1 << 15,   /* with names of sections */
	GH_IS_DATED = 1 << 16,
	/* what its neighbours say */
	GH_IS_COPIED = 1 << 17,    /* stands on the page twice and more */
	GH_IS_ECHO = 1 << 18,      /* named like another, as menus and contents name what they list */
	GH_IS_NEAR_COPY = 1 << 19,
	GH_IS_BUTTON = 1 << 20,    /* ruled, under each of several things */
	GH_IS_DOUBTED = 1 << 21,   /* what a rule says of the line is not believed here */
	GH_IS_POLICY = 1 << 22,    /* text, but one of several lines about the site and its users */
	GH_IS_CARD = 1 << 23,      /* a title with its text below */
	GH_IS_UNDER = 1 << 24,     /* that text */
	GH_IS_HEADLINE = 1 << 25,
	GH_IS_SIGNED = 1 << 26,    /* a few words that a copyright line holds too: the site's name */
	GH_IS_LISTED = 1 << 27,    /* in a listing of other pages; see listing.h */
	GH_IS_ENCLOSED = 1 << 28,  /* between two lines of prose, no chrome among what is between */
	GH_IS_OPEN = 1 << 29,      /* a score decides */
	GH_IS_WEIGHED = 1 << 30    /* its evidence is asked for, for that or for the reason it goes */
};

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

struct gh_page {
	ghirbal_allocator from;
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
 * What the rules said of each line, and what its shape makes of it without its neighbours; false for
 * want of memory.
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
static inline size_t gh_next_before(const struct gh_page *page, size_t i, size_t end, uint32_t facts)
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

/* What rules take or hint at, and what of it is not believed; not what they only know part of. */
#define GH_IS_TOLD (GH_IS_RULED | GH_IS_HINTED)

static inline const struct gh_shape *gh_shape_of(const struct gh_page *page, size_t i)
{
	return &page->shaped[i]->shape;
}

/* Whether both have about the same number of words. */
static inline bool gh_like_sized(const struct gh_page *page, size_t a, size_t b)
{
	int difference = page->size[a] - page->size[b];

	return (difference < 0 ? -difference : difference) * 100 < 35 * GH_ONE;
}

#endif
