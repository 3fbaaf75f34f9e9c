/* SPDX-License-Identifier: MIT */
/*
 * The facts of a page: what each line is in it, by what rules said, by its shape and by its
 * neighbours.
 */
#ifndef GH_FACTS_H
#define GH_FACTS_H

#include "judge/policy.h"
#include "rules/match.h"
#include "judge/shapes.h"
#include "judge/table.h"

#define GH_NOWHERE SIZE_MAX

/* A run of lines of one pattern; see unit.h. */
struct gh_unit {
	size_t begin, end;        /* end is the line after it */
	int16_t fields, cut;      /* shares of its lines */
	int16_t sorted;           /* how far beyond chance it is in the order of the alphabet */
	unsigned char period;     /* kinds of lines in turn */
	bool priced, asked, counted;
	size_t offered;           /* the line after the last that is offered to choose from */
};

/* One line in its page. */
struct gh_spot {
	struct gh_unit unit;
	unsigned char kind;    /* gh_kind */
	const struct gh_shape *shape;
	const struct gh_shaped *line; /* what the shape is part of */
	/* the nearest line of prose on each side, or GH_NOWHERE */
	size_t prose_before, prose_after;
	size_t ruled_before, ruled_after; /* likewise, of what rules take */
	uint32_t run;          /* lines of about its size in a row, none of them prose */
	uint32_t copies;       /* lines of the page equal to this one, itself counted */
	uint32_t since_copy;   /* how many lines back the same line stands, or 0 */
	uint32_t echoes;       /* lines that are named like it, itself counted */
	uint32_t chrome_sum;   /* lines with evidence of chrome before this one */
	/* likewise */
	uint32_t ruled_sum, site_sum, prose_sum, cards_sum, dates_sum, echo_sum, buttons_sum;
	uint32_t weight_sum;   /* words of prose before this one */
	int16_t cover;         /* share of its words in phrases that rules know */
	int16_t after_head;    /* GH_ONE just below a heading of the site, less with each line */
	int16_t after_end;
	unsigned char subject; /* the group of its rule, when ruled or hinted; or GH_GROUPS */
	unsigned char head_subject; /* of the heading it stands below, or GH_GROUPS */
	unsigned char print_bits; /* set in its shape's print */
	bool kept, ruled, hinted, head, end, tail; /* what rules say */
	bool asked;            /* ruled by a rule of the user's own */
	bool listed;           /* in a listing of other pages; see listing.h */
	bool button;           /* ruled, under each of several things */
	bool doubted;          /* what a rule says of the line is not believed here */
	bool prose, paragraph; /* running text; a good deal of it, not cut off */
	bool policy;           /* text, but one of several lines about the site and its users */
	bool chrome;           /* a rule, a date, an address: not what articles are made of */
	bool card, under;      /* a title with its text below; that text */
	bool headline, near_copy;
	bool signed_below;     /* a few words that a copyright line holds too: the site's name */
};

struct gh_page {
	ghirbal_allocator from;
	struct gh_shapes shapes;
	const struct gh_doc *doc;
	ghirbal_level level;   /* set before the page is read */
	struct gh_spot *spots;
	size_t room;
	/* the first line that no rule takes and that is not a section's name */
	size_t first;
	size_t first_prose, last_prose; /* or GH_NOWHERE */
	size_t begin, end;     /* the stretch most like an article: end is the line after it */
	int16_t size;          /* the logarithm of its lines + 1 */
	int16_t sureness;      /* that it is the article: 0 to GH_ONE */
	int16_t short_share, prose_share, latin_share;
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
	uint32_t *counts;      /* by line: three arrays in a row */
	size_t counts_room;
	bool supported;        /* the stems of the prose are in the table (support.h) */
};

/* What the rules said of each line, and what its shape makes of it without its neighbours. */
void gh_facts_read(struct gh_page *page, const struct gh_ruleset *rules,
                   const struct gh_hits *hits);

/* What a rule takes for the site's; facts about the page stand in articles too. */
bool gh_is_ruled(const struct gh_spot *spot);

/* Whether the line is named like another, as menus and contents name what they list. */
bool gh_is_echo(const struct gh_spot *spot);

/* Whether both have about the same number of words. */
bool gh_like_sized(const struct gh_spot *a, const struct gh_spot *b);

/* Whether phrases that rules know make up that much of the line: a ÷ b. */
static inline bool gh_is_covered(const struct gh_spot *spot, int a, int b)
{
	return spot->cover >= a * GH_ONE / b;
}

#endif
