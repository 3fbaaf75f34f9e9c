/* SPDX-License-Identifier: MIT */
#include "rules/whole.h"

#include <string.h>

#include "text/fold.h"

#define NONE UINT32_MAX

static uint64_t hash_key(const unsigned char *key, size_t length)
{
	uint64_t hash = length;
	size_t i;

	for (i = 0; length - i >= 8; i += 8) {
		hash = (hash ^ gh_eight(key + i)) * GH_WORD_FACTOR;
		hash ^= hash >> 29;
	}
	hash = (hash ^ gh_word_head(key + i, length - i, length - i)) * GH_WORD_FACTOR;
	return hash ^ hash >> 32;
}

static const unsigned char *rule_key(const struct gh_wholes *wholes, const struct gh_rule *rule)
{
	return (const unsigned char *)wholes->set->text.data + rule->key;
}

static void add_whole(struct gh_wholes *wholes, uint32_t number)
{
	const struct gh_rule *rule = &wholes->set->rules[number];
	uint64_t hash = hash_key(rule_key(wholes, rule), rule->key_length);
	uint32_t *head = &wholes->table[hash & (wholes->size - 1)];

	wholes->all[wholes->count] = (struct gh_whole){hash, number, *head};
	*head = (uint32_t)wholes->count++;
	if (rule->key_length > wholes->longest)
		wholes->longest = rule->key_length;
}

void gh_wholes_init(struct gh_wholes *wholes, const struct gh_ruleset *set)
{
	memset(wholes, 0, sizeof *wholes);
	wholes->from = set->from;
	wholes->set = set;
}

bool gh_wholes_list(struct gh_wholes *wholes)
{
	const struct gh_ruleset *set = wholes->set;
	size_t i, count = 0;

	gh_wholes_free(wholes);
	gh_wholes_init(wholes, set);
	for (i = 0; i < set->count; i++)
		count += gh_is_whole(&set->rules[i]);
	wholes->size = 64;
	while (wholes->size < 2 * count)
		wholes->size *= 2;
	wholes->all = gh_resize(&wholes->from, NULL, count * sizeof *wholes->all);
	wholes->table = gh_resize(&wholes->from, NULL, wholes->size * sizeof *wholes->table);
	if (!wholes->all || !wholes->table)
		return false;
	for (i = 0; i < wholes->size; i++)
		wholes->table[i] = NONE;
	for (i = 0; i < set->count; i++)
		if (gh_is_whole(&set->rules[i]))
			add_whole(wholes, (uint32_t)i);
	return true;
}

void gh_wholes_free(struct gh_wholes *wholes)
{
	if (wholes->set->borrowed)
		return;
	gh_release(&wholes->from, wholes->all);
	gh_release(&wholes->from, wholes->table);
}

void gh_wholes_find(const struct gh_wholes *wholes, const unsigned char *key, size_t length,
                    gh_whole_found *found, void *context)
{
	uint64_t hash;
	uint32_t i;

	if (length > wholes->longest)
		return;
	hash = hash_key(key, length);
	i = wholes->table[hash & (wholes->size - 1)];
	for (; i != NONE; i = wholes->all[i].next) {
		const struct gh_whole *whole = &wholes->all[i];
		const struct gh_rule *rule = &wholes->set->rules[whole->rule];

		if (whole->hash == hash && rule->key_length == length &&
		    memcmp(rule_key(wholes, rule), key, length) == 0)
			found(context, whole->rule);
	}
}
