/* SPDX-License-Identifier: MIT */
/*
 * An array of strings as one document: its elements, each beginning on a line of its own, and what
 * is left of their lines given back to them.
 */
#ifndef ELEMENTS_H
#define ELEMENTS_H

#include "bytes.h"
#include "ghirbal.h"

struct element {
	size_t begin, end;            /* where its string is written, in the bytes of the batch */
	size_t at, size;              /* its text in the document, without a line end put behind it */
	bool escaped;
	uint32_t lone;                /* where its lone surrogates travel */
};

/* Lines of the document that went, with their ends. */
struct gap {
	uint64_t begin, end;
};

struct elements {
	struct element *at;
	size_t count, room;
	struct gap *gaps;
	size_t gap_count, gap_room;
};

void elements_clear(struct elements *elements);
void elements_free(struct elements *elements);

/*
 * The next element begins at the end of text: what was added last gets the line end that it lacks.
 * Valid until the next is added.
 */
struct element *elements_add(struct elements *elements, struct bytes *text);

/* Takes note of what went, in the order in which it is told. */
void elements_note(struct elements *elements, const ghirbal_removal *removal);

/*
 * What the removal took of one element, its offset counted from there: *number is SIZE_MAX before
 * the first, and then the element's.  False if there is no more.  A line end that was put behind an
 * element is no part of it.
 */
bool elements_part(const struct elements *elements, const ghirbal_removal *removal, size_t *number,
                   ghirbal_removal *part);

/* How far the elements were asked what is left of them. */
struct share {
	size_t line;                  /* where the next line begins in the document ... */
	size_t clean;                 /* ... and the next one that stayed in what came out */
	size_t gap;
};

/* What is left of each element in turn, from the first: *size bytes of clean. */
const char *elements_left(const struct elements *elements, size_t number, struct share *share,
                          const struct bytes *text, const struct bytes *clean, size_t *size);

#endif
