/* SPDX-License-Identifier: MIT */
/*
 * Where a document stands: in which record of which file, what the record calls itself, and where
 * in the file each byte of the document came from.
 */
#ifndef ADDRESS_H
#define ADDRESS_H

#include "json.h"
#include "warc.h"

#define ADDRESS_NO_ELEMENT SIZE_MAX

struct address {
	const char *file;
	uint64_t record, document;    /* in the file and in the record, from 1 */
	/* JSON values by which the record is known elsewhere; empty where it has none */
	struct bytes id, url;
	struct bytes file_member;     /* {"file":"..." of that file */
	struct bytes members;         /* all of these as JSON, for audit.c; empty until asked for */
	uint64_t offset;              /* in the file, of the document's first byte, or the element's */
	size_t element;               /* of an array that is one document, or ADDRESS_NO_ELEMENT */

	/* the document as a JSON string is written, or NULL where the bytes are the file's own */
	const char *string;
	size_t size;
	bool escaped;
	struct json_quoter quoter;    /* writes its text, lone surrogates as the escapes that they were */

	/* how far the string has been read: bytes as written, as the library counts, as decoded */
	struct reach {
		size_t written, fed, decoded;
	} reach, line_reach;
	uint64_t line;                /* whose beginning line_reach is */
};

/* A place in the document by offset, as the library tells it, turned into the file's. */
struct spot {
	uint64_t offset;              /* in the file */
	uint64_t decoded;             /* in the string once it is decoded */
};

void address_free(struct address *address);

/* A record of that file begins, as yet without a name. */
void address_begin(struct address *address, const char *file, uint64_t record);

/* Takes the id and the url that the JSON object says of itself, at its top. */
void address_name_json(struct address *address, const char *line, size_t size);
void address_name_warc(struct address *address, const struct warc *warc);

/* The record's next document begins at offset in the file, its bytes as they are ... */
void address_text(struct address *address, uint64_t offset);
/* ... or inside a JSON string of size bytes, which stays in place ... */
void address_string(struct address *address, uint64_t offset, const char *string, size_t size,
                    bool escaped, uint32_t lone);
/* ... or in several: before a place is asked for, the element is named in which it is. */
void address_array(struct address *address);
void address_element(struct address *address, size_t element, uint64_t offset, const char *string,
                     size_t size, bool escaped, uint32_t lone);

/*
 * Where a byte of an escaped string came from that belongs to that line.  Quick if lines do not go
 * back.
 */
struct spot address_escaped_spot(struct address *address, uint64_t line, uint64_t offset);

/* Where a byte came from. */
static inline struct spot address_spot(struct address *address, uint64_t line, uint64_t offset)
{
	struct spot spot = {address->offset + offset, offset};

	return address->string && address->escaped ? address_escaped_spot(address, line, offset)
	                                           : spot;
}

#endif
