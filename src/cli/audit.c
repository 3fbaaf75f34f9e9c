/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "audit.h"

#include <string.h>

#include "ground/utf8.h"
#include "json.h"

static const char *const verdict_names[] = {
	[GHIRBAL_DROPPED] = "drop",
	[GHIRBAL_CUT] = "cut",
	[GHIRBAL_BLANK] = "blank",
};

/* What decided: a rule's file, whose line number follows it, or a reason's name. */
static const char *cause(const ghirbal_removal *removal)
{
	if (removal->rule_file)
		return removal->rule_file;
	return removal->reason ? removal->reason : "";
}

static void add_rule_line(struct bytes *to, const ghirbal_removal *removal)
{
	if (!removal->rule_file)
		return;
	bytes_put(to, ':');
	bytes_number(to, removal->rule_line);
}

/* Eight bytes of ASCII that need no escape, neither in a field nor in a JSON string. */
static bool are_plain(const char *text)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
	uint64_t eight, quote, backslash;

	memcpy(&eight, text, sizeof eight);
	quote = eight ^ ones * '"';
	backslash = eight ^ ones * '\\';
	return ((eight | (eight - ones * ' ') | (quote - ones) | (backslash - ones) |
	         (eight + ones)) & tops) == 0;
}

/* A character that would end a field, or that a terminal would obey, as an escape. */
static void escape_field(struct bytes *to, unsigned char byte)
{
	static const char from[] = "\\\t\n\r", letters[] = "\\tnr";
	const char *at = memchr(from, byte, sizeof from - 1);

	if (at) {
		bytes_put(to, '\\');
		bytes_put(to, letters[at - from]);
	} else {
		bytes_format(to, "\\x%02x", byte);
	}
}

void add_field(struct bytes *to, const char *text, size_t size)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t i = 0, length, start = 0;

	while (i < size) {
		if (size - i >= 8 && are_plain(text + i)) {
			i += 8;
			continue;
		}
		length = gh_utf8_length(text + i, size - i);
		if (length > 2 || (length == 2 && (at[i] != 0xc2 || at[i + 1] >= 0xa0)) ||
		    (length == 1 && at[i] >= 0x20 && at[i] != 0x7f && at[i] != '\\')) {
			i += length;
			continue;
		}
		bytes_add(to, text + start, i - start);
		if (length == 2) /* C1 */
			bytes_format(to, "\\u%04x", at[i + 1]);
		else
			escape_field(to, at[i]);
		i += length ? length : 1;
		start = i;
	}
	bytes_add(to, text + start, size - start);
}

/* A JSON string or number as a field. */
static void add_name(struct bytes *to, const struct bytes *name)
{
	struct bytes text = {0};
	struct json_quoter quoter;

	if (name->size > 1 && *name->at == '"') {
		if (json_unquote(&text, &quoter, name->at + 1, name->size - 2))
			add_field(to, text.at, text.size);
		bytes_free(&text);
	} else {
		add_field(to, name->at, name->size);
	}
}

void audit_explain(struct bytes *to, const struct address *address, const ghirbal_removal *removal)
{
	if (removal->verdict == GHIRBAL_BLANK)
		return;
	add_field(to, address->file, strlen(address->file));
	bytes_put(to, '\t');
	bytes_number(to, address->record);
	bytes_put(to, '\t');
	bytes_number(to, removal->line);
	bytes_put(to, '\t');
	bytes_text(to, verdict_names[removal->verdict]);
	bytes_put(to, '\t');
	add_field(to, removal->group, strlen(removal->group));
	bytes_put(to, '\t');
	add_field(to, cause(removal), strlen(cause(removal)));
	add_rule_line(to, removal);
	bytes_put(to, '\t');
	add_field(to, removal->evidence, strlen(removal->evidence));
	bytes_put(to, '\t');
	add_field(to, removal->text, removal->length);
	bytes_put(to, '\t');
	add_name(to, address->id.size > 0 ? &address->id : &address->url);
	bytes_put(to, '\n');
}

