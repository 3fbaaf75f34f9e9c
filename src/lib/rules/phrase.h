/* SPDX-License-Identifier: MIT */
/* Texts of rules, folded and cut into words and slots, and the slots' own declarations. */
#ifndef GH_PHRASE_H
#define GH_PHRASE_H

#include "rules/reader.h"

/* Reads the text of a rule, which needs a letter or a digit, into the set's parts. */
ghirbal_status gh_phrase_read(struct gh_reader *reader, struct gh_slice text,
                              struct gh_phrase *phrase);

/* Whether some part of the phrase is a word or a number of its own, not just any word. */
bool gh_phrase_is_fixed(const struct gh_ruleset *set, const struct gh_phrase *phrase);

/* Whether it may begin with words of any kind, and whether it may hold some. */
bool gh_phrase_begins_open(const struct gh_ruleset *set, const struct gh_phrase *phrase);
bool gh_phrase_holds_open(const struct gh_ruleset *set, const struct gh_phrase *phrase);

/* Reads what follows the word slot on its line. */
ghirbal_status gh_slot_read(struct gh_reader *reader, struct gh_slice rest);

/* a-z, 0-9, - and _, at most GH_NAME_BYTES: a slot's or a group's name. */
bool gh_is_name(struct gh_slice name);

#endif
