/* SPDX-License-Identifier: MIT */
/* A text bare of what the normaliser takes away: what patterns look at. */
#ifndef GH_BARE_H
#define GH_BARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Copies text as patterns see it: without tashkeel, tatweel and invisible characters, with
 * presentation forms as letters, odd blanks as blanks and U+FFFD for ill-formed bytes; so they say
 * the same of a line before and after the normaliser.  out has room for GH_BARE_ROOM(n) bytes;
 * returns those used.
 */
#define GH_BARE_ROOM(n) (4 * (n))
size_t gh_fold_bare(const char *text, size_t n, char *out);

/* How much at the beginning of text it copies as it is. */
size_t gh_fold_bare_run(const char *text, size_t n);

/*
 * The same for the first character alone: returns its length in text, *size is its length in out.
 */
size_t gh_fold_bare_next(const char *text, size_t n, char *out, size_t *size);

/* Whether a pattern sees anything of a code point. */
bool gh_is_bare(uint32_t cp);

#endif
