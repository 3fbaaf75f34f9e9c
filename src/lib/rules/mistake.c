/* SPDX-License-Identifier: MIT */
#include "rules/mistake.h"

#include <string.h>

static void put(char *out, size_t room, struct gh_slice span)
{
	size_t length = span.length < room ? span.length : room - 1;

	while (length < span.length && length > 0 &&
	       ((unsigned char)span.at[length] & 0xC0) == 0x80)
		length--;
	memcpy(out, span.at, length);
	out[length] = '\0';
}

ghirbal_status gh_mistake(struct gh_reader *reader, struct gh_slice word, const char *nearest,
                          const char *text)
{
	ghirbal_error error = {.line = reader->line};

	put(error.file, sizeof error.file, gh_slice_of(reader->name));
	put(error.word, sizeof error.word, word);
	put(error.nearest, sizeof error.nearest, gh_slice_of(nearest));
	put(error.text, sizeof error.text, gh_slice_of(text));
	if (reader->error && !reader->wrong)
		*reader->error = error;
	reader->wrong = true;
	if (reader->set && reader->set->report &&
	    reader->set->report(reader->set->report_context, &error) != 0)
		reader->stopped = true;
	return GHIRBAL_BAD_RULE;
}

/* Letters to put in, take out or change to make a of b; names are short, so a row is an array. */
static unsigned distance(struct gh_slice a, struct gh_slice b)
{
	unsigned row[GH_NAME_BYTES + 1];
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

void gh_nearest_consider(struct gh_nearest *nearest, struct gh_slice word, const char *name)
{
	size_t length = strlen(name);
	unsigned far;

	if (word.length > GH_NAME_BYTES || length > GH_NAME_BYTES)
		return;
	far = distance(word, gh_slice_of(name));
	if (far <= 2 && 2 * far <= length && (!nearest->name || far < nearest->distance))
		*nearest = (struct gh_nearest){name, far};
}

const char *gh_nearest_of(struct gh_slice word, const char *const *names, size_t count)
{
	struct gh_nearest nearest = {NULL, 0};
	size_t i;

	for (i = 0; i < count; i++)
		gh_nearest_consider(&nearest, word, names[i]);
	return nearest.name ? nearest.name : "";
}
