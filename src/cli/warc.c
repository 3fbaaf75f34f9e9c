/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "warc.h"

#include <string.h>
#include <strings.h>

#define HEADER_MOST ((size_t)64 << 10)
#define MARKER "WARC/1."
#define MARKER_SIZE (sizeof MARKER - 1)

/* "WARC/1.0" or "WARC/1.1" alone on its line. */
static bool is_marker(const char *text, size_t size)
{
	if (size < MARKER_SIZE + 2 || memcmp(text, MARKER, MARKER_SIZE) != 0)
		return false;
	if (text[MARKER_SIZE] != '0' && text[MARKER_SIZE] != '1')
		return false;
	if (text[MARKER_SIZE + 1] == '\n')
		return true;
	return size > MARKER_SIZE + 2 && text[MARKER_SIZE + 1] == '\r' &&
	       text[MARKER_SIZE + 2] == '\n';
}

/* Damage may have eaten the end of the line before, but then a header line must follow. */
static bool begins_record(const char *text, size_t size, size_t at)
{
	static const char line[] = "WARC-";
	size_t next = at + MARKER_SIZE + 2;

	if (!is_marker(text + at, size - at))
		return false;
	if (text[at - 1] == '\n')
		return true;
	next += text[next - 1] == '\r';
	return size - next >= sizeof line - 1 && memcmp(text + next, line, sizeof line - 1) == 0;
}

size_t warc_next(const char *text, size_t size, size_t from)
{
	const char *at = text + from + 1;

	while (at < text + size &&
	       (at = memmem(at, size - (size_t)(at - text), MARKER, MARKER_SIZE))) {
		if (begins_record(text, size, (size_t)(at - text)))
			return (size_t)(at - text);
		at++;
	}
	return size;
}

/* One header line: its name, up to the colon, and its value without blanks around it. */
static size_t read_line(const char *text, size_t size, struct slice *name, struct slice *value)
{
	const char *newline = memchr(text, '\n', size), *colon, *end;
	size_t next = newline ? (size_t)(newline - text) + 1 : size;

	end = newline ? newline : text + size;
	colon = memchr(text, ':', (size_t)(end - text));
	name->at = text;
	name->size = colon ? (size_t)(colon - text) : 0;
	value->at = colon ? colon + 1 : end;
	while (value->at < end && (*value->at == ' ' || *value->at == '\t'))
		value->at++;
	while (end > value->at && (end[-1] == '\r' || end[-1] == ' ' || end[-1] == '\t'))
		end--;
	value->size = (size_t)(end - value->at);
	return next;
}

static bool is_named(const struct slice *name, const char *wanted)
{
	return name->size == strlen(wanted) && strncasecmp(name->at, wanted, name->size) == 0;
}

static bool read_length(const struct slice *value, size_t *length)
{
	size_t i;

	*length = 0;
	if (value->size == 0 || value->size > 15) /* a petabyte is damage */
		return false;
	for (i = 0; i < value->size; i++) {
		if (value->at[i] < '0' || value->at[i] > '9')
			return false;
		*length = *length * 10 + (size_t)(value->at[i] - '0');
	}
	return true;
}

static bool read_header(struct warc *warc, const char *text, size_t size, size_t *length)
{
	struct slice name, value;
	bool found = false;
	size_t i;

	for (i = 0; i < size; ) {
		i += read_line(text + i, size - i, &name, &value);
		if (is_named(&name, "Content-Length"))
			found = read_length(&value, length);
		else if (is_named(&name, "WARC-Type"))
			warc->type = value;
		else if (is_named(&name, "Content-Type"))
			warc->content_type = value;
		else if (is_named(&name, "WARC-Target-URI"))
			warc->url = value;
		else if (is_named(&name, "WARC-Date"))
			warc->date = value;
		else if (is_named(&name, "WARC-Record-ID"))
			warc->id = value;
		else if (is_named(&name, "WARC-Identified-Content-Language"))
			warc->language = value;
	}
	return found;
}

