/* SPDX-License-Identifier: MIT */
/* The lines of a document that is too long for the page: what went, and what stood around it. */
#ifndef FOLD_ROWS_H
#define FOLD_ROWS_H

#include "bytes.h"

/*
 * Adds rows, JSON values each ended by a newline, as the elements of an array, at most most bytes
 * of them.  Rows that are left out stand as [lines, removals], how many they are, and so do the
 * lines behind the last row.
 */
void fold_rows(struct bytes *to, const char *rows, size_t size, size_t most, uint64_t behind);

#endif
