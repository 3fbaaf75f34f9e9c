/* SPDX-License-Identifier: MIT */
/*
 * The shape of a line: what can be told of it without its neighbours and without any rule.
 *
 * Counts of kinds of words are taken from the head of the line only, so that a long paragraph,
 * which is seldom in doubt, costs little more than a short line.
 */
#ifndef GH_SHAPE_H
#define GH_SHAPE_H

#include "text/doc.h"

enum gh_mark {
	GH_STOP = 1 << 0,        /* ends in exactly one full stop */
	GH_TRUNCATED = 1 << 1,   /* ends in an ellipsis */
	GH_ASKS = 1 << 2,        /* ends in a question or exclamation mark */
	GH_COLON = 1 << 3,       /* ends in a colon */
	GH_PARTED = 1 << 4,      /* holds a separator of menus and bread crumbs */
	GH_BULLET = 1 << 5,      /* begins with a bullet or dash */
	GH_NUMBERED = 1 << 6,    /* begins with one or two digits and . ) - */
	GH_QUOTED = 1 << 7,      /* begins with a quotation mark */
	GH_LISTED = 1 << 8,      /* short pieces between commas, bars or slashes */
	GH_DATED = 1 << 9,       /* a short line with a date, or with a time since */
	GH_TIMED = 1 << 10,      /* a short line with a time of day */
	GH_LINKED = 1 << 11,     /* a short line with a web or mail address */
	GH_PHONED = 1 << 12,     /* a short line with nine digits or more in a row */
	GH_COPYRIGHT = 1 << 13,  /* holds the copyright sign */
	GH_CODE = 1 << 14,       /* reads like a programming language or a shell */
	GH_LATIN = 1 << 15,      /* three words or more, mostly in Latin letters */
	GH_LETTERLESS = 1 << 16, /* no letter at all */
	GH_RESULT = 1 << 17,     /* a number, a dash, a number: how matches end */
	GH_STARRED = 1 << 18,    /* ends in an asterisk: a field to be filled in */
	GH_CREDITED = 1 << 19,   /* ends in a dash and at most three words */
	GH_VERSE = 1 << 20,      /* two halves with a wide gap or stars between them */
	GH_VOWELLED = 1 << 21    /* as Quran, verse and primers are; no site's own words are */
};

struct gh_shape {
	uint32_t marks;
	uint32_t words;          /* of the whole line */
	uint32_t sample;         /* words at its head that the next counts were taken from */
	uint16_t function, site, section, spam, policy, clitic, numbers, commas;
	uint16_t letters, latin, digits; /* of the head; letters counts all */
	uint32_t stem, stems;    /* in gh_shapes.stems: content words without affixes, hashed */
	uint64_t print[2];       /* of the stems: near copies have most bits in common */
	uint64_t copy;           /* of the bytes: equal for equal lines */
	/* of the key behind a leading number: equal for a heading and its entry */
	uint32_t name;
};

struct gh_shapes {
	ghirbal_allocator from;
	struct gh_shape *lines;  /* by gh_line.fate, so they stand while lines are taken out */
	size_t room;
	uint32_t *stems;
	size_t stems_count, stems_room;
	struct gh_words *known;  /* the words of words.def */
};

bool gh_shapes_init(struct gh_shapes *shapes, const ghirbal_allocator *from);
void gh_shapes_free(struct gh_shapes *shapes);

/* Looks at every line of doc; false for want of memory. */
bool gh_shapes_read(struct gh_shapes *shapes, const struct gh_doc *doc);

/*
 * Hashes the stems of the words at the head of a key, as those of a shape are, into out, which has
 * room for that many.  Returns how many there are.
 */
size_t gh_stems(const struct gh_shapes *shapes, const unsigned char *key, size_t length,
                uint32_t *out, size_t room);

static inline const struct gh_shape *gh_shape(const struct gh_shapes *shapes,
                                              const struct gh_line *line)
{
	return &shapes->lines[line->fate];
}

#endif
