/* SPDX-License-Identifier: MIT */
#include "rules/image.h"

#include <string.h>

#include "rules/stroke.h"

/* Read as a number, it tells machines of another order of bytes. */
#define MAGIC UINT64_C(0x6768696D61676532)

#define ALIGNMENT sizeof(uint64_t)

/*
 * Every array that rules and matcher are made of: where it is, how many, and the room for more. The
 * items of all stand behind everything else, so that a start touches few pages of the image.
 */
#define ARRAYS(ARRAY)                                                                    \
	ARRAY(set->text.data, set->text.size, set->text.room, byte_fields)               \
	ARRAY(set->rules, set->count, set->room, rule_fields)                            \
	ARRAY(set->examples, set->examples_count, set->examples_room, example_fields)    \
	ARRAY(set->cues, set->cues_count, set->cues_room, cue_fields)                    \
	ARRAY(set->slots, set->slots_count, set->slots_room, slot_fields)                \
	ARRAY(set->phrases, set->phrases_count, set->phrases_room, phrase_fields)        \
	ARRAY(set->parts, set->parts_count, set->parts_room, part_fields)                \
	ARRAY(set->files, set->files_count, set->files_room, size_fields)                \
	ARRAY(set->groups, set->groups_count, set->groups_room, size_fields)             \
	ARRAY(trie->words.text.data, trie->words.text.size, trie->words.text.room,       \
	      byte_fields)                                                               \
	ARRAY(trie->words.words, trie->words.count, trie->words.room, word_fields)       \
	ARRAY(trie->words.table, trie->words.size, unused, number_fields)                \
	ARRAY(trie->words.hints, trie->words.hints_size, unused, number_fields)          \
	ARRAY(trie->nodes, trie->nodes_count, trie->nodes_room, node_fields)             \
	ARRAY(trie->edges, trie->edges_size, unused, edge_fields)                        \
	ARRAY(trie->steps, trie->steps_count, trie->steps_room, step_fields)             \
	ARRAY(trie->starts, trie->starts_count, trie->starts_room, start_fields)         \
	ARRAY(trie->accepts, trie->accepts_count, trie->accepts_room, accept_fields)     \
	ARRAY(trie->slots, trie->slots_count, unused, trie_slot_fields)                  \
	ARRAY(trie->pairs_inside.bits, trie->pairs_inside.size, unused, eight_fields)    \
	ARRAY(trie->pairs_at_ends.bits, trie->pairs_at_ends.size, unused, eight_fields)  \
	ARRAY(trie->firsts.bits, trie->firsts.size, unused, eight_fields)                \
	ARRAY(trie->outers, trie->outers_count, trie->outers_room, outer_fields)         \
	ARRAY(wholes->all, wholes->count, unused, whole_fields)                          \
	ARRAY(wholes->table, wholes->size, unused, number_fields)                        \
	ARRAY(patterns->all, patterns->count, patterns->room, pattern_fields)            \
	ARRAY(patterns->everywhere, patterns->everywhere_count,                          \
	      patterns->everywhere_room, number_fields)                                  \
	ARRAY(sketches->all, sketches->count, sketches->room, stroke_fields)             \
	ARRAY(sketches->sets, sketches->sets_count, sketches->sets_room, set_fields)     \
	ARRAY(sketches->letters.data, sketches->letters.size, sketches->letters.room,    \
	      byte_fields)

/* What is no array. */
#define VALUES(VALUE)               \
	VALUE(matcher->unguarded)   \
	VALUE(matcher->unguarded_words) \
	VALUE(matcher->open_words)  \
	VALUE(matcher->ready)       \
	VALUE(matcher->cues_ready)  \
	VALUE(wholes->longest)      \
	VALUE(patterns->drawn)      \
	VALUE(trie->edges_count)    \
	VALUE(trie->number_starts)  \
	VALUE(trie->any_starts)     \
	VALUE(trie->number_outer)   \
	VALUE(trie->any_outer)      \
	VALUE(trie->pairs_inside.shift)  \
	VALUE(trie->pairs_at_ends.shift) \
	VALUE(trie->firsts.shift)   \
	VALUE(trie->words.hints_shift) \
	VALUE(trie->words.digit_marks) \
	VALUE(trie->words.any_marks)

