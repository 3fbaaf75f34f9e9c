/* SPDX-License-Identifier: MIT */
/*
 * Signs: what only the bytes of a line show, since its key has neither punctuation nor vowels.
 */
#ifndef GH_SIGN_H
#define GH_SIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ground/kernel.h"

enum gh_mark {
	GH_STOP = 1 << 0,        /* ends in exactly one full stop */
	GH_TRUNCATED = 1 << 1,   /* ends in an ellipsis */
	GH_ASKS = 1 << 2,        /* ends in a question or exclamation mark */
	GH_COLON = 1 << 3,       /* ends in a colon */
	GH_PARTED = 1 << 4,      /* holds a separator of menus and bread crumbs */
	GH_BULLET = 1 << 5,      /* begins with a bullet or dash */
	GH_NUMBERED = 1 << 6,    /* begins with one or two digits and . ) - */
	GH_VOWELLED = 1 << 7,    /* as Quran, verse and primers are; no site's own words are */
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
	GH_PRICED = 1 << 21,     /* a short line with a number and a currency */
	GH_LABELLED = 1 << 22    /* "label: value", and neither an address nor a time */
};

/* The one of STOP, TRUNCATED, ASKS, COLON and STARRED that n bytes of text end in, or 0. */
uint32_t gh_end_marks(const char *s, size_t n);

/* The one of BULLET and NUMBERED that they begin with, or 0. */
uint32_t gh_begin_marks(const char *s, size_t n);

/*
 * What some forms need, seen in the same walk: most lines have none of it, and the form need not be
 * looked for.  More than there is may be said to be there.
 */
enum gh_seen {
	GH_SEEN_DASH = 1 << 0,  /* - */
	GH_SEEN_GAP = 1 << 1,   /* a tab, a star, or behind a blank another or what begins an ellipsis */
	GH_SEEN_COLON = 1 << 2  /* : */
};

/* The signs inside a short line, counted in one walk. */
struct gh_signs {
	uint32_t seen; /* gh_seen */
	unsigned commas, parts, short_parts, piece, code;
	unsigned vowels; /* short ones: U+064B to U+0652 */
	size_t dash;     /* where what is behind the last - or – begins, or 0 */
	bool separator, opened, closed, copyright;
	bool at, address; /* of mail and of the web */
};
struct gh_signs gh_signs_read(enum gh_kernel kernel, const char *s, size_t n);

/* A digit, a dash with or without blanks, a digit: 2 - 1.  Years (2019-2020) have more digits. */
bool gh_has_result(const char *s, size_t n);

/* What stands behind a dash: up to three words at the end, as photographs are credited. */
bool gh_is_credit(const char *s, size_t n);

/* A gap in the middle third of the line, so that an indent or a column of figures is none. */
bool gh_has_halves(const char *s, size_t n);

/* A label with a colon before the rest. */
bool gh_has_label(const char *s, size_t n);

/* In a key: nine digits or more with nothing but blanks between, as telephone numbers fold. */
bool gh_has_phone(const unsigned char *key, size_t n);

/* In a key: a digit, a colon and two digits. */
bool gh_has_time(const unsigned char *key, size_t n);

#endif
