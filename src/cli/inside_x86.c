/* SPDX-License-Identifier: MIT */
/* The insides of JSON strings by the vectors of x86. */
#include "config.h"

#include "inside_block.h"

#ifdef GH_HAVE_X86
#include <immintrin.h>

/*
 * With this bit turned over, the quote stands behind the control characters, and blanks beyond it.
 */
#define TURN 0x02

/* ---- AVX2 ---- */

#define SPLAT(byte) _mm256_set1_epi8((char)(byte))

/* By the low half of a byte, and by its high one: a bit in both for what is in a set. */
#define SAID_LOW 0, 0, 13, 0, 8, 0, 4, 0, 0, 0, 0, 0, 2, 0, 4, 0
#define SAID_HIGH 0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0
#define DIGIT_LOW 1, 7, 7, 7, 7, 7, 7, 1, 1, 1, 0, 0, 0, 0, 0, 0
#define DIGIT_HIGH 0, 0, 0, 1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0
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
	__m256i both =
		_mm256_and_si256(_mm256_shuffle_epi8(low, byte), _mm256_shuffle_epi8(high, half));

	return _mm256_cmpgt_epi8(both, _mm256_setzero_si256());
}

/* Of both halves of a block. */
#define BOTH(mask, text) (mask(load(text)) | mask(load((text) + 32)) << 32)

GH_AVX2 static inline uint64_t backslashes(__m256i byte)
{
	return bits(_mm256_cmpeq_epi8(byte, SPLAT('\\')));
}

GH_AVX2 static inline uint64_t ends(__m256i byte)
{
	return bits(low_ones(byte));
}

GH_AVX2 static inline struct marks marks_avx2(const char *text)
{
	return (struct marks){BOTH(backslashes, text), BOTH(ends, text)};
}

GH_AVX2 static inline uint64_t said(__m256i byte)
{
	return bits(of_set(byte, _mm256_setr_epi8(SAID_LOW, SAID_LOW),
	                   _mm256_setr_epi8(SAID_HIGH, SAID_HIGH)));
}

GH_AVX2 static inline uint64_t us(__m256i byte)
{
	return bits(_mm256_cmpeq_epi8(byte, SPLAT('u')));
}

GH_AVX2 static inline uint64_t digits(__m256i byte)
{
	return bits(of_set(byte, _mm256_setr_epi8(DIGIT_LOW, DIGIT_LOW),
	                   _mm256_setr_epi8(DIGIT_HIGH, DIGIT_HIGH)));
}

GH_AVX2 static inline uint64_t octals(__m256i byte)
{
	return bits(_mm256_cmpeq_epi8(_mm256_and_si256(byte, SPLAT(0xF8)), SPLAT('0')));
}

GH_AVX2 static inline uint64_t zeros(__m256i byte)
{
	return bits(_mm256_cmpeq_epi8(byte, SPLAT('0')));
}

/* Of digits those with the bit of A to F that 0 to 9 and a to f have not. */
GH_AVX2 static inline uint64_t uppers(__m256i byte)
{
	return bits(_mm256_cmpeq_epi8(_mm256_and_si256(byte, SPLAT(0x60)), SPLAT(0x40)));
}

