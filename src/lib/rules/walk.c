/* SPDX-License-Identifier: MIT */
#include "rules/walk.h"

#include <string.h>

#define MEMO 64 /* a bit of struct walk's known for each */

/*
 * Where a slot tried from a set of places ends: slots that hold one another ask for it many times.
 */
struct memo {
	uint64_t places, ends;
	uint32_t slot;
};

struct walk {
	const struct gh_trie *trie;
	const unsigned char *key;
	const struct gh_key_word *first; /* at place 0 */
	ptrdiff_t onward;            /* from one place to the next: 1, or backward -1 */
	unsigned count;              /* of places where a word is */
	bool backward;
	gh_trie_found *found;
	void *context;
	size_t *steps;  /* left */
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

/* ---- words by place ---- */

static const struct gh_key_word *word_at(const struct walk *walk, unsigned place)
{
	return walk->first + walk->onward * (ptrdiff_t)place;
}

/* What stands between the word at place and the one before it on the walk: one blank, or colons. */
static enum gh_gap gap_at(const struct walk *walk, unsigned place)
{
	const struct gh_key_word *right;

	if (place == 0)
		return GH_GAP_ANY;
	right = word_at(walk, walk->backward ? place - 1 : place);
	return walk->key[right->start - 1] == GH_KEY_COLON ? GH_GAP_COLON : GH_GAP_BLANK;
}

static bool is_number(const struct walk *walk, unsigned place, size_t least, size_t most)
{
	const struct gh_key_word *word;

	if (place >= walk->count)
		return false;
	word = word_at(walk, place);
	return word->lexeme.digits && word->length >= least && word->length <= most;
}

/* ---- sets of places ---- */

static unsigned lowest(uint64_t places)
{
	return (unsigned)__builtin_ctzll(places);
}


static uint64_t bit(unsigned place)
{
	return UINT64_C(1) << place;
}

/* Those at which there is a word. */
static uint64_t with_word(const struct walk *walk, uint64_t places)
{
	return places & (bit(walk->count) - 1);
}

/* Those before which the gap is as asked for. */
static uint64_t with_gap(const struct walk *walk, uint64_t places, enum gh_gap gap)
{
	uint64_t rest;

	if (gap == GH_GAP_ANY)
		return places;
	for (rest = places; rest; rest &= rest - 1)
		if (gap_at(walk, lowest(rest)) != gap)
			places &= ~(rest & -rest);
	return places;
}

/* The slots that can begin, or backward end, with the words at these places, by gh_slot_bit(). */
static uint64_t slots_at(const struct walk *walk, uint64_t places)
{
	const struct gh_trie *trie = walk->trie;
	uint64_t slots = trie->any_outer.slots[walk->backward];

	for (; places; places &= places - 1) {
		const struct gh_lexeme *lexeme = &word_at(walk, lowest(places))->lexeme;

		if (lexeme->number != GH_NO_WORD)
			slots |= trie->outers[lexeme->number].slots[walk->backward];
		if (lexeme->digits)
			slots |= trie->number_outer.slots[walk->backward];
	}
	return slots;
}

/* ---- slots ---- */

static uint64_t enter(struct walk *walk, uint32_t node, uint64_t places);

/* Whether the words at place and behind it, in the text's order, are parts of one number. */
static bool joins_number(const struct walk *walk, unsigned place, size_t least, size_t most)
{
	unsigned left = walk->backward ? place + 1 : place,
		 right = walk->backward ? place : place + 1;

	return is_number(walk, left, 1, least == 3 ? 3 : SIZE_MAX) &&
	       is_number(walk, right, least, most) && gap_at(walk, place + 1) == GH_GAP_BLANK;
}

/*
 * A number is one word of digits, or what the fold made of 1,234,567 and of 1.5: groups of three,
 * or a fraction of one or two digits.
 */
static uint64_t after_number(const struct walk *walk, uint64_t places)
{
	uint64_t ends = 0, rest;

	for (rest = places; rest; rest &= rest - 1) {
		unsigned place = lowest(rest), groups = 0;

		if (!is_number(walk, place, 1, SIZE_MAX))
			continue;
		ends |= bit(place + 1);
		if (joins_number(walk, place, 1, 2))
			ends |= bit(place + 2);
		while (groups++ < 3 && joins_number(walk, place, 3, 3))
			ends |= bit(++place + 1);
	}
	return ends;
}

static uint64_t after_words(const struct walk *walk, uint64_t places, const struct gh_slot *slot)
{
	uint64_t ends = 0;
	uint32_t i;

	for (i = slot->least; i <= slot->most; i++)
		ends |= places << i;
	return walk->count == GH_WORDS_PLACES ? ends : ends & (bit(walk->count + 1) - 1);
}

static uint64_t after_alternatives(struct walk *walk, uint32_t number, uint64_t places)
{
	uint32_t root = walk->trie->slots[number].root[walk->backward];
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
		return after_number(walk, places);
	if (slot->words)
		return after_words(walk, places, slot);
	return after_alternatives(walk, number, places);
}

/* ---- the walk ---- */

static void tell(struct walk *walk, uint32_t accept, uint64_t places)
{
	for (; accept != GH_TRIE_NONE && take_step(walk);
	     accept = walk->trie->accepts[accept].next) {
		uint64_t rest;

		for (rest = places; rest; rest &= rest - 1) {
			const struct gh_key_word *last = word_at(walk, lowest(rest) - 1);

			walk->found(walk->context, &walk->trie->accepts[accept], lowest(rest),
			            walk->backward ? last->start : last->start + last->length);
		}
	}
}

/* All places of a set where the same word stands go on together, so that a node is entered once. */
static uint64_t same_words(const struct walk *walk, uint64_t rest, uint32_t number)
{
	uint64_t same = 0;

	for (; rest; rest &= rest - 1)
		if (word_at(walk, lowest(rest))->lexeme.number == number)
			same |= rest & -rest;
	return same;
}

static uint64_t follow_edge(struct walk *walk, uint32_t node, enum gh_gap gap, uint32_t word,
                            uint64_t places)
{
	const struct gh_trie *trie = walk->trie;
	uint32_t child;

	child = trie->edges[gh_trie_edge(trie, gh_edge_key(node, gap, word))].child;
	return child ? enter(walk, child, places << 1) : 0;
}

static uint64_t follow_words(struct walk *walk, uint32_t node, uint64_t places)
{
	unsigned gaps = walk->trie->nodes[node].gaps;
	uint64_t ends = 0, rest = places;

	while (rest) {
		unsigned place = lowest(rest);
		uint32_t number = word_at(walk, place)->lexeme.number;
		uint64_t same = bit(place), colons = 0;

		if (number != GH_NO_WORD && rest != same)
			same = same_words(walk, rest, number);
		rest &= ~same;
		if (number == GH_NO_WORD)
			continue;
		if (gaps & 1u << GH_GAP_ANY)
			ends |= follow_edge(walk, node, GH_GAP_ANY, number, same);
		if (gaps == 1u << GH_GAP_ANY)
			continue;
		colons = with_gap(walk, same, GH_GAP_COLON);
		if (gaps & 1u << GH_GAP_BLANK && same != colons)
			ends |= follow_edge(walk, node, GH_GAP_BLANK, number, same & ~colons);
		if (gaps & 1u << GH_GAP_COLON && colons)
			ends |= follow_edge(walk, node, GH_GAP_COLON, number, colons);
	}
	return ends;
}

static void follow_glued(struct walk *walk, const struct gh_trie_step *step, uint64_t places)
{
	const struct gh_known_word *word = &walk->trie->words.words[step->word];
	const char *text = walk->trie->words.text.data + word->at;

	for (; places; places &= places - 1) {
		const struct gh_key_word *other = word_at(walk, lowest(places));

		if (other->length >= word->length &&
		    memcmp(walk->key + other->start, text, word->length) == 0)
			walk->found(walk->context, &walk->trie->accepts[step->accept],
			            lowest(places) + 1, other->start + word->length);
	}
}

/* Tries a step from places with words, which those slots can begin with. */
static uint64_t follow_step(struct walk *walk, const struct gh_trie_step *step, uint64_t places,
                            uint64_t slots)
{
	if (step->slot != GH_TRIE_NONE && !(slots & gh_slot_bit(step->slot)))
		return 0;
	places = take_step(walk) ? with_gap(walk, places, step->gap) : 0;
	if (!places)
		return 0;
	if (step->slot == GH_TRIE_NONE) {
		follow_glued(walk, step, places);
		return 0;
	}
	places = after_slot(walk, step->slot, places);
	return places ? enter(walk, step->child, places) : 0;
}

static uint64_t follow_steps(struct walk *walk, uint32_t list, uint64_t places)
{
	uint64_t ends = 0, slots = slots_at(walk, places);

	for (; list != GH_TRIE_NONE && *walk->steps > 0; list = walk->trie->steps[list].next)
		ends |= follow_step(walk, &walk->trie->steps[list], places, slots);
	return ends;
}

static void follow_starts(struct walk *walk, uint32_t list)
{
	for (; list != GH_TRIE_NONE && *walk->steps > 0; list = walk->trie->starts[list].next)
		(void)follow_step(walk, &walk->trie->steps[walk->trie->starts[list].step], 1,
		                  UINT64_MAX);
}

/*
 * A root is entered at one place: of its slots only those are tried that can begin with the word
 * there.
 */
static void enter_root(struct walk *walk, uint32_t root)
{
	const struct gh_trie *trie = walk->trie;
	const struct gh_lexeme *lexeme = &walk->first->lexeme;
	const struct gh_trie_edge *edge;

	if (trie->nodes[root].gaps)
		(void)follow_words(walk, root, 1);
	if (trie->nodes[root].steps == GH_TRIE_NONE)
		return;
	follow_starts(walk, trie->any_starts[root]);
	if (lexeme->digits)
		follow_starts(walk, trie->number_starts[root]);
	if (lexeme->number == GH_NO_WORD || trie->edges_size == 0)
		return;
	edge = &trie->edges[gh_trie_edge(trie, gh_edge_key(root, GH_TRIE_STARTS, lexeme->number))];
	if (edge->child)
		follow_starts(walk, edge->child - 1);
}

/* Enters a node from a set of places; returns where alternatives of a slot end at or below it. */
static uint64_t enter(struct walk *walk, uint32_t node, uint64_t places)
{
	const struct gh_trie_node *here = &walk->trie->nodes[node];
	uint64_t ends = here->ends ? places : 0;

	if (!take_step(walk))
		return 0;
	if (here->accept != GH_TRIE_NONE)
		tell(walk, here->accept, places);
	places = with_word(walk, places);
	if (here->gaps && places)
		ends |= follow_words(walk, node, places);
	if (here->steps != GH_TRIE_NONE && places)
		ends |= follow_steps(walk, here->steps, places);
	return ends;
}

/* Whether there are words before or behind those of the window. */
static bool goes_on(const struct gh_words *words, bool backward)
{
	return backward ? words->all[0].start > 0 : words->at < words->length;
}

/*
 * Whether first, a word or so many numbers, may be followed by the word at a place; behind them: by
 * nothing. Only at the beginning of a line are there phrases enough of which the second word is
 * open.
 */
static bool may_follow(const struct gh_trie *trie, enum gh_root root, uint64_t first,
                       const struct gh_words *words, size_t next)
{
	enum gh_pair_kind kind = gh_pair_kind_of(root);
	const struct gh_lexeme *second;

	if (next >= words->count)
		return gh_trie_has_pair(trie, kind, first, GH_PAIR_END);
	if (gh_trie_has_pair(trie, kind, first, gh_brief_at(words, next)))
		return true;
	second = &words->all[next].lexeme;
	return root == GH_ROOT_BEGIN &&
	       (gh_trie_has_pair(trie, kind, first, GH_PAIR_ANY) ||
	        ((second->number != GH_NO_WORD || second->digits) &&
	         gh_trie_has_pair(trie, kind, first, GH_PAIR_KNOWN)));
}

bool gh_trie_can_begin_so(const struct gh_trie *trie, enum gh_root root,
                          const struct gh_words *words, size_t at)
{
	static const uint64_t rows[] = {GH_PAIR_DIGITS, GH_PAIR_TWO, GH_PAIR_THREE};
	size_t onward = root == GH_ROOT_END ? SIZE_MAX : 1; /* before place 0 none is, as at the end */
	size_t row = 0, i;

	if (may_follow(trie, root, gh_brief_at(words, at), words, at + onward))
		return true;
	for (; at < words->count && words->all[at].lexeme.digits; at += onward) {
		if (at + onward >= words->count && goes_on(words, root == GH_ROOT_END))
			return true;
		for (i = 0; i <= row; i++)
			if (may_follow(trie, root, rows[i], words, at + onward))
				return true;
		row += row < 2;
	}
	return false;
}

void gh_trie_walk(const struct gh_trie *trie, enum gh_root root, const struct gh_words *words,
                  size_t at, gh_trie_found *found, void *context, size_t *steps)
{
	struct walk walk;
	size_t left;

	/* The memos are many, and known says which of them to believe. */
	walk.trie = trie;
	walk.key = words->key;
	walk.first = &words->all[at];
	walk.backward = root == GH_ROOT_END;
	walk.onward = walk.backward ? -1 : 1;
	left = walk.backward ? at + 1 : words->count - at;
	walk.count = left < GH_WORDS_PLACES ? (unsigned)left : GH_WORDS_PLACES;
	walk.found = found;
	walk.context = context;
	walk.steps = steps;
	walk.known = 0;
	enter_root(&walk, root);
}
