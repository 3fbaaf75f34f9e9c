/* SPDX-License-Identifier: MIT */
#include "judge/page.h"

#include <math.h>
#include <string.h>

#define PARAGRAPH_WORDS 20
#define NEIGHBOURS 5   /* lines on each side that lend a line their character */
#define DOUBT 3        /* chrome lines among as many on each side that confirm a single word */
#define NAMED 6        /* key bytes of a headline that a title may begin with */
#define STRIDE 8       /* lines at most from one button to the next */
#define TAG_LISTS 4    /* of short pieces on a page */
/* a ruled line that stands on the page so often is under each of several things */
#define BUTTON 3
#define NEAR_LINES 64  /* earlier lines that a near copy is looked for among */
#define PROSE_HEAD 640 /* key bytes of a line of prose whose words can support others */
#define PROSE_STEMS 96
#define NAMES (UINT64_C(0x6E616D65) << 32) /* keeps names apart from copies in one table */
#define PLACES (UINT64_C(0x706C6163) << 32) /* likewise, for where the last copy was */
#define SEVERAL (UINT32_C(1) << 31) /* a stem that occurs in more than one line of prose */

/* A hash table that is emptied by counting up, since most documents are small. */
struct gh_table {
	uint64_t key;
	uint32_t value, turn;
};

struct finder {
	struct gh_table *slots;
	size_t mask;
	uint32_t turn;
};

bool gh_page_init(struct gh_page *page, const ghirbal_allocator *from)
{
	size_t i;

	memset(page, 0, sizeof *page);
	page->from = *from;
	for (i = 0; i < GH_LOGS; i++)
		page->logs[i] = log1pf((float)i);
	return gh_shapes_init(&page->shapes, from);
}

void gh_page_free(struct gh_page *page)
{
	gh_shapes_free(&page->shapes);
	gh_release(&page->from, page->spots);
	gh_release(&page->from, page->table);
}

/* Most logarithms are of small numbers, and there are a dozen to a line. */
static float log_of(const struct gh_page *page, size_t n)
{
	return n < GH_LOGS ? page->logs[n] : log1pf((float)n);
}

/* ---- the table ---- */

/* Slot 0 is not part of the table: its turn is the number of times that the table was emptied. */
static bool empty_table(struct gh_page *page, size_t items, struct finder *finder)
{
	size_t before = page->table_room, want = 64;
	struct gh_table *grown;

	while (want < items * 2)
		want *= 2;
	grown = gh_array_grow(&page->from, page->table, sizeof *grown, &page->table_room, want + 1);
	if (!grown)
		return false;
	if (page->table_room != before || grown[0].turn == UINT32_MAX) {
		memset(grown, 0, page->table_room * sizeof *grown);
	}
	page->table = grown;
	*finder = (struct finder){grown + 1, want - 1, ++grown[0].turn};
	return true;
}

static struct gh_table *find(const struct finder *finder, uint64_t key)
{
	size_t at = (size_t)(key ^ key >> 32) & finder->mask;

	while (finder->slots[at].turn == finder->turn && finder->slots[at].key != key)
		at = (at + 1) & finder->mask;
	return &finder->slots[at];
}

/* Its value, 0 when it is new. */
static uint32_t *enter(const struct finder *finder, uint64_t key)
{
	struct gh_table *slot = find(finder, key);

	if (slot->turn != finder->turn)
		*slot = (struct gh_table){key, 0, finder->turn};
	return &slot->value;
}

/* How many lines back the same line stands; 0 if nowhere. */
static uint32_t lines_since(const struct gh_page *page, const struct finder *finder, size_t i)
{
	uint32_t *last = enter(finder, PLACES ^ page->spots[i].shape->copy), before = *last;

	*last = (uint32_t)i + 1;
	return before ? (uint32_t)i + 1 - before : 0;
}

static bool count_copies(struct gh_page *page)
{
	struct finder finder;
	size_t i;

	if (!empty_table(page, 3 * page->doc->count, &finder))
		return false;
	for (i = 0; i < page->doc->count; i++) {
		++*enter(&finder, page->spots[i].shape->copy);
		++*enter(&finder, NAMES | page->spots[i].shape->name);
	}
	for (i = 0; i < page->doc->count; i++)
		page->spots[i].since_copy = lines_since(page, &finder, i);
	for (i = 0; i < page->doc->count; i++) {
		page->spots[i].copies = *enter(&finder, page->spots[i].shape->copy);
		page->spots[i].echoes = *enter(&finder, NAMES | page->spots[i].shape->name);
	}
	return true;
}

/* ---- what the rules said ---- */

static enum gh_subject subject_of(const struct gh_ruleset *rules, uint32_t rule)
{
	static const char *const names[] = {"related", "nav",  "share", "comments", "legal",
	                                    "promo",   "tags", "login", "info"};
	const char *name = rules->text.data + rules->groups[rules->rules[rule].group];
	unsigned i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(name, names[i]) == 0)
			return (enum gh_subject)i;
	return GH_OTHER;
}

