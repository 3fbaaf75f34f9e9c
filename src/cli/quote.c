/* SPDX-License-Identifier: MIT */
/* JSON strings, read and written in the manner in which they were read; json.c finds them. */
#include "config.h"

#include "json.h"

#include <string.h>

#include "ground/utf8.h"
#include "inside.h"

enum { RAW, SHORT, HEX, MULTI };

/*
 * Lone surrogates travel through the library as private characters: one of these blocks of 0x800
 * that the text does not use.  The last block of each plane holds noncharacters and is left out.
 */
#define FIRST_BLOCK 0xf0000u
#define BLOCK 0x800u
#define BLOCKS 64

/* The letter behind the backslash, and what it stands for. */
static const char letter_of[128] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                    ['\r'] = 'r', ['"'] = '"', ['\\'] = '\\', ['/'] = '/'};
static const char byte_of[128] = {['b'] = '\b', ['t'] = '\t', ['n'] = '\n', ['f'] = '\f',
                                  ['r'] = '\r', ['"'] = '"', ['\\'] = '\\', ['/'] = '/'};

/* What is not written as it is.  U+0085, U+2028 and U+2029 begin with the last two. */
static const struct json_quoter simple = {.how = {
	HEX, HEX, HEX, HEX, HEX, HEX, HEX, HEX, SHORT, SHORT, SHORT, HEX, SHORT, SHORT, HEX, HEX,
	HEX, HEX, HEX, HEX, HEX, HEX, HEX, HEX, HEX, HEX, HEX, HEX, HEX, HEX, HEX, HEX,
	['"'] = SHORT, ['\\'] = SHORT, [0xc2] = MULTI, [0xe2] = MULTI,
}};

/* A copy, since one is made for each removal that is told. */
void json_quoter_init(struct json_quoter *quoter)
{
	*quoter = simple;
}

static const char lower_digits[] = "0123456789abcdef", upper_digits[] = "0123456789ABCDEF";

static void escape_unit(const struct json_quoter *quoter, struct bytes *to, uint32_t unit)
{
	const char *digits = quoter->upper ? upper_digits : lower_digits;
	char text[6] = {'\\', 'u', digits[unit >> 12 & 15], digits[unit >> 8 & 15],
	                digits[unit >> 4 & 15], digits[unit & 15]};

	bytes_add(to, text, sizeof text);
}

static uint32_t decode(const unsigned char *at, size_t length)
{
	static const unsigned char mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	uint32_t point = at[0] & mask[length];
	size_t i;

	for (i = 1; i < length; i++)
		point = point << 6 | (at[i] & 0x3fu);
	return point;
}

static size_t quote_multi(struct json_quoter *quoter, struct bytes *to, const char *text,
                          size_t size)
{
	size_t length = gh_utf8_length(text, size);
	uint32_t point;

	if (length == 0) { /* --invalid=keep let it through */
		bytes_put(to, *text);
		return 1;
	}
	point = decode((const unsigned char *)text, length);
	if (quoter->lone && point - quoter->lone < BLOCK)
		escape_unit(quoter, to, 0xd800 + (point - quoter->lone));
	else if (point == 0x85 || point == 0x2028 || point == 0x2029 ||
	         (quoter->ascii && point < 0x10000))
		escape_unit(quoter, to, point);
	else if (quoter->ascii) {
		escape_unit(quoter, to, 0xd800 + ((point - 0x10000) >> 10));
		escape_unit(quoter, to, 0xdc00 + (point & 0x3ff));
	} else {
		bytes_add(to, text, length);
	}
	return length;
}

static size_t quote_one(struct json_quoter *quoter, struct bytes *to, const char *text, size_t size)
{
	unsigned char byte = (unsigned char)*text;

	switch (quoter->how[byte]) {
	case SHORT:
		bytes_put(to, '\\');
		bytes_put(to, letter_of[byte]);
		return 1;
	case HEX:
		escape_unit(quoter, to, byte);
		return 1;
	default:
		return quote_multi(quoter, to, text, size);
	}
}

static size_t expected(unsigned char lead)
{
	return lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
}

/* Whether a character begins at text that only the next bytes can complete. */
static bool is_cut(const char *text, size_t size)
{
	size_t i;

	if (size >= expected((unsigned char)*text))
		return false;
	for (i = 1; i < size; i++)
		if (((unsigned char)text[i] & 0xc0) != 0x80)
			return false;
	return true;
}

