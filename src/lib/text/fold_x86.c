/* SPDX-License-Identifier: MIT */
/* The fold by blocks of 64 bytes, for AVX2 and for AVX-512. */
#include "text/fold.h"

#ifdef GH_HAVE_X86

#include <immintrin.h>
#include <string.h>

#include "text/fold_block.h"

/* ---- AVX2: two halves of 32 bytes ---- */

#define AVX2 GH_AVX2

AVX2 INLINE uint64_t bits(__m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high)
	                                                     << 32;
}

AVX2 INLINE __m256i load(const void *from)
{
	return _mm256_loadu_si256((const __m256i *)from);
}

AVX2 INLINE __m256i equal(__m256i bytes, int value)
{
	return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)value));
}

AVX2 INLINE __m256i shuffle(const unsigned char *table, __m256i index)
{
	return _mm256_shuffle_epi8(
		_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table)), index);
}

/* Bytes as indexes of tables of 64: the low half, and the bits above it as the tops of bytes. */
struct index {
	__m256i low, bit4, bit5;
};

AVX2 INLINE struct index index_of(__m256i bytes)
{
	return (struct index){_mm256_and_si256(bytes, _mm256_set1_epi8(0x0F)),
	                      _mm256_slli_epi16(bytes, 3), _mm256_slli_epi16(bytes, 2)};
}

/* table[byte & 0x3F] */
AVX2 INLINE __m256i look_up(const unsigned char *table, const struct index *at)
{
	return _mm256_blendv_epi8(
		_mm256_blendv_epi8(shuffle(table, at->low), shuffle(table + 16, at->low), at->bit4),
		_mm256_blendv_epi8(shuffle(table + 32, at->low), shuffle(table + 48, at->low),
	                           at->bit4),
		at->bit5);
}

/*
 * The keys of ASCII, of which upper says whether any is above 0x3F, and of second bytes behind D8
 * and D9.
 */
AVX2 INLINE __m256i plain_keys(const struct gh_fold_tables *tables, const unsigned char *at,
                               __m256i bytes, bool upper)
{
	struct index index = index_of(bytes);
	__m256i lead =
		_mm256_cmpeq_epi8(_mm256_max_epu8(bytes, _mm256_set1_epi8((char)0xC0)), bytes);
	__m256i ascii = look_up(tables->ascii, &index);
	__m256i letters = _mm256_blendv_epi8(look_up(tables->arabic, &index),
	                                     look_up(tables->arabic + 64, &index),
	                                     _mm256_slli_epi16(load(at - 1), 7));

	if (upper)
		ascii = _mm256_blendv_epi8(ascii, look_up(tables->ascii + 64, &index),
		                           _mm256_slli_epi16(bytes, 1));
	return _mm256_andnot_si256(lead, _mm256_blendv_epi8(ascii, letters, bytes));
}

/* Has the bytes chosen, all of which are tails, take the keys that the table has for them. */
AVX2 INLINE __m256i take_keys(__m256i keys, __m256i chosen, const unsigned char *table,
                              const struct index *index)
{
	if (_mm256_testz_si256(chosen, chosen))
		return keys;
	return _mm256_or_si256(keys, _mm256_and_si256(look_up(table, index), chosen));
}

/* What plain_keys() gave for tails that stand behind other leads is put right. */
AVX2 INLINE __m256i other_keys(const struct gh_fold_tables *tables, const unsigned char *at,
                               __m256i bytes, __m256i keys)
{
	struct index index = index_of(bytes);
	__m256i before = load(at - 1);
	__m256i tail = _mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xC0), bytes);
	__m256i plain = equal(_mm256_and_si256(before, _mm256_set1_epi8((char)0xFE)), 0xD8);
	/*
	 * Behind an ill-formed E2, which is not in this block, there may be two bytes of their own.
	 */
	__m256i second = _mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xC0), before),
		x80 = equal(before, 0x80);
	__m256i third = _mm256_and_si256(_mm256_and_si256(equal(load(at - 2), 0xE2), second), tail);

	keys = _mm256_andnot_si256(_mm256_andnot_si256(plain, tail), keys);
	keys = _mm256_or_si256(
		keys, _mm256_and_si256(_mm256_andnot_si256(x80, third), load(tables->blank)));
	keys = take_keys(keys, _mm256_and_si256(third, x80), tables->punct, &index);
	keys = take_keys(keys, _mm256_and_si256(equal(before, 0xC2), tail), tables->latin, &index);
	keys = take_keys(keys, _mm256_and_si256(equal(before, 0xC3), tail), tables->latin + 64,
	                 &index);
	keys = take_keys(keys, _mm256_and_si256(equal(before, 0xDA), tail), tables->arabic + 128,
	                 &index);
	return take_keys(keys, _mm256_and_si256(equal(before, 0xDB), tail), tables->arabic + 192,
	                 &index);
}

