/* SPDX-License-Identifier: MIT */
/*
 * The ground: UTF-8, keys and the normaliser on any bytes.  Repairing changes no key, normalising
 * twice is normalising once, and no line is joined or split.
 */
#include <stdlib.h>
#include <string.h>

#include "text/fold.h"
#include "ghirbal.h"
#include "target.h"
#include "ground/utf8.h"

#define PROFILES 4

static char *room_for(size_t size)
{
	char *made = malloc(size ? size : 1);

	if (!made)
		exit(99);
	return made;
}

static size_t count_newlines(const char *text, size_t size)
{
	size_t i, count = 0;

	for (i = 0; i < size; i++)
		count += text[i] == '\n';
	return count;
}

/* Walks the text, and writes it again with U+FFFD for what is ill-formed. */
static size_t repair(const char *text, size_t size, char *out)
{
	size_t at = 0, made = 0, valid = gh_utf8_valid(text, size);
	uint32_t cp;

	while (at < size) {
		size_t length = gh_utf8_next(text + at, size - at, &cp);

		HOLD(length > 0 && length <= size - at);
		HOLD((cp == GH_UTF8_BAD) ? at >= valid : gh_utf8_put(cp, out + made) == length);
		HOLD(cp == GH_UTF8_BAD || memcmp(out + made, text + at, length) == 0);
		made += gh_utf8_put(cp == GH_UTF8_BAD ? 0xFFFD : cp, out + made);
		at += length;
	}
	return made;
}

static void check_keys(const char *text, size_t size)
{
	char *fixed = room_for(3 * size);
	unsigned char *key = (unsigned char *)room_for(GH_FOLD_ROOM(size));
	unsigned char *again = (unsigned char *)room_for(GH_FOLD_ROOM(3 * size));
	size_t length = gh_fold(text, size, key), fixed_size = repair(text, size, fixed);

	HOLD(length <= GH_FOLD_ROOM(size));
	HOLD(gh_fold(fixed, fixed_size, again) == length && memcmp(again, key, length) == 0);
	free(fixed);
	free(key);
	free(again);
}

/* Returns what came out, in memory of its own size. */
static char *normalize(const ghirbal_normal *normal, const char *text, size_t size, size_t *made)
{
	size_t room = 0;
	char *out = room_for(1);

	HOLD(!ghirbal_normalize(normal, text, size, out, 0, made, NULL));
	room = *made;
	free(out);
	out = room_for(room);
	HOLD(!ghirbal_normalize(normal, text, size, out, room, made, NULL) && *made == room);
	HOLD(count_newlines(out, room) == count_newlines(text, size));
	return out;
}

static void check_normalizer(const char *text, size_t size)
{
	static const char *const lists[PROFILES] = {"none", "light", "standard", "search"};
	size_t i, once_size, twice_size;

	for (i = 0; i < PROFILES; i++) {
		ghirbal_normal normal;
		char *once, *twice;

		HOLD(!ghirbal_normal_parse(&normal, lists[i], NULL));
		once = normalize(&normal, text, size, &once_size);
		twice = normalize(&normal, once, once_size, &twice_size);
		HOLD(once_size == twice_size && memcmp(once, twice, once_size) == 0);
		free(once);
		free(twice);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;

	check_keys(text, size);
	HOLD(gh_utf8_unfinished(text, size) <= 3);
	check_normalizer(text, size);
	return 0;
}
