/* SPDX-License-Identifier: MIT */
#include "normal/sink.h"

#include <string.h>

bool gh_sink_fits(struct gh_sink *sink, size_t more)
{
	if (more <= sink->room && sink->size <= sink->room - more)
		return true;
	if (!sink->buf)
		return false;
	sink->buf->size = sink->size;
	if (!gh_buf_reserve(sink->from, sink->buf, more))
		return false;
	sink->data = sink->buf->data;
	sink->room = sink->buf->room;
	return true;
}

bool gh_sink_put_as_is(struct gh_sink *sink, const char *bytes, size_t n)
{
	size_t solid = n, room;

	if (!gh_sink_fits(sink, n) && sink->buf)
		return false;
	/* Of what does not fit the beginning is put: the rest may be blanks that are cut again. */
	room = sink->size < sink->room ? sink->room - sink->size : 0;
	if (room > 0 && n > 0)
		memcpy(sink->data + sink->size, bytes, n < room ? n : room);
	sink->size += n;
	while (solid > 0 && gh_is_blank(bytes[solid - 1]))
		solid--;
	sink->tail = solid > 0 ? n - solid : sink->tail + n;
	return true;
}

bool gh_sink_put_single(struct gh_sink *sink, const char *bytes, size_t n)
{
	size_t i, start = 0;

	for (i = 0; i < n; i++) {
		size_t before = i > start ? gh_is_blank(bytes[i - 1]) : sink->tail;

		if (!gh_is_blank(bytes[i]) || before == 0)
			continue;
		if (!gh_sink_put_as_is(sink, bytes + start, i - start))
			return false;
		if (sink->size <= sink->room)
			sink->data[sink->size - 1] = ' ';
		sink->skipped++;
		start = i + 1;
	}
	return gh_sink_put_as_is(sink, bytes + start, n - start);
}
