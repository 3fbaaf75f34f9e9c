/* SPDX-License-Identifier: MIT */
#include "judge/recurrence.h"

#include <string.h>

#include "judge/likeness.h"
#include "judge/support.h"

#define KNOWN 5      /* documents of a site, before which its pages may be alike by chance */
#define RECURS 3     /* documents: a line of two may be the same text under two titles */
#define RUN 3        /* lines: formulas of an author stand alone or by two */
#define SOME_PAGES 10 /* one page in so many has what its menus and boxes say */
#define TITLE_WORDS 3
#define TITLE_LINES 3 /* a date or an author may stand between it and the text */

static bool recurs(const struct gh_doc *doc, size_t i)
{
	return doc->lines[i].documents >= RECURS;
}

static bool is_known_well(const struct gh_doc *doc)
{
	return doc->site_documents >= KNOWN;
}

bool gh_has_recurrent(const struct gh_doc *doc)
{
	size_t i;

	for (i = 0; is_known_well(doc) && i < doc->count; i++)
		if (recurs(doc, i))
			return true;
	return false;
}

static bool has_recurrent_neighbour(const struct gh_doc *doc, size_t i)
{
	return (i > 0 && recurs(doc, i - 1)) || (i + 1 < doc->count && recurs(doc, i + 1));
}

int16_t gh_recurrence_of(const struct gh_page *page, size_t i)
{
	const struct gh_doc *doc = page->doc;

	return is_known_well(doc) && recurs(doc, i) && has_recurrent_neighbour(doc, i)
		? gh_share(doc->lines[i].documents, doc->site_documents) : 0;
}

bool gh_is_new(const struct gh_page *page, size_t i)
{
	return is_known_well(page->doc) && page->doc->lines[i].documents == 0;
}

/*
 * The line after the last of those from i on that other pages have, if only one; *sure is how many
 * of them recur.
 */
static size_t run_end(const struct gh_page *page, size_t i, size_t *sure)
{
	for (*sure = 0; i < page->doc->count && page->doc->lines[i].documents > 0; i++) {
		if (gh_is(page, i, GH_IS_KEPT))
			break;
		*sure += recurs(page->doc, i);
	}
	return i;
}

/*
 * The headline, which lists on other pages name too, is the first line of a page or among the last
 * of what stands above an article; menus stand on more pages than it, or its words come again in
 * the text.
 */
static bool may_be_title(struct gh_page *page, size_t i)
{
	return gh_is(page, i, GH_IS_HEADLINE) ||
	       (page->words[i] >= TITLE_WORDS &&
	        (2 * (uint64_t)page->doc->lines[i].documents <= page->doc->site_documents ||
	         2 * gh_support_of(page, i) >= GH_ONE));
}

/*
 * Sentences are doubted more.  What all pages say is the site's; what very few say in a run at the
 * end are the teasers of a day; what a good part of them says may be how the site's recipes all
 * end.
 */
static bool may_be_text(const struct gh_page *page, size_t i, bool at_end)
{
	const struct gh_doc *doc = page->doc;
	uint64_t documents = doc->lines[i].documents, all = doc->site_documents;

	if (!(page->marks[i] & GH_STOP))
		return false;
	return !at_end || (documents * 5 < all * 4 && documents * SOME_PAGES > all);
}

static bool is_sites(const struct gh_page *page, size_t i, bool at_edge, bool at_end)
{
	const struct gh_doc *doc = page->doc;

	return !may_be_text(page, i, at_end) &&
	       (at_edge || (recurs(doc, i) && (uint64_t)doc->lines[i].documents * SOME_PAGES >=
	                                              doc->site_documents));
}

/* Other pages have the lines [begin, end), and not those around them. */
static void drop_run(struct gh_page *page, struct gh_decision *decisions, size_t begin, size_t end)
{
	bool at_end = end == page->doc->count, at_edge = at_end || (begin == 0 && page->doc->first);
	size_t i;

	for (i = begin; i < end; i++)
		if (is_sites(page, i, at_edge, at_end) &&
		    !((i == 0 || (i + TITLE_LINES >= end && !at_end)) && may_be_title(page, i)))
			gh_drop(&decisions[i], GH_BY_MEMORY);
}

bool gh_drop_recurrent(struct gh_page *page, struct gh_decision *decisions)
{
	size_t i, end, sure;

	if (!gh_has_recurrent(page->doc))
		return true;
	if (!gh_gather_support(page, GH_ANY_FACT))
		return false;
	gh_find_headline(page);
	for (i = 0; i < page->doc->count; i = end + (end == i)) {
		end = run_end(page, i, &sure);
		/* A page of nothing else is itself what is repeated. */
		if (sure >= RUN && end - i < page->doc->count)
			drop_run(page, decisions, i, end);
	}
	return true;
}

/* ---- in words ---- */

static size_t add_number(char *out, uint32_t number)
{
	char digits[10];
	size_t count = 0, i;

	do {
		digits[count++] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	for (i = 0; i < count; i++)
		out[i] = digits[count - 1 - i];
	return count;
}

size_t gh_tell_recurrence(const struct gh_page *page, size_t i, char *out, size_t room)
{
	static const char stands[] = "stands on ", of[] = " of ", pages[] = " pages of this site";
	size_t size = sizeof stands - 1;

	if (page->doc->lines[i].documents == 0 ||
	    room < sizeof stands + sizeof of + sizeof pages + 20)
		return 0;
	memcpy(out, stands, size);
	size += add_number(out + size, page->doc->lines[i].documents);
	memcpy(out + size, of, sizeof of - 1);
	size += sizeof of - 1;
	size += add_number(out + size, page->doc->site_documents);
	memcpy(out + size, pages, sizeof pages);
	return size + sizeof pages - 1;
}