static void read_hit(struct gh_spot *spot, const struct gh_ruleset *rules, const struct gh_hit *hit)
{
	static const unsigned char verbs[] = {GH_HEAD, GH_END, GH_DROP, GH_HINT};
	bool info; /* an agency's name at its end makes a line a dateline */
	size_t i;

	spot->kept = hit->rule[GH_KEEP] != GH_NO_RULE;
	spot->head = hit->rule[GH_HEAD] != GH_NO_RULE;
	spot->end = hit->rule[GH_END] != GH_NO_RULE;
	spot->ruled = spot->head || spot->end || hit->rule[GH_DROP] != GH_NO_RULE;
	spot->hinted = !spot->ruled && hit->rule[GH_HINT] != GH_NO_RULE;
	spot->subject = GH_SUBJECTS;
	for (i = 0; i < sizeof verbs && spot->subject == GH_SUBJECTS; i++)
		if (hit->rule[verbs[i]] != GH_NO_RULE)
			spot->subject = (unsigned char)subject_of(rules, hit->rule[verbs[i]]);
	info = hit->tail != GH_NO_RULE && subject_of(rules, hit->tail) == GH_PAGE_INFO;
	spot->tail = hit->tail != GH_NO_RULE && !info && !spot->ruled && !spot->hinted;
	if (hit->words && spot->shape->words <= 30 && !info)
		spot->cover = (float)hit->covered / (float)hit->words;
}

/* ---- what a line is ---- */

static bool is_prose(const struct gh_spot *spot)
{
	const struct gh_shape *shape = spot->shape;

	if (spot->ruled || spot->hinted || spot->cover >= 0.5f)
		return false;
	return (shape->words >= 15 && shape->function * 25 >= shape->sample * 2) ||
	       (shape->words >= 7 && (shape->marks & GH_STOP) && shape->function > 0);
}

static void characterise(struct gh_spot *spot)
{
	const uint32_t odd = GH_DATED | GH_LINKED | GH_PHONED | GH_COPYRIGHT;

	spot->prose = is_prose(spot);
	spot->paragraph = spot->prose && spot->shape->words >= PARAGRAPH_WORDS &&
	                  !(spot->shape->marks & GH_TRUNCATED);
	spot->chrome = ((spot->ruled || spot->hinted) && spot->subject != GH_PAGE_INFO) ||
	               spot->tail || spot->cover >= 0.6f ||
	               ((spot->shape->marks & odd) && !spot->prose);
}

/*
 * One word, such as a section's or "comments", is a heading as often as a button, and a hint is no
 * more than one: among prose, with hardly any chrome about, the line is the author's.  Longer
 * phrases of rules are chrome wherever they stand.
 */
static bool is_doubtful(const struct gh_page *page, size_t i)
{
	const struct gh_spot *spots = page->spots;
	size_t last = page->doc->count - 1, from = i < DOUBT ? 0 : i - DOUBT,
	       to = i + DOUBT < last ? i + DOUBT : last;
	size_t k, chrome = 0;

	if (page->first_prose == GH_NOWHERE || i < page->first_prose || i > page->last_prose)
		return false;
	for (k = from; k <= to; k++)
		chrome += k != i && spots[k].chrome;
	if (spots[i].shape->words > 1)
		return spots[i].hinted && chrome == 0;
	return (spots[i].hinted || (spots[i].ruled && spots[i].subject != GH_RELATED &&
	                            spots[i].subject != GH_SHARE)) &&
	       chrome < DOUBT;
}

/* One list of short pieces is an author's; one under each of several things is its tags. */
static void find_tag_lists(struct gh_page *page)
{
	size_t i, lists = 0;

	for (i = 0; i < page->doc->count; i++)
		lists += (page->spots[i].shape->marks & GH_LISTED) != 0;
	for (i = 0; i < page->doc->count && lists >= TAG_LISTS; i++)
		page->spots[i].chrome |= (page->spots[i].shape->marks & GH_LISTED) != 0;
}

static void doubt_lone_lines(struct gh_page *page)
{
	size_t i;

	for (i = 0; i < page->doc->count; i++)
		page->spots[i].doubted = is_doubtful(page, i);
	for (i = 0; i < page->doc->count; i++) {
		struct gh_spot *spot = &page->spots[i];

		if (spot->doubted)
			spot->ruled = spot->hinted = spot->head = spot->end = spot->chrome = false,
			spot->cover = 0;
	}
}

static void find_first(struct gh_page *page)
{
	const struct gh_spot *spots = page->spots;
	size_t i = 0, last = page->doc->count - 1;

	while (i < last && (spots[i].ruled || (spots[i].shape->words <= 3 &&
	                                       (spots[i].hinted ||
	                                        spots[i].shape->section == spots[i].shape->words))))
		i++;
	page->first = i;
}

