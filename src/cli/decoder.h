/* SPDX-License-Identifier: MIT */
/*
 * Between the bytes of a file and its records: text in another encoding becomes UTF-8, and lines
 * that end in CR alone, as old Macintosh files have them, become lines.
 */
#ifndef DECODER_H
#define DECODER_H

#include "bytes.h"
#include "ghirbal.h"

enum ends {
	ENDS_KEPT,
	ENDS_CR,      /* CR becomes LF and stays so, as CR LF would */
	ENDS_SWAPPED  /* CR and LF change places, and back in the text that is written */
};

struct decoder {
	void *iconv;       /* NULL if the file is taken as it is */
	struct bytes raw;  /* bytes that are not converted yet */
	bool begun;
	bool was_utf8;     /* the first bytes that were read are UTF-8 and no other encoding */
	enum ends ends;
};

/* Whether text in the encoding can be read: its name as iconv(3) has it. */
bool decoder_knows(const char *charset);

/* For a new file; charset may be NULL. */
void decoder_begin(struct decoder *decoder, const char *charset);
void decoder_free(struct decoder *decoder);

/*
 * Where bytes are to be read to that will be added to text: text itself, if nothing is converted.
 */
struct bytes *decoder_room(struct decoder *decoder, struct bytes *text);

/*
 * Adds to text what was read into the room, as far as it is whole characters; at the end of the
 * file, all of it.  What is in no encoding becomes a byte that is not UTF-8, to be told and
 * repaired as such.  The first from bytes of text are older.
 */
void decoder_add(struct decoder *decoder, struct bytes *text, size_t from, bool ended);

/*
 * Sees from the head of plain text how its lines end, and converts them.  normal decides whether CR
 * may become LF for good.
 */
void decoder_see_head(struct decoder *decoder, struct bytes *head, const ghirbal_normal *normal);

/* CR and LF change places. */
void swap_ends(char *text, size_t size);

#endif
