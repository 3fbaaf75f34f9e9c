/* SPDX-License-Identifier: MIT */
#include "rules/trie.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "text/fold.h"

#define NONE UINT32_MAX

/* What must stand between a step and the one before it. */
enum gap { GAP_BLANK, GAP_COLON, GAP_ANY, GAPS };

/* In edge_key() a root has, by word, the list of slots that can begin with the word. */
#define STARTS GAPS

struct gh_trie_word {
	uint64_t head;
	size_t key, length; /* in set->text */
};

struct gh_trie_node {
	uint32_t accept, steps; /* heads of lists */
	unsigned char gaps;     /* bits: the gaps for which it has edges */
	bool ends;              /* an alternative of a slot ends here */
};

struct gh_trie_edge {
	uint64_t key; /* see edge_key() */
	uint32_t child; /* 0: free */
};

struct gh_trie_step {
	uint32_t next;  /* of the same node */
	uint32_t child; /* of a slot */
	uint32_t slot;  /* or NONE for a glued word */
	uint32_t word;  /* with which a glued word begins */
	uint32_t accept;
	unsigned char gap;
};

/* A slot of a root, once in the list of each word that it can begin with. */
struct gh_trie_start {
	uint32_t step;
	uint32_t next;
};

struct gh_trie_slot {
	uint32_t same;      /* the first slot of the same kind and range, or itself */
	uint32_t root[2];   /* forward and backward, 0 until needed */
	unsigned marked[2]; /* marks its first, or last, words have already */
};

struct walk {
	const struct gh_trie *trie;
	struct gh_view *view;
	gh_trie_found *found;
	void *context;
};

/* ---- words ---- */

static uint64_t hash_word(uint64_t head, const unsigned char *word, size_t length)
{
	uint64_t hash = head * GH_WORD_FACTOR;
	size_t i;

	for (i = 8; i < length; i++)
		hash = (hash ^ word[i]) * UINT64_C(0x100000001B3);
	return hash ^ hash >> 32;
}

static uint32_t find_word(const struct gh_trie *trie, const unsigned char *word, size_t length,
                          uint64_t head)
{
	size_t mask = trie->word_table_size - 1, at;

	if (trie->word_table_size == 0)
		return NONE;
	for (at = hash_word(head, word, length) & mask; trie->word_table[at];
	     at = (at + 1) & mask) {
		const struct gh_trie_word *entry = &trie->words[trie->word_table[at] - 1];

		if (entry->head == head && entry->length == length &&
		    (length <= 8 || memcmp(trie->set->text.data + entry->key, word, length) == 0))
			return trie->word_table[at] - 1;
	}
	return NONE;
}

static void place_word(struct gh_trie *trie, uint32_t number)
{
	const struct gh_trie_word *entry = &trie->words[number];
	const unsigned char *word = (const unsigned char *)trie->set->text.data + entry->key;
	size_t mask = trie->word_table_size - 1,
	       at = hash_word(entry->head, word, entry->length) & mask;

	while (trie->word_table[at])
		at = (at + 1) & mask;
	trie->word_table[at] = number + 1;
}

static bool grow_word_table(struct gh_trie *trie)
{
	size_t size = trie->word_table_size ? trie->word_table_size * 2 : 1024;
	uint32_t *grown, i;

	if (trie->word_table_size > 2 * trie->words_count)
		return true;
	grown = gh_resize(&trie->from, trie->word_table, size * sizeof *grown);
	if (!grown)
		return false;
	memset(grown, 0, size * sizeof *grown);
	trie->word_table = grown;
	trie->word_table_size = size;
	for (i = 0; i < trie->words_count; i++)
		place_word(trie, i);
	return true;
}

static bool add_word(struct gh_trie *trie, const struct gh_part *part, uint32_t *number)
{
	const unsigned char *word = (const unsigned char *)trie->set->text.data + part->key;
	uint64_t head = gh_word_head(word, part->length, part->length);
	struct gh_trie_word *grown;

	*number = find_word(trie, word, part->length, head);
	if (*number != NONE)
		return true;
	if (!grow_word_table(trie))
		return false;
	grown = gh_array_grow(&trie->from, trie->words, sizeof *grown, &trie->words_room,
	                      trie->words_count + 1);
	if (!grown)
		return false;
	trie->words = grown;
	*number = (uint32_t)trie->words_count++;
	grown[*number] = (struct gh_trie_word){head, part->key, part->length};
	place_word(trie, *number);
	return true;
}

