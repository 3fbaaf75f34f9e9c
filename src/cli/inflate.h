/* SPDX-License-Identifier: MIT */
/* Compressed bytes to plain ones, in pieces of any size; of many gzip members or zstd frames. */
#ifndef INFLATE_H
#define INFLATE_H

#include "bytes.h"

enum inflate_result {
	INFLATE_MORE,    /* all of from was taken: give more, or the room is full */
	INFLATE_WRONG,   /* not what it should be */
	INFLATE_JUNK,    /* the last member has ended and something else follows it */
	INFLATE_WINDOW   /* it cannot be read in as much memory as max_window allows */
};

struct inflater;

/* As zstd itself has it: a window of 2 GiB is a few bytes of a hostile file. */
#define INFLATE_WINDOW_DEFAULT ((size_t)128 << 20)

/*
 * By the end of the name: .gz or .zst.  NULL if it is neither.  max_window: bytes that a zstd
 * frame may want to look back, rounded down to a power of two.
 */
struct inflater *inflater_for(const char *name, size_t max_window);

/* True if the name asks for a kind that this program was built without. */
bool inflater_is_missing(const char *name);

/* Moves *from and *to ahead.  Without bytes it gives what the library still holds, if anything. */
enum inflate_result inflater_run(struct inflater *inflater, const char **from, size_t *from_size,
                                 char **to, size_t *room);

/* True after a member and before the next: the file may end here. */
bool inflater_may_end(const struct inflater *inflater);
void inflater_free(struct inflater *inflater);

#endif