void json_quote_end(struct json_quoter *quoter, struct bytes *to)
{
	bytes_add(to, quoter->held, quoter->held_size);
	quoter->held_size = 0;
}

/* Completes a character that the last call had the beginning of; returns the bytes used up. */
static size_t complete(struct json_quoter *quoter, struct bytes *to, const char *text, size_t size)
{
	size_t used = 0, done = 0, need = expected(quoter->held[0]);

	while (quoter->held_size < need && used < size &&
	       ((unsigned char)text[used] & 0xc0) == 0x80)
		quoter->held[quoter->held_size++] = (unsigned char)text[used++];
	if (quoter->held_size < need && used == size)
		return used;
	while (done < quoter->held_size)
		done += quote_one(quoter, to, (const char *)quoter->held + done,
		                  quoter->held_size - done);
	quoter->held_size = 0;
	return used;
}

/* Writes what is written as it is or with a letter; returns where that ends. */
static size_t quote_raw(const struct json_quoter *quoter, struct bytes *to, const char *text,
                        size_t size, size_t i)
{
	if (!quoter->odd && quoter->ascii)
		i += inside_write_ascii(to, text + i, size - i, quoter->upper);
	else if (!quoter->odd)
		i += inside_write(to, text + i, size - i - gh_utf8_unfinished(text + i, size - i));
	if (to->room - to->size < size - i)
		bytes_reserve(to, size - i);
	while (i < size && quoter->how[(unsigned char)text[i]] == RAW)
		to->at[to->size++] = text[i++];
	return i;
}

/*
 * The inner loop of text that is all escapes, as Python writes Arabic unless told otherwise:
 * letters of two bytes become \uXXXX in place.  Stops at whatever is neither those nor written as
 * it is.
 */
static size_t quote_letters(const struct json_quoter *quoter, struct bytes *to, const char *text,
                            size_t size, size_t i)
{
	const char *digits = quoter->upper ? upper_digits : lower_digits;

	for (; i + 1 < size; i++) {
		unsigned char byte = (unsigned char)text[i], next = (unsigned char)text[i + 1];
		unsigned point;
		char *at;

		if (to->room - to->size < 6)
			bytes_reserve(to, 4096);
		at = to->at + to->size;
		if (quoter->how[byte] == RAW) {
			*at = text[i];
			to->size++;
			continue;
		}
		if (byte < 0xc2 || byte >= 0xe0 || (next & 0xc0) != 0x80)
			return i;
		point = (byte & 0x1fu) << 6 | (next & 0x3fu);
		at[0] = '\\';
		at[1] = 'u';
		at[2] = '0';
		at[3] = digits[point >> 8];
		at[4] = digits[point >> 4 & 15];
		at[5] = digits[point & 15];
		to->size += 6;
		i++;
	}
	return i;
}

void json_quote(struct json_quoter *quoter, struct bytes *to, const char *text, size_t size)
{
	size_t i = quoter->held_size ? complete(quoter, to, text, size) : 0;

	while (i < size) {
		if (quoter->ascii && quoter->odd)
			i = quote_letters(quoter, to, text, size, i);
		i = quote_raw(quoter, to, text, size, i);
		if (i == size)
			return;
		if (is_cut(text + i, size - i)) {
			quoter->held_size = size - i;
			memcpy(quoter->held, text + i, size - i);
			return;
		}
		i += quote_one(quoter, to, text + i, size - i);
	}
}

void json_quote_whole(struct bytes *to, const char *text, size_t size)
{
	struct json_quoter quoter;
	size_t i = 0, start, length;

	json_quoter_init(&quoter);
	while (i < size) {
		for (start = i; i < size && (length = gh_utf8_length(text + i, size - i)) > 0;)
			i += length;
		json_quote(&quoter, to, text + start, i - start);
		if (i < size)
			bytes_text(to, "\xef\xbf\xbd");
		i += i < size;
	}
}

/* ---- reading ---- */

const char *json_escape_end(const char *at, const char *end)
{
	if (end - at < 2)
		return NULL;
	switch (at[1]) {
	case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
		return at + 2;
	case 'u':
		return end - at >= 6 && inside_is_hex4(at + 2) ? at + 6 : NULL;
	default:
		return NULL;
	}
}

