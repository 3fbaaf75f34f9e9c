/* SPDX-License-Identifier: MIT */
#include "rules/rule.h"

#include <string.h>

#include "text/fold.h"
#include "base/utf8.h"

/*
 * Names are looked for one by one; these bounds keep a hostile file from costing its size squared.
 */
#define MOST_SLOTS 256
#define MOST_GROUPS 256

/* A slot is walked as if written out, so its size and the depth of its nesting are bounded. */
#define MOST_SLOT_SIZE 4096
#define MOST_SLOT_DEPTH 8

#define NAME_BYTES 63 /* what ghirbal_error.word holds */

/* A latin letter put where a slot is, to see whether letters are glued to the slot. */
#define STAND_IN "x"

static const char *const verbs[GH_VERBS] = {
	[GH_KEEP] = "keep", [GH_DROP] = "drop", [GH_HEAD] = "head",
	[GH_END] = "end", [GH_HINT] = "hint", [GH_CUT] = "cut"
};

static const char *const hows[GH_HOWS] = {[GH_LINE] = "line",
                                          [GH_STARTS] = "starts",
                                          [GH_ENDS] = "ends",
                                          [GH_HAS] = "has",
                                          [GH_MATCH] = "match"};

static const char *const groups[GH_GROUPS] = {
#define GH_GROUP(id, name) [GH_GROUP_##id] = name,
#include "rules/groups.def"
};

struct span {
	const char *at;
	size_t length;
};

struct reader {
	struct gh_ruleset *set;
	ghirbal_error *error;
	const char *name;
	size_t line;
	bool opened;         /* "ghirbal 1" was read */
	uint32_t file, group;
	uint32_t rule;       /* what an example belongs to, or GH_NO_RULE */
	size_t slots;        /* the first slot of this file */
	struct gh_buf raw;   /* a piece of text with its stand-ins */
};

/* ---- spans ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct span trim(struct span span)
{
	while (span.length > 0 && is_blank(span.at[0])) {
		span.at++;
		span.length--;
	}
	while (span.length > 0 && is_blank(span.at[span.length - 1]))
		span.length--;
	return span;
}

/* Takes the first word off rest, which is trimmed and stays so. */
static struct span take_word(struct span *rest)
{
	struct span word = {rest->at, 0};

	while (word.length < rest->length && !is_blank(rest->at[word.length]))
		word.length++;
	*rest = trim((struct span){rest->at + word.length, rest->length - word.length});
	return word;
}

static bool equals(struct span span, const char *name)
{
	return strlen(name) == span.length && memcmp(name, span.at, span.length) == 0;
}

static bool ends_with(struct span span, const char *end)
{
	size_t length = strlen(end);

	return span.length >= length &&
	       memcmp(span.at + span.length - length, end, length) == 0;
}

static struct span span_of(const char *name)
{
	return (struct span){name, strlen(name)};
}

static struct span before(struct span span, size_t length)
{
	return (struct span){span.at, length};
}

static struct span after(struct span span, size_t length)
{
	return (struct span){span.at + length, span.length - length};
}

/* ---- errors ---- */

static void put(char *out, size_t room, struct span span)
{
	size_t length = span.length < room ? span.length : room - 1;

	while (length < span.length && length > 0 &&
	       ((unsigned char)span.at[length] & 0xC0) == 0x80)
		length--;
	memcpy(out, span.at, length);
	out[length] = '\0';
}

static ghirbal_status fail(struct reader *reader, struct span word, const char *nearest,
                           const char *text)
{
	ghirbal_error *error = reader->error;

	if (!error)
		return GHIRBAL_BAD_RULE;
	put(error->file, sizeof error->file, span_of(reader->name));
	error->line = reader->line;
	put(error->word, sizeof error->word, word);
	put(error->nearest, sizeof error->nearest, span_of(nearest));
	put(error->text, sizeof error->text, span_of(text));
	return GHIRBAL_BAD_RULE;
}

/* Letters to put in, take out or change to make a of b; names are short, so a row is an array. */
static unsigned distance(struct span a, struct span b)
{
	unsigned row[NAME_BYTES + 1];
	size_t i, j;

	for (j = 0; j <= b.length; j++)
		row[j] = (unsigned)j;
	for (i = 1; i <= a.length; i++) {
		unsigned diagonal = row[0];

		row[0] = (unsigned)i;
		for (j = 1; j <= b.length; j++) {
			unsigned least = diagonal + (a.at[i - 1] != b.at[j - 1]);

			if (row[j] + 1 < least)
				least = row[j] + 1;
			if (row[j - 1] + 1 < least)
				least = row[j - 1] + 1;
			diagonal = row[j];
			row[j] = least;
		}
	}
	return row[b.length];
}