/* Text about the site and its users, among more of it, is a policy or a form and no article. */
static void tell_policies(struct gh_page *page)
{
	struct gh_spot *spots = page->spots;
	size_t i, k, last = page->doc->count - 1;

	find_first(page);
	if (spots[page->first].shape->policy > 0)
		return; /* here it is what the page is about */
	for (i = 0; i <= last; i++) {
		size_t from = i < 3 ? 0 : i - 3, to = i + 3 < last ? i + 3 : last, near = 0;

		if (!spots[i].prose || spots[i].shape->site == 0)
			continue;
		for (k = from; k <= to; k++)
			near += spots[k].shape->site > 0;
		spots[i].policy = near >= 5;
	}
	for (i = 0; i <= last; i++) {
		spots[i].prose = spots[i].prose && !spots[i].policy;
		spots[i].paragraph = spots[i].paragraph && spots[i].prose;
	}
}

static bool is_stride(uint32_t lines)
{
	return lines >= 2 && lines <= STRIDE;
}

/*
 * "Add to cart" under each of several things says no more of its neighbours than that they are
 * several things.  The copies of a menu's entry lie a menu apart.
 */
static void find_buttons(struct gh_page *page)
{
	struct gh_spot *spots = page->spots;
	size_t i, next = page->doc->count;

	for (i = page->doc->count; i-- > 0;) {
		if (spots[i].copies < BUTTON || !(spots[i].ruled || spots[i].hinted) ||
		    spots[i].subject == GH_PAGE_INFO ||
		    (spots[i].hinted && spots[i].subject == GH_NAV) || spots[i].shape->section > 0)
			continue;
		spots[i].button = is_stride(spots[i].since_copy) ||
		                  (next < page->doc->count &&
		                   spots[next].shape->copy == spots[i].shape->copy &&
		                   is_stride(spots[next].since_copy));
		if (spots[i].button) {
			spots[i].chrome = false;
			next = i;
		}
	}
}

static void find_ends(struct gh_page *page)
{
	size_t i;

	page->first_prose = page->last_prose = GH_NOWHERE;
	for (i = 0; i < page->doc->count; i++) {
		if (!page->spots[i].prose)
			continue;
		page->last_prose = i;
		if (page->first_prose == GH_NOWHERE)
			page->first_prose = i;
	}
}

/* A short line over a longer one: service cards, questions with answers, headings with text. */
static void find_cards(struct gh_page *page)
{
	size_t i;

	for (i = 0; i + 1 < page->doc->count; i++) {
		struct gh_spot *title = &page->spots[i], *text = title + 1;

		if (title->ruled || title->hinted || text->ruled || text->hinted ||
		    title->shape->words > 7 || text->shape->words < 7 ||
		    text->shape->words < title->shape->words + 4 || !text->shape->function)
			continue;
		title->card = text->under = true;
	}
}

/* What a rule takes for the site's; facts about the page stand in articles too. */
static bool is_ruled(const struct gh_spot *spot)
{
	bool known = (spot->ruled || spot->hinted) && spot->subject != GH_PAGE_INFO;

	return !spot->button && (known || spot->cover >= 0.6f);
}

static int count_bits(const uint64_t print[2])
{
	return __builtin_popcountll(print[0]) + __builtin_popcountll(print[1]);
}

static bool near_copy(const struct gh_spot *a, const struct gh_spot *b)
{
	const uint64_t *one = a->shape->print, *other = b->shape->print;
	int x = a->print_bits, y = b->print_bits, least = x < y ? x : y;

	if (least < 3 || x > 2 * y || y > 2 * x)
		return false;
	return count_bits((const uint64_t[2]){one[0] & other[0], one[1] & other[1]}) * 5 >=
	       least * 4;
}

static void find_near_copies(struct gh_page *page)
{
	size_t i, k, earlier[NEAR_LINES], count = 0;

	for (i = 0; i < page->doc->count; i++) {
		struct gh_spot *spot = &page->spots[i];

		if (spot->shape->words < 4 || spot->shape->words > 30)
			continue;
		spot->print_bits = (unsigned char)count_bits(spot->shape->print);
		for (k = 0;
		     k < count && k < NEAR_LINES && spot->shape->words >= 5 && !spot->near_copy;
		     k++)
			spot->near_copy = near_copy(spot, &page->spots[earlier[k]]);
		/* Bread crumbs end in the headline: what is the site's has no copies. */
		if (!is_ruled(spot))
			earlier[count++ % NEAR_LINES] = i;
	}
}

/* ---- where a line is ---- */

static void find_nearest(struct gh_page *page)
{
	size_t i, prose = GH_NOWHERE, ruled = GH_NOWHERE;

	for (i = 0; i < page->doc->count; i++) {
		page->spots[i].prose_before = prose;
		page->spots[i].ruled_before = ruled;
		if (page->spots[i].prose)
			prose = i;
		if (is_ruled(&page->spots[i]))
			ruled = i;
	}
	prose = ruled = GH_NOWHERE;
	for (i = page->doc->count; i-- > 0;) {
		page->spots[i].prose_after = prose;
		page->spots[i].ruled_after = ruled;
		if (page->spots[i].prose)
			prose = i;
		if (is_ruled(&page->spots[i]))
			ruled = i;
	}
}

