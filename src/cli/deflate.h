/* SPDX-License-Identifier: MIT */
/*
 * What is written to a file whose name ends in .gz or .zst, compressed; the other side of
 * inflate.h.
 */
#ifndef DEFLATE_H
#define DEFLATE_H

#include "bytes.h"

enum deflate_mode {
	DEFLATE_MORE,
	DEFLATE_FLUSH, /* whoever reads can read all that was written */
	DEFLATE_END
};

struct deflater;

/*
 * NULL if the name says that the file is plain, or if inflater_is_missing() says that it could not
 * be read either.  The same bytes in the same pieces give the same bytes: no time and no name is
 * kept.
 */
struct deflater *deflater_for(const char *name);

/* Adds to the bytes what of the compressed data is done.  Nothing may follow DEFLATE_END. */
void deflater_run(struct deflater *deflater, enum deflate_mode mode, const char *from, size_t size,
                  struct bytes *to);
void deflater_free(struct deflater *deflater);

#endif
