/* SPDX-License-Identifier: MIT */
#include "rules/mistake.h"

#include <string.h>

#include "ground/nearest.h"
#include "ground/utf8.h"

static void put(char *out, size_t room, struct gh_slice span)
{
	size_t length = gh_utf8_cut(span.at, span.length, room - 1);

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

const char *gh_nearest_of(struct gh_slice word, const char *const *names, size_t count)
{
	struct gh_nearest nearest = {0};
	size_t i;

	for (i = 0; i < count; i++)
		gh_nearest_consider(&nearest, word.at, word.length, names[i], strlen(names[i]));
	return nearest.name ? nearest.name : "";
}
