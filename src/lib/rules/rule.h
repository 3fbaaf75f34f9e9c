/* SPDX-License-Identifier: MIT */
/*
 * Rule files: their language, read into a flat list.  The syntax is in ghirbal-rules(5).
 *
 * Texts are folded and cut into parts here, so that the matcher never sees rule syntax.
 */
#ifndef GH_RULE_H
#define GH_RULE_H

#include "base/buf.h"

/* What a rule does.  keep beats the rest; hint only weighs in the judge's score. */
enum gh_verb {
#define GH_VERB(id, name, takes) GH_##id,
#include "rules/verbs.def"
	GH_VERBS
};
enum gh_how { GH_LINE, GH_STARTS, GH_ENDS, GH_HAS, GH_MATCH, GH_HOWS };

enum gh_group {
#define GH_GROUP(id, name) GH_GROUP_##id,
#include "rules/groups.def"
	GH_GROUPS
};

#define GH_NO_RULE UINT32_MAX
#define GH_NO_SLOT UINT32_MAX

/* The longest run of words that slots are tried on: a set of places in it is one 64-bit number. */
#define GH_PHRASE_WORDS 63

/* The most words of any kind that one slot takes. */
#define GH_SLOT_WORDS 40

struct gh_example {
	size_t text, length; /* in ruleset.text */
	uint32_t rule, line;
	bool should_match;
};

/* One step of a folded text: a word, or a slot. */
struct gh_part {
	size_t key, length; /* a word's key bytes, in ruleset.text */
	uint32_t slot;      /* index into slots, or GH_NO_SLOT for a word */
	bool colon;         /* a colon stands before it */
};

/* A text after folding: one rule's, or one alternative's of a slot. */
struct gh_phrase {
	uint32_t first, count; /* its parts */
	uint32_t least, most;  /* how many words it can span */
	bool literal;          /* no slot in it */
	bool colon;            /* a colon stands behind it */
	bool joined;           /* the next word may be glued to it */
};

struct gh_rule {
	size_t text, length; /* the pattern as written, in ruleset.text */
	uint32_t file, line; /* index into files; from 1 */
	uint32_t group;      /* index into groups */
	unsigned char verb, how;
	bool guarded;        /* takes no sentence and no long line */
	struct gh_phrase phrase; /* nothing for `match` */
	/* the folded text in ruleset.text, without colons at its ends, if literal */
	size_t key, key_length;
};

/* A text that a line must begin with, end with or hold for a `match` rule's pattern to be tried. */
struct gh_cue {
	struct gh_phrase phrase;
	uint32_t rule;
	unsigned char how;
	bool guessed; /* from the pattern: the author's own take its place */
};

struct gh_slot {
	size_t name;           /* offset in text */
	uint32_t least, most;  /* how many words it can span */
	/* its alternatives, in ruleset.phrases; none for the two kinds below */
	uint32_t first, count;
	bool digits;           /* one number */
	bool words;            /* least to most words of any kind */
	bool begins_open, ends_open; /* may begin, or end, with words of any kind */
	bool holds_open;       /* may have words of any kind somewhere */
	bool fixed;            /* always holds a word or a number of its own */
	uint32_t depth, size;  /* how deep slots nest in it, how many parts it has written out */
};

struct gh_ruleset {
	ghirbal_allocator from;
	struct gh_buf text;   /* every string, each followed by a NUL */
	struct gh_rule *rules;
	size_t count, room;
	struct gh_example *examples;
	size_t examples_count, examples_room;
	struct gh_cue *cues; /* in the order of their rules */
	size_t cues_count, cues_room;
	struct gh_slot *slots; /* a later slot of the same name in the same file is an error */
	size_t slots_count, slots_room;
	struct gh_phrase *phrases; /* of slots */
	size_t phrases_count, phrases_room;
	struct gh_part *parts;
	size_t parts_count, parts_room;
	size_t *files, files_count, files_room;    /* offsets in text */
	size_t *groups, groups_count, groups_room; /* offsets in text */
	bool borrowed;        /* the arrays above are an image's (image.h) and not to be changed */
	bool *off;            /* by group: switched off */
	size_t off_room;
	bool off_unless_named; /* what becomes of groups that are opened after a switch */
	size_t built_in, built_in_end; /* the rules [built_in, built_in_end) are the library's own */
	ghirbal_error_report *report; /* told of every mistake; reading goes on behind it */
	void *report_context;
};

/* Whether the rule is one that a user wrote, who wants it obeyed. */
static inline bool gh_is_users(const struct gh_ruleset *set, uint32_t rule)
{
	return rule != GH_NO_RULE && (rule < set->built_in || rule >= set->built_in_end);
}

/* The words of the language, by number. */
extern const char *const gh_verbs[GH_VERBS];
extern const char *const gh_hows[GH_HOWS];

/*
 * Whether a line goes by a rule of the verb alone: by bits, since each line that rules know asks.
 */
static inline bool gh_verb_takes(size_t verb)
{
	const unsigned taking = 0
#define GH_VERB(id, name, takes) | (takes ? 1u << GH_##id : 0)
#include "rules/verbs.def"
		;

	return taking >> verb & 1;
}

void gh_ruleset_init(struct gh_ruleset *set, const ghirbal_allocator *from);

struct gh_slice;

/* Stores a string behind the others; false for want of memory. */
bool gh_ruleset_string(struct gh_ruleset *set, struct gh_slice slice, size_t *offset);

/* Reads one rule file.  On GHIRBAL_BAD_RULE and GHIRBAL_NO_MEMORY the set is as before. */
ghirbal_status gh_ruleset_add(struct gh_ruleset *set, const char *name, const char *text,
                              size_t size, ghirbal_error *error);

/* Takes back what was added since earlier, a copy of the set, was made; the room for it stays. */
void gh_ruleset_take_back(struct gh_ruleset *set, const struct gh_ruleset *earlier);

/*
 * Switches groups of a comma-separated list: off if off, else every group that is not in it.  Rules
 * of all groups are matched; what is removed under a group that is off stays in the text.
 */
ghirbal_status gh_ruleset_switch(struct gh_ruleset *set, const char *list, bool off,
                                 ghirbal_error *error);

void gh_ruleset_tell(const struct gh_ruleset *set, size_t rule, ghirbal_rule_info *info);

/* The name of a group, of those of groups.def also when no rule file has been added. */
const char *gh_group_name(const struct gh_ruleset *set, uint32_t group);

static inline bool gh_ruleset_is_off(const struct gh_ruleset *set, uint32_t group)
{
	return set->off && set->off[group];
}

void gh_ruleset_free(struct gh_ruleset *set);

#endif