static bool like_sized(const struct gh_page *page, const struct gh_spot *a, const struct gh_spot *b)
{
	return fabsf(log_of(page, a->shape->words) - log_of(page, b->shape->words)) < 0.35f;
}

static void find_runs(struct gh_page *page)
{
	size_t i, k, start = 0, count = page->doc->count;

	for (i = 0; i < count; i++) {
		const struct gh_spot *next = &page->spots[i] + 1;

		if (i + 1 < count && !page->spots[i].prose && !next->prose &&
		    !(next->shape->marks & GH_STOP) && like_sized(page, next - 1, next))
			continue;
		for (k = start; k <= i; k++)
			page->spots[k].run = (uint32_t)(i + 1 - start);
		start = i + 1;
	}
}

static bool is_echo(const struct gh_spot *spot)
{
	return spot->echoes > 1 && !spot->prose && !spot->button;
}

static void add_up(struct gh_page *page)
{
	uint32_t chrome = 0, ruled = 0, site = 0, prose = 0, cards = 0, words = 0, brief = 0,
		 all = 0, dates = 0;
	uint32_t echoes = 0, letters = 0, latin = 0, taken = 0, buttons = 0;
	size_t i, count = page->doc->count;

	for (i = 0; i < count; i++) {
		struct gh_spot *spot = &page->spots[i];

		spot->chrome_sum = chrome, spot->ruled_sum = ruled, spot->site_sum = site;
		spot->prose_sum = prose, spot->cards_sum = cards, spot->weight_sum = words;
		spot->dates_sum = dates, spot->echo_sum = echoes, spot->buttons_sum = buttons;
		buttons += spot->button;
		echoes += is_echo(spot);
		dates += (spot->shape->marks & GH_DATED) != 0;
		chrome += spot->chrome;
		ruled += is_ruled(spot);
		taken += spot->ruled && spot->subject != GH_PAGE_INFO;
		site += spot->shape->site > 0;
		prose += spot->prose;
		cards += spot->card;
		words += spot->prose ? spot->shape->words : 0;
		brief += spot->shape->words <= 4;
		all += spot->shape->words;
		letters += spot->shape->letters;
		latin += spot->shape->latin;
	}
	page->prose_words = words;
	page->ruled = ruled;
	page->taken = taken;
	page->ruled_share = (float)ruled / (float)count;
	page->short_share = (float)brief / (float)count;
	page->latin_share = (float)latin / (float)(letters ? letters : 1);
	page->prose_share = (float)words / (float)(all ? all : 1);
}

static float line_worth(const struct gh_spot *spot)
{
	const struct gh_shape *shape = spot->shape;
	float words = (float)(shape->words < 60 ? shape->words : 60);

	if (is_ruled(spot))
		return -6;
	if (spot->prose)
		return shape->site && shape->words < 45 ? 0.3f * words : words;
	if (spot->under)
		return 0.4f * words;
	if (spot->card)
		return 0;
	return 0.5f * (words < 8 ? words : 8) - 4;
}

/* The stretch with the greatest sum (Pasternack and Roth, WWW 2009; Kadane). */
static void find_stretch(struct gh_page *page)
{
	float best = 0, sum = 0;
	size_t i, start = 0;

	page->begin = page->end = 0;
	for (i = 0; i < page->doc->count; i++) {
		if (sum <= 0) {
			sum = 0;
			start = i;
		}
		sum += line_worth(&page->spots[i]);
		if (sum > best) {
			best = sum;
			page->begin = start;
			page->end = i + 1;
		}
	}
	page->sureness = best < 150 ? best / 150 : 1;
}

/* Headings and ends are remembered until a paragraph makes them fade. */
static void remember_heads(struct gh_page *page)
{
	size_t i, since = 0;
	unsigned char subject = GH_SUBJECTS;
	float ends = 0;

	for (i = 0; i < page->doc->count; i++) {
		struct gh_spot *spot = &page->spots[i];

		spot->head_subject = GH_SUBJECTS;
		if (spot->head && spot->copies < BUTTON) {
			subject = spot->subject;
			since = 0;
		} else if (subject != GH_SUBJECTS) {
			since++;
			if (spot->paragraph || (spot->prose && (spot->shape->marks & GH_STOP)))
				/* a whole sentence is of the article again */
				subject = GH_SUBJECTS;
		}
		if (subject != GH_SUBJECTS && since > 0) {
			spot->head_subject = subject;
			spot->after_head = 1 / (1 + 0.15f * (float)since);
		}
		spot->after_end = ends / 2 < 1 ? ends / 2 : 1;
		if (spot->paragraph)
			ends = ends > 1 ? ends - 1 : 0;
		if (spot->end ||
		    (spot->ruled && (spot->subject == GH_COMMENTS || spot->subject == GH_LEGAL ||
		                     spot->subject == GH_TAGS || spot->subject == GH_LOGIN)))
			ends = ends < 3 ? ends + 1 : 4;
	}
}

