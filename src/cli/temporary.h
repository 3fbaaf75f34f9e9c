/* SPDX-License-Identifier: MIT */
/* Hidden files beside the ones whose names they will take. */
#ifndef TEMPORARY_H
#define TEMPORARY_H

/* "DIR/NAME" to "DIR/.NAME.XXXXXX", for signals_make(): on the same file system.  To be freed. */
char *temporary_name(const char *target);

/* Unlinks it, if it is still there, and frees its name; NULL is fine. */
void temporary_drop(char *name, int guard);

#endif
