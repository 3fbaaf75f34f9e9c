/* SPDX-License-Identifier: MIT */
/* One thread's way through the library: a document goes in, clean text and its audit come out. */
#ifndef CLEANER_H
#define CLEANER_H

#include "address.h"
#include "batch.h"
#include "elements.h"
#include "json.h"
#include "sheet.h"

struct cleaner {
	const struct options *options;
	const ghirbal_rules *rules;
	ghirbal_stream *stream;       /* made when first needed */
	ghirbal_counts before;
	uint64_t *hits_before;

	struct batch *batch;
	uint64_t record;              /* the number of the one being cleaned */
	ghirbal_learner *learner;     /* when learning, instead of a stream */
	struct bytes learned;         /* the document that is learned */
	struct bytes site;            /* of the document */
	bool says_site, has_site;     /* its record says one; there is one */
	struct json_spans site_spans;
	struct address address;       /* of the document, set before it begins */
	struct elements elements;     /* of the document, if it is an array of strings */
	bool joined;                  /* it is one */
	bool audited;                 /* somebody asks what goes and why */
	bool shown;                   /* and wants to see it in its place */
	struct page page;
	struct sheet sheet;           /* of the document, for --report */
	struct bytes *sink;
	struct json_quoter *quoter;   /* what goes to the sink is a JSON string, or NULL */
	struct bytes prefix;          /* goes before the first byte of the document */
	bool begun;                   /* it went */
	char last;                    /* the last byte that came out */
	bool any;                     /* the document has left something that is not blank */
	/* it came out otherwise than it went in, by what was counted */
	bool differs;
	struct bytes blank;           /* what it left before that, under --drop-empty */
	bool failed;
	const char *whole;            /* the document, if it was given at once */
	size_t whole_size;

	/*
	 * Where a bad record may stop the run, what a record has to say is put by until it is known
	 * to be good.
	 */
	bool careful, in_record, is_long;
	struct tally own;
	size_t explain_mark, rejects_mark, report_mark;

	/* room that a format works in, kept from record to record */
	struct bytes text, clean, scratch;
	struct bytes border, border_clean; /* the last blank line between documents, and its normal form */
	struct json_spans spans;
	struct json_quoter quote;

	/* a long record, of which there is never more than a piece */
	bool open;
	bool is_lost, is_text;        /* WET: damage, or text that is cleaned */
	/* WET: bytes of its header at hand, and of its body to come */
	size_t left_header, left;
	/*
	 * plain text between blank lines: inside a line that is not blank, or the blanks it began
	 * with
	 */
	bool in_line;
	struct bytes held;
};

void cleaner_init(struct cleaner *cleaner, const struct options *options,
                  const ghirbal_rules *rules);
void cleaner_free(struct cleaner *cleaner);

/*
 * A document begins.  Its clean text goes to sink, as the inside of a JSON string if quoter is not
 * NULL; cleaner->prefix before it, unless the document comes out empty and --drop-empty is on.
 */
void cleaner_begin(struct cleaner *cleaner, struct batch *batch, uint64_t record,
                   struct bytes *sink, struct json_quoter *quoter);
/*
 * Around all there is to clean of one record.  A long one may have left text and removals before it
 * is known to be bad, and these stay; of any other bad record nothing stays but its notes.
 */
void cleaner_open_record(struct cleaner *cleaner, const struct batch *batch, bool is_long);
void cleaner_close_record(struct cleaner *cleaner, struct batch *batch, bool good);

/* The next piece of a long record lies in another batch, or the same one emptied. */
void cleaner_move(struct cleaner *cleaner, struct batch *batch);

/*
 * The site of the record whose documents begin next: by its URL, which may be empty, or by its JSON
 * object.
 */
void cleaner_site_url(struct cleaner *cleaner, const char *url, size_t size);
void cleaner_site_json(struct cleaner *cleaner, const char *line, size_t size);

/* The document in pieces; or all of it, which stays in place until cleaner_end(). */
void cleaner_feed(struct cleaner *cleaner, const char *text, size_t size);
void cleaner_give(struct cleaner *cleaner, const char *text, size_t size);

/* Returns false if the document must stop the run; the sink is then of no use. */
bool cleaner_end(struct cleaner *cleaner);

/* Adds to the batch what each rule removed since the last call: once a batch, not a document. */
void cleaner_settle(struct cleaner *cleaner, struct batch *batch);

/* Notes what is wrong with a record; returns false if it must stop the run. */
bool cleaner_note(struct cleaner *cleaner, struct batch *batch, enum note note, uint64_t record);

#endif
