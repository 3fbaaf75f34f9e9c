/* SPDX-License-Identifier: MIT */
/*
 * Which bytes of a text may be signs, as masks of 64: a key has neither punctuation nor vowels, so
 * what they tell must be read from the text, and most of its bytes tell nothing.
 */
#ifndef GH_GLANCE_H
#define GH_GLANCE_H

#include <stddef.h>
#include <stdint.h>

#include "ground/kernel.h"

/* A bit a byte, the first lowest. */
struct gh_glance {
	uint64_t blank; /* ' ' */
	/*
	 * a sign of ASCII, a tab, the h of http; a lead byte of neither ASCII nor Arabic, as every
	 * other sign begins with; the second byte of ، or ؛ or a short vowel, or of a letter that
	 * ends alike
	 */
	uint64_t odd;
};

/* Looks at the bytes of a line from at on, at most 64; bits behind its end are 0. */
struct gh_glance gh_glance_at(enum gh_kernel kernel, const char *line, size_t length, size_t at);

#endif
