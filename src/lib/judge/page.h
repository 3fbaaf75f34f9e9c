/* SPDX-License-Identifier: MIT */
/*
 * The evidence for each line from the whole page: rules, shape, place and neighbours, as numbers.
 *
 * One pass forward and one back over the lines, with windows of fixed width: linear in their
 * number.
 */
#ifndef GH_PAGE_H
#define GH_PAGE_H

#include "rules/match.h"
#include "judge/shape.h"

enum gh_evidence {
#define GH_WEIGHT(name, weight, prior, words) GH_E_##name,
#define GH_LEVEL(level, bias)
#define GH_SWITCH(cost)
#include "judge/weights.def"
#undef GH_WEIGHT
#undef GH_LEVEL
#undef GH_SWITCH
	GH_EVIDENCE
};

/* The subjects of the default rules' groups; a group of the user's own is OTHER. */
enum gh_subject {
	GH_RELATED,
	GH_NAV,
	GH_SHARE,
	GH_COMMENTS,
	GH_LEGAL,
	GH_PROMO,
	GH_TAGS,
	GH_LOGIN,
	GH_PAGE_INFO,
	GH_OTHER,
	GH_SUBJECTS
};

#define GH_NOWHERE SIZE_MAX
#define GH_LOGS 64

/* One line in its page. */
struct gh_spot {
	const struct gh_shape *shape;
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
	float cover;           /* share of its words in phrases that rules know */
	float after_head;      /* 1 just below a heading of the site, less with each line */
	float after_end;
	unsigned char subject; /* of its rule, when ruled or hinted */
	unsigned char head_subject;
	unsigned char print_bits; /* set in its shape's print */
	bool kept, ruled, hinted, head, end, tail; /* what rules say */
	bool button;           /* ruled, under each of several things */
	bool doubted;          /* what a rule says of the line is not believed here */
	bool prose, paragraph; /* running text; a good deal of it, not cut off */
	bool policy;           /* text, but one of several lines about the site and its users */
	bool chrome;           /* a rule, a date, an address: not what articles are made of */
	bool card, under;      /* a title with its text below; that text */
	bool headline, near_copy;
};

struct gh_page {
	ghirbal_allocator from;
	struct gh_shapes shapes;
	const struct gh_doc *doc;
	struct gh_spot *spots;
	size_t room;
	/* the first line that no rule takes and that is not a section's name */
	size_t first;
	size_t first_prose, last_prose; /* or GH_NOWHERE */
	size_t begin, end;     /* the stretch most like an article: end is the line after it */
	float sureness;        /* that it is the article: 0 to 1 */
	float ruled_share, short_share, prose_share, latin_share;
	uint32_t prose_words;
	/* lines that rules take or hint at for the site's; those that they take */
	size_t ruled, taken;
	struct gh_table *table; /* of copies, then of stems */
	size_t table_room, table_mask;
	bool supported;        /* the stems of the prose are in the table */
	float logs[GH_LOGS];   /* of small numbers, each plus one */
};

bool gh_page_init(struct gh_page *page, const ghirbal_allocator *from);
void gh_page_free(struct gh_page *page);

/* Takes the lines of doc as they are now, with what the rules said; false for want of memory. */
bool gh_page_read(struct gh_page *page, const struct gh_doc *doc, const struct gh_ruleset *rules,
                  const struct gh_hits *hits);

/* Whether line i stands between two lines of prose with no chrome among the lines between them. */
bool gh_page_clean_gap(const struct gh_page *page, size_t i);

/* The evidence for line i, values[GH_EVIDENCE].  False for want of memory. */
bool gh_page_weigh(struct gh_page *page, size_t i, float *values);

#endif