/* The fields of an item, so that what lies between them is the same in every image. */
struct field {
	size_t at, size;
};

#define FIELD(type, name) {offsetof(struct type, name), sizeof((struct type *)0)->name}
#define PHRASE(type, name)                                                              \
	FIELD(type, name first), FIELD(type, name count), FIELD(type, name least),      \
	FIELD(type, name most), FIELD(type, name literal), FIELD(type, name colon),     \
	FIELD(type, name joined)
#define END {0, 0}

static const struct field byte_fields[] = {{0, 1}, END};
static const struct field eight_fields[] = {{0, sizeof(uint64_t)}, END};
static const struct field number_fields[] = {{0, sizeof(uint32_t)}, END};
static const struct field size_fields[] = {{0, sizeof(size_t)}, END};
static const struct field rule_fields[] = {
	FIELD(gh_rule, text), FIELD(gh_rule, length), FIELD(gh_rule, file), FIELD(gh_rule, line),
	FIELD(gh_rule, group), FIELD(gh_rule, verb), FIELD(gh_rule, how), FIELD(gh_rule, guarded),
	PHRASE(gh_rule, phrase.), FIELD(gh_rule, key), FIELD(gh_rule, key_length), END};
static const struct field example_fields[] = {
	FIELD(gh_example, text), FIELD(gh_example, length), FIELD(gh_example, rule),
	FIELD(gh_example, line), FIELD(gh_example, should_match), END};
static const struct field cue_fields[] = {
	PHRASE(gh_cue, phrase.), FIELD(gh_cue, rule), FIELD(gh_cue, how), FIELD(gh_cue, guessed),
	END};
static const struct field slot_fields[] = {
	FIELD(gh_slot, name), FIELD(gh_slot, least), FIELD(gh_slot, most), FIELD(gh_slot, first),
	FIELD(gh_slot, count), FIELD(gh_slot, digits), FIELD(gh_slot, words),
	FIELD(gh_slot, begins_open), FIELD(gh_slot, ends_open), FIELD(gh_slot, holds_open),
	FIELD(gh_slot, fixed), FIELD(gh_slot, depth), FIELD(gh_slot, size), END};
static const struct field phrase_fields[] = {PHRASE(gh_phrase, ), END};
static const struct field part_fields[] = {
	FIELD(gh_part, key), FIELD(gh_part, length), FIELD(gh_part, slot), FIELD(gh_part, colon),
	END};
static const struct field word_fields[] = {FIELD(gh_known_word, head),
                                           FIELD(gh_known_word, tail),
                                           FIELD(gh_known_word, at),
                                           FIELD(gh_known_word, length),
                                           FIELD(gh_known_word, marks),
                                           FIELD(gh_known_word, classes),
                                           END};
static const struct field node_fields[] = {
	FIELD(gh_trie_node, accept), FIELD(gh_trie_node, steps), FIELD(gh_trie_node, gaps),
	FIELD(gh_trie_node, ends), END};
static const struct field edge_fields[] = {
	FIELD(gh_trie_edge, key), FIELD(gh_trie_edge, child), END};
static const struct field step_fields[] = {
	FIELD(gh_trie_step, next), FIELD(gh_trie_step, child), FIELD(gh_trie_step, slot),
	FIELD(gh_trie_step, word), FIELD(gh_trie_step, accept), FIELD(gh_trie_step, gap), END};
static const struct field start_fields[] = {
	FIELD(gh_trie_start, step), FIELD(gh_trie_start, next), END};
static const struct field accept_fields[] = {
	FIELD(gh_accept, rule), FIELD(gh_accept, next), FIELD(gh_accept, kind),
	FIELD(gh_accept, colon), FIELD(gh_accept, whole), END};
static const struct field trie_slot_fields[] = {
	FIELD(gh_trie_slot, same), FIELD(gh_trie_slot, root), FIELD(gh_trie_slot, marked),
	FIELD(gh_trie_slot, listed), END};
