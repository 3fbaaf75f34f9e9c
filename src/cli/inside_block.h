/* SPDX-License-Identifier: MIT */
/*
 * The insides of JSON strings by blocks that a kernel has marked: what is the same for all of them.
 */
#ifndef INSIDE_BLOCK_H
#define INSIDE_BLOCK_H

#include "inside.h"

/* A bit for each byte of a block that is to be read, the first byte's lowest. */
struct marks {
	uint64_t backslashes;
	uint64_t ends; /* quotes and control characters */
};

/* Likewise of a block with escapes. */
struct signs {
	uint64_t letters; /* that say something behind a backslash */
	uint64_t us;      /* that begin four digits there; without one no other sign matters */
	uint64_t digits, octals, zeros;
	uint64_t uppers;  /* digits A to F */
};

/* Likewise of a block to be written. */
struct write_marks {
	uint64_t lettered;
	uint64_t wrong;   /* that must not stand there */
};

static inline size_t first_of(uint64_t marks)
{
	return (size_t)__builtin_ctzll(marks);
}

/* All behind the first n bytes. */
static inline uint64_t behind(size_t n)
{
	return n < INSIDE_BLOCK ? ~UINT64_C(0) << n : 0;
}

/* Of backslashes in a row every other begins an escape. */
static inline uint64_t every_other(uint64_t row)
{
	uint64_t begins = 0, bit;

	for (; row; row &= ~(bit | bit << 1)) {
		bit = row & -row;
		begins |= bit;
	}
	return begins;
}

/* A block whose escapes were told apart. */
struct reading {
	uint64_t letters; /* where escapes of one letter begin */
	uint64_t units;   /* where \uXXXX do */
	size_t size;      /* how much of it is read */
};

/* Those of four digits; if to be read, those of which the letter has two bytes. */
static inline uint64_t units_of(uint64_t begins, const struct signs *signs, bool read)
{
	uint64_t units = begins & signs->us >> 1 & signs->digits >> 4 & signs->digits >> 5;

	if (!read)
		return units & signs->digits >> 2 & signs->digits >> 3;
	return units & signs->zeros >> 2 & signs->octals >> 3 &
	       ~(signs->zeros >> 3 & signs->octals >> 4);
}

/* An escape that goes on behind the block, or behind what is left, is not read. */
static inline struct reading tell_apart(struct marks marks, const struct signs *signs, size_t left,
                                        bool read)
{
	uint64_t begins = marks.backslashes, wrong;
	struct reading reading = {0, 0, 0};

	if (begins & begins << 1)
		begins = every_other(begins);
	begins &= ~behind(left);
	reading.letters = begins & signs->letters >> 1 & (~behind(left) >> 1);
	reading.units = units_of(begins, signs, read) & (~behind(left) >> 5);
	wrong = (marks.ends & ~(begins << 1)) | (begins & ~(reading.letters | reading.units)) |
	        behind(left);
	reading.size = wrong ? first_of(wrong) : INSIDE_BLOCK;
	reading.letters &= ~behind(reading.size);
	reading.units &= ~behind(reading.size);
	return reading;
}

/* Most blocks are plain, and the next is known to stand behind them at once. */
static inline bool is_plain(struct marks marks, size_t left)
{
	return (marks.backslashes | marks.ends) == 0 && left >= INSIDE_BLOCK;
}

/* A block of which less is read than an escape may leave for the next has another end. */
#define GOES_ON (INSIDE_BLOCK - 5)

/* Where the digits of units stand. */
static inline uint64_t digits_of(uint64_t units)
{
	return units << 2 | units << 3 | units << 4 | units << 5;
}

static inline unsigned met_in(struct reading reading, uint64_t uppers)
{
	return (reading.units ? INSIDE_UNITS : 0) |
	       (digits_of(reading.units) & uppers ? INSIDE_UPPER : 0);
}

