/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "inside.h"

#include <stdatomic.h>

#include "ground/vector.h"

const char inside_said[128] = {['b'] = '\b', ['t'] = '\t', ['n'] = '\n', ['f'] = '\f',
                               ['r'] = '\r', ['"'] = '"',  ['\\'] = '\\'};
const char inside_letters[128] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                  ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\'};

#define NO INSIDE_NO_HEX
const unsigned char inside_hex[256] = {
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, NO, NO, NO, NO, NO, NO,
	NO, 26, 27, 28, 29, 30, 31, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, 10, 11, 12, 13, 14, 15, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
};
#undef NO

/* ---- any machine ---- */

#ifdef GH_HAVE_VECTOR

#define CALM INSIDE_BLOCK /* bytes that are looked at together */

static inline gh_vector is_calm_no_more(const char *text)
{
	gh_vector v = gh_vector_at(text);

	return gh_or(gh_is_in(v, 0, 0x1F), gh_or(gh_is(v, '"'), gh_is(v, '\\')));
}

static inline gh_vector may_end_line(const char *text)
{
	return gh_or(gh_is(gh_vector_at(text), 0xC2), gh_is(gh_vector_at(text), 0xE2));
}

#define BITS(of, text) gh_bits_of_64(of(text), of((text) + 16), of((text) + 32), of((text) + 48))

static inline size_t first_of(uint64_t bits)
{
	return bits ? (size_t)__builtin_ctzll(bits) : CALM;
}

/* How many bytes from here on are no control characters, quotes or backslashes. */
static inline size_t calm_at(const char *text)
{
	return first_of(BITS(is_calm_no_more, text));
}

/* Nor may one begin a character that ends a line. */
static inline size_t plain_at(const char *text)
{
	return first_of(BITS(is_calm_no_more, text) | BITS(may_end_line, text));
}

#else

#define CALM 8
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The highest bit of a byte, if one of the eight is what it is asked for. */
static inline uint64_t has_below(uint64_t eight, uint64_t most)
{
	return (eight - EACH(most)) & ~eight & EACH(0x80);
}

static inline uint64_t has_byte(uint64_t eight, uint64_t byte)
{
	return has_below(eight ^ EACH(byte), 1);
}

static inline uint64_t eight_at(const char *text)
{
	uint64_t eight;

	memcpy(&eight, text, sizeof eight);
	return eight;
}

/* Whether eight bytes are no control characters, quotes or backslashes. */
static inline bool is_calm(uint64_t eight)
{
	return (has_below(eight, 0x20) | has_byte(eight, '"') | has_byte(eight, '\\')) == 0;
}

static inline size_t calm_at(const char *text)
{
	return is_calm(eight_at(text))
	               ? CALM
	               : (unsigned char)*text >= 0x20 && *text != '"' && *text != '\\';
}

static inline size_t plain_at(const char *text)
{
	uint64_t eight = eight_at(text);

	return is_calm(eight) && (has_byte(eight, 0xC2) | has_byte(eight, 0xE2)) == 0 ? CALM : 0;
}

#endif

static inline bool is_lettered(const char table[128], char byte)
{
	return (unsigned char)byte < 0x80 && table[(unsigned char)byte];
}

/* The length of the escape of which so many bytes are there; 0 if it is none, or not all of it. */
static inline size_t escape_length(const char *escape, size_t left)
{
	if (left >= 2 && is_lettered(inside_said, escape[1]))
		return 2;
	return left >= 6 && escape[1] == 'u' && inside_is_hex4(escape + 2) ? 6 : 0;
}

static size_t look_portable(const char *text, size_t size, bool *escaped)
{
	size_t i = 0, n;

	while (i < size) {
		if (text[i] == '\\') {
			n = escape_length(text + i, size - i);
			*escaped = *escaped || n > 0;
		} else {
			n = calm_at(text + i);
		}
		if (n == 0)
			return i;
		i += n;
	}
	return size;
}

/* Puts what an escape says; returns its length, or 0 if it is of another kind. */
static inline size_t read_escape(const char *escape, size_t left, char **to, unsigned *met)
{
	if (left >= 6 && escape[1] == 'u' && inside_unit(escape, *to, met)) {
		*to += 2;
		return 6;
	}
	if (left < 2 || !is_lettered(inside_said, escape[1]))
		return 0;
	*(*to)++ = inside_said[(unsigned char)escape[1]];
	return 2;
}

static size_t read_portable(const char *text, size_t size, char **to, unsigned *met)
{
	size_t i = 0, n, more;

	for (n = 1; i < size && n > 0; i += n) {
		if (text[i] == '\\') {
			n = read_escape(text + i, size - i, to, met);
			continue;
		}
		n = calm_at(text + i);
		memcpy(*to, text + i, CALM);
		*to += n;
	}
	more = i > size ? i - size : 0;
	*to -= more;
	return i - more;
}

/* U+0085, U+2028 or U+2029. */
static inline bool is_line_end(const unsigned char *at)
{
	return (at[0] == 0xC2 && at[1] == 0x85) ||
	       (at[0] == 0xE2 && at[1] == 0x80 && (at[2] & 0xFE) == 0xA8);
}

static size_t write_portable(const char *text, size_t size, char **to)
{
	char *at = *to;
	size_t i = 0, n;

	while (i < size) {
		memcpy(at, text + i, CALM);
		n = plain_at(text + i);
		if (n > 0) {
			at += n;
			i += n;
		} else if (is_lettered(inside_letters, text[i])) {
			*at++ = '\\';
			*at++ = inside_letters[(unsigned char)text[i++]];
		} else if ((unsigned char)text[i] < 0x20 ||
		           is_line_end((const unsigned char *)text + i)) {
			break;
		} else {
			*at++ = text[i++];
		}
	}
	n = i > size ? i - size : 0;
	*to = at - n;
	return i - n;
}