static inline uint32_t hex4(const char *digits)
{
	const unsigned char *at = (const unsigned char *)digits;

	return (inside_hex[at[0]] & 15u) << 12 | (inside_hex[at[1]] & 15u) << 8 |
	       (inside_hex[at[2]] & 15u) << 4 | (inside_hex[at[3]] & 15u);
}

static void put_point(struct bytes *text, uint32_t point)
{
	char out[4];
	size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4, i;
	static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};

	for (i = length; i-- > 1; point >>= 6)
		out[i] = (char)(0x80 | (point & 0x3f));
	out[0] = (char)(lead[length] | point);
	bytes_add(text, out, length);
}

#define PLANE_15 UINT64_C(0xffffffff)
#define PLANE_16 (PLANE_15 << 32)

/*
 * The blocks of plane 15 or 16 that a character beginning with F3 or F4 is, or may come to be, in.
 */
static uint64_t led_blocks(const char *at, size_t length)
{
	uint32_t point;

	/* A first byte alone: what stands behind it may go, and later bytes may follow on it. */
	if (length == 0)
		return *at == '\xf3' ? PLANE_15 : PLANE_16;
	point = decode((const unsigned char *)at, length);
	return point < FIRST_BLOCK ? 0 : UINT64_C(1) << (point - FIRST_BLOCK) / BLOCK;
}

/* Marks the blocks of private characters that the string uses, as bytes or as escapes. */
static uint64_t used_blocks(const char *string, size_t size)
{
	/* The last block of plane 15 and of plane 16. */
	uint64_t used = UINT64_C(1) << 31 | UINT64_C(1) << 63;
	size_t i = 0, length;

	while (i < size) {
		length = 1;
		if (string[i] == '\xf3' || string[i] == '\xf4') {
			length = gh_utf8_length(string + i, size - i);
			used |= led_blocks(string + i, length);
		} else if (string[i] == '\\' && string[i + 1] == 'u' && i + 5 < size) {
			uint32_t unit = hex4(string + i + 2);

			/* The first half of a pair tells the block, and is marked alone too. */
			if (unit >= 0xdb80 && unit < 0xdc00)
				used |= UINT64_C(1) << (unit - 0xdb80) / 2;
			length = 6;
		} else if (string[i] == '\\') {
			length = 2;
		}
		i += length ? length : 1;
	}
	return used;
}

static void carry_from(struct json_quoter *quoter, uint32_t block)
{
	quoter->lone = block;
	quoter->how[0xf3] = quoter->how[0xf4] = MULTI;
	quoter->odd = true;
}

void json_quoter_carry(struct json_quoter *to, uint32_t lone)
{
	if (lone)
		carry_from(to, lone);
}

static bool choose_block(struct json_quoter *quoter, const char *string, size_t size)
{
	uint64_t used = used_blocks(string, size);
	uint32_t i;

	for (i = 0; i < BLOCKS; i++) {
		if (used >> i & 1)
			continue;
		carry_from(quoter, FIRST_BLOCK + i * BLOCK);
		return true;
	}
	return false;
}

static inline bool is_upper_hex(const char *digits)
{
	const unsigned char *at = (const unsigned char *)digits;

	return ((inside_hex[at[0]] | inside_hex[at[1]] | inside_hex[at[2]] | inside_hex[at[3]]) &
	        16) != 0;
}