struct nearest {
	const char *name;
	unsigned distance;
};

/* Two slips and at most half the letters wrong is near. */
static void consider(struct nearest *nearest, struct span word, const char *name)
{
	size_t length = strlen(name);
	unsigned far;

	if (word.length > NAME_BYTES || length > NAME_BYTES)
		return;
	far = distance(word, span_of(name));
	if (far <= 2 && 2 * far <= length && (!nearest->name || far < nearest->distance))
		*nearest = (struct nearest){name, far};
}

static const char *nearest_of(struct span word, const char *const *names, size_t count)
{
	struct nearest nearest = {NULL, 0};
	size_t i;

	for (i = 0; i < count; i++)
		consider(&nearest, word, names[i]);
	return nearest.name ? nearest.name : "";
}

static size_t find_name(struct span word, const char *const *names, size_t count)
{
	size_t i = 0;

	while (i < count && !equals(word, names[i]))
		i++;
	return i;
}

/* ---- storing ---- */

static bool add_string(struct gh_ruleset *set, struct span span, size_t *offset)
{
	*offset = set->text.size;
	return gh_buf_add(&set->from, &set->text, span.at, span.length) &&
	       gh_buf_add(&set->from, &set->text, "", 1);
}

static bool add_part(struct gh_ruleset *set, struct gh_part part)
{
	struct gh_part *grown;

	grown = gh_array_grow(&set->from, set->parts, sizeof *grown, &set->parts_room,
	                      set->parts_count + 1);
	if (!grown)
		return false;
	set->parts = grown;
	grown[set->parts_count++] = part;
	return true;
}

static bool add_group(struct gh_ruleset *set, struct span name)
{
	size_t *grown;
	bool *off;

	grown = gh_array_grow(&set->from, set->groups, sizeof *grown, &set->groups_room,
	                      set->groups_count + 1);
	if (!grown)
		return false;
	set->groups = grown;
	if (set->off) {
		off = gh_array_grow(&set->from, set->off, sizeof *off, &set->off_room,
		                    set->groups_count + 1);
		if (!off)
			return false;
		set->off = off;
		off[set->groups_count] = set->off_unless_named;
	}
	if (!add_string(set, name, &grown[set->groups_count]))
		return false;
	set->groups_count++;
	return true;
}

static bool add_known_groups(struct gh_ruleset *set)
{
	while (set->groups_count < GH_GROUPS)
		if (!add_group(set, span_of(groups[set->groups_count])))
			return false;
	return true;
}

/* ---- texts: words and slots ---- */

static uint32_t find_slot(const struct reader *reader, struct span name)
{
	const struct gh_ruleset *set = reader->set;
	size_t i;

	for (i = reader->slots; i < set->slots_count; i++)
		if (equals(name, set->text.data + set->slots[i].name))
			return (uint32_t)i;
	return GH_NO_SLOT;
}

static ghirbal_status unknown_slot(struct reader *reader, struct span braced, struct span name)
{
	const struct gh_ruleset *set = reader->set;
	struct nearest nearest = {NULL, 0};
	size_t i;

	for (i = reader->slots; i < set->slots_count; i++)
		consider(&nearest, name, set->text.data + set->slots[i].name);
	return fail(reader, braced, nearest.name ? nearest.name : "",
	            "no slot of this name is declared above");
}

/* The words of a folded piece become parts; *colon says that one waits for the next part. */
static bool add_words(struct gh_ruleset *set, size_t key, size_t length, bool *colon)
{
	size_t at = key, end = key + length;

	while (at < end) {
		size_t start = at;

		if (set->text.data[at] == GH_KEY_COLON)
			*colon = true;
		if (set->text.data[at] == GH_KEY_COLON || set->text.data[at] == GH_KEY_BLANK) {
			at++;
			continue;
		}
		while (at < end && set->text.data[at] != GH_KEY_COLON &&
		       set->text.data[at] != GH_KEY_BLANK)
			at++;
		if (!add_part(set, (struct gh_part){start, at - start, GH_NO_SLOT, *colon}))
			return false;
		*colon = false;
	}
	return true;
}

/*
 * Folds one piece of text between slots.  Where a slot is, a stand-in is folded with the piece:
 * what then stands between them must be a blank or a colon.
 */