/* Copies block by block what lies between the escapes. */
static inline char *put_read(char *to, const char *text, struct reading reading)
{
	uint64_t begins = reading.letters | reading.units;
	size_t from = 0;
	unsigned met = 0;

	for (; begins; begins &= begins - 1) {
		size_t begin = first_of(begins);

		if (begin > from)
			memcpy(to, text + from, INSIDE_BLOCK);
		to += begin - from;
		if (reading.units >> begin & 1) {
			(void)inside_unit(text + begin, to, &met);
			to += 2;
			from = begin + 6;
		} else {
			*to++ = inside_said[(unsigned char)text[begin + 1]];
			from = begin + 2;
		}
	}
	memcpy(to, text + from, INSIDE_BLOCK);
	return to + (reading.size - from);
}

static inline char *put_written(char *to, const char *text, uint64_t lettered, size_t size)
{
	size_t from = 0;

	for (lettered &= ~behind(size); lettered; lettered &= lettered - 1) {
		size_t at = first_of(lettered);

		memcpy(to, text + from, INSIDE_BLOCK);
		to += at - from;
		*to++ = '\\';
		*to++ = inside_letters[(unsigned char)text[at]];
		from = at + 1;
	}
	memcpy(to, text + from, INSIDE_BLOCK);
	return to + (size - from);
}

/* The three loops of a kernel, from how it marks blocks and how it puts them. */
#define LOOPS(kernel, target, put_read_by, put_written_by)                                      \
	target static inline struct reading told_##kernel(const char *text, size_t left, bool read, \
	                                                  unsigned *met)                        \
	{                                                                                       \
		struct marks marks = marks_##kernel(text);                                      \
		struct reading reading;                                                         \
		struct signs signs;                                                             \
                                                                                                \
		if (is_plain(marks, left))                                                      \
			return (struct reading){0, 0, INSIDE_BLOCK};                            \
		signs = signs_##kernel(text, marks.backslashes);                                \
		reading = tell_apart(marks, &signs, left, read);                                \
		*met |= met_in(reading, signs.uppers);                                          \
		return reading;                                                                 \
	}                                                                                       \
	target static size_t look_##kernel(const char *text, size_t size, bool *escaped)        \
	{                                                                                       \
		struct reading reading = {.size = INSIDE_BLOCK};                                \
		unsigned met = 0;                                                               \
		uint64_t escapes = 0;                                                           \
		size_t i;                                                                       \
                                                                                                \
		for (i = 0; i < size && reading.size >= GOES_ON; i += reading.size) {           \
			reading = told_##kernel(text + i, size - i, false, &met);               \
			escapes |= reading.letters | reading.units;                             \
		}                                                                               \
		*escaped = *escaped || escapes;                                                 \
		return i;                                                                       \
	}                                                                                       \
	target static size_t read_##kernel(const char *text, size_t size, char **to,            \
	                                   unsigned *met)                                       \
	{                                                                                       \
		struct reading reading = {.size = INSIDE_BLOCK};                                \
		char *at = *to;                                                                 \
		size_t i;                                                                       \
                                                                                                \
		for (i = 0; i < size && reading.size >= GOES_ON; i += reading.size) {           \
			reading = told_##kernel(text + i, size - i, true, met);                 \
			if (reading.letters | reading.units) {                                  \
				at = put_read_by(at, text + i, reading);                        \
			} else {                                                                \
				memcpy(at, text + i, INSIDE_BLOCK);                             \
				at += reading.size;                                             \
			}                                                                       \
		}                                                                               \
		*to = at;                                                                       \
		return i;                                                                       \
	}                                                                                       \
	target static size_t write_##kernel(const char *text, size_t size, char **to)           \
	{                                                                                       \
		size_t i, n = INSIDE_BLOCK;                                                     \
		char *at = *to;                                                                 \
                                                                                                \
		for (i = 0; i < size && n == INSIDE_BLOCK; i += n) {                            \
			struct write_marks marks = written_##kernel(text + i);                  \
                                                                                                \
			marks.wrong |= behind(size - i);                                        \
			n = marks.wrong ? first_of(marks.wrong) : INSIDE_BLOCK;                 \
			at = put_written_by(at, text + i, marks.lettered, n);                   \
		}                                                                               \
		*to = at;                                                                       \
		return i;                                                                       \
	}

#endif