/* Reads the \u escape at i, and the second half of a pair; returns where it ends, or 0. */
static size_t read_unit(struct bytes *text, struct json_quoter *quoter, const char *string,
                        size_t size, size_t i)
{
	uint32_t unit = hex4(string + i + 2), low = 0;

	quoter->upper = quoter->upper || is_upper_hex(string + i + 2);
	i += 6;
	if (unit < 0x80) {
		quoter->odd = quoter->odd || quoter->how[unit] != HEX;
		quoter->how[unit] = HEX;
	} else {
		quoter->ascii = true;
	}
	if (unit >> 10 == 0xd800 >> 10 && i + 6 <= size && string[i] == '\\' &&
	    string[i + 1] == 'u')
		low = hex4(string + i + 2);
	if (low >> 10 == 0xdc00 >> 10) {
		put_point(text, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
		return i + 6;
	}
	if (unit - 0xd800 < 0x800) {
		if (!quoter->lone && !choose_block(quoter, string, size))
			return 0;
		unit = quoter->lone + (unit - 0xd800);
	}
	put_point(text, unit);
	return i;
}

static size_t read_escape(struct bytes *text, struct json_quoter *quoter, const char *string,
                          size_t size, size_t i)
{
	char letter = string[i + 1];

	if (letter == 'u')
		return read_unit(text, quoter, string, size, i);
	if (letter == '/') {
		quoter->how['/'] = SHORT;
		quoter->odd = true;
	}
	bytes_put(text, byte_of[(unsigned char)letter]);
	return i + 2;
}

void json_drop_lone(struct bytes *text, const struct json_quoter *quoter)
{
	size_t i = 0, to = 0, length;

	while (i < text->size) {
		length = gh_utf8_length(text->at + i, text->size - i);
		if (length == 4 &&
		    decode((const unsigned char *)text->at + i, 4) - quoter->lone < BLOCK) {
			memcpy(text->at + to, "\xef\xbf\xbd", 3);
			to += 3;
		} else {
			memmove(text->at + to, text->at + i, length ? length : 1);
			to += length ? length : 1;
		}
		i += length ? length : 1;
	}
	text->size = to;
}

static bool is_ascii(const char *text, size_t size)
{
	uint64_t eights[4], all = 0;
	size_t i;

	for (i = 0; i + sizeof eights <= size; i += sizeof eights) {
		memcpy(eights, text + i, sizeof eights);
		all |= (eights[0] | eights[1]) | (eights[2] | eights[3]);
	}
	for (; i < size; i++)
		all |= (unsigned char)text[i];
	return (all & UINT64_C(0x8080808080808080)) == 0;
}

static void settle_style(struct json_quoter *quoter, const char *string, size_t size)
{
	/* One raw character beyond ASCII tells that the writer had no need to escape them. */
	quoter->ascii = quoter->ascii && is_ascii(string, size);
	if (!quoter->ascii)
		return;
	memset(quoter->how + 0x80, MULTI, 0x80);
}

/* What has plain bytes and letters as escapes for the most part; returns where others come. */
static size_t read_plain(struct bytes *text, struct json_quoter *quoter, const char *string,
                         size_t size, size_t i)
{
	unsigned met = 0;

	i += inside_read(text, string + i, size - i, &met);
	quoter->ascii = quoter->ascii || met & INSIDE_UNITS;
	quoter->upper = quoter->upper || met & INSIDE_UPPER;
	return i;
}

bool json_unquote(struct bytes *text, struct json_quoter *quoter, const char *string, size_t size)
{
	size_t i = 0;

	json_quoter_init(quoter);
	text->size = 0;
	bytes_reserve(text, size); /* nothing is longer than its escape */
	while ((i = read_plain(text, quoter, string, size, i)) < size)
		if ((i = read_escape(text, quoter, string, size, i)) == 0)
			return false;
	settle_style(quoter, string, size);
	return true;
}

/* Both halves of a character beyond FFFF. */
static bool is_pair(const char *at, const char *end)
{
	return end - at >= 12 && at[6] == '\\' && at[7] == 'u' && inside_is_hex4(at + 8) &&
	       hex4(at + 2) >> 10 == 0xd800 >> 10 && hex4(at + 8) >> 10 == 0xdc00 >> 10;
}

/* Whether the escape at at can be read without a look at the rest of the string. */
static bool stands_alone(const char *at, const char *end)
{
	if (!json_escape_end(at, end))
		return false;
	return at[1] != 'u' || hex4(at + 2) - 0xd800 >= 0x800 || is_pair(at, end);
}

const char *json_unquote_on(struct bytes *text, struct json_quoter *quoter, const char *string,
                            const char *end)
{
	size_t size = (size_t)(end - string), i = 0;

	json_quoter_init(quoter);
	text->size = 0;
	while ((i = read_plain(text, quoter, string, size, i)) < size && string[i] == '\\') {
		if (!stands_alone(string + i, end))
			return NULL;
		i = read_escape(text, quoter, string, size, i);
	}
	if (i == size || string[i] != '"')
		return NULL;
	settle_style(quoter, string, i);
	return string + i;
}
