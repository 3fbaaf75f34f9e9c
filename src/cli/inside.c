/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "inside.h"

#include <stdatomic.h>

#ifdef GH_HAVE_X86
#include <immintrin.h>
#endif

/* What the letter of an escape says; the others are no escape of one letter. */
static const char said[128] = {['b'] = '\b', ['t'] = '\t', ['n'] = '\n', ['f'] = '\f',
                               ['r'] = '\r', ['"'] = '"',  ['\\'] = '\\'};
/* The letter that a byte is written as, if it is not written as it is. */
static const char letters[128] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                  ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\'};

/* A bit for each byte of a block that is to be read, the first byte's lowest. */
struct read_marks {
	uint64_t backslashes;
	uint64_t ends;    /* quotes and control characters */
	uint64_t letters; /* that say something behind a backslash */
};

/* Likewise of a block to be written. */
struct write_marks {
	uint64_t lettered;
	uint64_t wrong;   /* that must not stand there */
};

/* ---- what is the same for all kernels, once they have marked a block ---- */

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
static uint64_t every_other(uint64_t row)
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
	uint64_t begins;  /* of escapes */
	uint64_t pending; /* its last byte begins one: its letter is the first of the next block */
	size_t size;      /* how much of it is read */
	size_t back;      /* 1 if that ends in an escape without its letter, which is to be read again */
};

static inline struct reading tell_apart(const struct read_marks *marks, uint64_t pending, size_t left)
{
	uint64_t begins = marks->backslashes & ~pending, follow, wrong;
	struct reading reading;

	if (begins & begins << 1)
		begins = every_other(begins);
	follow = begins << 1 | pending;
	wrong = (marks->ends & ~follow) | (follow & ~marks->letters) | behind(left);
	reading.begins = begins;
	reading.pending = begins >> 63;
	reading.size = wrong ? first_of(wrong) : INSIDE_BLOCK;
	reading.back = wrong ? follow >> reading.size & 1 : reading.pending;
	return reading;
}

/* Copies block by block what lies between the escapes. */
static inline char *put_read(char *to, const char *text, struct reading reading, uint64_t pending)
{
	uint64_t begins = reading.begins & ~behind(reading.size);
	size_t from = 0;

	if (pending && reading.size > 0) {
		*to++ = said[(unsigned char)*text];
		from = 1;
	}
	for (; begins; begins &= begins - 1) {
		size_t begin = first_of(begins);

		memcpy(to, text + from, INSIDE_BLOCK);
		to += begin - from;
		from = begin + 1;
		if (from >= reading.size)
			return to;
		*to++ = said[(unsigned char)text[from++]];
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
		*to++ = letters[(unsigned char)text[at]];
		from = at + 1;
	}
	memcpy(to, text + from, INSIDE_BLOCK);
	return to + (size - from);
}