/* Writes the bytes of eight that are kept and returns the place after them. */
AVX2 INLINE unsigned char *push_eight(unsigned char *to, __m128i eight, uint64_t kept)
{
	uint64_t all = _pdep_u64(kept, UINT64_C(0x0101010101010101)) * 0xFF;
	uint64_t left = _pext_u64((uint64_t)_mm_cvtsi128_si64(eight), all);

	memcpy(to, &left, sizeof left);
	return to + _mm_popcnt_u64(kept);
}

/* The same for 32. */
AVX2 INLINE unsigned char *push_together(unsigned char *to, __m256i bytes, uint64_t kept)
{
	__m128i low = _mm256_castsi256_si128(bytes), high = _mm256_extracti128_si256(bytes, 1);

	to = push_eight(to, low, kept & 0xFF);
	to = push_eight(to, _mm_unpackhi_epi64(low, low), kept >> 8 & 0xFF);
	to = push_eight(to, high, kept >> 16 & 0xFF);
	return push_eight(to, _mm_unpackhi_epi64(high, high), kept >> 24 & 0xFF);
}

AVX2 INLINE __m256i may_be_second(__m256i bytes)
{
	return _mm256_or_si256(
		equal(bytes, 0x80),
		_mm256_and_si256(_mm256_cmpgt_epi8(bytes, _mm256_set1_epi8((char)0x81)),
	                         _mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xB0), bytes)));
}

AVX2 INLINE void find_leads(struct kinds *kinds, __m256i low, __m256i high)
{
	__m256i mask = _mm256_set1_epi8((char)0xFC);

	kinds->arabic = bits(equal(_mm256_and_si256(low, mask), 0xD8),
	                     equal(_mm256_and_si256(high, mask), 0xD8));
	kinds->latin = bits(equal(_mm256_and_si256(low, _mm256_set1_epi8((char)0xFE)), 0xC2),
	                    equal(_mm256_and_si256(high, _mm256_set1_epi8((char)0xFE)), 0xC2));
	kinds->punct = bits(equal(low, 0xE2), equal(high, 0xE2));
	kinds->second = bits(may_be_second(low), may_be_second(high));
}

/* Which bytes of a block are as those of the splat. */
AVX2 INLINE uint64_t same(const __m256i keys[2], const unsigned char *splat)
{
	return bits(_mm256_cmpeq_epi8(keys[0], load(splat)),
	            _mm256_cmpeq_epi8(keys[1], load(splat)));
}

AVX2 INLINE struct keys sort_keys(const struct gh_fold_tables *tables, const __m256i keys[2])
{
	struct keys found = {
		/* A key has bit 7 or bit 5, but for that of a line's end. */
		.kept = bits(_mm256_or_si256(keys[0], _mm256_slli_epi16(keys[0], 2)),
		             _mm256_or_si256(keys[1], _mm256_slli_epi16(keys[1], 2))),
		.blank = same(keys, tables->blank),
		.glue = same(keys, tables->colon),
		.lines = same(keys, tables->line),
	};

	found.kept |= found.lines;
	found.glue |= found.lines;
	return found;
}

/* Puts the keys of a block behind those before it and enters the lines that end in it. */
AVX2 INLINE size_t put_keys(struct gh_folding *folding, struct carry *carry,
                            struct gh_fold_end *ends, const __m256i found[2])
{
	struct keys keys = sort_keys(folding->tables, found);
	uint64_t kept = single_blanks(&keys, carry, &folding->keys_size);
	size_t count = note_ends(keys.lines, kept, folding->at, folding->keys_size, ends);
	unsigned char *end = push_together(folding->keys + folding->keys_size, found[0], kept);

	end = push_together(end, found[1], kept >> 32);
	folding->keys_size = (size_t)(end - folding->keys);
	folding->at += BLOCK;
	return count;
}

AVX2 INLINE __m256i is_letter_lead(__m256i bytes)
{
	return equal(_mm256_and_si256(bytes, _mm256_set1_epi8((char)0xFE)), 0xD8);
}

AVX2 INLINE __m256i is_tail(__m256i bytes)
{
	return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xC0), bytes);
}

