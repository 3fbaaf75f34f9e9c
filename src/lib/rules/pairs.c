/* SPDX-License-Identifier: MIT */
#include "rules/pairs.h"

#include <string.h>

#define LEAST 1024 /* numbers of 64 bits: 8 KB */
#define BITS 16    /* for each, of which three are set */
#define MOST 1024 /* beginnings of one phrase */

/* ---- bits ---- */

/*
 * A pair's number is by the highest of its hash, so that each of the old becomes some of the new.
 */
bool gh_pairs_widen(struct gh_pairs *pairs, const ghirbal_allocator *from, size_t count)
{
	size_t old = pairs->size, size = old ? old : LEAST, i;
	uint64_t *grown;

	while (size * 64 < BITS * count)
		size *= 2;
	if (size == old)
		return true;
	grown = gh_resize(from, NULL, size * sizeof *grown);
	if (!grown)
		return false;
	memset(grown, 0, size * sizeof *grown);
	for (i = 0; i < size && old > 0; i++)
		grown[i] = pairs->bits[i / (size / old)];
	gh_release(from, pairs->bits);
	pairs->bits = grown;
	pairs->size = size;
	pairs->shift = 64 - (size_t)__builtin_ctzll(size);
	return true;
}

/* ---- beginnings ---- */

struct search {
	const struct gh_ruleset *set;
	bool backward, loose;
	gh_beginning_found *found;
	void *context;
	size_t left; /* so many may still be told of */
};

/* The parts that are still to come of a phrase, and behind it of that which has it in a slot. */
struct rest {
	const struct gh_part *next;
	uint32_t count;
	const struct rest *outer;
};

static struct rest rest_of(const struct search *search, const struct gh_phrase *phrase,
                           const struct rest *outer)
{
	uint32_t first = search->backward ? phrase->count - 1 : 0;

	return (struct rest){&search->set->parts[phrase->first + first], phrase->count, outer};
}

static struct rest behind(const struct search *search, const struct rest *rest)
{
	return (struct rest){rest->next + (search->backward ? -1 : 1), rest->count - 1,
	                     rest->outer};
}

/* The alternatives of a part, or NULL for a word, a number or any words. */
static const struct gh_slot *alternatives_of(const struct search *search,
                                             const struct gh_part *part)
{
	const struct gh_slot *slot = part->slot == GH_NO_SLOT ? NULL
	                                                      : &search->set->slots[part->slot];

	return slot && slot->count > 0 ? slot : NULL;
}

static bool is_number(const struct search *search, const struct gh_part *part)
{
	return part->slot != GH_NO_SLOT && search->set->slots[part->slot].digits;
}

static bool tell(struct search *search, const struct gh_part *first, unsigned numbers,
                 const struct gh_part *second)
{
	if (search->left == 0)
		return true;
	search->left--;
	return search->found(search->context, first, numbers, second);
}

static bool find_second(struct search *search, const struct gh_part *first, unsigned numbers,
                        const struct rest *rest)
{
	const struct gh_slot *slot;
	struct rest after;
	bool well = true;
	uint32_t i;

	while (rest && rest->count == 0)
		rest = rest->outer;
	if (!rest || search->loose)
		return tell(search, first, numbers, rest ? rest->next : NULL);
	after = behind(search, rest);
	if (numbers > 0 && is_number(search, rest->next))
		return find_second(search, first, numbers + 1, &after);
	if (!(slot = alternatives_of(search, rest->next)))
		return tell(search, first, numbers, rest->next);
	for (i = 0; i < slot->count && well && search->left > 0; i++) {
		struct rest inner = rest_of(search, &search->set->phrases[slot->first + i], &after);

		well = find_second(search, first, numbers, &inner);
	}
	return well;
}

static bool find_first(struct search *search, const struct rest *rest)
{
	const struct gh_slot *slot = alternatives_of(search, rest->next);
	const struct rest after = behind(search, rest);
	bool well = true;
	uint32_t i;

	if (!slot)
		return find_second(search, rest->next, is_number(search, rest->next), &after);
	for (i = 0; i < slot->count && well && search->left > 0; i++) {
		struct rest inner = rest_of(search, &search->set->phrases[slot->first + i], &after);

		well = find_first(search, &inner);
	}
	return well;
}

bool gh_beginnings(const struct gh_ruleset *set, const struct gh_phrase *phrase, bool backward,
                   bool loose, gh_beginning_found *found, void *context, bool *all)
{
	struct search search = {set, backward, loose, found, context, MOST};
	const struct rest rest = rest_of(&search, phrase, NULL);
	bool well = find_first(&search, &rest);

	*all = search.left > 0;
	return well;
}