/* The three loops of a kernel, from how it marks blocks and how it puts them. */
#define LOOPS(kernel, target, put_read_by, put_written_by)                                      \
	target static size_t look_##kernel(const char *text, size_t size, bool *escaped)        \
	{                                                                                       \
		struct reading reading = {.size = INSIDE_BLOCK};                                \
		uint64_t begins = 0;                                                            \
		size_t i;                                                                       \
                                                                                                \
		for (i = 0; i < size && reading.size == INSIDE_BLOCK; i += reading.size) {      \
			struct read_marks marks = marks_##kernel(text + i);                     \
                                                                                                \
			reading = tell_apart(&marks, reading.pending, size - i);                \
			begins |= reading.begins & ~behind(reading.size);                       \
		}                                                                               \
		*escaped = *escaped || begins;                                                  \
		return i - reading.back;                                                        \
	}                                                                                       \
	target static size_t read_##kernel(const char *text, size_t size, char **to)            \
	{                                                                                       \
		struct reading reading = {.size = INSIDE_BLOCK};                                \
		char *at = *to;                                                                 \
		size_t i;                                                                       \
                                                                                                \
		for (i = 0; i < size && reading.size == INSIDE_BLOCK; i += reading.size) {      \
			struct read_marks marks = marks_##kernel(text + i);                     \
			uint64_t pending = reading.pending;                                     \
                                                                                                \
			reading = tell_apart(&marks, pending, size - i);                        \
			at = put_read_by(at, text + i, reading, pending);                       \
		}                                                                               \
		*to = at;                                                                       \
		return i - reading.back;                                                        \
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

/* ---- any machine ---- */

static struct read_marks marks_portable(const char *text)
{
	struct read_marks marks = {0, 0, 0};
	size_t i;

	for (i = 0; i < INSIDE_BLOCK; i++) {
		unsigned char byte = (unsigned char)text[i];

		marks.backslashes |= (uint64_t)(byte == '\\') << i;
		marks.ends |= (uint64_t)(byte < 0x20 || byte == '"') << i;
		marks.letters |= (uint64_t)(byte < 0x80 && said[byte]) << i;
	}
	return marks;
}

/* U+0085, U+2028 or U+2029. */
static inline bool is_line_end(const unsigned char *at)
{
	return (at[0] == 0xC2 && at[1] == 0x85) ||
	       (at[0] == 0xE2 && at[1] == 0x80 && (at[2] & 0xFE) == 0xA8);
}

static struct write_marks written_portable(const char *text)
{
	struct write_marks marks = {0, 0};
	size_t i;

	for (i = 0; i < INSIDE_BLOCK; i++) {
		unsigned char byte = (unsigned char)text[i];
		bool lettered = byte < 0x80 && letters[byte];

		marks.lettered |= (uint64_t)lettered << i;
		marks.wrong |= (uint64_t)((byte < 0x20 && !lettered) ||
		                          is_line_end((const unsigned char *)text + i)) << i;
	}
	return marks;
}

LOOPS(portable, , put_read, put_written)

#ifdef GH_HAVE_X86

/* With this bit turned over, the quote stands behind the control characters, and blanks beyond it. */
#define TURN 0x02

/* ---- AVX2 ---- */

#define SPLAT(byte) _mm256_set1_epi8((char)(byte))

/* By the low half of a byte, and by its high one: a bit in both for what is in a set. */
#define SAID_LOW 0, 0, 13, 0, 8, 0, 4, 0, 0, 0, 0, 0, 2, 0, 4, 0
#define SAID_HIGH 0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0
#define LETTERS_LOW 0, 0, 1, 0, 0, 0, 0, 0, 4, 4, 4, 0, 6, 4, 0, 0
#define LETTERS_HIGH 4, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0

GH_AVX2 static inline __m256i load(const char *at)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

GH_AVX2 static inline uint64_t bits(__m256i bytes)
{
	return (uint32_t)_mm256_movemask_epi8(bytes);
}

GH_AVX2 static inline __m256i low_ones(__m256i byte)
{
	__m256i turned = _mm256_xor_si256(byte, SPLAT(TURN));

	return _mm256_cmpeq_epi8(_mm256_min_epu8(turned, SPLAT(0x20)), turned);
}

GH_AVX2 static inline __m256i of_set(__m256i byte, __m256i low, __m256i high)
{
	__m256i half = _mm256_and_si256(_mm256_srli_epi16(byte, 4), SPLAT(0x0F));
	__m256i both = _mm256_and_si256(_mm256_shuffle_epi8(low, byte), _mm256_shuffle_epi8(high, half));

	return _mm256_cmpgt_epi8(both, _mm256_setzero_si256());
}

GH_AVX2 static inline struct read_marks marks32(const char *text)
{
	__m256i byte = load(text);

	return (struct read_marks){
		bits(_mm256_cmpeq_epi8(byte, SPLAT('\\'))), bits(low_ones(byte)),
		bits(of_set(byte, _mm256_setr_epi8(SAID_LOW, SAID_LOW),
		            _mm256_setr_epi8(SAID_HIGH, SAID_HIGH)))};
}

GH_AVX2 static inline struct read_marks marks_avx2(const char *text)
{
	struct read_marks a = marks32(text), b = marks32(text + 32);

	return (struct read_marks){a.backslashes | b.backslashes << 32, a.ends | b.ends << 32,
	                           a.letters | b.letters << 32};
}

GH_AVX2 static inline struct write_marks written32(const char *text)
{
	__m256i byte = load(text), next = load(text + 1), third = load(text + 2);
	__m256i two = _mm256_and_si256(_mm256_cmpeq_epi8(byte, SPLAT(0xC2)),
	                               _mm256_cmpeq_epi8(next, SPLAT(0x85)));
	__m256i three = _mm256_and_si256(_mm256_cmpeq_epi8(byte, SPLAT(0xE2)),
	                                 _mm256_cmpeq_epi8(next, SPLAT(0x80)));
	__m256i last = _mm256_cmpeq_epi8(_mm256_and_si256(third, SPLAT(0xFE)), SPLAT(0xA8));
	uint64_t lettered = bits(of_set(byte, _mm256_setr_epi8(LETTERS_LOW, LETTERS_LOW),
	                                _mm256_setr_epi8(LETTERS_HIGH, LETTERS_HIGH)));

	return (struct write_marks){
		lettered, (bits(low_ones(byte)) & ~lettered) |
		          bits(_mm256_or_si256(two, _mm256_and_si256(three, last)))};
}

GH_AVX2 static inline struct write_marks written_avx2(const char *text)
{
	struct write_marks a = written32(text), b = written32(text + 32);

	return (struct write_marks){a.lettered | b.lettered << 32, a.wrong | b.wrong << 32};
}

LOOPS(avx2, GH_AVX2, put_read, put_written)

/* ---- AVX-512, whose blocks are put without a look at where their escapes are ---- */

#define SPLAT64(byte) _mm512_set1_epi8((char)(byte))
#define SLOTS UINT64_C(0x5555555555555555) /* every other byte, from the first */

/* The table at each byte; what those beyond ASCII get is of no use. */
GH_AVX512 static inline __m512i ascii_of(const char table[128], __m512i byte)
{
	return _mm512_permutex2var_epi8(_mm512_loadu_si512(table), byte, _mm512_loadu_si512(table + 64));
}

GH_AVX512 static inline uint64_t low_ones64(__m512i byte)
{
	return _mm512_cmple_epu8_mask(_mm512_xor_si512(byte, SPLAT64(TURN)), SPLAT64(0x20));
}

GH_AVX512 static inline struct read_marks marks_avx512(const char *text)
{
	__m512i byte = _mm512_loadu_si512(text), says = ascii_of(said, byte);

	return (struct read_marks){_mm512_cmpeq_epi8_mask(byte, SPLAT64('\\')), low_ones64(byte),
	                           _mm512_test_epi8_mask(says, says) & ~_mm512_movepi8_mask(byte)};
}

GH_AVX512 static inline struct write_marks written_avx512(const char *text)
{
	__m512i byte = _mm512_loadu_si512(text), next = _mm512_loadu_si512(text + 1);
	__m512i third = _mm512_and_si512(_mm512_loadu_si512(text + 2), SPLAT64(0xFE));
	uint64_t two = _mm512_cmpeq_epi8_mask(byte, SPLAT64(0xC2)) &
	               _mm512_cmpeq_epi8_mask(next, SPLAT64(0x85));
	uint64_t three = _mm512_cmpeq_epi8_mask(byte, SPLAT64(0xE2)) &
	                 _mm512_cmpeq_epi8_mask(next, SPLAT64(0x80)) &
	                 _mm512_cmpeq_epi8_mask(third, SPLAT64(0xA8));
	__m512i letter = ascii_of(letters, byte);
	uint64_t lettered = _mm512_test_epi8_mask(letter, letter) & ~_mm512_movepi8_mask(byte);

	return (struct write_marks){lettered, (low_ones64(byte) & ~lettered) | two | three};
}

/* Letters are put as what they say, and backslashes left out. */
GH_AVX512 static inline char *put_read_avx512(char *to, const char *text, struct reading reading,
                                              uint64_t pending)
{
	__m512i byte = _mm512_loadu_si512(text);
	uint64_t stay = ~(reading.begins | behind(reading.size));

	byte = _mm512_mask_mov_epi8(byte, reading.begins << 1 | pending, ascii_of(said, byte));
	_mm512_storeu_si512(to, _mm512_maskz_compress_epi8(stay, byte));
	return to + __builtin_popcountll(stay);
}

/* Half a block: a backslash is put before each byte, and left out again where none belongs. */
GH_AVX512 static inline char *put_half(char *to, __m256i half, uint64_t lettered, size_t size)
{
	__m512i pairs = _mm512_slli_epi16(_mm512_cvtepu8_epi16(half), 8);
	uint64_t stay = (~SLOTS | _pdep_u64(lettered, SLOTS)) & ~behind(2 * size);

	pairs = _mm512_or_si512(pairs, _mm512_set1_epi16('\\'));
	_mm512_storeu_si512(to, _mm512_maskz_compress_epi8(stay, pairs));
	return to + __builtin_popcountll(stay);
}

GH_AVX512 static inline char *put_written_avx512(char *to, const char *text, uint64_t lettered,
                                                 size_t size)
{
	__m512i byte = _mm512_loadu_si512(text);
	size_t half = INSIDE_BLOCK / 2;

	byte = _mm512_mask_mov_epi8(byte, lettered, ascii_of(letters, byte));
	to = put_half(to, _mm512_castsi512_si256(byte), (uint32_t)lettered, size);
	return put_half(to, _mm512_extracti64x4_epi64(byte, 1), lettered >> 32,
	                size > half ? size - half : 0);
}

LOOPS(avx512, GH_AVX512, put_read_avx512, put_written_avx512)

#endif

/* ---- which of them ---- */

const struct insides *insides_by(enum gh_kernel kernel)
{
	static const struct insides all[GH_KERNELS] = {
		[GH_KERNEL_PORTABLE] = {look_portable, read_portable, write_portable},
#ifdef GH_HAVE_X86
		[GH_KERNEL_AVX2] = {look_avx2, read_avx2, write_avx2},
		[GH_KERNEL_AVX512] = {look_avx512, read_avx512, write_avx512},
#endif
	};

	return all[kernel].look && gh_kernel_runs(kernel) ? &all[kernel] : NULL;
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

/* How much of a text is looked at where it is. */
static size_t whole_of(size_t size)
{
	return size < 2 * INSIDE_BLOCK ? 0 : size / INSIDE_BLOCK * INSIDE_BLOCK - INSIDE_BLOCK;
}

/* The rest, less than two blocks, in a copy with a block behind it. */
static const char *copy_end(char end[3 * INSIDE_BLOCK], const char *text, size_t size)
{
	memset(end, 'x', 3 * INSIDE_BLOCK);
	memcpy(end, text, size);
	return end;
}

size_t inside_look(const char *text, size_t size, bool *escaped)
{
	const struct insides *by = fastest();
	size_t whole = whole_of(size), done = by->look(text, whole, escaped);
	char end[3 * INSIDE_BLOCK];

	if (done + 1 < whole)
		return done;
	return done + by->look(copy_end(end, text + done, size - done), size - done, escaped);
}

size_t inside_read(struct bytes *to, const char *text, size_t size)
{
	const struct insides *by = fastest();
	size_t whole = whole_of(size), done;
	char end[3 * INSIDE_BLOCK], *at;

	if (to->room - to->size < size + INSIDE_BLOCK)
		bytes_reserve(to, size + INSIDE_BLOCK);
	at = to->at + to->size;
	done = by->read(text, whole, &at);
	if (done + 1 >= whole)
		done += by->read(copy_end(end, text + done, size - done), size - done, &at);
	to->size = (size_t)(at - to->at);
	return done;
}

/* Each byte may become two: not more of them at once than there shall be room for. */
#define PIECE (16 * INSIDE_BLOCK)

static size_t write_piece(struct bytes *to, const char *text, size_t size, bool last)
{
	char end[3 * INSIDE_BLOCK], *at;
	size_t done;

	if (to->room - to->size < 2 * size + INSIDE_BLOCK)
		bytes_reserve(to, 2 * size + INSIDE_BLOCK);
	at = to->at + to->size;
	done = fastest()->write(last ? copy_end(end, text, size) : text, size, &at);
	to->size = (size_t)(at - to->at);
	return done;
}

size_t inside_write(struct bytes *to, const char *text, size_t size)
{
	size_t whole = whole_of(size), done = 0, piece, took;

	while (done < whole) {
		piece = whole - done < PIECE ? whole - done : PIECE;
		took = write_piece(to, text + done, piece, false);
		done += took;
		if (took < piece)
			return done;
	}
	return done + write_piece(to, text + done, size - done, true);
}
