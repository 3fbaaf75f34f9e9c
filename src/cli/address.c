/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "address.h"

#include <string.h>

#include "ground/utf8.h"
#include "inside.h"

void address_free(struct address *address)
{
	bytes_free(&address->id);
	bytes_free(&address->url);
	bytes_free(&address->file_member);
	bytes_free(&address->members);
}

static void set_file(struct address *address, const char *file)
{
	address->file = file;
	address->file_member.size = 0;
	bytes_text(&address->file_member, "{\"file\":\"");
	json_quote_whole(&address->file_member, file, strlen(file));
	bytes_put(&address->file_member, '"');
}

void address_begin(struct address *address, const char *file, uint64_t record)
{
	if (file != address->file)
		set_file(address, file);
	address->record = record;
	address->document = 0;
	address->id.size = address->url.size = 0;
}

/* ---- names ---- */

/* Past the string that begins at i, of valid JSON. */
static size_t string_end(const char *line, size_t size, size_t i)
{
	const char *quote;
	size_t before;

	while ((quote = memchr(line + i + 1, '"', size - i - 1))) {
		size_t at = (size_t)(quote - line);

		for (before = at; line[before - 1] == '\\';)
			before--;
		if ((at - before) % 2 == 0)
			return at + 1;
		i = at;
	}
	return size;
}

/* Past the value that begins at i. */
static size_t value_end(const char *line, size_t size, size_t i)
{
	size_t depth = 0;

	for (; i < size; i++) {
		char byte = line[i];

		if (byte == '"')
			i = string_end(line, size, i) - 1;
		else if (byte == '{' || byte == '[')
			depth++;
		else if (depth > 0 && (byte == '}' || byte == ']'))
			depth--;
		else if (depth == 0 && strchr(",}] \t\r\n", byte))
			return i;
		if (depth == 0 && strchr("\"}]", line[i]))
			return i + 1;
	}
	return size;
}

static size_t skip_blanks(const char *line, size_t size, size_t i)
{
	while (i < size && strchr(" \t\r\n,:", line[i]))
		i++;
	return i;
}

static bool is_key(const char *key, size_t size, const char *name)
{
	return size == strlen(name) + 2 && memcmp(key + 1, name, size - 2) == 0;
}

static struct bytes *name_of_key(struct address *address, const char *key, size_t size)
{
	if (is_key(key, size, "id"))
		return &address->id;
	if (is_key(key, size, "url") || is_key(key, size, "uri"))
		return &address->url;
	return NULL;
}

/* As it is written, but for bytes that are not UTF-8. */
static void copy_name(struct bytes *name, const char *value, size_t size)
{
	size_t i, length;

	name->size = 0;
	for (i = 0; i < size; i += length ? length : 1) {
		length = gh_utf8_length(value + i, size - i);
		if (length > 0)
			bytes_add(name, value + i, length);
		else
			bytes_text(name, "\xef\xbf\xbd");
	}
}

void address_name_json(struct address *address, const char *line, size_t size)
{
	size_t i = skip_blanks(line, size, 0) + 1, end, value;

	while ((i = skip_blanks(line, size, i)) < size && line[i] == '"') {
		struct bytes *name;

		end = string_end(line, size, i);
		value = skip_blanks(line, size, end);
		name = name_of_key(address, line + i, end - i);
		i = value_end(line, size, value);
		/* A name is a string or a number. */
		if (name && value < i && !strchr("{[tfn", line[value]))
			copy_name(name, line + value, i - value);
	}
}

static void name_slice(struct bytes *name, const struct slice *slice)
{
	if (!slice->at)
		return;
	bytes_put(name, '"');
	json_quote_whole(name, slice->at, slice->size);
	bytes_put(name, '"');
}

void address_name_warc(struct address *address, const struct warc *warc)
{
	name_slice(&address->id, &warc->id);
	name_slice(&address->url, &warc->url);
}

/* ---- places ---- */

void address_text(struct address *address, uint64_t offset)
{
	address->document++;
	address->members.size = 0;
	json_quoter_init(&address->quoter);
	address->element = ADDRESS_NO_ELEMENT;
	address->offset = offset;
	address->string = NULL;
}

static void set_string(struct address *address, uint64_t offset, const char *string, size_t size,
                       bool escaped, uint32_t lone)
{
	address->offset = offset;
	address->string = string;
	address->size = size;
	address->escaped = escaped;
	json_quoter_init(&address->quoter);
	json_quoter_carry(&address->quoter, lone);
	address->line = 0;
	memset(&address->reach, 0, sizeof address->reach);
}

void address_string(struct address *address, uint64_t offset, const char *string, size_t size,
                    bool escaped, uint32_t lone)
{
	address_text(address, offset);
	set_string(address, offset, string, size, escaped, lone);
}

void address_array(struct address *address)
{
	address_string(address, 0, "", 0, false, 0);
}

void address_element(struct address *address, size_t element, uint64_t offset, const char *string,
                     size_t size, bool escaped, uint32_t lone)
{
	if (element == address->element)
		return;
	address->element = element;
	set_string(address, offset, string, size, escaped, lone);
}

static uint32_t unit_at(const char *digits)
{
	uint32_t unit = 0;
	size_t i;

	for (i = 0; i < 4; i++)
		unit = unit << 4 | (inside_hex[(unsigned char)digits[i]] & 15u);
	return unit;
}

/*
 * Past one escape.  A lone surrogate travels in four bytes, and is three where it may be written.
 */
static void read_escape(const struct address *address, struct reach *reach)
{
	const char *at = address->string + reach->written;
	size_t left = address->size - reach->written, bytes = 1;
	uint32_t unit;

	if (at[1] != 'u') {
		reach->written += 2;
		reach->fed++;
		reach->decoded++;
		return;
	}
	unit = unit_at(at + 2);
	reach->written += 6;
	if (unit >> 11 == 0xd800 >> 11) {
		bool pair = unit < 0xdc00 && left >= 12 && at[6] == '\\' && at[7] == 'u' &&
		            unit_at(at + 8) >> 10 == 0xdc00 >> 10;

		reach->written += pair ? 6 : 0;
		reach->fed += 4;
		reach->decoded += pair ? 4 : 3;
		return;
	}
	bytes = unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
	reach->fed += bytes;
	reach->decoded += bytes;
}

static void read_to(const struct address *address, struct reach *reach, size_t fed)
{
	while (reach->fed < fed && reach->written < address->size) {
		const char *at = address->string + reach->written;
		size_t left = address->size - reach->written, plain = fed - reach->fed;
		const char *escape;

		if (*at == '\\') {
			read_escape(address, reach);
			continue;
		}
		plain = plain < left ? plain : left;
		escape = memchr(at, '\\', plain);
		plain = escape ? (size_t)(escape - at) : plain;
		reach->written += plain;
		reach->fed += plain;
		reach->decoded += plain;
	}
}

struct spot address_escaped_spot(struct address *address, uint64_t line, uint64_t offset)
{
	struct spot spot;

	/* A line is told more than once where spans are cut out of it, and not always in order. */
	if (line != address->line) {
		address->line = line;
		address->line_reach = address->reach;
	}
	if (offset < address->reach.fed)
		address->reach = address->line_reach;
	if (offset < address->reach.fed)
		memset(&address->reach, 0, sizeof address->reach);
	read_to(address, &address->reach, offset);
	spot.offset = address->offset + address->reach.written;
	spot.decoded = address->reach.decoded;
	return spot;
}
