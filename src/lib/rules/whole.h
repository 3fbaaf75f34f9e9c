/* SPDX-License-Identifier: MIT */
/* Whole lines: the `line` texts without slots, by a hash of their keys. */
#ifndef GH_WHOLE_H
#define GH_WHOLE_H

#include "rules/rule.h"

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

/* Makes room for all that set has, which must stay as it is.  False for want of memory. */
bool gh_wholes_init(struct gh_wholes *wholes, const struct gh_ruleset *set);
void gh_wholes_free(struct gh_wholes *wholes);
void gh_wholes_add(struct gh_wholes *wholes, uint32_t rule);

/* Tells of each rule whose text is this key. */
typedef void gh_whole_found(void *context, uint32_t rule);
void gh_wholes_find(const struct gh_wholes *wholes, const unsigned char *key, size_t length,
                    gh_whole_found *found, void *context);

#endif
