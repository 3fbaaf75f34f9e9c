/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "json.h"

#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "json_path.h"

#define NO_ARRAY SIZE_MAX

struct finder {
	const struct json_paths *paths;
	struct json_spans *spans;
	const char *line, *at, *end;
	struct bytes *names; /* of the members at the top, if they are asked for */
	size_t name;         /* where the last of them begins */
	size_t depth;
	/*
	 * for each open container near the top: the paths that lead to it, where in it we are, and
	 * the number of its span if its strings are one text
	 */
	uint32_t alive[PARTS_MOST + 1];
	size_t index[PARTS_MOST + 1];
	size_t array[PARTS_MOST + 1];
};

void json_spans_free(struct json_spans *spans)
{
	free(spans->at);
	bytes_free(&spans->text);
	bytes_free(&spans->key);
	bytes_free(&spans->arrays);
}

static struct json_span *add_span(struct finder *finder, enum span_kind kind, const char *begin,
                                  const char *end)
{
	struct json_spans *spans = finder->spans;
	struct json_span span = {.kind = kind, .begin = (size_t)(begin - finder->line),
	                         .end = (size_t)(end - finder->line)};

	ARRAY_GROW(spans->at, spans->room, spans->count + 1);
	spans->at[spans->count] = span;
	return &spans->at[spans->count++];
}

/* ---- strings ---- */

/*
 * Past this escape and those that follow at once or behind one byte, as in text that is all
 * escapes; NULL if one is none.
 */
static const char *escapes_end(const char *at, const char *end)
{
	for (;;) {
		at = json_escape_end(at, end);
		if (!at || end - at < 2)
			return at;
		if (*at == '\\')
			continue;
		if (at[1] != '\\' || *at == '"' || (unsigned char)*at < 0x20)
			return at;
		at++;
	}
}

/* The closing quote of the string whose inside begins at at, or NULL. */
static const char *string_end(const char *at, const char *end, bool *escaped)
{
	*escaped = false;
	while (at && at < end) {
		at += inside_look(at, (size_t)(end - at), escaped);
		if (at == end || *at != '\\')
			return at < end && *at == '"' ? at : NULL;
		*escaped = true;
		at = escapes_end(at, end);
	}
	return NULL;
}

/* ---- the rest of the grammar ---- */

