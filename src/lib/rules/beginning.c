/* SPDX-License-Identifier: MIT */
#include "rules/beginning.h"

#include <string.h>

/* ---- marks of words ---- */

static bool mark_part(struct gh_trie *trie, const struct gh_part *part, bool backward,
                      unsigned marks);

static bool mark_slot(struct gh_trie *trie, uint32_t slot, bool backward, unsigned marks)
{
	const struct gh_slot *marked = &trie->set->slots[slot];
	unsigned *done = &trie->slots[slot].marked[backward];
	bool well = true;
	uint32_t i;

	if (marked->digits)
		trie->words.digit_marks = (uint16_t)(trie->words.digit_marks | marks);
	if (marked->words)
		trie->words.any_marks = (uint16_t)(trie->words.any_marks | marks);
	if ((*done & marks) == marks)
		return true;
	*done |= marks;
	for (i = 0; i < marked->count && well; i++) {
		const struct gh_phrase *phrase = &trie->set->phrases[marked->first + i];

		well = mark_part(trie, gh_outer_part(trie->set, phrase, backward), backward, marks);
	}
	return well;
}

static bool mark_part(struct gh_trie *trie, const struct gh_part *part, bool backward,
                      unsigned marks)
{
	uint32_t word;

	if (part->slot != GH_NO_SLOT)
		return mark_slot(trie, part->slot, backward, marks);
	if (!gh_trie_add_word(trie, part, &word))
		return false;
	trie->words.words[word].marks = (uint16_t)(trie->words.words[word].marks | marks);
	return true;
}

/* A phrase that any words may begin is given away by the first part that is not of that kind. */
static const struct gh_part *telling_part(const struct gh_trie *trie,
                                          const struct gh_phrase *phrase)
{
	const struct gh_part *part = trie->set->parts + phrase->first;
	const struct gh_part *last = gh_outer_part(trie->set, phrase, true);

	while (part < last && part->slot != GH_NO_SLOT && trie->set->slots[part->slot].begins_open)
		part++;
	return part;
}

/* ---- pairs ---- */

struct marking {
	struct gh_trie *trie;
	enum gh_root root;
	unsigned marks;
	bool whole;
};

/* A word at a glance, behind which nothing need be readable. */
static uint64_t brief_of(const unsigned char *word, size_t length)
{
	unsigned char first[sizeof(uint64_t)] = {0};

	memcpy(first, word, length < sizeof first ? length : sizeof first);
	return gh_word_brief(first, length);
}

static uint64_t brief_part(const struct gh_trie *trie, const struct gh_part *part)
{
	const struct gh_slot *slot = part->slot == GH_NO_SLOT ? NULL
	                                                      : &trie->set->slots[part->slot];

	if (!slot)
		return brief_of((const unsigned char *)trie->set->text.data + part->key,
		                part->length);
	return slot->digits ? GH_PAIR_DIGITS : slot->begins_open ? GH_PAIR_ANY : GH_PAIR_KNOWN;
}

static void add_pair(struct gh_trie *trie, enum gh_root root, uint64_t first, uint64_t second)
{
	enum gh_pair_kind kind = gh_pair_kind_of(root);

	gh_pairs_add(kind == GH_PAIR_INSIDE ? &trie->pairs_inside : &trie->pairs_at_ends,
	             gh_pair_hash(kind, first, second));
	gh_pairs_add_first(&trie->firsts, kind, first);
}

/*
 * Before words are looked up it is not known how many numbers stand in a row, or what the second
 * word is.
 */
static void add_beginning(struct gh_trie *trie, enum gh_root root, uint64_t first, uint64_t second)
{
	bool number = first == GH_PAIR_DIGITS || first == GH_PAIR_TWO || first == GH_PAIR_THREE;
	bool inside = gh_pair_kind_of(root) == GH_PAIR_INSIDE;

	add_pair(trie, root, first, second);
	if (number)
		add_pair(trie, root, GH_PAIR_DIGITS, inside ? second : GH_PAIR_LONE);
	if (second == GH_PAIR_ANY || second == GH_PAIR_KNOWN)
		add_pair(trie, root, first, GH_PAIR_LONE);
}

static bool mark_pair(void *context, const struct gh_part *first, unsigned numbers,
                      const struct gh_part *second)
{
	static const uint64_t rows[] = {GH_PAIR_DIGITS, GH_PAIR_TWO, GH_PAIR_THREE};
	const struct marking *marking = context;
	struct gh_trie *trie = marking->trie;
	enum gh_root root = marking->root;
	uint64_t next = second ? brief_part(trie, second) : GH_PAIR_END;

	if ((numbers == 0 && first->slot != GH_NO_SLOT) || (!second && !marking->whole) ||
	    ((next == GH_PAIR_ANY || next == GH_PAIR_KNOWN) && root != GH_ROOT_BEGIN))
		return mark_part(trie, first, root == GH_ROOT_END,
		                 marking->marks | GH_MARK_ALONE(root));
	if (!mark_part(trie, first, root == GH_ROOT_END, marking->marks))
		return false;
	add_beginning(trie, root,
	              numbers == 0 ? brief_part(trie, first) : rows[numbers < 3 ? numbers - 1 : 2],
	              next);
	return true;
}

/*
 * What a phrase can begin with is entered as pairs; if there are too many with any words behind,
 * and if that is too much too, or the phrase is glued, marked alone.
 */
bool gh_note_beginning(struct gh_trie *trie, enum gh_root root, const struct gh_phrase *phrase,
                       bool whole, unsigned marks)
{
	struct marking marking = {trie, root, marks, whole};
	bool backward = root == GH_ROOT_END, all = false, well = true;
	unsigned loose;

	if (root == GH_ROOT_OPEN)
		return mark_part(trie, telling_part(trie, phrase), false, marks);
	for (loose = 0; loose < 2 && !phrase->joined && well && !all; loose++)
		well = gh_beginnings(trie->set, phrase, backward, loose, mark_pair, &marking, &all);
	if (!well || all)
		return well;
	return mark_part(trie, gh_outer_part(trie->set, phrase, backward), backward,
	                 marks | GH_MARK_ALONE(root));
}

/* ---- what is sought whole, and what is told by one word ---- */

void gh_note_whole(struct gh_trie *trie, const unsigned char *key, size_t length)
{
	size_t first = 0, last = length;

	while (first < length && !gh_is_gap(key[first]))
		first++;
	while (last > 0 && !gh_is_gap(key[last - 1]))
		last--;
	gh_pairs_add(
		&trie->pairs_at_ends,
		gh_pair_whole(brief_of(key, first), brief_of(key + last, length - last), length));
}

static void note_lone(struct gh_trie *trie, uint64_t brief, unsigned marks)
{
	enum gh_root root;

	for (root = GH_ROOT_BEGIN; root < GH_ROOTS; root++)
		if (marks & (root == GH_ROOT_OPEN ? GH_MARK(root) : GH_MARK_ALONE(root)))
			add_pair(trie, root, brief, GH_PAIR_LONE);
}

void gh_note_lone(struct gh_trie *trie)
{
	const struct gh_vocabulary *words = &trie->words;
	size_t i;

	for (i = 0; i < words->count; i++)
		note_lone(trie,
		          brief_of((const unsigned char *)words->text.data + words->words[i].at,
		                   words->words[i].length),
		          words->words[i].marks);
	note_lone(trie, GH_PAIR_DIGITS, words->digit_marks);
}
