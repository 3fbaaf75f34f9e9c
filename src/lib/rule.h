/* SPDX-License-Identifier: MIT */
/* Rule files: their language, read into a flat list.  The syntax is in ghirbal-rules(5). */
#ifndef GH_RULE_H
#define GH_RULE_H

#include "buf.h"

/* What a rule does.  keep beats the rest; hint only weighs in the judge's score. */
enum gh_verb { GH_KEEP, GH_DROP, GH_HEAD, GH_END, GH_HINT, GH_CUT, GH_VERBS };
enum gh_how { GH_LINE, GH_STARTS, GH_ENDS, GH_HAS, GH_MATCH, GH_HOWS };

#define GH_NO_RULE UINT32_MAX

struct gh_example {
	size_t text, length; /* in ruleset.text */
	uint32_t rule, line;
	bool should_match;
};

struct gh_rule {
	size_t text, length; /* the pattern as written, in ruleset.text */
	uint32_t file, line; /* index into files; from 1 */
	uint32_t group;      /* index into groups */
	unsigned char verb, how;
};

struct gh_slot {
	size_t name, name_length;
	size_t text, length;  /* alternatives as written; length 0 for the two kinds below */
	bool digits;          /* one number */
	uint32_t least, most; /* words: how many of any kind; most 0 if not of that kind */
};

struct gh_ruleset {
	ghirbal_allocator from;
	struct gh_buf text;   /* every string, each followed by a NUL */
	struct gh_rule *rules;
	size_t count, room;
	struct gh_example *examples;
	size_t examples_count, examples_room;
	struct gh_slot *slots; /* a later slot of the same name in the same file is an error */
	size_t slots_count, slots_room;
	size_t *files, files_count, files_room;    /* offsets in text */
	size_t *groups, groups_count, groups_room; /* offsets in text */
	bool *off;            /* by group: switched off */
};

void gh_ruleset_init(struct gh_ruleset *set, const ghirbal_allocator *from);

/* Reads one rule file.  On GHIRBAL_BAD_RULE and GHIRBAL_NO_MEMORY the set is as before. */
ghirbal_status gh_ruleset_add(struct gh_ruleset *set, const char *name, const char *text, size_t size,
                              ghirbal_error *error);

/* Switches groups of a comma-separated list: off if off, else every group that is not in it. */
ghirbal_status gh_ruleset_switch(struct gh_ruleset *set, const char *list, bool off, ghirbal_error *error);

void gh_ruleset_tell(const struct gh_ruleset *set, size_t rule, ghirbal_rule_info *info);

void gh_ruleset_free(struct gh_ruleset *set);

#endif
