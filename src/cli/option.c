/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "option.h"

#include <string.h>

#include "ground/nearest.h"

const struct option_row option_table[] = {
#define SECTION(title) {title, 0, 0, NULL, NONE, NULL, NULL},
#define OPTION(id, letter, name, has, argument, text) \
	{NULL, OPT_##id, letter, name, has, argument, text},
#include "options.def"
#undef OPTION
#undef SECTION
};
const size_t option_rows = sizeof option_table / sizeof *option_table;

const struct option_row *option_of(int id)
{
	size_t i;

	for (i = 0; i < option_rows; i++)
		if (!option_table[i].section &&
		    (option_table[i].id == id || (id > 0 && option_table[i].letter == id)))
			return &option_table[i];
	return NULL;
}

const char *option_nearest(const char *word, size_t size)
{
	struct gh_nearest nearest = {0};
	size_t i;

	for (i = 0; i < option_rows; i++)
		if (!option_table[i].section)
			gh_nearest_consider(&nearest, word, size, option_table[i].name,
			                    strlen(option_table[i].name));
	return nearest.name;
}

size_t option_beginning(const char *word, size_t size)
{
	size_t i, count = 0;

	for (i = 0; i < option_rows; i++)
		count += !option_table[i].section && strncmp(option_table[i].name, word, size) == 0;
	return count;
}

void option_getopt(struct option *names, char *letters)
{
	size_t i, n = 0;

	/* A leading colon makes a missing argument tell itself apart from an unknown option. */
	*letters++ = ':';
	for (i = 0; i < option_rows; i++) {
		if (option_table[i].section)
			continue;
		names[n].name = option_table[i].name;
		names[n].has_arg = (int)option_table[i].has;
		names[n++].val = option_table[i].id;
		if (!option_table[i].letter)
			continue;
		*letters++ = (char)option_table[i].letter;
		if (option_table[i].has != NONE)
			*letters++ = ':';
		if (option_table[i].has == MAYBE)
			*letters++ = ':';
	}
	*letters = '\0';
}

static void help_row(struct bytes *out, const struct option_row *row)
{
	size_t start = out->size;

	if (row->letter)
		bytes_format(out, "  -%c, --%s", row->letter, row->name);
	else
		bytes_format(out, "      --%s", row->name);
	if (row->has == ONE)
		bytes_format(out, "=%s", row->argument);
	else if (row->has == MAYBE)
		bytes_format(out, "[=%s]", row->argument);
	if (out->size - start > 36)
		bytes_format(out, "\n%38s", "");
	else
		bytes_format(out, "%*s", (int)(38 - (out->size - start)), "");
	bytes_format(out, "%s\n", row->text);
}

void option_help(struct bytes *out)
{
	size_t i;

	bytes_text(out, "Usage: ghirbal [OPTION]... [FILE]...\n"
	                "Take the site out of Arabic web text and normalise it: "
	                "FILEs or standard input to standard output.\n\n"
	                "  ghirbal page.txt\n"
	                "  ghirbal --from=jsonl <shard.jsonl >clean.jsonl\n"
	                "  ghirbal --explain page.txt\n");
	for (i = 0; i < option_rows; i++) {
		if (option_table[i].section)
			bytes_format(out, "\n%s:\n", option_table[i].section);
		else
			help_row(out, &option_table[i]);
	}
	bytes_text(
		out,
		"\nStatus: 0 all done; 1 a FILE could not be read, or --check or --strict found\n"
		"something; 2 wrong options or rules; 3 writing failed or memory ran out.\n");
}