static size_t shared_stems(const struct gh_page *page, const struct gh_shape *a,
                           const struct gh_shape *b)
{
	const uint32_t *x = page->shapes.stems + a->stem, *y = page->shapes.stems + b->stem;
	size_t i, k, shared = 0;

	for (i = 0; i < a->stems; i++) {
		for (k = 0; k < b->stems && x[i] != y[k]; k++)
			;
		shared += k < b->stems;
	}
	return shared;
}

/*
 * Bread crumbs end in the headline: whether the line just above is the site's and ends as line i
 * reads.
 */
static bool ends_crumbs(const struct gh_page *page, size_t i)
{
	const struct gh_line *line = &page->doc->lines[i], *above = line - 1;
	const unsigned char *tail;

	if (i == 0 || !page->spots[i - 1].ruled || page->spots[i].shape->words < 3 ||
	    above->key_length <= line->key_length)
		return false;
	tail = gh_line_key(page->doc, above) + above->key_length - line->key_length;
	return tail[-1] == GH_KEY_BLANK &&
	       memcmp(tail, gh_line_key(page->doc, line), line->key_length) == 0;
}

/*
 * The last line above limit that the first line begins with: a browser's title is "headline -
 * site".
 */
static size_t last_named(const struct gh_page *page, size_t limit)
{
	const struct gh_line *first = &page->doc->lines[page->first],
			     *line = &page->doc->lines[limit - 1];
	const unsigned char *title = gh_line_key(page->doc, first);

	for (; line > first; line--)
		if (line->key_length >= NAMED && line->key_length < first->key_length &&
		    title[line->key_length] == GH_KEY_BLANK &&
		    memcmp(title, gh_line_key(page->doc, line), line->key_length) == 0)
			return (size_t)(line - page->doc->lines);
	return 0;
}

/*
 * A browser's title comes first on page text, and the headline repeats most of it further down: the
 * last such line above the first prose, since menus name pages too.
 */
static void find_headline(struct gh_page *page)
{
	const struct gh_shape *first = page->spots[page->first].shape;
	size_t i,
		limit = page->first_prose == GH_NOWHERE ? page->doc->count : page->first_prose + 1;
	size_t found = 0;

	/* Where nothing else says the same, an earlier line may be the headline too. */
	for (i = page->first + 1; i < limit; i++) {
		const struct gh_shape *shape = page->spots[i].shape;
		size_t shared;

		if (ends_crumbs(page, i))
			found = i;
		if (shape->words > 30 || shape->stems == 0)
			continue;
		shared = shared_stems(page, shape, first);
		if (shared * 4 >= shape->stems * 3 &&
		    (shared * 3 >= first->stems || shape->stems >= 3)) {
			found = i;
			page->spots[i].headline = page->spots[i].copies == 1;
		}
	}
	if (found)
		page->spots[found].headline = true;
	found = last_named(page, limit);
	if (found)
		page->spots[found].headline = true;
}

bool gh_page_read(struct gh_page *page, const struct gh_doc *doc, const struct gh_ruleset *rules,
                  const struct gh_hits *hits)
{
	struct gh_spot *spots;
	size_t i;

	spots = gh_array_grow(&page->from, page->spots, sizeof *spots, &page->room, doc->count);
	if (!spots)
		return false;
	page->spots = spots;
	page->doc = doc;
	page->supported = false;
	for (i = 0; i < doc->count; i++) {
		memset(&spots[i], 0, sizeof spots[i]);
		spots[i].shape = gh_shape(&page->shapes, &doc->lines[i]);
		read_hit(&spots[i], rules, &hits->lines[i]);
		characterise(&spots[i]);
	}
	if (!count_copies(page))
		return false;
	tell_policies(page);
	find_buttons(page);
	find_tag_lists(page);
	find_ends(page);
	doubt_lone_lines(page);
	find_cards(page);
	find_near_copies(page);
	find_nearest(page);
	find_runs(page);
	add_up(page);
	find_stretch(page);
	remember_heads(page);
	find_headline(page);
	return true;
}

/* ---- the words of a line elsewhere in the prose ---- */

static bool gather_support(struct gh_page *page)
{
	uint32_t stems[PROSE_STEMS];
	struct finder finder;
	size_t i, k, count, total = 0;

	for (i = 0; i < page->doc->count; i++)
		total += page->spots[i].prose ? page->spots[i].shape->words : 0;
	if (!empty_table(page, total, &finder))
		return false;
	for (i = 0; i < page->doc->count; i++) {
		const struct gh_line *line = &page->doc->lines[i];

		if (!page->spots[i].prose)
			continue;
		count = gh_stems(&page->shapes, gh_line_key(page->doc, line),
		                 line->key_length < PROSE_HEAD ? line->key_length : PROSE_HEAD,
		                 stems, PROSE_STEMS);
		for (k = 0; k < count; k++) {
			uint32_t *value = enter(&finder, stems[k]);

			if (*value == 0)
				*value = (uint32_t)i + 1;
			else if ((*value & ~SEVERAL) != i + 1)
				*value |= SEVERAL;
		}
	}
	page->table_mask = finder.mask;
	page->supported = true;
	return true;
}