size_t inside_write_units(const char *text, size_t size, char **to, bool upper)
{
	const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
	char *at = *to;
	size_t i = 0;

	while (i < size) {
		unsigned char byte = (unsigned char)text[i], next = (unsigned char)text[i + 1];
		unsigned point;

		if (byte < 0x80) {
			if (byte < 0x20 && !inside_letters[byte])
				break;
			*at = '\\';
			at += inside_letters[byte] != 0;
			*at++ = inside_letters[byte] ? inside_letters[byte] : text[i];
			i++;
			continue;
		}
		if (byte < 0xC2 || byte >= 0xE0 || size - i < 2 || (next & 0xC0) != 0x80)
			break;
		point = (byte & 0x1Fu) << 6 | (next & 0x3Fu);
		memcpy(at, "\\u0", 3);
		at[3] = digits[point >> 8];
		at[4] = digits[point >> 4 & 15];
		at[5] = digits[point & 15];
		at += 6;
		i += 2;
	}
	*to = at;
	return i;
}

/* ---- which of them ---- */

const struct insides *insides_by(enum gh_kernel kernel)
{
	static const struct insides portable = {look_portable, read_portable, write_portable,
	                                        inside_write_units};
	static const struct insides *const all[GH_KERNELS] = {
		[GH_KERNEL_PORTABLE] = &portable,
#ifdef GH_HAVE_X86
		[GH_KERNEL_AVX2] = &inside_avx2,
		[GH_KERNEL_AVX512] = &inside_avx512,
#endif
	};

	return gh_kernel_runs(kernel) ? all[kernel] : NULL;
}

static const struct insides *fastest(void)
{
	/* Every thread finds out the same. */
	static _Atomic(const struct insides *) known;
	const struct insides *found = atomic_load_explicit(&known, memory_order_relaxed);
	size_t kernel = GH_KERNELS;

	if (found)
		return found;
	while (!found)
		found = insides_by((enum gh_kernel)--kernel);
	atomic_store_explicit(&known, found, memory_order_relaxed);
	return found;
}

/* ---- texts with nothing behind them ---- */

/* What may be left of a text where a kernel stops for want of more: no escape is longer. */
#define UNFINISHED 5

/* How much of a text is looked at where it is. */
static size_t whole_of(size_t size)
{
	return size < 2 * INSIDE_BLOCK ? 0 : size - 2 * INSIDE_BLOCK;
}

/* The rest, little more than two blocks, in a copy with a block behind it. */
static const char *copy_end(char end[4 * INSIDE_BLOCK], const char *text, size_t size)
{
	memset(end, 'x', 4 * INSIDE_BLOCK);
	memcpy(end, text, size);
	return end;
}

size_t inside_look(const char *text, size_t size, bool *escaped)
{
	const struct insides *by = fastest();
	size_t whole = whole_of(size), done = by->look(text, whole, escaped);
	char end[4 * INSIDE_BLOCK];

	if (done + UNFINISHED < whole)
		return done;
	return done + by->look(copy_end(end, text + done, size - done), size - done, escaped);
}

size_t inside_read(struct bytes *to, const char *text, size_t size, unsigned *met)
{
	const struct insides *by = fastest();
	size_t whole = whole_of(size), done;
	char end[4 * INSIDE_BLOCK], *at;

	if (to->room - to->size < size + INSIDE_BLOCK)
		bytes_reserve(to, size + INSIDE_BLOCK);
	at = to->at + to->size;
	done = by->read(text, whole, &at, met);
	if (done + UNFINISHED >= whole)
		done += by->read(copy_end(end, text + done, size - done), size - done, &at, met);
	to->size = (size_t)(at - to->at);
	return done;
}

/* Each byte may become three: not more of them at once than there shall be room for. */
#define PIECE (16 * INSIDE_BLOCK)
#define WIDEST 3

/* How bytes become the inside of a string. */
enum style { STYLE_PLAIN, STYLE_LOWER, STYLE_UPPER };

static size_t write_piece(struct bytes *to, const char *text, size_t size, bool last,
                          enum style style)
{
	const struct insides *by = fastest();
	char end[4 * INSIDE_BLOCK], *at;
	size_t done;

	if (to->room - to->size < WIDEST * size + INSIDE_BLOCK)
		bytes_reserve(to, WIDEST * size + INSIDE_BLOCK);
	at = to->at + to->size;
	text = last ? copy_end(end, text, size) : text;
	done = style == STYLE_PLAIN ? by->write(text, size, &at)
	                            : by->write_ascii(text, size, &at, style == STYLE_UPPER);
	to->size = (size_t)(at - to->at);
	return done;
}

/* A letter may stand across the ends of pieces. */
static size_t write_pieces(struct bytes *to, const char *text, size_t size, enum style style)
{
	size_t whole = whole_of(size), done = 0, piece, took;

	while (done < whole) {
		piece = whole - done < PIECE ? whole - done : PIECE;
		took = write_piece(to, text + done, piece, false, style);
		done += took;
		if (took + 1 < piece)
			return done;
		if (took == 0)
			break;
	}
	return done + write_piece(to, text + done, size - done, true, style);
}

size_t inside_write(struct bytes *to, const char *text, size_t size)
{
	return write_pieces(to, text, size, STYLE_PLAIN);
}

size_t inside_write_ascii(struct bytes *to, const char *text, size_t size, bool upper)
{
	return write_pieces(to, text, size, upper ? STYLE_UPPER : STYLE_LOWER);
}
