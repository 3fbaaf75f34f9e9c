/* SPDX-License-Identifier: MIT */
#include "rules/trie.h"

#include <string.h>

#include "text/lexicon.h"

/* ---- nodes and edges ---- */

/* There is one to each word of the vocabulary. */
static bool grow_outers(struct gh_trie *trie)
{
	if (!GH_GROW(&trie->from, trie->outers, trie->outers_room, trie->words.count))
		return false;
	while (trie->outers_count < trie->words.count)
		trie->outers[trie->outers_count++] = (struct gh_trie_outer){{0, 0}};
	return true;
}

bool gh_trie_add_word(struct gh_trie *trie, const struct gh_part *part, uint32_t *number)
{
	const unsigned char *text = (const unsigned char *)trie->set->text.data;

	return gh_vocabulary_add(&trie->words, text + part->key, part->length, number) &&
	       grow_outers(trie);
}

static bool add_node(struct gh_trie *trie, uint32_t *number)
{
	if (!GH_GROW(&trie->from, trie->nodes, trie->nodes_room, trie->nodes_count + 1))
		return false;
	*number = (uint32_t)trie->nodes_count++;
	trie->nodes[*number] = (struct gh_trie_node){GH_TRIE_NONE, GH_TRIE_NONE, 0, false};
	return true;
}

/* At first room for one edge to a part of a phrase, which is about what there will be. */
static size_t next_edges_size(const struct gh_trie *trie)
{
	size_t size = trie->edges_size ? trie->edges_size * 2 : 1024;

	while (trie->edges_size == 0 && size < trie->set->parts_count)
		size *= 2;
	return size;
}

static bool grow_edges(struct gh_trie *trie)
{
	struct gh_trie_edge *old = trie->edges;
	size_t i, old_size = trie->edges_size;

	if (2 * old_size > 3 * trie->edges_count)
		return true;
	trie->edges_size = next_edges_size(trie);
	trie->edges = gh_resize(&trie->from, NULL, trie->edges_size * sizeof *old);
	if (!trie->edges) {
		trie->edges = old;
		trie->edges_size = old_size;
		return false;
	}
	memset(trie->edges, 0, trie->edges_size * sizeof *old);
	for (i = 0; i < old_size; i++)
		if (old[i].child)
			trie->edges[gh_trie_edge(trie, old[i].key)] = old[i];
	gh_release(&trie->from, old);
	return true;
}

static bool step_along_word(struct gh_trie *trie, uint32_t *node, const struct gh_part *part,
                            enum gh_gap gap)
{
	uint32_t word, child;
	uint64_t key;
	size_t at;

	if (!gh_trie_add_word(trie, part, &word) || !grow_edges(trie))
		return false;
	key = gh_edge_key(*node, gap, word);
	at = gh_trie_edge(trie, key);
	if (!trie->edges[at].child) {
		if (!add_node(trie, &child))
			return false;
		trie->edges[at] = (struct gh_trie_edge){key, child};
		trie->edges_count++;
	}
	trie->nodes[*node].gaps |= (unsigned char)(1u << gap);
	*node = trie->edges[at].child;
	return true;
}

static bool add_step(struct gh_trie *trie, uint32_t node, struct gh_trie_step step)
{
	if (!GH_GROW(&trie->from, trie->steps, trie->steps_room, trie->steps_count + 1))
		return false;
	step.next = trie->nodes[node].steps;
	trie->nodes[node].steps = (uint32_t)trie->steps_count;
	trie->steps[trie->steps_count++] = step;
	return true;
}

/* Puts step on a list, once: a step's words are listed one after another. */
static bool add_start(struct gh_trie *trie, uint32_t *list, uint32_t step)
{
	if (*list != GH_TRIE_NONE && trie->starts[*list].step == step)
		return true;
	if (!GH_GROW(&trie->from, trie->starts, trie->starts_room, trie->starts_count + 1))
		return false;
	trie->starts[trie->starts_count] = (struct gh_trie_start){step, *list};
	*list = (uint32_t)trie->starts_count++;
	return true;
}

static bool add_word_start(struct gh_trie *trie, uint32_t root, uint32_t step,
                           const struct gh_part *part)
{
	uint32_t word, list;
	size_t at;

	if (!gh_trie_add_word(trie, part, &word) || !grow_edges(trie))
		return false;
	at = gh_trie_edge(trie, gh_edge_key(root, GH_TRIE_STARTS, word));
	list = trie->edges[at].child ? trie->edges[at].child - 1 : GH_TRIE_NONE;
	if (!add_start(trie, &list, step))
		return false;
	trie->edges_count += !trie->edges[at].child;
	trie->edges[at] = (struct gh_trie_edge){gh_edge_key(root, GH_TRIE_STARTS, word), list + 1};
	return true;
}

