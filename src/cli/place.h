/* SPDX-License-Identifier: MIT */
/*
 * Where a path leads: links are followed to their end, and what is there decides how it is written
 * and which other paths lead to the same place.
 */
#ifndef PLACE_H
#define PLACE_H

#include <stdbool.h>
#include <sys/stat.h>

enum place_kind {
	PLACE_NEW,        /* nothing is there yet */
	PLACE_FILE,       /* a regular file */
	PLACE_DESCRIPTOR, /* one of our own: -, /dev/stdout, /dev/fd/3 */
	PLACE_SPECIAL     /* a device, a FIFO, a socket, a folder */
};

struct place {
	enum place_kind kind;
	char *path;          /* the caller's no more: links followed */
	int descriptor;      /* if it is one, else -1 */
	struct stat about;   /* of what is there; of its folder if nothing is */
};

/* False with errno if the path leads nowhere: its folder is missing, or the descriptor closed. */
bool place_find(struct place *place, const char *path);
void place_free(struct place *place);

/* The last part of the path: "c" of "a/b/c". */
const char *place_name(const struct place *place);

/* Below, at or above 0, to sort by; at 0 what is written to one is written to the other. */
int place_compare(const struct place *a, const struct place *b);

#endif