/* The share of a line's stems that occur in a line of prose other than itself. */
static float support_of(const struct gh_page *page, size_t i)
{
	const struct gh_shape *shape = page->spots[i].shape;
	struct finder finder = {page->table + 1, page->table_mask, page->table[0].turn};
	size_t k, found = 0;

	for (k = 0; k < shape->stems; k++) {
		const struct gh_table *slot = find(&finder, page->shapes.stems[shape->stem + k]);

		found += slot->turn == finder.turn && slot->value != (uint32_t)i + 1;
	}
	return shape->stems ? (float)found / (float)shape->stems : 0;
}

/* ---- the evidence in numbers ---- */

static float yes(bool fact)
{
	return fact ? 1 : 0;
}

static float at_most_one(float x)
{
	return x < 1 ? x : 1;
}

static void weigh_size(const struct gh_page *page, const struct gh_shape *s, float *v)
{
	v[GH_E_BIAS] = 1;
	v[GH_E_SIZE] = log_of(page, s->words) / 2;
	v[GH_E_ONE_WORD] = yes(s->words <= 1);
	v[GH_E_FOUR_TO_SEVEN] = yes(s->words >= 4 && s->words <= 7);
	v[GH_E_LONG] = yes(s->words >= 25);
	v[GH_E_WORD_LENGTH] = s->sample ? ((float)(s->letters) / (float)s->sample - 4.5f) / 2 : -1;
}

static void weigh_signs(const struct gh_shape *s, float *v)
{
	v[GH_E_STOP] = yes(s->marks & GH_STOP);
	v[GH_E_ASKS] = yes(s->marks & GH_ASKS);
	v[GH_E_COLON] = yes(s->marks & GH_COLON);
	v[GH_E_TRUNCATED] = yes(s->marks & GH_TRUNCATED);
	v[GH_E_COMMAS] = s->words >= 6 ? at_most_one((float)s->commas / 3) : 0;
	v[GH_E_PARTED] = yes(s->marks & GH_PARTED);
	v[GH_E_BULLET] = yes(s->marks & GH_BULLET);
	v[GH_E_NUMBERED] = yes(s->marks & GH_NUMBERED);
	v[GH_E_QUOTED] = yes(s->marks & GH_QUOTED);
	v[GH_E_LISTED] = yes(s->marks & GH_LISTED);
	v[GH_E_STARRED] = yes(s->marks & GH_STARRED);
	v[GH_E_CODE] = yes(s->marks & GH_CODE);
	v[GH_E_RESULT] = yes(s->marks & GH_RESULT);
}

static void weigh_words(const struct gh_shape *s, float *v)
{
	float sample = s->sample ? (float)s->sample : 1, function = (float)s->function / sample;

	v[GH_E_SITE] = at_most_one(2 * (float)s->site / sample);
	v[GH_E_SITE_LONG] = s->words >= 8 ? v[GH_E_SITE] : 0;
	v[GH_E_CLITIC] = at_most_one(3 * (float)s->clitic / sample);
	v[GH_E_FUNCTION] = 2.5f * (function < 0.4f ? function : 0.4f);
	v[GH_E_NO_FUNCTION] = yes(s->function == 0 && s->words >= 3);
	v[GH_E_NUMBERS] = (float)s->numbers / sample;
	v[GH_E_LETTERLESS] = yes(s->marks & GH_LETTERLESS);
	v[GH_E_DATED] = yes(s->marks & GH_DATED);
	v[GH_E_TIMED] = yes((s->marks & GH_TIMED) && s->words <= 12);
	v[GH_E_LINKED] = yes((s->marks & GH_LINKED) && s->words <= 15);
	v[GH_E_PHONED] = yes((s->marks & GH_PHONED) && s->words <= 15);
	v[GH_E_COPYRIGHT] = yes(s->marks & GH_COPYRIGHT);
}

static void weigh_rules(const struct gh_spot *spot, float *v)
{
	v[GH_E_RULED] = yes(spot->ruled && spot->subject != GH_PAGE_INFO);
	v[GH_E_HINTED] = yes(spot->hinted && spot->subject != GH_PAGE_INFO);
	v[GH_E_INFO] = yes(spot->subject == GH_PAGE_INFO);
	v[GH_E_TAIL] =
		yes(spot->tail && spot->shape->words <= 30 && !(spot->shape->marks & GH_STOP));
	v[GH_E_COVERED] = spot->cover >= 0.5f ? spot->cover : 0;
}