/* The keys of ASCII and of second bytes behind D8 and D9. */
AVX2 INLINE void find_plain_keys(const struct gh_fold_tables *tables, const unsigned char *at,
                                 __m256i keys[2])
{
	__m256i low = load(at), high = load(at + 32);
	/* The top of a byte says whether it is ASCII above 0x3F. */
	__m256i upper = _mm256_or_si256(_mm256_andnot_si256(low, _mm256_slli_epi16(low, 1)),
	                                _mm256_andnot_si256(high, _mm256_slli_epi16(high, 1)));
	bool is_upper = _mm256_movemask_epi8(upper) != 0;

	keys[0] = plain_keys(tables, at, low, is_upper);
	keys[1] = plain_keys(tables, at + 32, high, is_upper);
}

/*
 * The top of each byte that is of no plain block: it and the one before do not make a letter, or it
 * is not ASCII and no byte of one.
 */
AVX2 INLINE __m256i not_plain(const unsigned char *at)
{
	__m256i bytes = load(at), tail = is_tail(bytes);

	return _mm256_or_si256(
		_mm256_xor_si256(tail, is_letter_lead(load(at - 1))),
		_mm256_andnot_si256(_mm256_or_si256(tail, is_letter_lead(bytes)), bytes));
}

/* Each byte is seen with the one before it, so nothing need be known of the block before. */
AVX2 INLINE size_t fold_plain(struct gh_folding *folding, struct carry *carry,
                              struct gh_fold_end *ends)
{
	const unsigned char *at = (const unsigned char *)folding->text + folding->at;
	__m256i keys[2];

	if (_mm256_movemask_epi8(_mm256_or_si256(not_plain(at), not_plain(at + 32))))
		return OTHER;
	find_plain_keys(folding->tables, at, keys);
	return put_keys(folding, carry, ends, keys);
}

AVX2 static size_t fold_mixed(struct gh_folding *folding, struct carry *carry,
                              struct gh_fold_end *ends)
{
	const unsigned char *at = (const unsigned char *)folding->text + folding->at;
	__m256i low = load(at), high = load(at + 32), keys[2];
	struct kinds kinds = {.high = bits(low, high), .trail = bits(is_tail(low), is_tail(high))};

	find_leads(&kinds, low, high);
	if (!take_kinds(&kinds, carry))
		return OTHER;
	find_plain_keys(folding->tables, at, keys);
	keys[0] = other_keys(folding->tables, at, low, keys[0]);
	keys[1] = other_keys(folding->tables, at + 32, high, keys[1]);
	return put_keys(folding, carry, ends, keys);
}

KERNEL(gh_fold_avx2, AVX2, fold_plain, fold_mixed)

/* ---- AVX-512: one vector of 64 bytes ---- */

#define AVX512 GH_AVX512

AVX512 INLINE uint64_t equal64(__m512i bytes, int value)
{
	return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)value));
}

AVX512 INLINE uint64_t same64(__m512i bytes, const unsigned char *splat)
{
	return _mm512_cmpeq_epi8_mask(bytes, _mm512_loadu_si512(splat));
}

/* The keys of ASCII and of second bytes behind D8 and D9. */
AVX512 INLINE __m512i plain_keys64(const struct gh_fold_tables *tables, __m512i bytes,
                                   uint64_t ascii, uint64_t d8, uint64_t d9)
{
	__m512i keys = _mm512_maskz_permutex2var_epi8(ascii, _mm512_loadu_si512(tables->ascii),
	                                              bytes,
	                                              _mm512_loadu_si512(tables->ascii + 64));

	keys = _mm512_mask_permutexvar_epi8(keys, d8, bytes, _mm512_loadu_si512(tables->arabic));
	return _mm512_mask_permutexvar_epi8(keys, d9, bytes,
	                                    _mm512_loadu_si512(tables->arabic + 64));
}

/* Adds the keys that Latin-1, U+2000 to U+2BFF and the Arabic letters from U+0680 have. */
AVX512 INLINE __m512i add_other_keys(const struct gh_fold_tables *tables, const unsigned char *at,
                                     __m512i bytes, uint64_t trail, __m512i keys)
{
	__m512i before = _mm512_loadu_si512(at - 1);
	uint64_t third = equal64(_mm512_loadu_si512(at - 2), 0xE2) & trail;
	uint64_t c2 = equal64(before, 0xC2) & trail, c3 = equal64(before, 0xC3) & trail;
	uint64_t da = equal64(before, 0xDA) & trail, db = equal64(before, 0xDB) & trail;

	keys = _mm512_mask_mov_epi8(keys, third, _mm512_loadu_si512(tables->blank));
	keys = _mm512_mask_permutexvar_epi8(keys, third & equal64(before, 0x80), bytes,
	                                    _mm512_loadu_si512(tables->punct));
	keys = _mm512_mask_permutexvar_epi8(keys, c2, bytes, _mm512_loadu_si512(tables->latin));
	keys = _mm512_mask_permutexvar_epi8(keys, c3, bytes,
	                                    _mm512_loadu_si512(tables->latin + 64));
	keys = _mm512_mask_permutexvar_epi8(keys, da, bytes,
	                                    _mm512_loadu_si512(tables->arabic + 128));
	return _mm512_mask_permutexvar_epi8(keys, db, bytes,
	                                    _mm512_loadu_si512(tables->arabic + 192));
}

