/* SPDX-License-Identifier: MIT */
/*
 * JSON strings in place.  A line is read once; where the wanted strings lie in it is told, and all
 * other bytes are left to be copied: no number is read, no member moved, nothing printed anew.
 */
#ifndef JSON_H
#define JSON_H

#include "bytes.h"

/* How a string is written: as it was written before, as far as that can be told. */
struct json_quoter {
	bool ascii;                /* everything else as \uXXXX */
	bool upper;                /* \u00AB, not \u00ab */
	bool odd;                  /* how is not what json_quoter_init() made it */
	uint32_t lone;             /* where lone surrogates were carried to, or 0 */
	unsigned char how[256];    /* what each byte asks for, see quote.c */
	unsigned char held[4];     /* the beginning of a character that was cut */
	size_t held_size;
};

/* ---- finding ---- */

enum span_kind { SPAN_STRING, SPAN_ARRAY, SPAN_ELEMENT };

/*
 * A string in a line: the bytes between its quotes.  Or an array of strings that are one text: all
 * of it, brackets too; its strings follow it as spans of their own.
 */
struct json_span {
	enum span_kind kind;
	size_t begin, end;
	size_t count; /* of an array: its strings */
	bool escaped; /* of a string: it holds a backslash */
	bool read;    /* of the first string: what it says is known */
	bool mixed;   /* of an array: it holds something else too */
};

struct json_spans {
	struct json_span *at;
	size_t count, room;
	struct bytes text;   /* of the string that is read, and how that is written */
	struct json_quoter quote;
	struct bytes key;    /* room to read an escaped key in */
	struct bytes arrays; /* a bit for each open container */
};

/*
 * What --field says: the keys that lead to a string, or with a last one "*" to an array of strings.
 */
struct json_paths;

enum json_result { JSON_FOUND, JSON_NO_FIELD, JSON_WRONG };

/* Names as --field has them; returns NULL if one has too many parts.  At most 32 names. */
struct json_paths *json_paths_new(const char *const *names, size_t count);
void json_paths_free(struct json_paths *paths);

/* Whether one of them leads to an array of strings. */
bool json_paths_join(const struct json_paths *paths);

/*
 * Finds every string and array that a path leads to, duplicate keys included, in the order of the
 * line. JSON_WRONG if the line is not one JSON value and nothing else: RFC 8259, and NaN and
 * Infinity, which Python and pandas write, nested as deeply as it may be.
 */
enum json_result json_find(const struct json_paths *paths, const char *line, size_t size,
                           struct json_spans *spans);
void json_spans_free(struct json_spans *spans);

/*
 * Adds the names of an object's members, as they are written, with a NUL after each; of an array of
 * strings the pointer that --field wants for it.  Nothing if the line is no object.
 */
void json_members(const char *line, size_t size, struct bytes *names);

/* ---- strings ---- */

/* Nothing more than JSON needs, and no character that some reader takes for the end of a line. */
void json_quoter_init(struct json_quoter *quoter);

/* What a quoter whose member lone was this carries is written by to as the escapes that it was. */
void json_quoter_carry(struct json_quoter *to, uint32_t lone);

/*
 * Reads a string, the bytes between its quotes, into text and says how it was written.  A lone
 * surrogate, which UTF-8 cannot hold, becomes a private character that the text does not use and
 * that no bytes of it can become when what stands between them goes.  Returns false if there is
 * none.
 */
bool json_unquote(struct bytes *text, struct json_quoter *quoter, const char *string, size_t size);

/* Past the escape at at, or NULL if it is none. */
const char *json_escape_end(const char *at, const char *end);

/*
 * Reads a string that ends somewhere before end; returns where, or NULL, if it is none or has a
 * lone surrogate, which is not read so.
 */
const char *json_unquote_on(struct bytes *text, struct json_quoter *quoter, const char *string,
                            const char *end);

/* Puts U+FFFD for each lone surrogate, since plain text can hold none. */
void json_drop_lone(struct bytes *text, const struct json_quoter *quoter);

/* Adds the inside of a string.  The bytes may be cut anywhere; json_quote_end() ends the string. */
void json_quote(struct json_quoter *quoter, struct bytes *to, const char *text, size_t size);
void json_quote_end(struct json_quoter *quoter, struct bytes *to);

/* Adds the inside of a string at once, raw UTF-8 with U+FFFD for bytes that are none. */
void json_quote_whole(struct bytes *to, const char *text, size_t size);

#endif