static void weigh_document(struct gh_page *page, size_t i, float *v)
{
	const struct gh_spot *spot = &page->spots[i];
	const struct gh_shape *s = spot->shape, *first = page->spots[page->first].shape;
	size_t shared = i != page->first ? shared_stems(page, s, first) : 0;
	float support = support_of(page, i);

	v[GH_E_COPIED] = yes(spot->copies >= 2);
	v[GH_E_COPIED_OFTEN] = yes(spot->copies >= 3);
	v[GH_E_FIRST] = yes(i == page->first && page->doc->first);
	v[GH_E_HEADLINE] = yes(spot->headline);
	v[GH_E_LIKE_FIRST] =
		yes(s->words >= 3 && shared > 0 && 2 * shared >= s->stems + first->stems - shared);
	v[GH_E_OF_FIRST] = s->stems ? (float)shared / (float)s->stems : 0;
	v[GH_E_NEAR_COPY] = yes(spot->near_copy);
	v[GH_E_SUPPORT] = support;
	v[GH_E_NO_SUPPORT] = yes(support == 0 && s->stems >= 2);
	v[GH_E_SUPPORT_LONG] = s->words >= 5 ? support : 0;
}

static void weigh_stretch(const struct gh_page *page, size_t i, float *v)
{
	const struct gh_shape *s = page->spots[i].shape;
	bool any = page->end > 0, inside = any && i >= page->begin && i < page->end;
	size_t distance = !any || inside    ? 0
	                  : i < page->begin ? page->begin - i
	                                    : i + 1 - page->end;

	v[GH_E_INSIDE] = yes(inside);
	v[GH_E_OUTSIDE] = page->sureness * at_most_one(log_of(page, distance) / 4);
	v[GH_E_INSIDE_SHORT] = yes(inside && s->words <= 8);
	v[GH_E_OUTSIDE_LONG] = yes(any && !inside && s->words >= 9);
}

bool gh_page_clean_gap(const struct gh_page *page, size_t i)
{
	const struct gh_spot *spot = &page->spots[i];

	return !spot->prose && spot->prose_before != GH_NOWHERE &&
	       spot->prose_after != GH_NOWHERE &&
	       page->spots[spot->prose_after].chrome_sum ==
	               page->spots[spot->prose_before + 1].chrome_sum;
}

static void weigh_place(const struct gh_page *page, size_t i, float *v)
{
	const struct gh_spot *spots = page->spots, *spot = &spots[i];
	size_t before = spot->prose_before, after = spot->prose_after;
	float chrome, lines;

	if (spot->prose)
		return;
	if (before != GH_NOWHERE && after != GH_NOWHERE) {
		chrome = (float)(spots[after].chrome_sum - spots[before + 1].chrome_sum);
		lines = (float)(after - before - 1);
		v[GH_E_GAP_CLEAN] = yes(chrome == 0);
		v[GH_E_GAP_CHROME] = chrome / lines;
		v[GH_E_GAP_LENGTH] = log1pf(lines) / 4;
	} else if (after != GH_NOWHERE) {
		chrome = (float)(spots[after].chrome_sum - spot->chrome_sum);
		v[GH_E_LEAD] = chrome == 0 ? 1 / (float)(after - i) : 0;
		v[GH_E_LEAD_CHROME] = at_most_one(chrome / 3);
	} else if (before != GH_NOWHERE) {
		chrome = (float)(spot->chrome_sum + spot->chrome - spots[before + 1].chrome_sum);
		v[GH_E_REST_CLEAN] = yes(chrome == 0);
		v[GH_E_REST_CHROME] = at_most_one(chrome / 3);
		v[GH_E_REST_DISTANCE] = at_most_one(log_of(page, i - before) / 4);
	}
}

static void weigh_page(const struct gh_page *page, float *v)
{
	v[GH_E_PAGE_RULED] = page->ruled_share;
	v[GH_E_PAGE_SHORT] = page->short_share;
	v[GH_E_PAGE_PROSE] = page->prose_share;
	v[GH_E_PAGE_LINES] = log_of(page, page->doc->count) / 6;
	v[GH_E_PAGE_BARE] = yes(page->prose_words < 60);
}

static bool in_rhythm(const struct gh_page *page, size_t i)
{
	const struct gh_spot *s = &page->spots[i];

	return i >= 2 && i + 2 < page->doc->count && like_sized(page, s, s - 2) &&
	       like_sized(page, s, s + 2) &&
	       fabsf(log_of(page, s->shape->words) - log_of(page, s[-1].shape->words)) > 0.6f;
}

