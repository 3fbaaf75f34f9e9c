/* SPDX-License-Identifier: MIT */
/* Paths into JSON, of --field, as json.c follows them. */
#ifndef JSON_PATH_H
#define JSON_PATH_H

#include "json.h"

#define PARTS_MOST 16  /* levels that one path may lead down */
#define PATHS_MOST 32  /* one bit each */

struct part {
	char *text;
	size_t size;
	size_t index; /* of an array, SIZE_MAX if the part is no number */
};

struct path {
	struct part parts[PARTS_MOST];
	unsigned count;
	bool joins; /* its last part is "*", which for an array means all of its strings */
};

struct json_paths {
	struct path at[PATHS_MOST];
	unsigned count;
};

#endif