GH_AVX2 static inline struct signs signs_avx2(const char *text, uint64_t begins)
{
	struct signs signs = {.letters = BOTH(said, text), .us = BOTH(us, text)};

	if ((begins & signs.us >> 1) == 0)
		return signs;
	signs.digits = BOTH(digits, text);
	signs.octals = BOTH(octals, text);
	signs.zeros = BOTH(zeros, text);
	signs.uppers = BOTH(uppers, text);
	return signs;
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

const struct insides inside_avx2 = {look_avx2, read_avx2, write_avx2, inside_write_units};

/* ---- AVX-512, whose blocks are put without a look at where their escapes are ---- */

#define SPLAT64(byte) _mm512_set1_epi8((char)(byte))
#define SLOTS UINT64_C(0x5555555555555555) /* every other byte, from the first */

/* The table at each byte; what those beyond ASCII get is of no use. */
GH_AVX512 static inline __m512i ascii_of(const char table[128], __m512i byte)
{
	return _mm512_permutex2var_epi8(_mm512_loadu_si512(table), byte,
	                                _mm512_loadu_si512(table + 64));
}

GH_AVX512 static inline uint64_t low_ones64(__m512i byte)
{
	return _mm512_cmple_epu8_mask(_mm512_xor_si512(byte, SPLAT64(TURN)), SPLAT64(0x20));
}

GH_AVX512 static inline struct marks marks_avx512(const char *text)
{
	__m512i byte = _mm512_loadu_si512(text);

	return (struct marks){_mm512_cmpeq_epi8_mask(byte, SPLAT64('\\')), low_ones64(byte)};
}

/* The value of each byte as a digit, as inside_hex has it. */
GH_AVX512 static inline __m512i values_of(__m512i byte)
{
	return ascii_of((const char *)inside_hex, byte);
}

GH_AVX512 static inline struct signs signs_avx512(const char *text, uint64_t begins)
{
	__m512i byte = _mm512_loadu_si512(text), says = ascii_of(inside_said, byte), value;
	uint64_t ascii = ~_mm512_movepi8_mask(byte);
	struct signs signs = {.letters = _mm512_test_epi8_mask(says, says) & ascii,
	                      .us = _mm512_cmpeq_epi8_mask(byte, SPLAT64('u'))};

	if ((begins & signs.us >> 1) == 0)
		return signs;
	value = _mm512_or_si512(values_of(byte), byte);
	signs.digits = ~_mm512_movepi8_mask(value);
	signs.octals = _mm512_cmpeq_epi8_mask(_mm512_and_si512(byte, SPLAT64(0xF8)), SPLAT64('0'));
	signs.zeros = _mm512_cmpeq_epi8_mask(byte, SPLAT64('0'));
	signs.uppers = _mm512_cmpeq_epi8_mask(_mm512_and_si512(byte, SPLAT64(0x60)), SPLAT64(0x40));
	return signs;
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
	__m512i letter = ascii_of(inside_letters, byte);
	uint64_t lettered = _mm512_test_epi8_mask(letter, letter) & ~_mm512_movepi8_mask(byte);

	return (struct write_marks){lettered, (low_ones64(byte) & ~lettered) | two | three};
}

/* Each escape is put as what it says at its first bytes, and the others are left out. */
GH_AVX512 static inline char *put_read_avx512(char *to, const char *text, struct reading reading)
{
	__m512i byte = _mm512_loadu_si512(text), low4 = SPLAT64(0x0F), high, low, lead, trail;
	uint64_t stay = ~(reading.letters | behind(reading.size) | digits_of(reading.units));

	if (reading.letters)
		byte = _mm512_mask_mov_epi8(byte, reading.letters << 1,
		                            ascii_of(inside_said, byte));
	if (reading.units) {
		/*
		 * The second and third digit of those that begin here, and the last two of the byte
		 * before.
		 */
		high = _mm512_and_si512(values_of(_mm512_loadu_si512(text + 3)), low4);
		low = _mm512_and_si512(values_of(_mm512_loadu_si512(text + 4)), low4);
		lead = _mm512_or_si512(_mm512_slli_epi16(high, 2),
		                       _mm512_and_si512(_mm512_srli_epi16(low, 2), SPLAT64(3)));
		trail = _mm512_or_si512(_mm512_slli_epi16(_mm512_and_si512(high, SPLAT64(3)), 4),
		                        low);
		byte = _mm512_mask_mov_epi8(byte, reading.units,
		                            _mm512_or_si512(lead, SPLAT64(0xC0)));
		byte = _mm512_mask_mov_epi8(byte, reading.units << 1,
		                            _mm512_or_si512(trail, SPLAT64(0x80)));
	}
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

	byte = _mm512_mask_mov_epi8(byte, lettered, ascii_of(inside_letters, byte));
	to = put_half(to, _mm512_castsi512_si256(byte), (uint32_t)lettered, size);
	return put_half(to, _mm512_extracti64x4_epi64(byte, 1), lettered >> 32,
	                size > half ? size - half : 0);
}

LOOPS(avx512, GH_AVX512, put_read_avx512, put_written_avx512)

/* ---- letters of two bytes as \uXXXX ---- */

#define PART 16 /* bytes, of which each becomes four at most */
#define FOURS UINT64_C(0x1111111111111111) /* the first of each four bytes */

/* Four bytes of output for each of input, in its own lane: of them those that count are kept. */
GH_AVX512 static inline __m512i spread(const char *text, __mmask16 leads, __mmask16 trails,
                                       __mmask16 lettered, __m128i digits)
{
	__m512i byte = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(const void *)text));
	__m512i before = _mm512_maskz_alignr_epi32(0xFFFE, byte, byte, 15);
	__m512i letter = _mm512_and_si512(ascii_of(inside_letters, byte), _mm512_set1_epi32(0xFF));
	__m512i lead = _mm512_slli_epi32(_mm512_and_si512(byte, _mm512_set1_epi32(0x1C)), 22);
	__m512i middle = _mm512_slli_epi32(_mm512_and_si512(before, _mm512_set1_epi32(3)), 2);
	__m512i trail = _mm512_or_si512(
		middle, _mm512_srli_epi32(_mm512_and_si512(byte, _mm512_set1_epi32(0x30)), 4));

	trail = _mm512_or_si512(
		trail, _mm512_slli_epi32(_mm512_and_si512(byte, _mm512_set1_epi32(0x0F)), 8));
	trail = _mm512_shuffle_epi8(_mm512_broadcast_i32x4(digits), trail);
	letter = _mm512_or_si512(_mm512_slli_epi32(letter, 8), _mm512_set1_epi32('\\'));
	lead = _mm512_add_epi32(lead, _mm512_set1_epi32('\\' | 'u' << 8 | '0' << 16 | '0' << 24));
	byte = _mm512_mask_mov_epi32(byte, lettered, letter);
	byte = _mm512_mask_mov_epi32(byte, leads, lead);
	return _mm512_mask_mov_epi32(byte, trails, trail);
}

