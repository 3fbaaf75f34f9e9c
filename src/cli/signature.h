/* SPDX-License-Identifier: MIT */
/*
 * What a file's first bytes say that it is, when that is no text in UTF-8.  FILE operands, files to
 * be rewritten in place and standard input are all asked here, once each, before they are read.
 */
#ifndef SIGNATURE_H
#define SIGNATURE_H

#include "bytes.h"

/* Nothing is read of more bytes than these; of fewer only if the file has no more. */
#define SIGNATURE_HEAD 4096

struct signature {
	const char *what;    /* "a PDF document" */
	const char *advice;  /* a command that makes text of it, as a filter, or NULL */
	const char *charset; /* its name for iconv if it is text all the same, else NULL */
	bool scattered;      /* only odd bytes say so, and a damaged record may have as many */
	bool has_ascii;      /* that text has ASCII as ASCII, so its bytes may be kept as they are */
};

/*
 * What the file with this head is, or NULL if it may be text in UTF-8.  With nul_ends, NULs are
 * ends of documents and say nothing.  Give all of the head, or the answer depends on how it was
 * read.
 */
const struct signature *signature_of(const char *head, size_t size, bool nul_ends);

/* True if the head can hardly be anything but text in UTF-8: it has letters outside ASCII. */
bool signature_is_utf8(const char *head, size_t size);

#endif