/* Puts the keys of a block behind those before it and enters the lines that end in it. */
AVX512 INLINE size_t put_keys64(struct gh_folding *folding, struct carry *carry,
                                struct gh_fold_end *ends, __m512i bytes, __m512i found)
{
	const struct gh_fold_tables *tables = folding->tables;
	struct keys keys = {.kept = _mm512_test_epi8_mask(found, _mm512_set1_epi8((char)0xFE)),
	                    .blank = same64(found, tables->blank),
	                    .lines = same64(bytes, tables->line)};
	uint64_t kept;
	size_t count = 0;

	keys.glue = same64(found, tables->colon) | keys.lines;
	kept = single_blanks(&keys, carry, &folding->keys_size);
	/* To a register first: compressing to memory is eight times as slow on Zen 4. */
	_mm512_storeu_si512(folding->keys + folding->keys_size,
	                    _mm512_maskz_compress_epi8(kept, found));
	count = note_ends(keys.lines, kept, folding->at, folding->keys_size, ends);
	folding->keys_size += (size_t)_mm_popcnt_u64(kept);
	folding->at += BLOCK;
	return count;
}

/* Each byte is seen with the one before it, so nothing need be known of the block before. */
AVX512 INLINE size_t fold_plain64(struct gh_folding *folding, struct carry *carry,
                                  struct gh_fold_end *ends)
{
	const unsigned char *at = (const unsigned char *)folding->text + folding->at;
	__m512i bytes = _mm512_loadu_si512(at), before = _mm512_loadu_si512(at - 1);
	__m512i lead = _mm512_and_si512(bytes, _mm512_set1_epi8((char)0xFE));
	__mmask64 ascii = _mm512_cmpge_epi8_mask(bytes, _mm512_setzero_si512());
	__mmask64 trail = _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8((char)0xC0));
	__mmask64 d8 = equal64(before, 0xD8), d9 = equal64(before, 0xD9);
	__mmask64 other = _mm512_mask_cmpneq_epi8_mask(_kxnor_mask64(ascii, trail), lead,
	                                               _mm512_set1_epi8((char)0xD8));

	if (!_kortestz_mask64_u8(other, _kxor_mask64(trail, _kor_mask64(d8, d9))))
		return OTHER;
	return put_keys64(folding, carry, ends, bytes,
	                  plain_keys64(folding->tables, bytes, ascii, d8, d9));
}

AVX512 static size_t fold_mixed64(struct gh_folding *folding, struct carry *carry,
                                  struct gh_fold_end *ends)
{
	const unsigned char *at = (const unsigned char *)folding->text + folding->at;
	__m512i bytes = _mm512_loadu_si512(at), before = _mm512_loadu_si512(at - 1), keys;
	uint64_t trail = _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8((char)0xC0));
	uint64_t d8 = equal64(before, 0xD8) & trail, d9 = equal64(before, 0xD9) & trail;
	struct kinds kinds = {
		.high = (uint64_t)_mm512_movepi8_mask(bytes),
		.trail = trail,
		.arabic = equal64(_mm512_and_si512(bytes, _mm512_set1_epi8((char)0xFC)), 0xD8),
		.latin = equal64(_mm512_and_si512(bytes, _mm512_set1_epi8((char)0xFE)), 0xC2),
		.punct = equal64(bytes, 0xE2)};

	kinds.second = equal64(bytes, 0x80) |
	               (_mm512_cmpgt_epi8_mask(bytes, _mm512_set1_epi8((char)0x81)) &
	                _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8((char)0xB0)));
	if (!take_kinds(&kinds, carry))
		return OTHER;
	keys = plain_keys64(folding->tables, bytes, ~kinds.high, d8, d9);
	keys = add_other_keys(folding->tables, at, bytes, trail & ~(d8 | d9), keys);
	return put_keys64(folding, carry, ends, bytes, keys);
}

KERNEL(gh_fold_avx512, AVX512, fold_plain64, fold_mixed64)

#endif
