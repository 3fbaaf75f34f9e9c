/* SPDX-License-Identifier: MIT */
/* The table of options, options.def: what getopt_long(), --help and messages say comes from it. */
#ifndef OPTION_H
#define OPTION_H

#include <getopt.h>
#include <stdbool.h>

#include "bytes.h"

enum argument { NONE = no_argument, ONE = required_argument, MAYBE = optional_argument };

enum {
	FIRST = 256, /* past every letter */
#define SECTION(title)
#define OPTION(id, letter, name, has, argument, text) OPT_##id,
#include "options.def"
#undef OPTION
#undef SECTION
	OPTION_END,
	OPTION_IDS = OPTION_END - FIRST - 1
};

struct option_row {
	const char *section; /* of a heading, else NULL */
	int id, letter;
	const char *name;
	enum argument has;
	const char *argument, *text;
};

extern const struct option_row option_table[];
extern const size_t option_rows;

/* The row with that id or letter, or NULL. */
const struct option_row *option_of(int id);

/* The name that is nearest to a misspelt one, or NULL, and how many names begin with it. */
const char *option_nearest(const char *word, size_t size);
size_t option_beginning(const char *word, size_t size);

/* What getopt_long() asks for: names[OPTION_IDS + 1], all of it 0, and letters[OPTION_LETTERS]. */
#define OPTION_LETTERS (3 * OPTION_IDS + 2)
void option_getopt(struct option *names, char *letters);

/* --help, all of it. */
void option_help(struct bytes *out);

#endif