/* Roots have many slots to begin with; each is listed by the words that it can begin with. */
static bool add_starts(struct gh_trie *trie, uint32_t root, uint32_t step, uint32_t slot)
{
	const struct gh_slot *listed = &trie->set->slots[slot];
	bool well = true;
	uint32_t i;

	if (listed->digits)
		return add_start(trie, &trie->number_starts[root], step);
	if (listed->words)
		return add_start(trie, &trie->any_starts[root], step);
	for (i = 0; i < listed->count && well; i++) {
		const struct gh_phrase *phrase = &trie->set->phrases[listed->first + i];
		uint32_t first = root == GH_ROOT_END ? phrase->count - 1 : 0;
		const struct gh_part *part = &trie->set->parts[phrase->first + first];

		well = part->slot == GH_NO_SLOT ? add_word_start(trie, root, step, part)
		                                : add_starts(trie, root, step, part->slot);
	}
	return well;
}

static bool step_along_slot(struct gh_trie *trie, uint32_t *node, uint32_t slot, enum gh_gap gap)
{
	struct gh_trie_step step = {.slot = slot,
	                            .word = GH_TRIE_NONE,
	                            .accept = GH_TRIE_NONE,
	                            .gap = (unsigned char)gap};
	uint32_t i;

	for (i = trie->nodes[*node].steps; i != GH_TRIE_NONE; i = trie->steps[i].next) {
		if (trie->steps[i].slot == slot && trie->steps[i].gap == gap) {
			*node = trie->steps[i].child;
			return true;
		}
	}
	if (!add_node(trie, &step.child) || !add_step(trie, *node, step))
		return false;
	if (*node < GH_ROOTS && !add_starts(trie, *node, (uint32_t)trie->steps_count - 1, slot))
		return false;
	*node = step.child;
	return true;
}

/* ---- phrases ---- */

static bool build_slot(struct gh_trie *trie, uint32_t slot, bool backward);

/*
 * The gap before part i as it is walked.  In the text the gap belongs to the part on its right;
 * before a slot a colon may stand unasked, since labels are written with and without ("نشر في:
 * {date}").
 */
static enum gh_gap gap_before(const struct gh_part *parts, uint32_t count, uint32_t i,
                              bool backward)
{
	uint32_t right = backward ? count - i : i;

	if (i == 0)
		return GH_GAP_ANY;
	if (parts[right].colon)
		return GH_GAP_COLON;
	return parts[right].slot == GH_NO_SLOT ? GH_GAP_BLANK : GH_GAP_ANY;
}

static bool add_parts(struct gh_trie *trie, uint32_t *node, const struct gh_phrase *phrase,
                      uint32_t count, bool backward)
{
	const struct gh_part *parts = trie->set->parts + phrase->first;
	uint32_t i;

	for (i = 0; i < count; i++) {
		const struct gh_part *part = &parts[backward ? phrase->count - 1 - i : i];
		enum gh_gap gap = gap_before(parts, phrase->count, i, backward);

		if (part->slot == GH_NO_SLOT) {
			if (!step_along_word(trie, node, part, gap))
				return false;
		} else if (!build_slot(trie, part->slot, backward) ||
		           !step_along_slot(trie, node, trie->slots[part->slot].same, gap)) {
			return false;
		}
	}
	return true;
}

/* Gives every word that slot can begin, or end, with the bit of a slot that it begins, or ends. */
static bool list_outer(struct gh_trie *trie, uint32_t slot, bool backward, uint64_t bit)
{
	const struct gh_slot *listed = &trie->set->slots[slot];
	bool well = true;
	uint32_t i, word;

	if (listed->digits)
		trie->number_outer.slots[backward] |= bit;
	if (listed->words)
		trie->any_outer.slots[backward] |= bit;
	if (trie->slots[slot].listed[backward] & bit)
		return true;
	trie->slots[slot].listed[backward] |= bit;
	for (i = 0; i < listed->count && well; i++) {
		const struct gh_part *part =
			gh_outer_part(trie->set, &trie->set->phrases[listed->first + i], backward);

		if (part->slot != GH_NO_SLOT)
			well = list_outer(trie, part->slot, backward, bit);
		else if ((well = gh_trie_add_word(trie, part, &word)))
			trie->outers[word].slots[backward] |= bit;
	}
	return well;
}

/* Slots refer only to slots declared above them, and the parser bounds how deep. */
static bool build_slot(struct gh_trie *trie, uint32_t slot, bool backward)
{
	const struct gh_slot *built = &trie->set->slots[slot];
	uint32_t i, root, node;

	if (!list_outer(trie, slot, backward, gh_slot_bit(trie->slots[slot].same)))
		return false;
	if (built->count == 0 || trie->slots[slot].root[backward])
		return true;
	if (!add_node(trie, &root))
		return false;
	for (i = 0; i < built->count; i++) {
		const struct gh_phrase *phrase = &trie->set->phrases[built->first + i];

		node = root;
		if (!add_parts(trie, &node, phrase, phrase->count, backward))
			return false;
		trie->nodes[node].ends = true;
	}
	trie->slots[slot].root[backward] = root;
	return true;
}