/* ---- nodes and edges ---- */

static bool add_node(struct gh_trie *trie, uint32_t *number)
{
	struct gh_trie_node *grown;

	grown = gh_array_grow(&trie->from, trie->nodes, sizeof *grown, &trie->nodes_room,
	                      trie->nodes_count + 1);
	if (!grown)
		return false;
	trie->nodes = grown;
	*number = (uint32_t)trie->nodes_count++;
	grown[*number] = (struct gh_trie_node){NONE, NONE, 0, false};
	return true;
}

static uint64_t edge_key(uint32_t node, enum gap gap, uint32_t word)
{
	return (uint64_t)node << 34 | (uint64_t)word << 2 | (uint64_t)gap;
}

/* The edge with this key, or the free place where it would go. */
static size_t find_edge(const struct gh_trie *trie, uint64_t key)
{
	size_t mask = trie->edges_size - 1;
	uint64_t hash = key * GH_WORD_FACTOR;
	size_t at = (hash ^ hash >> 32) & mask;

	while (trie->edges[at].child && trie->edges[at].key != key)
		at = (at + 1) & mask;
	return at;
}

/* At first room for one edge to a part of a phrase, which is about what there will be. */
static size_t next_edges_size(const struct gh_trie *trie)
{
	size_t size = trie->edges_size ? trie->edges_size * 2 : 1024;

	while (trie->edges_size == 0 && size < trie->set->parts_count * 2)
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
			trie->edges[find_edge(trie, old[i].key)] = old[i];
	gh_release(&trie->from, old);
	return true;
}

static bool step_along_word(struct gh_trie *trie, uint32_t *node, const struct gh_part *part,
                            enum gap gap)
{
	uint32_t word, child;
	uint64_t key;
	size_t at;

	if (!add_word(trie, part, &word) || !grow_edges(trie))
		return false;
	key = edge_key(*node, gap, word);
	at = find_edge(trie, key);
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
	struct gh_trie_step *grown;

	grown = gh_array_grow(&trie->from, trie->steps, sizeof *grown, &trie->steps_room,
	                      trie->steps_count + 1);
	if (!grown)
		return false;
	trie->steps = grown;
	step.next = trie->nodes[node].steps;
	trie->nodes[node].steps = (uint32_t)trie->steps_count;
	grown[trie->steps_count++] = step;
	return true;
}

/* Puts step on a list, once: a step's words are listed one after another. */
static bool add_start(struct gh_trie *trie, uint32_t *list, uint32_t step)
{
	struct gh_trie_start *grown;

	if (*list != NONE && trie->starts[*list].step == step)
		return true;
	grown = gh_array_grow(&trie->from, trie->starts, sizeof *grown, &trie->starts_room,
	                      trie->starts_count + 1);
	if (!grown)
		return false;
	trie->starts = grown;
	grown[trie->starts_count] = (struct gh_trie_start){step, *list};
	*list = (uint32_t)trie->starts_count++;
	return true;
}

