/* SPDX-License-Identifier: MIT */
/*
 * WARC records: the bytes are cut into the same records however many of them have been read, each ends
 * after it began, and a header with another length reads as one.
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
	HOLD(warc_read(&again, made.at, made.size, made.size, true, &need) == WARC_WHOLE);
	HOLD(!again.damaged && again.body - again.header == 5 && again.end == made.size);
	bytes_free(&made);
}

/* The same record, read as a file is: a few bytes more each time. */
static void check_slowly(const struct warc *whole, const char *text, size_t size, size_t most, size_t step)
{
	struct warc warc;
	size_t have = 0, need = 0;
	enum warc_result result;

	do {
		have = size - have < step ? size : have + step;
		if (have < need)
			have = need < size ? need : size;
		result = warc_read(&warc, text, have, most, have == size, &need);
	} while (result == WARC_UNFINISHED && have < size);
	HOLD(result == WARC_WHOLE);
	HOLD(warc.damaged == whole->damaged);
	HOLD(warc.damaged || (warc.header == whole->header && warc.body == whole->body));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	size_t at = 0, need, most = size ? (size_t)16 << data[size - 1] % 16 : 16;

	while (at < size) {
		struct warc warc;

		HOLD(warc_read(&warc, text + at, size - at, most, true, &need) == WARC_WHOLE);
		HOLD(warc.end > 0 && warc.end <= size - at);
		check_slowly(&warc, text + at, size - at, most, 1 + (size + at) % 700);
		if (!warc.damaged) {
			HOLD(warc.header <= warc.body && warc.body <= warc.end);
			check_header(&warc, text + at);
		}
		at += warc.end;
	}
	return 0;
}
