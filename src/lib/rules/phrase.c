/* SPDX-License-Identifier: MIT */
#include "rules/phrase.h"

#include <string.h>

#include "ground/nearest.h"
#include "rules/mistake.h"
#include "text/fold.h"

/* Names are looked for one by one: the bound keeps a hostile file from costing its size squared. */
#define MOST_SLOTS 256

/* A slot is walked as if written out, so its size and the depth of its nesting are bounded. */
#define MOST_SLOT_SIZE 4096
#define MOST_SLOT_DEPTH 8

/* A latin letter put where a slot is, to see whether letters are glued to the slot. */
#define STAND_IN "x"

static bool add_part(struct gh_ruleset *set, struct gh_part part)
{
	if (!GH_GROW(&set->from, set->parts, set->parts_room, set->parts_count + 1))
		return false;
	set->parts[set->parts_count++] = part;
	return true;
}

static uint32_t find_slot(const struct gh_reader *reader, struct gh_slice name)
{
	const struct gh_ruleset *set = reader->set;
	size_t i;

	for (i = reader->slots; i < set->slots_count; i++)
		if (gh_slice_equals(name, set->text.data + set->slots[i].name))
			return (uint32_t)i;
	return GH_NO_SLOT;
}

static ghirbal_status unknown_slot(struct gh_reader *reader, struct gh_slice braced,
                                   struct gh_slice name)
{
	const struct gh_ruleset *set = reader->set;
	struct gh_nearest nearest = {0};
	size_t i;

