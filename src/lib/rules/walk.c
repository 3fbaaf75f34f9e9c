/* SPDX-License-Identifier: MIT */
#include "rules/walk.h"

#include <string.h>

#define MEMO 64 /* a bit of struct walk's known for each */

/* Where a slot tried from a set of places ends: slots that hold one another ask for it many times. */
struct memo {
	uint64_t places, ends;
	uint32_t slot;
};

struct walk {
	const struct gh_trie *trie;
	struct gh_view *view;
	gh_trie_found *found;
	void *context;
	size_t *steps; /* left */
	uint64_t known; /* of memos */
	struct memo memos[MEMO];
};

/* Takes one step, or says that none is left: then the walk comes to an end. */
static bool take_step(const struct walk *walk)
{
	if (*walk->steps == 0)
		return false;
	--*walk->steps;
	return true;
}

static uint32_t word_number(const struct gh_trie *trie, struct gh_view *view, unsigned place)
{
	struct gh_word *word = &view->words[place];

	if (!word->known) {
		word->number = gh_vocabulary_find(&trie->words, view->key + word->start,
		                                  word->length, word->head);
		word->known = true;
	}
	return word->number;
}

/* ---- sets of places ---- */

static unsigned lowest(uint64_t places)
{
	return (unsigned)__builtin_ctzll(places);
}

static unsigned highest(uint64_t places)
{
	return 63 - (unsigned)__builtin_clzll(places);
}

static uint64_t bit(unsigned place)
{
	return UINT64_C(1) << place;
}

/* The places before which the gap is as asked for; there must be a word at each. */
static uint64_t with_gap(struct gh_view *view, uint64_t places, unsigned gap)
{
	(void)gh_view_has(view, highest(places));
	places &= bit(view->count) - 1;
	if (gap == GH_GAP_ANY)
		return places;
	return gap == GH_GAP_COLON ? places & view->colons : places & ~view->colons;
}

/* Whether the words at place and behind it, in the text's order, are parts of one number. */
static bool joins_number(struct gh_view *view, unsigned place, unsigned next, size_t least,
                         size_t most)
{
	unsigned left = view->backward ? next : place, right = view->backward ? place : next;

	return gh_view_is_number(view, next, 1, SIZE_MAX) && !(view->colons & bit(next)) &&
	       gh_view_is_number(view, left, 1, least == 3 ? 3 : SIZE_MAX) &&
	       gh_view_is_number(view, right, least, most);
}

/*
 * A number is one word of digits, or what the fold made of 1,234,567 and of 1.5: groups of three,
 * or a fraction of one or two digits.
 */
static uint64_t after_number(struct gh_view *view, uint64_t places)
{
	uint64_t ends = 0, rest;

	for (rest = places; rest; rest &= rest - 1) {
		unsigned place = lowest(rest), groups = 0;

		if (!gh_view_is_number(view, place, 1, SIZE_MAX))
			continue;
		ends |= bit(place + 1);
		if (joins_number(view, place, place + 1, 1, 2))
			ends |= bit(place + 2);
		while (groups++ < 3 && joins_number(view, place, place + 1, 3, 3))
			ends |= bit(++place + 1);
	}
	return ends;
}

static uint64_t after_words(struct gh_view *view, uint64_t places, const struct gh_slot *slot)
{
	unsigned far = highest(places) + slot->most;
	uint64_t ends = 0;
	uint32_t i;

	(void)gh_view_has(view, far < GH_VIEW_WORDS ? far : GH_VIEW_WORDS);
	for (i = slot->least; i <= slot->most; i++)
		ends |= places << i;
	return view->count == GH_VIEW_WORDS ? ends : ends & (bit(view->count + 1) - 1);
}

/* ---- the walk ---- */

static uint64_t enter(struct walk *walk, uint32_t node, uint64_t places);

static void tell(struct walk *walk, uint32_t accept, uint64_t places)
{
	for (; accept != GH_TRIE_NONE && take_step(walk);
	     accept = walk->trie->accepts[accept].next) {
		uint64_t rest;

		for (rest = places; rest; rest &= rest - 1)
			walk->found(walk->context, &walk->trie->accepts[accept], lowest(rest),
			            gh_view_edge(walk->view, lowest(rest)));
	}
}

/* All places of a set where the same word stands go on together, so that a node is entered once. */
static uint64_t same_words(const struct walk *walk, uint64_t rest, uint32_t number)
{
	uint64_t same = 0;

	for (; rest; rest &= rest - 1)
		if (word_number(walk->trie, walk->view, lowest(rest)) == number)
			same |= rest & -rest;
	return same;
}