/* ---- JSON ---- */

/* Names of members and other words of the form, whose length the compiler knows. */
#define WORDS(to, words) bytes_add(to, words, sizeof(words) - 1)

/* Four letters of two bytes each, from U+0600 to U+06FF, which are written as they are. */
static bool are_letters(const char *text)
{
	static const unsigned char mask[] = {0xfc, 0xc0, 0xfc, 0xc0, 0xfc, 0xc0, 0xfc, 0xc0},
	                           arabic[] = {0xd8, 0x80, 0xd8, 0x80, 0xd8, 0x80, 0xd8, 0x80};
	uint64_t eight, masked, wanted;

	memcpy(&eight, text, sizeof eight);
	memcpy(&masked, mask, sizeof masked);
	memcpy(&wanted, arabic, sizeof wanted);
	return (eight & masked) == wanted;
}

/* Where the run of characters from i on ends that are written as they are and are UTF-8. */
static size_t plain_end(const struct json_quoter *quoter, const char *text, size_t size, size_t i)
{
	const unsigned char *at = (const unsigned char *)text;

	while (i < size) {
		/*
		 * Letters first, since a page is made of them; eight bytes are not tried at each
		 * blank.
		 */
		if (size - i >= 8 && are_letters(text + i))
			i += 8;
		else if (at[i] >= 0xc3 && at[i] < 0xe0 && i + 1 < size && at[i + 1] >> 6 == 2)
			i += 2;
		else if (quoter->how[at[i]] != 0)
			break;
		else if (at[i] < 0x80)
			i += size - i >= 8 && at[i + 1] < 0x80 && are_plain(text + i) ? 8 : 1;
		else if (at[i] < 0xe0 || gh_utf8_length(text + i, size - i) == 0)
			break;
		else
			i += gh_utf8_length(text + i, size - i);
	}
	return i;
}

/* Text that may hold bytes that are not UTF-8; returns whether it did. */
static bool add_text(struct bytes *to, struct json_quoter *quoter, const char *text, size_t size)
{
	size_t i = 0, start, length;
	bool broken = false;

	while (i < size) {
		start = i;
		i = plain_end(quoter, text, size, i);
		bytes_add(to, text + start, i - start);
		if (i == size)
			break;
		length = gh_utf8_length(text + i, size - i);
		if (length > 0) {
			json_quote(quoter, to, text + i, length);
			i += length;
		} else {
			WORDS(to, "\xef\xbf\xbd");
			broken = true;
			i++;
		}
	}
	return broken;
}

#define NUMBER(to, name, value) \
	do { \
		WORDS(to, ",\"" name "\":"); \
		bytes_number(to, value); \
	} while (0)

/* A name of the library's or its words for evidence, in which JSON escapes nothing. */
static void words_end(struct bytes *to, const char *words)
{
	bytes_text(to, words);
	bytes_put(to, '"');
}

/* Three digits behind the point, whatever the locale thinks of points. */
static void score(struct bytes *to, double value)
{
	uint32_t thousandths = (uint32_t)((value < 0 ? -value : value) * 1000 + .5);
	char digits[5] = {(char)('0' + thousandths / 1000 % 10), '.',
	                  (char)('0' + thousandths / 100 % 10), (char)('0' + thousandths / 10 % 10),
	                  (char)('0' + thousandths % 10)};

	WORDS(to, ",\"score\":");
	if (value < 0 && thousandths > 0)
		bytes_put(to, '-');
	if (thousandths > 9999)
		bytes_number(to, thousandths / 10000);
	bytes_add(to, digits, sizeof digits);
}

static void add_base64(struct bytes *to, const char *text, size_t size)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t i;

	for (i = 0; i < size; i += 3) {
		size_t left = size - i;
		uint32_t three = (uint32_t)(unsigned char)text[i] << 16 |
		                 (left > 1 ? (uint32_t)(unsigned char)text[i + 1] << 8 : 0) |
		                 (left > 2 ? (uint32_t)(unsigned char)text[i + 2] : 0);
		char four[4] = {digits[three >> 18], digits[three >> 12 & 63],
		                left > 1 ? digits[three >> 6 & 63] : '=',
		                left > 2 ? digits[three & 63] : '='};

		bytes_add(to, four, sizeof four);
	}
}