GH_AVX512 static size_t write_ascii_avx512(const char *text, size_t size, char **to, bool upper)
{
	const __m128i digits = _mm_loadu_si128((const __m128i *)(const void *)(
		upper ? "0123456789ABCDEF" : "0123456789abcdef"));
	size_t i, n = PART;
	char *at = *to;

	for (i = 0; i < size && n >= PART - 1; i += n) {
		__m512i block = _mm512_castsi128_si512(
			_mm_loadu_si128((const __m128i *)(const void *)(text + i)));
		uint64_t part = (1u << PART) - 1, wrong, keep;
		uint64_t leads = _mm512_cmple_epu8_mask(_mm512_sub_epi8(block, SPLAT64(0xC2)),
		                                        SPLAT64(0xDF - 0xC2)) & part;
		uint64_t trails = _mm512_cmpeq_epi8_mask(_mm512_and_si512(block, SPLAT64(0xC0)),
		                                         SPLAT64(0x80)) & part;
		__m512i letter = ascii_of(inside_letters, block);
		uint64_t beyond = _mm512_movepi8_mask(block) & part;
		uint64_t lettered = _mm512_test_epi8_mask(letter, letter) & ~beyond & part;
		size_t left = size - i;

		wrong = (low_ones64(block) & ~lettered & part) | (beyond & ~(leads | trails)) |
		        (trails ^ leads << 1) | (left < PART ? UINT64_MAX << left : 0);
		n = wrong & part ? first_of(wrong) : PART;
		n -= n > 0 && leads >> (n - 1) & 1;
		keep = (UINT64_C(1) << n) - 1;
		_mm512_storeu_si512(
			at,
			_mm512_maskz_compress_epi8(
				_pdep_u64(keep, FOURS) |
					_pdep_u64(keep & (leads | trails | lettered), FOURS) << 1 |
					_pdep_u64(keep & leads, FOURS) * 0xC,
				spread(text + i, (__mmask16)leads, (__mmask16)trails,
		                       (__mmask16)lettered, digits)));
		at += n + (size_t)__builtin_popcountll(keep & (trails | lettered)) +
		      3 * (size_t)__builtin_popcountll(keep & leads);
	}
	*to = at;
	return i;
}

const struct insides inside_avx512 = {look_avx512, read_avx512, write_avx512, write_ascii_avx512};

#else
typedef int inside_has_no_vectors; /* a file is not empty */
#endif