/* Past the blank line that ends the header, or 0. */
static size_t header_end(const char *text, size_t size)
{
	const char *at = text;

	if (size > HEADER_MOST)
		size = HEADER_MOST;
	while ((at = memchr(at, '\n', size - (size_t)(at - text)))) {
		size_t left = size - (size_t)(++at - text);

		if (left >= 1 && at[0] == '\n')
			return (size_t)(at - text) + 1;
		if (left >= 2 && at[0] == '\r' && at[1] == '\n')
			return (size_t)(at - text) + 2;
	}
	return 0;
}

/* Past the blank lines after a body, or 0; at the end of a file some of them may be missing. */
static size_t trailer_end(const char *text, size_t size, size_t i, bool end)
{
	unsigned newlines = 0;
	/*
	 * No more bytes than warc_read() waits for, so that the answer is the same whatever has
	 * been read.
	 */
	size_t most = size - i > 4 ? i + 4 : size;

	for (; i < most && newlines < 2; i++) {
		if (text[i] == '\n')
			newlines++;
		else if (text[i] != '\r')
			return 0;
	}
	return newlines == 2 || (end && i == size) ? i : 0;
}

static bool may_be_marker(const char *text, size_t size)
{
	return memcmp(text, MARKER, size < MARKER_SIZE ? size : MARKER_SIZE) == 0;
}

static enum warc_result damage(struct warc *warc, const char *text, size_t size, bool end,
                               size_t *need)
{
	memset(warc, 0, sizeof *warc);
	warc->damaged = true;
	warc->end = warc_next(text, size, 0);
	/* Twice as much each time, lest the search begin anew for every byte that comes. */
	*need = 2 * size;
	return warc->end < size || end ? WARC_WHOLE : WARC_UNFINISHED;
}

enum warc_result warc_read(struct warc *warc, const char *text, size_t size, size_t most, bool end,
                           size_t *need)
{
	/*
	 * The same bytes whatever has been read so far, so that the answer does not depend on it.
	 */
	size_t length, looked = size < most ? size : most;

	memset(warc, 0, sizeof *warc);
	*need = 0;
	if (!may_be_marker(text, size))
		return damage(warc, text, size, end, need);
	warc->header = header_end(text, size);
	if (warc->header == 0 && !end && size < HEADER_MOST)
		return WARC_UNFINISHED;
	/* A header cut short runs into the next one. */
	if (!is_marker(text, size) || warc->header == 0 ||
	    warc_next(text, warc->header, 0) < warc->header ||
	    !read_header(warc, text, warc->header, &length))
		return damage(warc, text, size, end, need);
	warc->body = warc->header + length;
	if (warc->body + 4 > most && warc_next(text, looked, 0) < looked)
		return damage(warc, text, size, end, need);
	if (warc->body + 4 > size && !end) {
		*need = size < most && warc->body + 4 > most ? most : warc->body + 4;
		return WARC_UNFINISHED;
	}
	warc->end = warc->body <= size ? trailer_end(text, size, warc->body, end) : 0;
	return warc->end ? WARC_WHOLE : damage(warc, text, size, end, need);
}

bool warc_is_text(const struct warc *warc)
{
	static const char plain[] = "text/plain";
	const struct slice *content = &warc->content_type;

	if (warc->damaged || !is_named(&warc->type, "conversion"))
		return false;
	return !content->at || (content->size >= sizeof plain - 1 &&
	                        strncasecmp(content->at, plain, sizeof plain - 1) == 0);
}

void warc_header(struct bytes *to, const char *header, size_t size, size_t length)
{
	struct slice name, value;
	size_t i, next;

	for (i = 0; i < size; i += next) {
		next = read_line(header + i, size - i, &name, &value);
		if (is_named(&name, "WARC-Block-Digest") || is_named(&name, "WARC-Payload-Digest"))
			continue;
		if (!is_named(&name, "Content-Length")) {
			bytes_add(to, header + i, next);
			continue;
		}
		bytes_add(to, header + i, (size_t)(value.at - (header + i)));
		bytes_format(to, "%zu", length);
		bytes_add(to, value.at + value.size,
		          next - (size_t)(value.at - (header + i)) - value.size);
	}
}