static void add_cause(struct bytes *to, struct json_quoter *quoter, const ghirbal_removal *removal)
{
	if (removal->verdict == GHIRBAL_DROPPED)
		WORDS(to, ",\"verdict\":\"drop\",\"group\":\"");
	else
		WORDS(to, ",\"verdict\":\"cut\",\"group\":\"");
	words_end(to, removal->group);
	if (removal->rule_file) {
		WORDS(to, ",\"rule\":\"");
		(void)add_text(to, quoter, removal->rule_file, strlen(removal->rule_file));
		add_rule_line(to, removal);
		bytes_put(to, '"');
	}
	if (!removal->rule_file || strcmp(removal->reason, "rule") != 0) {
		WORDS(to, ",\"reason\":\"");
		words_end(to, removal->reason);
	}
	if (removal->score < 0 || removal->score > 0)
		score(to, removal->score);
	if (*removal->evidence) {
		WORDS(to, ",\"evidence\":\"");
		words_end(to, removal->evidence);
	}
}

static void add_place(struct bytes *to, struct address *address, const ghirbal_removal *removal)
{
	uint64_t last = removal->offset + removal->extent + removal->line_end_length;
	struct spot begin = address_spot(address, removal->line, removal->offset);
	struct spot end = address_spot(address, removal->line, last);

	NUMBER(to, "offset", begin.offset);
	NUMBER(to, "length", end.offset - begin.offset);
	if (!address->string)
		return;
	NUMBER(to, "text_offset", begin.decoded);
	NUMBER(to, "text_length", end.decoded - begin.decoded);
}

static void add_value(struct bytes *to, const char *member, const struct bytes *value)
{
	if (value->size == 0)
		return;
	bytes_text(to, member);
	bytes_add(to, value->at, value->size);
}

static void write_members(struct bytes *to, const struct address *address)
{
	bytes_add(to, address->file_member.at, address->file_member.size);
	NUMBER(to, "record", address->record);
	add_value(to, ",\"id\":", &address->id);
	add_value(to, ",\"url\":", &address->url);
	NUMBER(to, "document", address->document);
}

static void add_record(struct bytes *to, struct address *address)
{
	if (address->members.size == 0)
		write_members(&address->members, address);
	bytes_add(to, address->members.at, address->members.size);
	if (address->element != ADDRESS_NO_ELEMENT)
		NUMBER(to, "element", address->element);
}

static void add_end(struct bytes *to, struct json_quoter *quoter, const ghirbal_removal *removal)
{
	if (removal->line_end_length == 1 && *removal->line_end == '\n') {
		WORDS(to, ",\"end\":\"\\n\"");
		return;
	}
	WORDS(to, ",\"end\":\"");
	(void)add_text(to, quoter, removal->line_end, removal->line_end_length);
	bytes_put(to, '"');
}

void audit_json(struct bytes *to, struct address *address, const ghirbal_removal *removal)
{
	struct json_quoter *quoter = &address->quoter;
	bool broken;

	add_record(to, address);
	NUMBER(to, "line", removal->line);
	if (removal->verdict == GHIRBAL_BLANK)
		WORDS(to, ",\"verdict\":\"blank\"");
	else
		add_cause(to, quoter, removal);
	add_place(to, address, removal);
	WORDS(to, ",\"text\":\"");
	broken = add_text(to, quoter, removal->text, removal->length);
	bytes_put(to, '"');
	if (removal->verdict == GHIRBAL_DROPPED) {
		add_end(to, quoter, removal);
	}
	if (broken) {
		WORDS(to, ",\"bytes\":\"");
		add_base64(to, removal->text, removal->length);
		bytes_put(to, '"');
	}
	bytes_text(to, "}\n");
}
