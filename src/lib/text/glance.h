/* SPDX-License-Identifier: MIT */
/*
 * Which bytes of a text are signs, as masks of 64: a key has neither punctuation nor vowels, so what
 * they tell must be read from the text, and most of its bytes tell nothing.
 */
#ifndef GH_GLANCE_H
#define GH_GLANCE_H

#include <stddef.h>
#include <stdint.h>

/* A bit a byte, the first lowest. */
struct gh_glance {
	uint64_t blank;  /* ' ' */
	uint64_t sign;   /* one of , | / : @ { } ; = < > $ \ _ # ( ) and [ ] ^ ? */
	uint64_t comma;  /* the second byte of ، or ؛, or of a letter that ends alike */
	uint64_t lead;   /* a lead byte of neither ASCII nor Arabic: every other sign begins with one */
	uint64_t dash;   /* - */
	uint64_t gap;    /* a tab or a star */
	uint64_t stop;   /* . */
	uint64_t latin;  /* h or w */
	uint64_t vowel;  /* the second byte of a short vowel, or of a letter that ends alike */
};

/* Looks at n bytes, at most 64; bits behind them are 0. */
struct gh_glance gh_glance_at(const char *text, size_t n);

#endif