static ghirbal_status read_piece(struct reader *reader, struct span piece, bool slot_before,
                                 bool slot_behind, bool *colon)
{
	struct gh_ruleset *set = reader->set;
	struct gh_buf *raw = &reader->raw;
	const char *key;
	size_t length, start;

	raw->size = 0;
	if ((slot_before && !gh_buf_add(&set->from, raw, STAND_IN, 1)) ||
	    !gh_buf_add(&set->from, raw, piece.at, piece.length) ||
	    (slot_behind && !gh_buf_add(&set->from, raw, STAND_IN, 1)) ||
	    !gh_buf_reserve(&set->from, &set->text, GH_FOLD_ROOM(raw->size)))
		return GHIRBAL_NO_MEMORY;
	start = set->text.size;
	key = set->text.data + start;
	length = gh_fold(raw->data, raw->size, (unsigned char *)set->text.data + start);
	if (slot_before && length > 1 && key[1] != GH_KEY_BLANK && key[1] != GH_KEY_COLON)
		return fail(reader, piece, "",
		            "a blank is needed between a slot and what follows it");
	if (slot_behind && length > 1 && key[length - 2] != GH_KEY_BLANK &&
	    key[length - 2] != GH_KEY_COLON)
		return fail(reader, piece, "",
		            "a blank is needed between a slot and what stands before it");
	set->text.size += length;
	return add_words(set, start + slot_before, length - slot_before - slot_behind, colon)
	       ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

/* Cuts a text into parts, as far as slots are concerned; measure() and the caller do the rest. */
static ghirbal_status read_parts(struct reader *reader, struct span text, struct gh_phrase *phrase)
{
	bool slot_before = false, colon = false;
	ghirbal_status status = GHIRBAL_OK;

	while (!status) {
		const char *brace = text.length ? memchr(text.at, '{', text.length) : NULL;
		struct span piece = before(text, brace ? (size_t)(brace - text.at) : text.length);
		struct span braced = after(text, piece.length), name;
		const char *close = braced.length ? memchr(braced.at, '}', braced.length) : NULL;
		uint32_t slot;

		if (brace && !close)
			return fail(reader, braced, "", "a { without its }");
		name = before(after(braced, brace ? 1 : 0),
		              brace ? (size_t)(close - braced.at) - 1 : 0);
		phrase->joined = equals(name, "joined");
		status = read_piece(reader, piece, slot_before, brace && !phrase->joined, &colon);
		if (status || !brace)
			break;
		braced.length = name.length + 2;
		text = after(text, piece.length + braced.length);
		slot_before = true;
		if (phrase->joined) {
			if (text.length > 0)
				return fail(reader, braced, "",
				            "{joined} can only stand at the end");
			break;
		}
		slot = find_slot(reader, name);
		if (slot == GH_NO_SLOT)
			return unknown_slot(reader, braced, name);
		if (!add_part(reader->set, (struct gh_part){0, 0, slot, colon}))
			return GHIRBAL_NO_MEMORY;
		colon = false;
	}
	phrase->colon = colon;
	return status;
}

static void measure(const struct gh_ruleset *set, struct gh_phrase *phrase)
{
	uint32_t i;

	phrase->literal = true;
	phrase->least = phrase->most = 0;
	for (i = 0; i < phrase->count; i++) {
		const struct gh_part *part = &set->parts[phrase->first + i];

		if (part->slot == GH_NO_SLOT) {
			phrase->least++;
			phrase->most++;
			continue;
		}
		phrase->literal = false;
		phrase->least += set->slots[part->slot].least;
		phrase->most += set->slots[part->slot].most;
	}
}

/* Whether some part of the phrase is a word or a number of its own, not just any word. */
static bool is_fixed(const struct gh_ruleset *set, const struct gh_phrase *phrase)
{
	uint32_t i;

	for (i = 0; i < phrase->count; i++) {
		uint32_t slot = set->parts[phrase->first + i].slot;

		if (slot == GH_NO_SLOT || set->slots[slot].fixed)
			return true;
	}
	return false;
}

static bool begins_open(const struct gh_ruleset *set, const struct gh_phrase *phrase)
{
	uint32_t slot = set->parts[phrase->first].slot;

	return slot != GH_NO_SLOT && set->slots[slot].begins_open;
}

static bool ends_open(const struct gh_ruleset *set, const struct gh_phrase *phrase)
{
	uint32_t slot = set->parts[phrase->first + phrase->count - 1].slot;

	return slot != GH_NO_SLOT && set->slots[slot].ends_open;
}

static bool holds_open(const struct gh_ruleset *set, const struct gh_phrase *phrase)
{
	uint32_t i;

	for (i = 0; i < phrase->count; i++) {
		uint32_t slot = set->parts[phrase->first + i].slot;

		if (slot != GH_NO_SLOT && set->slots[slot].holds_open)
			return true;
	}
	return false;
}

static ghirbal_status read_phrase(struct reader *reader, struct span text, struct gh_phrase *phrase)
{
	struct gh_ruleset *set = reader->set;
	ghirbal_status status;

	memset(phrase, 0, sizeof *phrase);
	phrase->first = (uint32_t)set->parts_count;
	status = read_parts(reader, text, phrase);
	if (status)
		return status;
	phrase->count = (uint32_t)set->parts_count - phrase->first;
	if (phrase->count == 0)
		return fail(reader, text, "", "the text has no letter and no digit");
	set->parts[phrase->first].colon = false;
	measure(set, phrase);
	return GHIRBAL_OK;
}

/* ---- slots ---- */

static ghirbal_status grow_slot(struct reader *reader, struct gh_slot *slot,
                                const struct gh_phrase *phrase)
{
	const struct gh_ruleset *set = reader->set;
	uint32_t i;

	slot->least = slot->count == 1 || phrase->least < slot->least ? phrase->least : slot->least;
	slot->most = phrase->most > slot->most ? phrase->most : slot->most;
	slot->begins_open = slot->begins_open || begins_open(set, phrase);
	slot->ends_open = slot->ends_open || ends_open(set, phrase);
	slot->holds_open = slot->holds_open || holds_open(set, phrase);
	slot->fixed = slot->fixed && is_fixed(set, phrase);
	for (i = 0; i < phrase->count; i++) {
		uint32_t inner = set->parts[phrase->first + i].slot;

		slot->size++;
		if (inner == GH_NO_SLOT)
			continue;
		slot->size += set->slots[inner].size;
		if (set->slots[inner].depth >= slot->depth)
			slot->depth = set->slots[inner].depth + 1;
	}
	if (slot->size > MOST_SLOT_SIZE || slot->depth > MOST_SLOT_DEPTH)
		return fail(reader, span_of(set->text.data + slot->name), "",
		            "this slot is too large with the slots in it written out");
	return GHIRBAL_OK;
}

static ghirbal_status read_alternative(struct reader *reader, struct span text,
                                       struct gh_slot *slot)
{
	struct gh_ruleset *set = reader->set;
	struct gh_phrase phrase, *grown;
	ghirbal_status status;

	if (text.length == 0)
		return fail(reader, span_of("|"), "", "an alternative is empty");
	status = read_phrase(reader, text, &phrase);
	if (status)
		return status;
	if (phrase.joined)
		return fail(reader, text, "", "{joined} cannot stand in a slot");
	if (phrase.colon)
		return fail(reader, text, "", "the colon belongs behind the slot, not into it");
	if (phrase.least > GH_PHRASE_WORDS)
		return fail(reader, text, "", "an alternative has at most 63 words");
	grown = gh_array_grow(&set->from, set->phrases, sizeof *grown, &set->phrases_room,
	                      set->phrases_count + 1);
	if (!grown)
		return GHIRBAL_NO_MEMORY;
	set->phrases = grown;
	grown[set->phrases_count++] = phrase;
	slot->count++;
	return grow_slot(reader, slot, &phrase);
}

static ghirbal_status read_alternatives(struct reader *reader, struct span text,
                                        struct gh_slot *slot)
{
	ghirbal_status status = GHIRBAL_OK;
	bool more = true;

	slot->first = (uint32_t)reader->set->phrases_count;
	slot->fixed = true;
	while (more && !status) {
		const char *bar = text.length ? memchr(text.at, '|', text.length) : NULL;
		size_t length = bar ? (size_t)(bar - text.at) : text.length;

		status = read_alternative(reader, trim(before(text, length)), slot);
		more = bar != NULL;
		text = after(text, length + more);
	}
	return status;
}

static bool read_number(struct span *text, uint32_t *number)
{
	size_t digits = 0;

	*number = 0;
	while (digits < text->length && digits < 4 && text->at[digits] >= '0' &&
	       text->at[digits] <= '9')
		*number = *number * 10 + (uint32_t)(text->at[digits++] - '0');
	*text = after(*text, digits);
	return digits > 0;
}

static ghirbal_status read_range(struct reader *reader, struct span range, struct gh_slot *slot)
{
	struct span rest = range;
	bool well = read_number(&rest, &slot->least) && rest.length > 0 && rest.at[0] == '-';

	if (well) {
		rest = after(rest, 1);
		well = read_number(&rest, &slot->most) && rest.length == 0;
	}
	if (!well || slot->least < 1 || slot->least > slot->most || slot->most > GH_SLOT_WORDS)
		return fail(reader, range, "", "words takes a range from 1 to 40, such as 1-6");
	slot->words = slot->begins_open = slot->ends_open = slot->holds_open = true;
	return GHIRBAL_OK;
}

static ghirbal_status read_slot_kind(struct reader *reader, struct span text, struct gh_slot *slot)
{
	struct span rest = text, word = take_word(&rest);

	slot->size = 1;
	if (equals(text, "digits")) {
		slot->digits = slot->fixed = true;
		slot->least = 1;
		slot->most = 4; /* 1,234,567,890 */
		return GHIRBAL_OK;
	}
	if (equals(word, "words") && !(text.length && memchr(text.at, '|', text.length)))
		return read_range(reader, rest, slot);
	slot->size = 0;
	return read_alternatives(reader, text, slot);
}

static bool is_name(struct span name)
{
	size_t i;

	for (i = 0; i < name.length; i++) {
		char c = name.at[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return false;
	}
	return name.length > 0 && name.length <= NAME_BYTES;
}

static ghirbal_status read_slot(struct reader *reader, struct span rest)
{
	struct gh_ruleset *set = reader->set;
	struct span name = take_word(&rest);
	struct gh_slot slot, *grown;
	ghirbal_status status;

	memset(&slot, 0, sizeof slot);
	reader->rule = GH_NO_RULE;
	if (!is_name(name) || equals(name, "joined"))
		return fail(reader, name, "",
		            "a slot is named with a-z, 0-9, - and _, and not joined");
	if (find_slot(reader, name) != GH_NO_SLOT)
		return fail(reader, name, "", "this slot is declared twice");
	if (set->slots_count - reader->slots >= MOST_SLOTS)
		return fail(reader, name, "", "a file has at most 256 slots");
	if (!add_string(set, name, &slot.name))
		return GHIRBAL_NO_MEMORY;
	status = read_slot_kind(reader, rest, &slot);
	if (status)
		return status;
	grown = gh_array_grow(&set->from, set->slots, sizeof *grown, &set->slots_room,
	                      set->slots_count + 1);
	if (!grown)
		return GHIRBAL_NO_MEMORY;
	set->slots = grown;
	grown[set->slots_count++] = slot;
	return GHIRBAL_OK;
}

/* ---- groups, rules, examples ---- */

static ghirbal_status read_group(struct reader *reader, struct span line)
{
	struct gh_ruleset *set = reader->set;
	struct span name = after(line, 1);

	reader->rule = GH_NO_RULE;
	if (line.at[line.length - 1] != ']')
		return fail(reader, line, "", "a group is written [name], alone on its line");
	name = trim(before(name, name.length - 1));
	if (!is_name(name))
		return fail(reader, line, "", "a group is named with a-z, 0-9, - and _");
	for (reader->group = 0; reader->group < set->groups_count; reader->group++)
		if (equals(name, set->text.data + set->groups[reader->group]))
			return GHIRBAL_OK;
	if (set->groups_count >= MOST_GROUPS)
		return fail(reader, name, "", "there are at most 256 groups");
	return add_group(set, name) ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

static ghirbal_status check_joined(struct reader *reader, const struct gh_rule *rule)
{
	const struct gh_part *last =
		&reader->set->parts[rule->phrase.first + rule->phrase.count - 1];
	struct span word = span_of("{joined}");

	if (rule->verb != GH_CUT || (rule->how != GH_STARTS && rule->how != GH_HAS))
		return fail(reader, word, "", "{joined} is for cut starts and cut has only");
	if (rule->phrase.count < 2 || last->slot != GH_NO_SLOT || rule->phrase.colon)
		return fail(reader, word, "", "{joined} needs two words or more before it");
	return GHIRBAL_OK;
}

/* What a text may not be, so that a slip of the pen does not remove half a page. */
static ghirbal_status check_phrase(struct reader *reader, const struct gh_rule *rule,
                                   struct span text)
{
	const struct gh_phrase *phrase = &rule->phrase;

	if (phrase->joined && check_joined(reader, rule))
		return GHIRBAL_BAD_RULE;
	if (!is_fixed(reader->set, phrase))
		return fail(reader, text, "",
		            "a rule needs a word or a number beside slots of any words");
	if (rule->how == GH_HAS && begins_open(reader->set, phrase))
		return fail(reader, text, "", "a has text cannot begin with a slot of any words");
	if (phrase->least > GH_PHRASE_WORDS && !(rule->how == GH_LINE && phrase->literal))
		return fail(reader, text, "",
		            "more than 63 words can only be a whole line without slots");
	return GHIRBAL_OK;
}

/* Without what is repeated at its end, such as "*", "+?" or "{2,60}"; the same if nothing is. */
static struct span without_count(struct span pattern)
{
	struct span rest = pattern;

	if (rest.length > 1 && (ends_with(rest, "?") || ends_with(rest, "+")))
		if (strchr("*+?}", rest.at[rest.length - 2]))
			rest.length--;
	if (ends_with(rest, "*") || ends_with(rest, "+")) {
		rest.length--;
	} else if (ends_with(rest, "}")) {
		while (rest.length > 0 && rest.at[rest.length - 1] != '{')
			rest.length--;
		rest.length -= rest.length > 0;
	} else {
		rest = pattern;
	}
	return rest;
}

/* A pattern has an end if it ends in an anchor, and not in one behind any letters at all. */
static bool has_end(struct span pattern)
{
	static const char *const anchors[] = {"$", "\\z", "\\Z"};
	struct span rest = pattern, before_count;
	size_t i;

	for (i = 0; i < sizeof anchors / sizeof *anchors && rest.length == pattern.length; i++)
		if (ends_with(pattern, anchors[i]))
			rest.length -= strlen(anchors[i]);
	if (rest.length == pattern.length || ends_with(rest, "\\"))
		return false;
	before_count = without_count(rest);
	return before_count.length == rest.length || !ends_with(before_count, ".") ||
	       ends_with(before_count, "\\.");
}

/*
 * A rule that leaves the rest of the line open could take a sentence that begins, ends or goes on
 * as its text does.  A text with a full stop of its own knows the sentence that it takes.
 */
static bool is_guarded(const struct gh_ruleset *set, const struct gh_rule *rule, struct span text)
{
	if (rule->verb == GH_KEEP || rule->verb == GH_CUT)
		return false;
	if (rule->how == GH_MATCH)
		return !has_end(text);
	if (rule->how == GH_LINE)
		return holds_open(set, &rule->phrase) && !ends_with(text, ".");
	return true;
}

static ghirbal_status read_text(struct reader *reader, struct gh_rule *rule, struct span text)
{
	struct gh_ruleset *set = reader->set;
	const struct gh_part *first, *last;
	ghirbal_status status = GHIRBAL_OK;

	rule->length = text.length;
	if (!add_string(set, text, &rule->text))
		return GHIRBAL_NO_MEMORY;
	if (rule->how != GH_MATCH) {
		status = read_phrase(reader, text, &rule->phrase);
		if (!status)
			status = check_phrase(reader, rule, text);
	}
	if (!status)
		rule->guarded = is_guarded(set, rule, text);
	if (status || !rule->phrase.literal)
		return status; /* of a pattern too: it has no phrase */
	first = &set->parts[rule->phrase.first];
	last = first + rule->phrase.count - 1;
	rule->key = first->key;
	rule->key_length = last->key + last->length - first->key;
	return GHIRBAL_OK;
}

static ghirbal_status read_rule(struct reader *reader, size_t verb, struct span rest)
{
	struct gh_ruleset *set = reader->set;
	struct gh_rule rule, *grown;
	struct span how = take_word(&rest);
	size_t found = find_name(how, hows, GH_HOWS);
	ghirbal_status status;

	if (found == GH_HOWS)
		return fail(reader, how, nearest_of(how, hows, GH_HOWS),
		            "after the verb comes line, starts, ends, has or match");
	if (rest.length == 0)
		return fail(reader, how, "", "the rule has no text");
	if (verb == GH_CUT && found == GH_LINE)
		return fail(reader, how, "",
		            "cut takes a part out of a line; to remove the line write drop");
	memset(&rule, 0, sizeof rule);
	rule.file = reader->file;
	rule.line = (uint32_t)reader->line;
	rule.group = reader->group;
	rule.verb = (unsigned char)verb;
	rule.how = (unsigned char)found;
	status = read_text(reader, &rule, rest);
	if (status)
		return status;
	grown = gh_array_grow(&set->from, set->rules, sizeof *grown, &set->room, set->count + 1);
	if (!grown)
		return GHIRBAL_NO_MEMORY;
	set->rules = grown;
	reader->rule = (uint32_t)set->count;
	grown[set->count++] = rule;
	return GHIRBAL_OK;
}

static ghirbal_status read_example(struct reader *reader, bool should_match, struct span text)
{
	struct gh_ruleset *set = reader->set;
	struct gh_example example = {0, text.length, reader->rule, (uint32_t)reader->line,
	                             should_match};
	struct gh_example *grown;

	if (reader->rule == GH_NO_RULE)
		return fail(reader, text, "", "an example stands below its rule");
	if (text.length == 0)
		return fail(reader, text, "", "the example is empty");
	if (!add_string(set, text, &example.text))
		return GHIRBAL_NO_MEMORY;
	grown = gh_array_grow(&set->from, set->examples, sizeof *grown, &set->examples_room,
	                      set->examples_count + 1);
	if (!grown)
		return GHIRBAL_NO_MEMORY;
	set->examples = grown;
	grown[set->examples_count++] = example;
	return GHIRBAL_OK;
}

/* ---- lines and files ---- */

static ghirbal_status read_first(struct reader *reader, struct span word, struct span rest)
{
	if (!equals(word, "ghirbal"))
		return fail(reader, word, "ghirbal", "a rule file begins with the line: ghirbal 1");
	if (!equals(rest, "1"))
		return fail(reader, rest, "1",
		            "this version of the rule language is not known here");
	reader->opened = true;
	return GHIRBAL_OK;
}

static ghirbal_status read_line(struct reader *reader, struct span line)
{
	static const char *const words[] = {"keep", "drop", "head", "end", "hint",
	                                    "cut",  "slot", "ok",   "no"};
	struct span rest = line, word = take_word(&rest);
	size_t verb = find_name(word, verbs, GH_VERBS);

	if (!reader->opened)
		return read_first(reader, word, rest);
	if (line.at[0] == '[')
		return read_group(reader, line);
	if (verb < GH_VERBS)
		return read_rule(reader, verb, rest);
	if (equals(word, "slot"))
		return read_slot(reader, rest);
	if (equals(word, "ok") || equals(word, "no"))
		return read_example(reader, equals(word, "ok"), rest);
	return fail(reader, word, nearest_of(word, words, sizeof words / sizeof *words),
	            "a line begins with a verb, slot, ok, no, [ or #");
}

/*
 * Not 0 if one of eight bytes is below a blank: only such a byte borrows while its top bit is
 * clear.
 */
static uint64_t below_blank(uint64_t eight)
{
	return (eight - UINT64_C(0x2020202020202020)) & ~eight & UINT64_C(0x8080808080808080);
}

/* Control characters are slips that nobody sees; a NUL would cut the strings that are given out. */
static bool is_text(struct span line)
{
	size_t i = 0;

	while (i < line.length) {
		if (line.length - i >= 8 &&
		    !below_blank(gh_eight((const unsigned char *)line.at + i))) {
			i += 8;
			continue;
		}
		if ((unsigned char)line.at[i] < ' ' && line.at[i] != '\t')
			return false;
		i++;
	}
	return gh_utf8_valid(line.at, line.length) == line.length;
}

static ghirbal_status read_lines(struct reader *reader, struct span text)
{
	ghirbal_status status = GHIRBAL_OK;

	if (text.length >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
		text = after(text, 3); /* editors of the other kind write a byte order mark */
	while (text.length > 0 && !status) {
		const char *newline = memchr(text.at, '\n', text.length);
		size_t length = newline ? (size_t)(newline - text.at) : text.length;
		struct span line = before(text, length);

		reader->line++;
		text = after(text, length + (newline ? 1 : 0));
		if (line.length > 0 && line.at[line.length - 1] == '\r')
			line.length--;
		if (!is_text(line))
			return fail(reader, span_of(""), "", "the line is not plain UTF-8 text");
		line = trim(line);
		if (line.length > 0 && line.at[0] != '#')
			status = read_line(reader, line);
	}
	if (status || reader->opened)
		return status;
	if (reader->line == 0)
		reader->line = 1; /* of an empty file: where the line should be */
	return fail(reader, span_of(""), "ghirbal", "a rule file begins with the line: ghirbal 1");
}

static ghirbal_status open_file(struct reader *reader)
{
	struct gh_ruleset *set = reader->set;
	size_t *grown;

	if (!add_known_groups(set))
		return GHIRBAL_NO_MEMORY;
	grown = gh_array_grow(&set->from, set->files, sizeof *grown, &set->files_room,
	                      set->files_count + 1);
	if (!grown)
		return GHIRBAL_NO_MEMORY;
	set->files = grown;
	if (!add_string(set, span_of(reader->name), &grown[set->files_count]))
		return GHIRBAL_NO_MEMORY;
	reader->file = (uint32_t)set->files_count++;
	reader->group = GH_GROUP_OTHER;
	reader->slots = set->slots_count;
	return GHIRBAL_OK;
}

void gh_ruleset_take_back(struct gh_ruleset *set, const struct gh_ruleset *earlier)
{
	set->text.size = earlier->text.size;
	set->count = earlier->count;
	set->examples_count = earlier->examples_count;
	set->slots_count = earlier->slots_count;
	set->phrases_count = earlier->phrases_count;
	set->parts_count = earlier->parts_count;
	set->files_count = earlier->files_count;
	set->groups_count = earlier->groups_count;
}

ghirbal_status gh_ruleset_add(struct gh_ruleset *set, const char *name, const char *text,
                              size_t size, ghirbal_error *error)
{
	struct gh_ruleset earlier = *set;
	struct reader reader = {.set = set, .error = error, .name = name, .rule = GH_NO_RULE};
	ghirbal_status status = open_file(&reader);

	if (!status)
		status = read_lines(&reader, (struct span){text, size});
	if (status)
		gh_ruleset_take_back(set, &earlier);
	gh_buf_free(&set->from, &reader.raw);
	return status;
}

void gh_ruleset_init(struct gh_ruleset *set, const ghirbal_allocator *from)
{
	memset(set, 0, sizeof *set);
	set->from = *from;
}

void gh_ruleset_free(struct gh_ruleset *set)
{
	gh_buf_free(&set->from, &set->text);
	gh_release(&set->from, set->rules);
	gh_release(&set->from, set->examples);
	gh_release(&set->from, set->slots);
	gh_release(&set->from, set->phrases);
	gh_release(&set->from, set->parts);
	gh_release(&set->from, set->files);
	gh_release(&set->from, set->groups);
	gh_release(&set->from, set->off);
	gh_ruleset_init(set, &set->from);
}

/* ---- switching groups ---- */

static struct span take_item(struct span *list)
{
	const char *comma = list->length ? memchr(list->at, ',', list->length) : NULL;
	size_t length = comma ? (size_t)(comma - list->at) : list->length;
	struct span item = trim(before(*list, length));

	*list = after(*list, length + (comma ? 1 : 0));
	return item;
}

static bool on_list(struct span list, const char *name)
{
	while (list.length > 0)
		if (equals(take_item(&list), name))
			return true;
	return false;
}

static ghirbal_status check_list(const struct gh_ruleset *set, struct span list,
                                 ghirbal_error *error)
{
	struct reader reader = {.error = error, .name = ""};

	while (list.length > 0) {
		struct span item = take_item(&list);
		struct nearest nearest = {NULL, 0};
		size_t i = 0;

		while (i < set->groups_count && !equals(item, set->text.data + set->groups[i]))
			consider(&nearest, item, set->text.data + set->groups[i++]);
		if (i < set->groups_count || item.length == 0)
			continue;
		(void)fail(&reader, item, nearest.name ? nearest.name : "",
		           "no rule group has this name");
		return GHIRBAL_BAD_NAME;
	}
	return GHIRBAL_OK;
}

ghirbal_status gh_ruleset_switch(struct gh_ruleset *set, const char *list, bool off,
                                 ghirbal_error *error)
{
	ghirbal_status status;
	size_t i;

	if (!add_known_groups(set))
		return GHIRBAL_NO_MEMORY;
	status = check_list(set, span_of(list), error);
	if (status)
		return status;
	if (!set->off) {
		set->off = gh_array_grow(&set->from, NULL, sizeof *set->off, &set->off_room,
		                         set->groups_count);
		if (!set->off)
			return GHIRBAL_NO_MEMORY;
		memset(set->off, 0, set->off_room * sizeof *set->off);
	}
	for (i = 0; i < set->groups_count; i++)
		if (on_list(span_of(list), set->text.data + set->groups[i]) == off)
			set->off[i] = true;
	set->off_unless_named = set->off_unless_named || !off;
	return GHIRBAL_OK;
}

const char *gh_group_name(const struct gh_ruleset *set, uint32_t group)
{
	return group < GH_GROUPS ? groups[group] : set->text.data + set->groups[group];
}

void gh_ruleset_tell(const struct gh_ruleset *set, size_t index, ghirbal_rule_info *info)
{
	const struct gh_rule *rule = &set->rules[index];

	*info = (ghirbal_rule_info){
		.file = set->text.data + set->files[rule->file],
		.line = rule->line,
		.group = gh_group_name(set, rule->group),
		.verb = verbs[rule->verb],
		.how = hows[rule->how],
		.text = set->text.data + rule->text,
		.active = !gh_ruleset_is_off(set, rule->group)
	};
}