static bool add_word_start(struct gh_trie *trie, uint32_t root, uint32_t step,
                           const struct gh_part *part)
{
	uint32_t word, list;
	size_t at;

	if (!add_word(trie, part, &word) || !grow_edges(trie))
		return false;
	at = find_edge(trie, edge_key(root, STARTS, word));
	list = trie->edges[at].child ? trie->edges[at].child - 1 : NONE;
	if (!add_start(trie, &list, step))
		return false;
	trie->edges_count += !trie->edges[at].child;
	trie->edges[at] = (struct gh_trie_edge){edge_key(root, STARTS, word), list + 1};
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

static bool step_along_slot(struct gh_trie *trie, uint32_t *node, uint32_t slot, enum gap gap)
{
	struct gh_trie_step step = {
		.slot = slot, .word = NONE, .accept = NONE, .gap = (unsigned char)gap};
	uint32_t i;

	for (i = trie->nodes[*node].steps; i != NONE; i = trie->steps[i].next) {
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
static enum gap gap_before(const struct gh_part *parts, uint32_t count, uint32_t i, bool backward)
{
	uint32_t right = backward ? count - i : i;

	if (i == 0)
		return GAP_ANY;
	if (parts[right].colon)
		return GAP_COLON;
	return parts[right].slot == GH_NO_SLOT ? GAP_BLANK : GAP_ANY;
}

static bool add_parts(struct gh_trie *trie, uint32_t *node, const struct gh_phrase *phrase,
                      uint32_t count, bool backward)
{
	const struct gh_part *parts = trie->set->parts + phrase->first;
	uint32_t i;

	for (i = 0; i < count; i++) {
		const struct gh_part *part = &parts[backward ? phrase->count - 1 - i : i];
		enum gap gap = gap_before(parts, phrase->count, i, backward);

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

/* Slots refer only to slots declared above them, and the parser bounds how deep. */
static bool build_slot(struct gh_trie *trie, uint32_t slot, bool backward)
{
	const struct gh_slot *built = &trie->set->slots[slot];
	uint32_t i, root, node;

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

static void mark_part(struct gh_trie *trie, const struct gh_part *part, bool backward,
                      unsigned marks);

static const struct gh_part *outer_part(const struct gh_trie *trie, const struct gh_phrase *phrase,
                                        bool last)
{
	return &trie->set->parts[phrase->first + (last ? phrase->count - 1 : 0)];
}

static void mark_slot(struct gh_trie *trie, uint32_t slot, bool backward, unsigned marks)
{
	const struct gh_slot *marked = &trie->set->slots[slot];
	unsigned *done = &trie->slots[slot].marked[backward];
	uint32_t i;

	if (marked->digits)
		trie->digit_marks |= marks;
	if (marked->words)
		trie->any_marks |= marks;
	if ((*done & marks) == marks)
		return;
	*done |= marks;
	for (i = 0; i < marked->count; i++) {
		const struct gh_phrase *phrase = &trie->set->phrases[marked->first + i];

		mark_part(trie, outer_part(trie, phrase, backward), backward, marks);
	}
}

static void mark_part(struct gh_trie *trie, const struct gh_part *part, bool backward,
                      unsigned marks)
{
	const unsigned char *word = (const unsigned char *)trie->set->text.data + part->key;

	if (part->slot != GH_NO_SLOT) {
		mark_slot(trie, part->slot, backward, marks);
	} else {
		uint64_t head = gh_word_head(word, part->length, part->length);

		trie->filter[head * GH_WORD_FACTOR >> (64 - GH_FILTER_BITS)] |=
			(unsigned char)marks;
	}
}

/* A phrase that any words may begin is given away by the first part that is not of that kind. */
static const struct gh_part *telling_part(const struct gh_trie *trie,
                                          const struct gh_phrase *phrase)
{
	const struct gh_part *part = trie->set->parts + phrase->first;
	const struct gh_part *last = outer_part(trie, phrase, true);

	while (part < last && part->slot != GH_NO_SLOT && trie->set->slots[part->slot].begins_open)
		part++;
	return part;
}

static bool add_accept(struct gh_trie *trie, struct gh_accept accept, uint32_t *head)
{
	struct gh_accept *grown;

	grown = gh_array_grow(&trie->from, trie->accepts, sizeof *grown, &trie->accepts_room,
	                      trie->accepts_count + 1);
	if (!grown)
		return false;
	trie->accepts = grown;
	accept.next = *head;
	*head = (uint32_t)trie->accepts_count;
	grown[trie->accepts_count++] = accept;
	return true;
}

/* The last word of a joined phrase is not an edge: any word that begins with it will do. */
static bool add_glued(struct gh_trie *trie, uint32_t node, const struct gh_phrase *phrase,
                      struct gh_accept accept)
{
	const struct gh_part *last = &trie->set->parts[phrase->first + phrase->count - 1];
	struct gh_trie_step step = {.slot = NONE, .accept = NONE};

	step.gap = last->colon ? GAP_COLON : GAP_BLANK;
	return add_word(trie, last, &step.word) && add_accept(trie, accept, &step.accept) &&
	       add_step(trie, node, step);
}

/*
 * A word of one letter counts as two with the blank behind it, and a number may be of any length.
 */
static void mark_pair(struct gh_trie *trie, const struct gh_phrase *phrase)
{
	const struct gh_part *parts = trie->set->parts + phrase->first;
	const unsigned char *text = (const unsigned char *)trie->set->text.data;
	uint64_t head;

	/* Numbers always go on: a menu has few. */
	if (parts[0].slot != GH_NO_SLOT)
		return;
	if (phrase->count == 1) {
		mark_part(trie, &parts[0], false, GH_MARK_ALONE);
		return;
	}
	head = gh_word_head(text + parts[0].key, parts[0].length, parts[0].length);
	if (parts[1].slot != GH_NO_SLOT) {
		trie->pairs[gh_trie_pair(head, GH_KEY_DIGIT, GH_KEY_DIGIT)] = true;
		trie->pairs[gh_trie_pair(head, GH_KEY_DIGIT, GH_KEY_BLANK)] = true;
	} else {
		trie->pairs[gh_trie_pair(head, text[parts[1].key],
		                         parts[1].length > 1 ? text[parts[1].key + 1]
		                                             : GH_KEY_BLANK)] = true;
	}
}

bool gh_trie_goes_on(const struct gh_trie *trie, uint64_t head, const unsigned char *key,
                     size_t end, size_t length)
{
	unsigned char second = end + 2 < length ? key[end + 2] : GH_KEY_BLANK;

	if ((head & 0xFF) == GH_KEY_DIGIT)
		return true;
	if (end + 1 >= length)
		return false;
	/* Colons come in runs, which is too rare to look behind. */
	return key[end + 1] == GH_KEY_COLON ||
	       trie->pairs[gh_trie_pair(head, key[end + 1],
	                                second == GH_KEY_COLON ? GH_KEY_BLANK : second)];
}

bool gh_trie_add(struct gh_trie *trie, enum gh_root root, const struct gh_phrase *phrase,
                 struct gh_accept accept, unsigned marks)
{
	uint32_t node = root;
	bool backward = root == GH_ROOT_END;
	const struct gh_part *first = root == GH_ROOT_OPEN ? telling_part(trie, phrase)
	                                                   : outer_part(trie, phrase, backward);

	mark_part(trie, first, backward, marks);
	if (root == GH_ROOT_COVER)
		mark_pair(trie, phrase);
	if (phrase->joined)
		return add_parts(trie, &node, phrase, phrase->count - 1, false) &&
		       add_glued(trie, node, phrase, accept);
	return add_parts(trie, &node, phrase, phrase->count, backward) &&
	       add_accept(trie, accept, &trie->nodes[node].accept);
}

void gh_trie_mark(struct gh_trie *trie, const struct gh_phrase *phrase, unsigned marks)
{
	mark_part(trie, outer_part(trie, phrase, false), false, marks);
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

bool gh_trie_init(struct gh_trie *trie, const struct gh_ruleset *set)
{
	uint32_t i, node;

	memset(trie, 0, sizeof *trie);
	trie->from = set->from;
	trie->set = set;
	for (i = 0; i < GH_ROOTS; i++) {
		trie->any_starts[i] = trie->number_starts[i] = NONE;
		if (!add_node(trie, &node))
			return false;
	}
	if (set->slots_count == 0)
		return true;
	trie->slots = gh_resize(&trie->from, NULL, set->slots_count * sizeof *trie->slots);
	if (!trie->slots)
		return false;
	memset(trie->slots, 0, set->slots_count * sizeof *trie->slots);
	unite_slots(trie);
	return true;
}

void gh_trie_free(struct gh_trie *trie)
{
	gh_release(&trie->from, trie->words);
	gh_release(&trie->from, trie->word_table);
	gh_release(&trie->from, trie->nodes);
	gh_release(&trie->from, trie->edges);
	gh_release(&trie->from, trie->steps);
	gh_release(&trie->from, trie->starts);
	gh_release(&trie->from, trie->accepts);
	gh_release(&trie->from, trie->slots);
}

/* ---- the words of a key ---- */

#if defined(__SSE2__)

/* Every x86-64 has these, so there is nothing to dispatch on. */
static uint64_t gaps_of_64(const unsigned char *key)
{
	const __m128i blank = _mm_set1_epi8(GH_KEY_BLANK), colon = _mm_set1_epi8(GH_KEY_COLON);
	uint64_t gaps = 0;
	int i;

	for (i = 0; i < 4; i++) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(key + 16 * i));
		__m128i found =
			_mm_or_si128(_mm_cmpeq_epi8(bytes, blank), _mm_cmpeq_epi8(bytes, colon));

		gaps |= (uint64_t)(unsigned)_mm_movemask_epi8(found) << 16 * i;
	}
	return gaps;
}

#else

static uint64_t gaps_of_64(const unsigned char *key)
{
	uint64_t gaps = 0;
	unsigned i;

	for (i = 0; i < 64; i++)
		gaps |= (uint64_t)(key[i] == GH_KEY_BLANK || key[i] == GH_KEY_COLON) << i;
	return gaps;
}

#endif

uint64_t gh_gaps(const unsigned char *key, size_t left, size_t readable)
{
	uint64_t gaps = 0;
	size_t i;

	if (readable >= 64) {
		gaps = gaps_of_64(key);
	} else {
		for (i = 0; i < left && i < 64; i++)
			gaps |= (uint64_t)(key[i] == GH_KEY_BLANK || key[i] == GH_KEY_COLON) << i;
	}
	if (left < 64)
		gaps = (gaps & ((UINT64_C(1) << left) - 1)) | UINT64_C(1) << left;
	return gaps;
}

void gh_view_open(struct gh_view *view, const unsigned char *key, size_t length, size_t slack,
                  size_t at, bool backward)
{
	view->key = key;
	view->length = length;
	view->slack = slack;
	view->at = at;
	view->backward = backward;
	view->done = false;
	view->count = 0;
	view->colons = 0;
}

static bool is_gap(unsigned char byte)
{
	return byte == GH_KEY_BLANK || byte == GH_KEY_COLON;
}

/* Where words part there is one blank, or colons; *colon says which. */
static size_t skip_gap(const struct gh_view *view, bool *colon)
{
	size_t at = view->at;

	*colon = false;
	if (view->backward) {
		while (at > 0 && is_gap(view->key[at - 1]))
			*colon |= view->key[--at] == GH_KEY_COLON;
	} else {
		while (at < view->length && is_gap(view->key[at]))
			*colon |= view->key[at++] == GH_KEY_COLON;
	}
	return at;
}

static void read_word(struct gh_view *view)
{
	struct gh_word *word = &view->words[view->count];
	bool colon;
	size_t start = skip_gap(view, &colon), end = start;

	if (view->count == GH_PHRASE_WORDS ||
	    (view->backward ? start == 0 : start == view->length)) {
		view->done = true;
		return;
	}
	if (view->backward) {
		while (start > 0 && !is_gap(view->key[start - 1]))
			start--;
	} else {
		end = gh_word_end(view->key, start, view->length);
	}
	view->at = view->backward ? start : end;
	word->start = start;
	word->length = end - start;
	word->head =
		gh_word_head(view->key + start, word->length, view->length + view->slack - start);
	word->known = false;
	view->colons |= (uint64_t)colon << view->count++;
}

static bool has_word(struct gh_view *view, unsigned place)
{
	while (view->count <= place && !view->done)
		read_word(view);
	return place < view->count;
}

static uint32_t word_number(const struct gh_trie *trie, struct gh_view *view, unsigned place)
{
	struct gh_word *word = &view->words[place];

	if (!word->known) {
		word->number = find_word(trie, view->key + word->start, word->length, word->head);
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
	(void)has_word(view, highest(places));
	places &= bit(view->count) - 1;
	if (gap == GAP_ANY)
		return places;
	return gap == GAP_COLON ? places & view->colons : places & ~view->colons;
}

static bool is_number(struct gh_view *view, unsigned place, size_t least, size_t most)
{
	const struct gh_word *word = view->words + place;
	size_t i;

	if (!has_word(view, place) || word->length < least || word->length > most)
		return false;
	for (i = 0; i < word->length; i++)
		if (view->key[word->start + i] != GH_KEY_DIGIT)
			return false;
	return true;
}

/* Whether the words at place and behind it, in the text's order, are parts of one number. */
static bool joins_number(struct gh_view *view, unsigned place, unsigned next, size_t least,
                         size_t most)
{
	unsigned left = view->backward ? next : place, right = view->backward ? place : next;

	return is_number(view, next, 1, SIZE_MAX) && !(view->colons & bit(next)) &&
	       is_number(view, left, 1, least == 3 ? 3 : SIZE_MAX) &&
	       is_number(view, right, least, most);
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

		if (!is_number(view, place, 1, SIZE_MAX))
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

	(void)has_word(view, far < GH_PHRASE_WORDS ? far : GH_PHRASE_WORDS);
	for (i = slot->least; i <= slot->most; i++)
		ends |= places << i;
	return view->count == GH_PHRASE_WORDS ? ends : ends & (bit(view->count + 1) - 1);
}

/* ---- the walk ---- */

static uint64_t enter(const struct walk *walk, uint32_t node, uint64_t places);

static size_t edge_of(const struct gh_view *view, unsigned words)
{
	const struct gh_word *last = &view->words[words - 1];

	return view->backward ? last->start : last->start + last->length;
}

static void tell(const struct walk *walk, uint32_t accept, uint64_t places)
{
	for (; accept != NONE; accept = walk->trie->accepts[accept].next) {
		uint64_t rest;

		for (rest = places; rest; rest &= rest - 1)
			walk->found(walk->context, &walk->trie->accepts[accept], lowest(rest),
			            edge_of(walk->view, lowest(rest)));
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

static uint64_t follow_words(const struct walk *walk, uint32_t node, uint64_t places)
{
	uint64_t ends = 0, rest = with_gap(walk->view, places, GAP_ANY);

	while (rest) {
		uint32_t number = word_number(walk->trie, walk->view, lowest(rest));
		uint64_t same = same_words(walk, rest, number);
		unsigned gap;

		rest &= ~same;
		for (gap = GAP_BLANK; number != NONE && gap <= GAP_ANY; gap++) {
			uint64_t now = with_gap(walk->view, same, gap);
			uint32_t child;

			if (!now || !(walk->trie->nodes[node].gaps & 1u << gap))
				continue;
			child = walk->trie
			                ->edges[find_edge(walk->trie, edge_key(node, gap, number))]
			                .child;
			if (child)
				ends |= enter(walk, child, now << 1);
		}
	}
	return ends;
}

static uint64_t after_slot(const struct walk *walk, uint32_t number, uint64_t places)
{
	const struct gh_slot *slot = &walk->trie->set->slots[number];

	if (slot->digits)
		return after_number(walk->view, places);
	if (slot->words)
		return after_words(walk->view, places, slot);
	return enter(walk, walk->trie->slots[number].root[walk->view->backward], places);
}

static void follow_glued(const struct walk *walk, const struct gh_trie_step *step, uint64_t places)
{
	const struct gh_trie_word *word = &walk->trie->words[step->word];
	const char *text = walk->trie->set->text.data + word->key;

	for (; places; places &= places - 1) {
		const struct gh_word *other = &walk->view->words[lowest(places)];

		if (other->length >= word->length &&
		    memcmp(walk->view->key + other->start, text, word->length) == 0)
			walk->found(walk->context, &walk->trie->accepts[step->accept],
			            lowest(places) + 1, other->start + word->length);
	}
}

static uint64_t follow_step(const struct walk *walk, const struct gh_trie_step *step,
                            uint64_t places)
{
	uint64_t now = with_gap(walk->view, places, step->gap);

	if (!now)
		return 0;
	if (step->slot == NONE) {
		follow_glued(walk, step, now);
		return 0;
	}
	now = after_slot(walk, step->slot, now);
	return now ? enter(walk, step->child, now) : 0;
}

static void follow_starts(const struct walk *walk, uint32_t list)
{
	for (; list != NONE; list = walk->trie->starts[list].next)
		(void)follow_step(walk, &walk->trie->steps[walk->trie->starts[list].step], 1);
}

/*
 * A root is entered at one place: of its slots only those are tried that can begin with the word
 * there.
 */
static void enter_root(const struct walk *walk, uint32_t root)
{
	const struct gh_trie *trie = walk->trie;
	uint32_t word;

	if (!has_word(walk->view, 0))
		return;
	if (trie->nodes[root].gaps)
		(void)follow_words(walk, root, 1);
	follow_starts(walk, trie->any_starts[root]);
	if (trie->number_starts[root] != NONE && is_number(walk->view, 0, 1, SIZE_MAX))
		follow_starts(walk, trie->number_starts[root]);
	word = word_number(trie, walk->view, 0);
	if (word != NONE && trie->nodes[root].steps != NONE && trie->edges_size > 0) {
		const struct gh_trie_edge *edge =
			&trie->edges[find_edge(trie, edge_key(root, STARTS, word))];

		if (edge->child)
			follow_starts(walk, edge->child - 1);
	}
}

/* Enters a node from a set of places; returns where alternatives of a slot end at or below it. */
static uint64_t enter(const struct walk *walk, uint32_t node, uint64_t places)
{
	const struct gh_trie_node *here = &walk->trie->nodes[node];
	uint64_t ends = here->ends ? places : 0;
	uint32_t i;

	tell(walk, here->accept, places);
	if (here->gaps)
		ends |= follow_words(walk, node, places);
	for (i = here->steps; i != NONE; i = walk->trie->steps[i].next)
		ends |= follow_step(walk, &walk->trie->steps[i], places);
	return ends;
}

void gh_trie_walk(const struct gh_trie *trie, enum gh_root root, struct gh_view *view,
                  gh_trie_found *found, void *context)
{
	struct walk walk = {trie, view, found, context};

	enter_root(&walk, root);
}