static void skip_blanks(struct finder *finder)
{
	const char *at = finder->at;

	while (at < finder->end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n'))
		at++;
	finder->at = at;
}

static bool take(struct finder *finder, char byte)
{
	skip_blanks(finder);
	if (finder->at == finder->end || *finder->at != byte)
		return false;
	finder->at++;
	return true;
}

static bool take_word(struct finder *finder, const char *word)
{
	size_t size = strlen(word);

	if ((size_t)(finder->end - finder->at) < size || memcmp(finder->at, word, size) != 0)
		return false;
	finder->at += size;
	return true;
}

static bool take_digits(struct finder *finder)
{
	const char *start = finder->at;

	while (finder->at < finder->end && *finder->at >= '0' && *finder->at <= '9')
		finder->at++;
	return finder->at > start;
}

static bool take_number(struct finder *finder)
{
	const char *end = finder->end;

	if (*finder->at == '-')
		finder->at++;
	if (finder->at < end && *finder->at == 'I')
		return take_word(finder, "Infinity");
	if (finder->at < end && *finder->at == '0')
		finder->at++;
	else if (!take_digits(finder))
		return false;
	if (finder->at < end && *finder->at == '.') {
		finder->at++;
		if (!take_digits(finder))
			return false;
	}
	if (finder->at < end && (*finder->at | 0x20) == 'e') {
		finder->at++;
		if (finder->at < end && (*finder->at == '+' || *finder->at == '-'))
			finder->at++;
		return take_digits(finder);
	}
	return true;
}

static bool take_scalar(struct finder *finder)
{
	switch (*finder->at) {
	case 't':
		return take_word(finder, "true");
	case 'f':
		return take_word(finder, "false");
	case 'n':
		return take_word(finder, "null");
	case 'N':
		return take_word(finder, "NaN");
	default:
		return take_number(finder);
	}
}

/* ---- which paths lead where ---- */

static bool same_key(struct finder *finder, const struct part *part, const char *key, size_t size,
                     bool escaped)
{
	struct json_quoter quoter;

	if (escaped && json_unquote(&finder->spans->key, &quoter, key, size)) {
		key = finder->spans->key.at;
		size = finder->spans->key.size;
	}
	return part->size == size && memcmp(part->text, key, size) == 0;
}

/* The paths that go on from the innermost container by this key. */
static uint32_t follow_key(struct finder *finder, const char *key, size_t size, bool escaped)
{
	uint32_t alive = finder->depth <= PARTS_MOST ? finder->alive[finder->depth] : 0, next = 0;
	unsigned i;

	for (i = 0; alive && i < finder->paths->count; i++) {
		const struct path *path = &finder->paths->at[i];

		if ((alive >> i & 1) && path->count >= finder->depth &&
		    same_key(finder, &path->parts[finder->depth - 1], key, size, escaped))
			next |= UINT32_C(1) << i;
	}
	return next;
}

static uint32_t follow_index(struct finder *finder)
{
	uint32_t alive, next = 0;
	unsigned i;

	if (finder->depth > PARTS_MOST)
		return 0;
	alive = finder->alive[finder->depth];
	for (i = 0; i < finder->paths->count; i++) {
		const struct path *path = &finder->paths->at[i];

		if ((alive >> i & 1) && path->count >= finder->depth &&
		    path->parts[finder->depth - 1].index == finder->index[finder->depth])
			next |= UINT32_C(1) << i;
	}
	return next;
}

static bool is_wanted(const struct finder *finder, uint32_t paths)
{
	unsigned i;

	for (i = 0; paths && i < finder->paths->count; i++)
		if ((paths >> i & 1) && finder->paths->at[i].count == finder->depth)
			return true;
	return false;
}

/*
 * Whether one of the paths wants all strings of the array that it leads to, which is innermost now.
 */
static bool is_joined(const struct finder *finder, uint32_t paths)
{
	unsigned i;

	for (i = 0; paths && i < finder->paths->count; i++)
		if ((paths >> i & 1) && finder->paths->at[i].joins &&
		    finder->paths->at[i].count == finder->depth)
			return true;
	return false;
}

/* The span of the innermost container, if it is an array whose strings are one text, or NULL. */
static struct json_span *joined_array(const struct finder *finder)
{
	size_t depth = finder->depth;

	if (depth == 0 || depth > PARTS_MOST || finder->array[depth] == NO_ARRAY)
		return NULL;
	return &finder->spans->at[finder->array[depth]];
}

/* ---- walking ---- */

enum step { STEP_VALUE, STEP_KEY, STEP_AFTER, STEP_DONE, STEP_WRONG };

/* A bit each, so that a line of nothing but brackets takes little more than itself. */
static void push(struct finder *finder, bool array)
{
	struct bytes *arrays = &finder->spans->arrays;
	size_t at = finder->depth++ / 8;
	unsigned bit = 1u << (finder->depth - 1) % 8;

	if (at == arrays->size)
		bytes_put(arrays, '\0');
	arrays->at[at] = (char)(array ? (unsigned char)arrays->at[at] | bit
	                              : (unsigned char)arrays->at[at] & ~bit);
}

static bool in_array(const struct finder *finder)
{
	size_t top = finder->depth - 1;

	return (unsigned char)finder->spans->arrays.at[top / 8] >> top % 8 & 1;
}

/* The member whose name was noted last is an array: of strings, if the first says so. */
static void name_array(struct finder *finder)
{
	struct bytes *names = finder->names;
	size_t name = finder->name, size = names->size - 1 - name;
	const char *at = finder->at;

	while (at < finder->end && (*at == ' ' || *at == '\t'))
		at++;
	/* What a pointer would have to escape is left as it is. */
	if (at == finder->end || *at != '"' || strpbrk(names->at + name, "/~\\"))
		return;
	bytes_reserve(names, 3);
	memmove(names->at + name + 1, names->at + name, size);
	names->at[name] = '/';
	names->size = name + 1 + size;
	bytes_add(names, "/*", 3);
}

static void enter(struct finder *finder, bool array, uint32_t paths)
{
	size_t depth = finder->depth;

	if (depth > PARTS_MOST)
		return;
	finder->alive[depth] = paths;
	finder->index[depth] = 0;
	finder->array[depth] = NO_ARRAY;
	if (!array || !is_joined(finder, paths))
		return;
	finder->array[depth] = finder->spans->count;
	add_span(finder, SPAN_ARRAY, finder->at - 1, finder->at);
}

static enum step close_container(struct finder *finder)
{
	struct json_span *span = joined_array(finder);

	if (span)
		span->end = (size_t)(finder->at - finder->line);
	finder->depth--;
	return STEP_AFTER;
}

static enum step open_container(struct finder *finder, bool array, uint32_t paths)
{
	finder->at++;
	if (array && finder->names && finder->depth == 1)
		name_array(finder);
	push(finder, array);
	enter(finder, array, paths);
	if (take(finder, array ? ']' : '}'))
		return close_container(finder);
	return array ? STEP_VALUE : STEP_KEY;
}

/*
 * The closing quote of the first string that is wanted, which is read on the way, if it is a plain
 * one.
 */
static const char *read_first(struct finder *finder, const char *begin)
{
	struct json_spans *spans = finder->spans;

	return spans->count > 0 ? NULL
	                        : json_unquote_on(&spans->text, &spans->quote, begin, finder->end);
}

static enum step walk_wanted(struct finder *finder)
{
	const char *begin = finder->at + 1, *read = read_first(finder, begin), *end = read;
	bool escaped = read && finder->spans->text.size < (size_t)(read - begin);
	struct json_span *span;

	if (!read)
		end = string_end(begin, finder->end, &escaped);
	if (!end)
		return STEP_WRONG;
	finder->at = end + 1;
	span = add_span(finder, SPAN_STRING, begin, end);
	span->escaped = escaped;
	span->read = read != NULL;
	return STEP_AFTER;
}

static enum step walk_string(struct finder *finder, uint32_t paths)
{
	struct json_span *array = joined_array(finder);
	const char *begin = finder->at + 1, *end;
	bool escaped;

	if (!array && is_wanted(finder, paths))
		return walk_wanted(finder);
	end = string_end(begin, finder->end, &escaped);
	if (!end)
		return STEP_WRONG;
	finder->at = end + 1;
	if (array) {
		array->count++; /* before the next span may move it */
		add_span(finder, SPAN_ELEMENT, begin, end)->escaped = escaped;
	}
	return STEP_AFTER;
}

/* paths: those that lead to this value. */
static enum step walk_value(struct finder *finder, uint32_t paths)
{
	struct json_span *array = joined_array(finder);

	skip_blanks(finder);
	if (finder->at == finder->end)
		return STEP_WRONG;
	if (*finder->at == '"')
		return walk_string(finder, paths);
	if (array)
		array->mixed = true;
	if (*finder->at == '{' || *finder->at == '[')
		return open_container(finder, *finder->at == '[', paths);
	return take_scalar(finder) ? STEP_AFTER : STEP_WRONG;
}

static enum step walk_key(struct finder *finder, uint32_t *paths)
{
	const char *key, *end;
	bool escaped;

	if (!take(finder, '"'))
		return STEP_WRONG;
	key = finder->at;
	end = string_end(key, finder->end, &escaped);
	if (!end)
		return STEP_WRONG;
	finder->at = end + 1;
	if (finder->names && finder->depth == 1) {
		finder->name = finder->names->size;
		bytes_add(finder->names, key, (size_t)(end - key));
		bytes_put(finder->names, '\0');
	}
	*paths = follow_key(finder, key, (size_t)(end - key), escaped);
	return take(finder, ':') ? STEP_VALUE : STEP_WRONG;
}

static enum step walk_after(struct finder *finder, uint32_t *paths)
{
	bool array;

	if (finder->depth == 0) {
		skip_blanks(finder);
		return finder->at == finder->end ? STEP_DONE : STEP_WRONG;
	}
	array = in_array(finder);
	if (take(finder, ',')) {
		if (!array)
			return STEP_KEY;
		if (finder->depth <= PARTS_MOST)
			finder->index[finder->depth]++;
		*paths = follow_index(finder);
		return STEP_VALUE;
	}
	return take(finder, array ? ']' : '}') ? close_container(finder) : STEP_WRONG;
}

/* The line to its end, or to where it is no JSON. */
static enum step walk(const struct json_paths *paths, const char *line, size_t size,
                      struct json_spans *spans, struct bytes *names)
{
	struct finder finder;
	enum step step = STEP_VALUE;
	uint32_t leading = UINT32_MAX; /* every path leads to the whole line */

	finder.paths = paths;
	finder.spans = spans;
	finder.line = finder.at = line;
	finder.end = line + size;
	finder.names = names;
	finder.name = 0;
	finder.depth = 0;
	spans->count = 0;
	while (step != STEP_DONE && step != STEP_WRONG) {
		if (step == STEP_VALUE) {
			size_t depth = finder.depth;

			step = walk_value(&finder, leading);
			if (step == STEP_VALUE && finder.depth > depth)
				leading = follow_index(&finder);
		} else if (step == STEP_KEY) {
			step = walk_key(&finder, &leading);
		} else {
			step = walk_after(&finder, &leading);
		}
	}
	return step;
}

enum json_result json_find(const struct json_paths *paths, const char *line, size_t size,
                           struct json_spans *spans)
{
	if (walk(paths, line, size, spans, NULL) == STEP_WRONG)
		return JSON_WRONG;
	return spans->count > 0 ? JSON_FOUND : JSON_NO_FIELD;
}

void json_members(const char *line, size_t size, struct bytes *names)
{
	static const struct json_paths none;
	struct json_spans spans = {0};
	size_t i = 0;

	while (i < size && is_blank(line + i, 1))
		i++;
	if (i < size && line[i] == '{')
		(void)walk(&none, line, size, &spans, names);
	json_spans_free(&spans);
}
