/* SPDX-License-Identifier: MIT */
/*
 * WARC records: the bytes are cut into the same records however many of them have been read, each
 * ends after it began, and a header with another length reads as one.
 */
#include "warc.h"

#include <stdlib.h>

#include "signals.h"
#include "target.h"

_Noreturn void out_of_memory(void)
{
	exit(99);
}

static void check_header(const struct warc *warc, const char *text)
{
	struct bytes made = {0};
	struct warc again;
	size_t need;

	warc_header(&made, text, warc->header, 5);
	bytes_text(&made, "12345\r\n\r\n");
	HOLD(warc_read(&again, made.at, made.size, WARC_MOST_LEAST + made.size, true, &need) ==
	     WARC_RECORD);
	HOLD(again.body - again.header == 5 && again.end == made.size);
	bytes_free(&made);
}

/* The same, read as a file is: a few bytes more each time. */
static void check_slowly(enum warc_kind wanted, const struct warc *whole, const char *text,
                         size_t size, size_t most, size_t step)
{
	struct warc warc;
	size_t have = 0, need = 0;
	enum warc_kind kind;

	do {
		have = size - have < step ? size : have + step;
		if (have < need)
			have = need < size ? need : size;
		kind = warc_read(&warc, text, have, most, have == size, &need);
		HOLD(kind != WARC_UNFINISHED || need > have);
	} while (kind == WARC_UNFINISHED && have < size);
	HOLD(kind == wanted);
	HOLD(kind == WARC_BLANK || warc.end == whole->end);
	HOLD(warc.header == whole->header && warc.body == whole->body);
}

/* What cut() took for a record or for damage is the same when no more than that is at hand. */
static void check_alone(enum warc_kind wanted, const struct warc *whole, const char *text,
                        size_t most)
{
	struct warc warc;
	size_t need;
	enum warc_kind kind = warc_read(&warc, text, whole->end, most, true, &need);

	if (kind == WARC_RECORD && wanted == WARC_DAMAGED)
		HOLD(warc_trailer(text, whole->end, warc.body, false) == SIZE_MAX);
	else
		HOLD(kind == wanted);
	HOLD(warc.end == whole->end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	size_t at = 0, need,
	       most = WARC_MOST_LEAST + (size ? (size_t)16 << data[size - 1] % 16 : 16);

	while (at < size) {
		struct warc warc;
		enum warc_kind kind = warc_read(&warc, text + at, size - at, most, true, &need);

		HOLD(kind != WARC_UNFINISHED);
		check_slowly(kind, &warc, text + at, size - at, most, 1 + (size + at) % 700);
		if (kind == WARC_LONG) {
			HOLD(warc.body > most - WARC_AHEAD);
			check_header(&warc, text + at);
			break; /* what a stream does with it, tests/cli/cuts.py holds */
		}
		HOLD(warc.end > 0 && warc.end <= size - at);
		check_alone(kind, &warc, text + at, most);
		if (kind == WARC_RECORD) {
			HOLD(warc.header <= warc.body && warc.body <= warc.end);
			check_header(&warc, text + at);
		}
		at += warc.end;
	}
	return 0;
}
