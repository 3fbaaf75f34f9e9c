/* SPDX-License-Identifier: MIT */
/*
 * Keys on which no text was found, of lines that begin with a number.  The fold makes one of all
 * digits, so that rows of a table or a timetable share few keys, and of all beginnings a number,
 * which may be of a date or a time, takes walks furthest.
 */
#ifndef GH_BARREN_H
#define GH_BARREN_H

#include "text/fold.h"

#define GH_BARREN_KEY 32 /* longer ones hardly come again */
#define GH_BARREN_KEYS 128

struct gh_barren {
	unsigned char key[GH_BARREN_KEY];
	unsigned short length; /* 0: of none */
	unsigned short words;  /* as gh_hit has them */
	uint32_t steps;        /* that finding nothing took */
};

static inline bool gh_may_be_barren(const unsigned char *key, size_t length)
{
	return *key == GH_KEY_DIGIT && length <= GH_BARREN_KEY;
}

/* The place of a key among GH_BARREN_KEYS; gh_is_barren() tells whether it is there, or another. */
struct gh_barren *gh_barren_place(struct gh_barren *all, const unsigned char *key, size_t length);
bool gh_is_barren(const struct gh_barren *place, const unsigned char *key, size_t length);
void gh_barren_note(struct gh_barren *place, const unsigned char *key, size_t length, size_t words,
                    size_t steps);

#endif