static const struct field outer_fields[] = {FIELD(gh_trie_outer, slots), END};
static const struct field whole_fields[] = {
	FIELD(gh_whole, hash), FIELD(gh_whole, rule), FIELD(gh_whole, next), END};
static const struct field pattern_fields[] = {
	FIELD(gh_pattern, rule), FIELD(gh_pattern, sketch.first), FIELD(gh_pattern, sketch.lead),
	FIELD(gh_pattern, sketch.bound), END};
static const struct field stroke_fields[] = {FIELD(gh_stroke, firsts),     FIELD(gh_stroke, next),
                                             FIELD(gh_stroke, other),      FIELD(gh_stroke, least),
                                             FIELD(gh_stroke, most),       FIELD(gh_stroke, of),
                                             FIELD(gh_stroke, length),     FIELD(gh_stroke, kind),
                                             FIELD(gh_stroke, possessive), END};
static const struct field set_fields[] = {FIELD(gh_letter_set, ascii),
                                          FIELD(gh_letter_set, arabic),
                                          FIELD(gh_letter_set, few),
                                          FIELD(gh_letter_set, few_count),
                                          FIELD(gh_letter_set, beyond),
                                          FIELD(gh_letter_set, vague),
                                          END};

/* ---- writing ---- */

/* The fields of one item, at the end of arrays. */
static void add_item(struct gh_buf *arrays, const char *item, const struct field *field)
{
	for (; field->size > 0; field++)
		memcpy(arrays->data + arrays->size + field->at, item + field->at, field->size);
}

/* Each array and value begins where any type may. */
static bool pad(struct gh_buf *image, const ghirbal_allocator *from)
{
	static const char zeros[ALIGNMENT];

	return gh_buf_add(from, image, zeros, -image->size % ALIGNMENT);
}

/* Its head goes into the image, its items where those of all arrays stand. */
static bool add_array(struct gh_buf *image, struct gh_buf *arrays, const ghirbal_allocator *from,
                      const void *items, size_t count, size_t item, const struct field *fields)
{
	const uint64_t head[] = {count, item};
	size_t i;

	if (!gh_buf_add(from, image, head, sizeof head) ||
	    !gh_buf_reserve(from, arrays, count * item + 1))
		return false;
	memset(arrays->data + arrays->size, 0, count * item);
	for (i = 0; i < count; i++, arrays->size += item)
		add_item(arrays, (const char *)items + i * item, fields);
	return pad(arrays, from);
}

bool gh_image_write(const struct gh_matcher *matcher, const ghirbal_allocator *from,
                    struct gh_buf *image)
{
	const struct gh_ruleset *set = matcher->set;
	const struct gh_trie *trie = &matcher->trie;
	const struct gh_wholes *wholes = &matcher->wholes;
	const struct gh_patterns *patterns = matcher->patterns;
	const struct gh_sketches *sketches = &patterns->sketches;
	uint64_t front[] = {MAGIC, 0};
	size_t start = image->size;
	struct gh_buf arrays = {0};
	bool well = gh_buf_add(from, image, front, sizeof front);

#define ADD_ARRAY(data, count, room, fields) \
	well = well && add_array(image, &arrays, from, data, count, sizeof *(data), fields);
#define ADD_VALUE(value) \
	well = well && gh_buf_add(from, image, &(value), sizeof(value)) && pad(image, from);
	ARRAYS(ADD_ARRAY)
	VALUES(ADD_VALUE)
#undef ADD_ARRAY
#undef ADD_VALUE
	front[1] = image->size - start;
	well = well && gh_buf_add(from, image, arrays.data, arrays.size);
	gh_buf_free(from, &arrays);
	if (well)
		memcpy(image->data + start, front, sizeof front);
	return well;
}

/* ---- reading ---- */

/* Bytes of the image that were not read yet. */
struct stretch {
	const char *at;
	size_t left;
};

struct reader {
	struct stretch front; /* the heads of the arrays, and the values */
	struct stretch items;
	const ghirbal_allocator *from;
	bool strange; /* of another kind of machine */
	bool failed;  /* for want of memory */
};

