/* SPDX-License-Identifier: MIT */
/* Whole lines: the `line` texts without slots, by a hash of their keys. */
#ifndef GH_WHOLE_H
#define GH_WHOLE_H

#include "rules/rule.h"

struct gh_whole {
	uint64_t hash;
	uint32_t rule, next; /* next of the same table place, or UINT32_MAX */
};

struct gh_wholes {
	ghirbal_allocator from;
	const struct gh_ruleset *set;
	struct gh_whole *all;
	size_t count;
	uint32_t *table;
	size_t size;    /* of table: a power of two */
	size_t longest; /* key bytes */
};

static inline bool gh_is_whole(const struct gh_rule *rule)
{
	return rule->how == GH_LINE && rule->phrase.literal;
}

void gh_wholes_init(struct gh_wholes *wholes, const struct gh_ruleset *set);

/* Lists anew all that the set has, which must stay as it is then.  False for want of memory. */
bool gh_wholes_list(struct gh_wholes *wholes);
void gh_wholes_free(struct gh_wholes *wholes);

/* Tells of each rule whose text is this key. */
typedef void gh_whole_found(void *context, uint32_t rule);
void gh_wholes_find(const struct gh_wholes *wholes, const unsigned char *key, size_t length,
                    gh_whole_found *found, void *context);

#endif