static bool add_accept(struct gh_trie *trie, struct gh_accept accept, uint32_t *head)
{
	if (!GH_GROW(&trie->from, trie->accepts, trie->accepts_room, trie->accepts_count + 1))
		return false;
	accept.next = *head;
	*head = (uint32_t)trie->accepts_count;
	trie->accepts[trie->accepts_count++] = accept;
	return true;
}

/* The last word of a joined phrase is not an edge: any word that begins with it will do. */
static bool add_glued(struct gh_trie *trie, uint32_t node, const struct gh_phrase *phrase,
                      struct gh_accept accept)
{
	const struct gh_part *last = &trie->set->parts[phrase->first + phrase->count - 1];
	struct gh_trie_step step = {.slot = GH_TRIE_NONE, .accept = GH_TRIE_NONE};

	step.gap = last->colon ? GH_GAP_COLON : GH_GAP_BLANK;
	return gh_trie_add_word(trie, last, &step.word) && add_accept(trie, accept, &step.accept) &&
	       add_step(trie, node, step);
}

bool gh_trie_add(struct gh_trie *trie, enum gh_root root, const struct gh_phrase *phrase,
                 struct gh_accept accept)
{
	uint32_t node = root;
	bool backward = root == GH_ROOT_END;

	if (phrase->joined)
		return add_parts(trie, &node, phrase, phrase->count - 1, false) &&
		       add_glued(trie, node, phrase, accept);
	return add_parts(trie, &node, phrase, phrase->count, backward) &&
	       add_accept(trie, accept, &trie->nodes[node].accept);
}

/* Every file has its own {n} and {text}; they are one to the trie. */
static void unite_slots(struct gh_trie *trie)
{
	/* by range, plus 1; [0][0]: digits */
	uint32_t first[GH_SLOT_WORDS + 1][GH_SLOT_WORDS + 1] = {{0}};
	uint32_t i;

	for (i = 0; i < trie->set->slots_count; i++) {
		const struct gh_slot *slot = &trie->set->slots[i];
		uint32_t *known = slot->words ? &first[slot->least][slot->most] : &first[0][0];

		trie->slots[i].same = i;
		if (!slot->words && !slot->digits)
			continue;
		if (*known == 0)
			*known = i + 1;
		trie->slots[i].same = *known - 1;
	}
}

void gh_trie_init(struct gh_trie *trie, const struct gh_ruleset *set)
{
	uint32_t i;

	memset(trie, 0, sizeof *trie);
	trie->from = set->from;
	trie->set = set;
	gh_vocabulary_init(&trie->words, &set->from);
	for (i = 0; i < GH_ROOTS; i++)
		trie->any_starts[i] = trie->number_starts[i] = GH_TRIE_NONE;
}

static bool open_slots(struct gh_trie *trie)
{
	size_t count = trie->set->slots_count, before = trie->slots_count;
	struct gh_trie_slot *grown;

	if (count == before)
		return true;
	grown = gh_resize(&trie->from, trie->slots, count * sizeof *grown);
	if (!grown)
		return false;
	trie->slots = grown;
	trie->slots_count = count;
	memset(grown + before, 0, (count - before) * sizeof *grown);
	unite_slots(trie);
	return true;
}

bool gh_trie_open(struct gh_trie *trie)
{
	uint32_t node;

	if (trie->words.count == 0 && !gh_lexicon_add(&trie->words))
		return false;
	while (trie->nodes_count < GH_ROOTS)
		if (!add_node(trie, &node))
			return false;
	return grow_outers(trie) && open_slots(trie) &&
	       gh_pairs_widen(&trie->pairs_inside, &trie->from, trie->set->parts_count / 4) &&
	       gh_pairs_widen(&trie->pairs_at_ends, &trie->from, trie->set->parts_count) &&
	       gh_pairs_widen(&trie->firsts, &trie->from, trie->set->parts_count / 4);
}

void gh_trie_free(struct gh_trie *trie)
{
	if (trie->set->borrowed)
		return;
	gh_vocabulary_free(&trie->words);
	gh_release(&trie->from, trie->nodes);
	gh_release(&trie->from, trie->edges);
	gh_release(&trie->from, trie->steps);
	gh_release(&trie->from, trie->starts);
	gh_release(&trie->from, trie->accepts);
	gh_release(&trie->from, trie->slots);
	gh_release(&trie->from, trie->outers);
	gh_release(&trie->from, trie->pairs_inside.bits);
	gh_release(&trie->from, trie->pairs_at_ends.bits);
	gh_release(&trie->from, trie->firsts.bits);
}