/* So many bytes and what pads them, or NULL. */
static const char *pass(struct reader *reader, struct stretch *stretch, size_t size)
{
	const char *at = stretch->at;

	size += -size % ALIGNMENT;
	if (reader->strange || size > stretch->left) {
		reader->strange = true;
		return NULL;
	}
	stretch->at += size;
	stretch->left -= size;
	return at;
}

static void take(struct reader *reader, void *to, size_t size)
{
	const char *at = pass(reader, &reader->front, size);

	if (at)
		memcpy(to, at, size);
}

static void take_front(struct reader *reader)
{
	const char *image = reader->front.at;
	size_t size = reader->front.left;
	uint64_t front[2] = {0, 0};

	take(reader, front, sizeof front);
	if (front[0] != MAGIC || front[1] < sizeof front || front[1] > size) {
		reader->strange = true;
		return;
	}
	reader->front.left = (size_t)front[1] - sizeof front;
	reader->items = (struct stretch){image + front[1], size - (size_t)front[1]};
}

/*
 * The items of an array, in the image or, if they are to be own, in a block of their own; NULL if
 * there are none, or for want of memory.  In the image they lie as they would in a block.
 */
static void *take_array(struct reader *reader, size_t item, size_t *count, bool own)
{
	uint64_t head[2] = {0, 0};
	const char *items;
	void *block;

	take(reader, head, sizeof head);
	*count = 0;
	reader->strange = reader->strange || head[1] != item || head[0] > reader->items.left / item;
	items = reader->strange ? NULL : pass(reader, &reader->items, (size_t)head[0] * item);
	if (!items || reader->failed || head[0] == 0)
		return NULL;
	block = own ? gh_resize(reader->from, NULL, (size_t)head[0] * item) : (void *)items;
	if (!block) {
		reader->failed = true;
		return NULL;
	}
	*count = (size_t)head[0];
	if (own)
		memcpy(block, items, *count * item);
	return block;
}

static void take_all(struct reader *reader, struct gh_ruleset *set, struct gh_matcher *matcher)
{
	struct gh_trie *trie = &matcher->trie;
	struct gh_wholes *wholes = &matcher->wholes;
	struct gh_patterns *patterns = matcher->patterns;
	struct gh_sketches *sketches = &patterns->sketches;
	size_t unused;

	take_front(reader);
#define TAKE_ARRAY(data, count, room, fields)                               \
	data = take_array(reader, sizeof *(data), &(count), !set->borrowed); \
	room = count;
#define TAKE_VALUE(value) take(reader, &(value), sizeof(value));
	ARRAYS(TAKE_ARRAY)
	VALUES(TAKE_VALUE)
#undef TAKE_ARRAY
#undef TAKE_VALUE
	(void)unused;
	reader->strange = reader->strange || reader->front.left > 0 || reader->items.left > 0;
}

/* An empty set again, of which only its groups that are off and its report stay. */
static void empty(struct gh_ruleset *set)
{
	struct gh_ruleset kept = *set;

	set->off = NULL;
	gh_ruleset_free(set);
	set->off = kept.off;
	set->off_room = kept.off_room;
	set->off_unless_named = kept.off_unless_named;
	set->report = kept.report;
	set->report_context = kept.report_context;
}

ghirbal_status gh_image_read(const void *image, size_t size, struct gh_ruleset *set, bool borrow,
                             struct gh_matcher **matcher)
{
	struct reader reader = {.front = {image, size}, .from = &set->from};
	struct gh_matcher *made = gh_matcher_open(set);

	*matcher = NULL;
	if (!made)
		return GHIRBAL_NO_MEMORY;
	empty(set);
	set->borrowed = borrow;
	take_all(&reader, set, made);
	if (!reader.strange && !reader.failed) {
		*matcher = made;
		return GHIRBAL_OK;
	}
	gh_matcher_free(made);
	empty(set);
	return reader.failed ? GHIRBAL_NO_MEMORY : GHIRBAL_OK;
}
