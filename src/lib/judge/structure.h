/* SPDX-License-Identifier: MIT */
/*
 * What no rule names and no line shows alone: what goes by the structure of a page.
 */
#ifndef GH_STRUCTURE_H
#define GH_STRUCTURE_H

#include "judge/decision.h"
#include "judge/facts.h"

/*
 * The same line twice in a row comes of a picture and its text; three times is a refrain, and a
 * headline may stand above an article once more.  With a credit and right above the article it is
 * the picture's both times.
 */
void gh_drop_repeated(const struct gh_page *page, struct gh_decision *decisions);

/*
 * A source is the site's where its tags, buttons or lists are next to it, and the article's
 * elsewhere.
 */
void gh_drop_sources(const struct gh_page *page, const struct gh_ruleset *rules,
                     const struct gh_hits *hits, struct gh_decision *decisions);

/* A section's name above the headline is the first thing that extracted text often keeps. */
void gh_drop_section(const struct gh_page *page, struct gh_decision *decisions);

/*
 * Sites that were broken into carry a stretch of text on gambling in another script.  The stretch
 * goes, not its single lines: an article on gambling has its own title and is in the script of its
 * page.
 */
void gh_drop_spam(const struct gh_page *page, struct gh_decision *decisions);

/*
 * Tags in one line: a dozen and more words without one that joins them, many twice or sections'
 * names.
 */
void gh_drop_tag_clouds(const struct gh_page *page, struct gh_decision *decisions);

/*
 * Under a heading of related things everything goes up to the next prose; when no more paragraphs
 * come, the article is over and the rest goes.  What ends an article is believed only then, so that
 * of many articles in one file none is lost for the comments under the one before.
 */
void gh_drop_blocks(const struct gh_page *page, struct gh_decision *decisions);

/*
 * After the end of an article, told by a source or buttons, tags or comments and "read also",
 * a whole foreign article may follow.  It is taken for one only if it is the first such end and no
 * more text follows than came before: of many articles in one file the first has most of the text
 * behind it, and so none of them is taken for foreign.
 */
void gh_drop_foreign(const struct gh_page *page, struct gh_decision *decisions);

#endif
