/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "kind.h"

#include <string.h>
#include <strings.h>

/* The name without what says that it is compressed. */
static size_t plain_size(const char *file)
{
	size_t size = strlen(file);

	if (ends_in(file, size, ".gz"))
		return size - 3;
	return ends_in(file, size, ".zst") ? size - 4 : size;
}

static bool has_ending(const char *file, const char *ending)
{
	size_t size = plain_size(file), length = strlen(ending);

	return size > length && strncasecmp(file + size - length, ending, length) == 0;
}

static bool is_plain_text(const struct options *options)
{
	/* Asking for a border of plain text says that it is plain text. */
	return options->border != BORDER_FORM_FEED && options->to != KIND_TEXT;
}

bool kind_is_guess(const struct options *options, const char *file)
{
	return options->from == KIND_UNSET && !is_plain_text(options) && has_ending(file, ".json");
}

enum kind kind_of(const struct options *options, const char *file)
{
	if (options->from != KIND_UNSET)
		return options->from;
	if (is_plain_text(options))
		return KIND_TEXT;
	if (has_ending(file, ".jsonl") || has_ending(file, ".ndjson") ||
	    has_ending(file, ".jsonlines") || has_ending(file, ".json"))
		return KIND_JSONL;
	return has_ending(file, ".wet") ? KIND_WET : KIND_TEXT;
}

bool kind_is_known(const char *file)
{
	static const char *const endings[] = {".txt",       ".jsonl", ".ndjson",
	                                      ".jsonlines", ".json",  ".wet"};
	size_t i;

	for (i = 0; i < sizeof endings / sizeof *endings; i++)
		if (has_ending(file, endings[i]))
			return true;
	return false;
}
