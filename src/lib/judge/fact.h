/* SPDX-License-Identifier: MIT */
/* What is known of a line as one bit each: facts. */
#ifndef GH_FACT_H
#define GH_FACT_H

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

/* What rules take or hint at, and what of it is not believed; not what they only know part of. */
#define GH_IS_TOLD (GH_IS_RULED | GH_IS_HINTED)

#endif