	for (i = reader->slots; i < set->slots_count; i++) {
		const char *slot = set->text.data + set->slots[i].name;

		gh_nearest_consider(&nearest, name.at, name.length, slot, strlen(slot));
	}
	return gh_mistake(reader, braced, nearest.name ? nearest.name : "",
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

static bool is_gap(char byte)
{
	return byte == GH_KEY_BLANK || byte == GH_KEY_COLON;
}

/* A piece with a stand-in for each slot beside it, in reader->raw, and room for its key. */
static bool stand_in(struct gh_reader *reader, struct gh_slice piece, bool slot_before,
                     bool slot_behind)
{
	struct gh_ruleset *set = reader->set;
	struct gh_buf *raw = &reader->raw;

	raw->size = 0;
	return (!slot_before || gh_buf_add(&set->from, raw, STAND_IN, 1)) &&
	       gh_buf_add(&set->from, raw, piece.at, piece.length) &&
	       (!slot_behind || gh_buf_add(&set->from, raw, STAND_IN, 1)) &&
	       gh_buf_reserve(&set->from, &set->text, GH_FOLD_ROOM(raw->size));
}

/*
 * Folds one piece of text between slots.  Where a slot is, a stand-in is folded with the piece:
 * what then stands between them must be a blank or a colon.
 */
static ghirbal_status read_piece(struct gh_reader *reader, struct gh_slice piece, bool slot_before,
                                 bool slot_behind, bool *colon)
{
	struct gh_ruleset *set = reader->set;
	const char *key;
	size_t length, start = set->text.size;

	if (!stand_in(reader, piece, slot_before, slot_behind))
		return GHIRBAL_NO_MEMORY;
	key = set->text.data + start;
	length = gh_fold(reader->raw.data, reader->raw.size,
	                 (unsigned char *)set->text.data + start);
	if (slot_before && length > 1 && !is_gap(key[1]))
		return gh_mistake(reader, piece, "",
		            "a blank is needed between a slot and what follows it");
	if (slot_behind && length > 1 && !is_gap(key[length - 2]))
		return gh_mistake(reader, piece, "",
		            "a blank is needed between a slot and what stands before it");
	set->text.size += length;
	return add_words(set, start + slot_before, length - slot_before - slot_behind, colon)
	       ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

static ghirbal_status add_slot(struct gh_reader *reader, struct gh_slice braced,
                               struct gh_slice name, bool *colon)
{
	struct gh_part part = {0, 0, find_slot(reader, name), *colon};

	if (part.slot == GH_NO_SLOT)
		return unknown_slot(reader, braced, name);
	*colon = false;
	return add_part(reader->set, part) ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

/* Cuts a text into parts, as far as slots are concerned; measure() and the caller do the rest. */
static ghirbal_status read_parts(struct gh_reader *reader, struct gh_slice text,
                                 struct gh_phrase *phrase)
{
	bool slot_before = false, colon = false;
	ghirbal_status status = GHIRBAL_OK;

	while (!status) {
		const char *brace = text.length ? memchr(text.at, '{', text.length) : NULL;
		size_t before = brace ? (size_t)(brace - text.at) : text.length;
		struct gh_slice piece = gh_slice_before(text, before);
		struct gh_slice braced = gh_slice_after(text, piece.length), name;
		const char *close = braced.length ? memchr(braced.at, '}', braced.length) : NULL;

		if (brace && !close)
			return gh_mistake(reader, braced, "", "a { without its }");
		name = gh_slice_before(gh_slice_after(braced, brace ? 1 : 0),
		              brace ? (size_t)(close - braced.at) - 1 : 0);
		phrase->joined = gh_slice_equals(name, "joined");
		status = read_piece(reader, piece, slot_before, brace && !phrase->joined, &colon);
		if (status || !brace)
			break;
		braced.length = name.length + 2;
		text = gh_slice_after(text, piece.length + braced.length);
		slot_before = true;
		if (phrase->joined && text.length > 0)
			return gh_mistake(reader, braced, "", "{joined} can only stand at the end");
		if (phrase->joined)
			break;
		status = add_slot(reader, braced, name, &colon);
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

bool gh_phrase_is_fixed(const struct gh_ruleset *set, const struct gh_phrase *phrase)
{
	uint32_t i;

	for (i = 0; i < phrase->count; i++) {
		uint32_t slot = set->parts[phrase->first + i].slot;

		if (slot == GH_NO_SLOT || set->slots[slot].fixed)
			return true;
	}
	return false;
}

bool gh_phrase_begins_open(const struct gh_ruleset *set, const struct gh_phrase *phrase)
{
	uint32_t slot = set->parts[phrase->first].slot;

	return slot != GH_NO_SLOT && set->slots[slot].begins_open;
}

static bool ends_open(const struct gh_ruleset *set, const struct gh_phrase *phrase)
{
	uint32_t slot = set->parts[phrase->first + phrase->count - 1].slot;

	return slot != GH_NO_SLOT && set->slots[slot].ends_open;
}

bool gh_phrase_holds_open(const struct gh_ruleset *set, const struct gh_phrase *phrase)
{
	uint32_t i;

	for (i = 0; i < phrase->count; i++) {
		uint32_t slot = set->parts[phrase->first + i].slot;

		if (slot != GH_NO_SLOT && set->slots[slot].holds_open)
			return true;
	}
	return false;
}

ghirbal_status gh_phrase_read(struct gh_reader *reader, struct gh_slice text,
                              struct gh_phrase *phrase)
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
		return gh_mistake(reader, text, "", "the text has no letter and no digit");
	set->parts[phrase->first].colon = false;
	measure(set, phrase);
	return GHIRBAL_OK;
}

/* ---- slots ---- */

static ghirbal_status grow_slot(struct gh_reader *reader, struct gh_slot *slot,
                                const struct gh_phrase *phrase)
{
	const struct gh_ruleset *set = reader->set;
	uint32_t i;

	slot->least = slot->count == 1 || phrase->least < slot->least ? phrase->least : slot->least;
	slot->most = phrase->most > slot->most ? phrase->most : slot->most;
	slot->begins_open = slot->begins_open || gh_phrase_begins_open(set, phrase);
	slot->ends_open = slot->ends_open || ends_open(set, phrase);
	slot->holds_open = slot->holds_open || gh_phrase_holds_open(set, phrase);
	slot->fixed = slot->fixed && gh_phrase_is_fixed(set, phrase);
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
		return gh_mistake(reader, gh_slice_of(set->text.data + slot->name), "",
		            "this slot is too large with the slots in it written out");
	return GHIRBAL_OK;
}

static ghirbal_status read_alternative(struct gh_reader *reader, struct gh_slice text,
                                       struct gh_slot *slot)
{
	struct gh_ruleset *set = reader->set;
	struct gh_phrase phrase;
	ghirbal_status status;

	if (text.length == 0)
		return gh_mistake(reader, gh_slice_of("|"), "", "an alternative is empty");
	status = gh_phrase_read(reader, text, &phrase);
	if (status)
		return status;
	if (phrase.joined)
		return gh_mistake(reader, text, "", "{joined} cannot stand in a slot");
	if (phrase.colon)
		return gh_mistake(reader, text, "",
		                  "the colon belongs behind the slot, not into it");
	if (phrase.least > GH_PHRASE_WORDS)
		return gh_mistake(reader, text, "", "an alternative has at most 63 words");
	if (!GH_GROW(&set->from, set->phrases, set->phrases_room, set->phrases_count + 1))
		return GHIRBAL_NO_MEMORY;
	set->phrases[set->phrases_count++] = phrase;
	slot->count++;
	return grow_slot(reader, slot, &phrase);
}

static ghirbal_status read_alternatives(struct gh_reader *reader, struct gh_slice text,
                                        struct gh_slot *slot)
{
	ghirbal_status status = GHIRBAL_OK;
	bool more = true;

	slot->first = (uint32_t)reader->set->phrases_count;
	slot->fixed = true;
	while (more && !status) {
		const char *bar = text.length ? memchr(text.at, '|', text.length) : NULL;
		size_t length = bar ? (size_t)(bar - text.at) : text.length;

		status = read_alternative(reader, gh_slice_trim(gh_slice_before(text, length)),
		                          slot);
		more = bar != NULL;
		text = gh_slice_after(text, length + more);
	}
	return status;
}

static bool read_number(struct gh_slice *text, uint32_t *number)
{
	size_t digits = 0;

	*number = 0;
	while (digits < text->length && digits < 4 && text->at[digits] >= '0' &&
	       text->at[digits] <= '9')
		*number = *number * 10 + (uint32_t)(text->at[digits++] - '0');
	*text = gh_slice_after(*text, digits);
	return digits > 0;
}

static ghirbal_status read_range(struct gh_reader *reader, struct gh_slice range,
                                 struct gh_slot *slot)
{
	struct gh_slice rest = range;
	bool well = read_number(&rest, &slot->least) && rest.length > 0 && rest.at[0] == '-';

	if (well) {
		rest = gh_slice_after(rest, 1);
		well = read_number(&rest, &slot->most) && rest.length == 0;
	}
	if (!well || slot->least < 1 || slot->least > slot->most || slot->most > GH_SLOT_WORDS)
		return gh_mistake(reader, range, "",
		                  "words takes a range from 1 to 40, such as 1-6");
	slot->words = slot->begins_open = slot->ends_open = slot->holds_open = true;
	return GHIRBAL_OK;
}

static ghirbal_status read_slot_kind(struct gh_reader *reader, struct gh_slice text,
                                     struct gh_slot *slot)
{
	struct gh_slice rest = text, word = gh_slice_word(&rest);

	slot->size = 1;
	if (gh_slice_equals(text, "digits")) {
		slot->digits = slot->fixed = true;
		slot->least = 1;
		slot->most = 4; /* 1,234,567,890 */
		return GHIRBAL_OK;
	}
	if (gh_slice_equals(word, "words") && !(text.length && memchr(text.at, '|', text.length)))
		return read_range(reader, rest, slot);
	slot->size = 0;
	return read_alternatives(reader, text, slot);
}

bool gh_is_name(struct gh_slice name)
{
	size_t i;

	for (i = 0; i < name.length; i++) {
		char c = name.at[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return false;
	}
	return name.length > 0 && name.length <= GH_NAME_BYTES;
}

ghirbal_status gh_slot_read(struct gh_reader *reader, struct gh_slice rest)
{
	struct gh_ruleset *set = reader->set;
	struct gh_slice name = gh_slice_word(&rest);
	struct gh_slot slot;
	ghirbal_status status;

	memset(&slot, 0, sizeof slot);
	reader->rule = GH_NO_RULE;
	if (!gh_is_name(name) || gh_slice_equals(name, "joined"))
		return gh_mistake(reader, name, "",
		            "a slot is named with a-z, 0-9, - and _, and not joined");
	if (find_slot(reader, name) != GH_NO_SLOT)
		return gh_mistake(reader, name, "", "this slot is declared twice");
	if (set->slots_count - reader->slots >= MOST_SLOTS)
		return gh_mistake(reader, name, "", "a file has at most 256 slots");
	if (!gh_ruleset_string(set, name, &slot.name))
		return GHIRBAL_NO_MEMORY;
	/*
	 * One with a mistake is declared all the same, or every rule that uses it would have one.
	 */
	status = read_slot_kind(reader, rest, &slot);
	if (status == GHIRBAL_NO_MEMORY)
		return status;
	if (!GH_GROW(&set->from, set->slots, set->slots_room, set->slots_count + 1))
		return GHIRBAL_NO_MEMORY;
	set->slots[set->slots_count++] = slot;
	return status;
}
