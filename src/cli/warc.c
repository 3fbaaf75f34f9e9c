/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "warc.h"

#include <string.h>
#include <strings.h>

#define MARKER "WARC/1."
#define MARKER_SIZE (sizeof MARKER - 1)
#define MARKER_LINE (MARKER_SIZE + 3) /* with its digit and its line end, at most */

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

/* Whether so few bytes may become one. */
static bool may_be_marker(const char *text, size_t size)
{
	return memcmp(text, MARKER, size < MARKER_SIZE ? size : MARKER_SIZE) == 0;
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

	/*
	 * Text has few of its first letter, and memmem() prepares for more than a line of a header
	 * is worth.
	 */
	while (at < text + size && (at = memchr(at, *MARKER, size - (size_t)(at - text)))) {
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
		if (value->at[i] < '0' || value->at[i] > '9' || *length > SIZE_MAX / 100)
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

/* ---- records ---- */

/* Whether another record begins in the line [line, end) of a header. */
static bool has_marker(const char *text, size_t size, size_t line, size_t end)
{
	/* What must follow on a marker that is not alone on its line. */
	size_t looked = size - end < WARC_AHEAD ? size : end + WARC_AHEAD;

	return (line > 0 && is_marker(text + line, size - line)) ||
	       warc_next(text, looked, line) < end;
}

/*
 * Past the blank line that ends the header, or 0.  A header that was cut short runs into the next
 * record; then *broken.
 */
static size_t header_end(const char *text, size_t size, bool *broken)
{
	size_t at = 0, line = 0;

	*broken = false;
	while (line < size) {
		const char *newline = memchr(text + line, '\n', size - line);

		if (!newline)
			return 0;
		at = (size_t)(newline - text) + 1;
		*broken = has_marker(text, size, line, at);
		if (*broken)
			return 0;
		if (size - at >= 1 && text[at] == '\n')
			return at + 1;
		if (size - at >= 2 && text[at] == '\r' && text[at + 1] == '\n')
			return at + 2;
		line = at;
	}
	return 0;
}

/* Whether text may go on as the next record begins, if more of it comes. */
static bool may_go_on(const char *text, size_t size, bool end)
{
	return may_be_marker(text, size) && size < MARKER_LINE && !end;
}

size_t warc_trailer(const char *text, size_t size, size_t i, bool end)
{
	size_t most = size - i > 4 ? i + 4 : size;
	unsigned newlines = 0;

	for (; i < most && newlines < 2 && (text[i] == '\r' || text[i] == '\n'); i++)
		newlines += text[i] == '\n';
	if (newlines == 2 || (end && i == size))
		return i;
	if (i == size)
		return SIZE_MAX;
	if (newlines == 0 || text[i - 1] != '\n')
		return 0;
	/* Some writers end a record with one line end; what follows must then be the next one. */
	if (is_marker(text + i, size - i))
		return i;
	return may_go_on(text + i, size - i, end) ? SIZE_MAX : 0;
}

static enum warc_kind damage(struct warc *warc, const char *text, size_t size, bool end,
                             size_t *need)
{
	memset(warc, 0, sizeof *warc);
	warc->end = warc_next(text, size, 0);
	/* Twice as much each time, lest the search begin anew for every byte that comes. */
	*need = 2 * size;
	return warc->end < size || end ? WARC_DAMAGED : WARC_UNFINISHED;
}

/* The header is whole, and so is the record if its length is true. */
static enum warc_kind read_body(struct warc *warc, const char *text, size_t size, size_t most,
                                bool end, size_t *need)
{
	bool is_long = most - WARC_AHEAD < warc->body;

	if (is_long && (size >= most || !end)) {
		size_t looked = size < most ? size : most;

		if (looked > warc->body)
			looked = warc->body;
		*need = most;
		if (warc_next(text, looked, 0) < looked)
			return damage(warc, text, size, end, need);
		return size < most ? WARC_UNFINISHED : WARC_LONG;
	}
	*need = warc->body + 4 > size ? warc->body + 4 : size + 1;
	warc->end = warc->body <= size ? warc_trailer(text, size, warc->body, end) : SIZE_MAX;
	if (warc->end == 0 || (warc->end == SIZE_MAX && end))
		return damage(warc, text, size, end, need);
	return warc->end == SIZE_MAX ? WARC_UNFINISHED : WARC_RECORD;
}

static size_t blank_end(const char *text, size_t size)
{
	size_t i = 0;

	while (i < size && text[i] && strchr(" \t\r\n", text[i]))
		i++;
	return i;
}

enum warc_kind warc_read(struct warc *warc, const char *text, size_t size, size_t most, bool end,
                         size_t *need)
{
	size_t looked = size < WARC_HEADER_MOST ? size : WARC_HEADER_MOST, header, length;
	bool broken;

	memset(warc, 0, sizeof *warc);
	*need = size + 1;
	warc->end = blank_end(text, size);
	if (warc->end > 0)
		return WARC_BLANK;
	if (may_go_on(text, size, end))
		return WARC_UNFINISHED;
	if (!is_marker(text, size))
		return damage(warc, text, size, end, need);
	header = header_end(text, looked, &broken);
	if (header == 0 && !broken && looked == size && looked < WARC_HEADER_MOST && !end)
		return WARC_UNFINISHED;
	if (header == 0 || !read_header(warc, text, header, &length))
		return damage(warc, text, size, end, need);
	warc->header = header;
	warc->body = header + length;
	return read_body(warc, text, size, most, end, need);
}

bool warc_is_text(const struct warc *warc)
{
	static const char plain[] = "text/plain";
	const struct slice *content = &warc->content_type;

	if (!warc->header || !is_named(&warc->type, "conversion"))
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