static uint64_t follow_words(struct walk *walk, uint32_t node, uint64_t places)
{
	uint64_t ends = 0, rest = with_gap(walk->view, places, GH_GAP_ANY);

	while (rest) {
		uint32_t number = word_number(walk->trie, walk->view, lowest(rest));
		uint64_t same = same_words(walk, rest, number);
		unsigned gap;

		rest &= ~same;
		for (gap = GH_GAP_BLANK; number != GH_TRIE_NONE && gap <= GH_GAP_ANY; gap++) {
			uint64_t now = with_gap(walk->view, same, gap);
			uint32_t child;

			if (!now || !(walk->trie->nodes[node].gaps & 1u << gap))
				continue;
			child = walk->trie
			                ->edges[gh_trie_edge(walk->trie, gh_edge_key(node, gap, number))]
			                .child;
			if (child)
				ends |= enter(walk, child, now << 1);
		}
	}
	return ends;
}

static uint64_t after_alternatives(struct walk *walk, uint32_t number, uint64_t places)
{
	uint32_t root = walk->trie->slots[number].root[walk->view->backward];
	unsigned at = (unsigned)((places + number) * GH_WORD_FACTOR >> 58);
	struct memo *memo = &walk->memos[at];
	uint64_t ends;

	if (walk->known & bit(at) && memo->slot == number && memo->places == places)
		return memo->ends;
	ends = enter(walk, root, places);
	walk->known |= bit(at);
	*memo = (struct memo){places, ends, number};
	return ends;
}

static uint64_t after_slot(struct walk *walk, uint32_t number, uint64_t places)
{
	const struct gh_slot *slot = &walk->trie->set->slots[number];

	if (slot->digits)
		return after_number(walk->view, places);
	if (slot->words)
		return after_words(walk->view, places, slot);
	return after_alternatives(walk, number, places);
}

static void follow_glued(struct walk *walk, const struct gh_trie_step *step, uint64_t places)
{
	const struct gh_known_word *word = &walk->trie->words.words[step->word];
	const char *text = walk->trie->set->text.data + word->key;

	for (; places; places &= places - 1) {
		const struct gh_word *other = &walk->view->words[lowest(places)];

		if (other->length >= word->length &&
		    memcmp(walk->view->key + other->start, text, word->length) == 0)
			walk->found(walk->context, &walk->trie->accepts[step->accept],
			            lowest(places) + 1, other->start + word->length);
	}
}

static uint64_t follow_step(struct walk *walk, const struct gh_trie_step *step,
                            uint64_t places)
{
	uint64_t now = take_step(walk) ? with_gap(walk->view, places, step->gap) : 0;

	if (!now)
		return 0;
	if (step->slot == GH_TRIE_NONE) {
		follow_glued(walk, step, now);
		return 0;
	}
	now = after_slot(walk, step->slot, now);
	return now ? enter(walk, step->child, now) : 0;
}

static void follow_starts(struct walk *walk, uint32_t list)
{
	for (; list != GH_TRIE_NONE && *walk->steps > 0; list = walk->trie->starts[list].next)
		(void)follow_step(walk, &walk->trie->steps[walk->trie->starts[list].step], 1);
}

/*
 * A root is entered at one place: of its slots only those are tried that can begin with the word
 * there.
 */
static void enter_root(struct walk *walk, uint32_t root)
{
	const struct gh_trie *trie = walk->trie;
	uint32_t word;

	if (!gh_view_has(walk->view, 0))
		return;
	if (trie->nodes[root].gaps)
		(void)follow_words(walk, root, 1);
	follow_starts(walk, trie->any_starts[root]);
	if (trie->number_starts[root] != GH_TRIE_NONE && gh_view_is_number(walk->view, 0, 1, SIZE_MAX))
		follow_starts(walk, trie->number_starts[root]);
	word = word_number(trie, walk->view, 0);
	if (word != GH_TRIE_NONE && trie->nodes[root].steps != GH_TRIE_NONE && trie->edges_size > 0) {
		const struct gh_trie_edge *edge =
			&trie->edges[gh_trie_edge(trie, gh_edge_key(root, GH_TRIE_STARTS, word))];

		if (edge->child)
			follow_starts(walk, edge->child - 1);
	}
}

/* Enters a node from a set of places; returns where alternatives of a slot end at or below it. */
static uint64_t enter(struct walk *walk, uint32_t node, uint64_t places)
{
	const struct gh_trie_node *here = &walk->trie->nodes[node];
	uint64_t ends = here->ends ? places : 0;
	uint32_t i;

	if (!take_step(walk))
		return 0;
	tell(walk, here->accept, places);
	if (here->gaps)
		ends |= follow_words(walk, node, places);
	for (i = here->steps; i != GH_TRIE_NONE && *walk->steps > 0; i = walk->trie->steps[i].next)
		ends |= follow_step(walk, &walk->trie->steps[i], places);
	return ends;
}

void gh_trie_walk(const struct gh_trie *trie, enum gh_root root, struct gh_view *view,
                  gh_trie_found *found, void *context, size_t *steps)
{
	struct walk walk;

	/* The memos are many, and known says which of them to believe. */
	walk.trie = trie;
	walk.view = view;
	walk.found = found;
	walk.context = context;
	walk.steps = steps;
	walk.known = 0;
	enter_root(&walk, root);
}