static void weigh_neighbours(const struct gh_page *page, size_t i, float *v)
{
	const struct gh_spot *spots = page->spots, *spot = &spots[i];
	size_t count = page->doc->count, last = count - 1;
	size_t from = i < NEIGHBOURS ? 0 : i - NEIGHBOURS,
	       to = i + NEIGHBOURS < last ? i + NEIGHBOURS : last;
	size_t from3 = i < 3 ? 0 : i - 3, to3 = i + 3 < last ? i + 3 : last;
	size_t from8 = i < 8 ? 0 : i - 8, to8 = i + 8 < last ? i + 8 : last;
	const struct gh_spot *a = &spots[from], *b = &spots[to], *c = &spots[from8],
			     *d = &spots[to8];
	bool ruled = is_ruled(spot);
	float others = (float)(to - from > 0 ? to - from : 1);

	v[GH_E_SITE_NEAR] = (float)(spots[to3].site_sum + (spots[to3].shape->site > 0) -
	                            spots[from3].site_sum) /
	                    7;
	v[GH_E_PROSE_NEAR] = (float)(b->prose_sum + b->prose - a->prose_sum - spot->prose) / 10;
	v[GH_E_RULED_NEAR] = (float)(b->ruled_sum + is_ruled(b) - a->ruled_sum - ruled) /
	                   others;
	v[GH_E_CHROME_NEAR] =
		(float)(d->chrome_sum + d->chrome - c->chrome_sum) / (float)(to8 - from8 + 1);
	v[GH_E_HEADS_PROSE] =
		yes(spot->shape->words <= 9 && !ruled && i < last && spots[i + 1].prose);
	v[GH_E_CARD] = yes(spot->card);
	v[GH_E_UNDER] = yes(spot->under);
	v[GH_E_CARDS] = at_most_one((float)(d->cards_sum + d->card - c->cards_sum) / 5);
	v[GH_E_RHYTHM] = yes(in_rhythm(page, i));
}

static bool between_buttons(const struct gh_page *page, size_t i)
{
	const struct gh_spot *spots = page->spots;
	size_t last = page->doc->count - 1, from = i < STRIDE ? 0 : i - STRIDE,
	       to = i + STRIDE < last ? i + STRIDE : last;

	return spots[to].buttons_sum > spots[i].buttons_sum &&
	       spots[i].buttons_sum > spots[from].buttons_sum;
}

static void weigh_ruled(const struct gh_page *page, size_t i, float *v)
{
	const struct gh_spot *spot = &page->spots[i];
	size_t before = spot->ruled_before == GH_NOWHERE ? GH_NOWHERE : i - spot->ruled_before;
	size_t after = spot->ruled_after == GH_NOWHERE ? GH_NOWHERE : spot->ruled_after - i;
	size_t close = before < after ? before : after, far = before < after ? after : before;
	size_t from = spot->ruled_before == GH_NOWHERE ? 0 : spot->ruled_before + 1;
	size_t to = spot->ruled_after == GH_NOWHERE ? page->doc->count : spot->ruled_after;

	v[GH_E_RULE_CLOSE] = close == GH_NOWHERE ? 0 : 1 / (float)close;
	v[GH_E_RULES_AROUND] = far == GH_NOWHERE ? 0 : 2 / (1 + (float)far);
	v[GH_E_RULE_FREE] = at_most_one(log_of(page, to - from) / 4);
	v[GH_E_BUTTONS] = yes(!is_ruled(spot) && !spot->button && between_buttons(page, i));
}

static void weigh_lists(const struct gh_page *page, size_t i, float *v)
{
	const struct gh_spot *spots = page->spots, *spot = &spots[i];
	size_t last = page->doc->count - 1, from = i < 8 ? 0 : i - 8,
	       to = i + 8 < last ? i + 8 : last;
	size_t from2 = i < 2 ? 0 : i - 2, to2 = i + 2 < last ? i + 2 : last;
	bool dated = spots[to].shape->marks & GH_DATED;

	v[GH_E_CARD_COPIED] = yes(spot->card && spot->copies > 1);
	v[GH_E_POLICY] = yes(spot->policy);
	v[GH_E_ECHOES] =
		(float)(spots[to2].echo_sum + is_echo(&spots[to2]) - spots[from2].echo_sum) / 5;
	v[GH_E_DATES_NEAR] =
		at_most_one((float)(spots[to].dates_sum + dated - spots[from].dates_sum) / 4);
	v[GH_E_LIKE_LINES] = spot->run > 2 ? at_most_one(log_of(page, spot->run) / 3) : 0;
	v[GH_E_SECTIONS] = spot->shape->words > 0 && spot->shape->words <= 6
	                   ? (float)spot->shape->section / (float)spot->shape->words : 0;
}

bool gh_page_weigh(struct gh_page *page, size_t i, float *values)
{
	const struct gh_spot *spot = &page->spots[i];

	if (!page->supported && !gather_support(page))
		return false;
	memset(values, 0, GH_EVIDENCE * sizeof *values);
	weigh_size(page, spot->shape, values);
	weigh_signs(spot->shape, values);
	weigh_words(spot->shape, values);
	weigh_rules(spot, values);
	weigh_document(page, i, values);
	weigh_stretch(page, i, values);
	weigh_place(page, i, values);
	weigh_page(page, values);
	values[GH_E_AFTER_RELATED] = spot->head_subject == GH_RELATED ? spot->after_head : 0;
	values[GH_E_AFTER_HEAD] = spot->head_subject != GH_RELATED ? spot->after_head : 0;
	values[GH_E_AFTER_END] = spot->after_end;
	weigh_neighbours(page, i, values);
	weigh_ruled(page, i, values);
	weigh_lists(page, i, values);
	return true;
}
