/* SPDX-License-Identifier: MIT */
/*
 * The fold by blocks of 64 bytes.
 *
 * A block of ASCII, Arabic (U+0600 to U+06FF), U+0080 to U+00BF and U+2000 to U+203F, which is nearly all
 * there is, becomes one key for the last byte of each character and none for the others; masks of
 * 64 bits then find the blanks to leave out, and the rest is pushed together.  A block with
 * anything else in it, ill-formed bytes too, goes to the portable kernel.  The stride is fixed, and
 * what the block before began is carried over as bits: to stop at each block's last whole character
 * would put load, compare and add on the loop's critical path (measured: half the speed).
 */
#include "text/fold.h"

#ifdef GH_HAVE_X86

#include <immintrin.h>
#include <stdbool.h>
#include <string.h>

#define BLOCK 64
#define BMI "bmi,bmi2,popcnt"
#define INLINE static inline __attribute__((always_inline))

/* Which bytes of a block are what, a bit a byte. */
struct kinds {
	uint64_t high, trail; /* not ASCII; 0x80 to 0xBF */
	uint64_t arabic, latin, punct; /* leads: D8 to DB, C2, E2 */
	uint64_t x80;
};

/* What the block before left to come, in bit 0. */
struct carry {
	uint64_t trail;       /* the last byte of two */
	uint64_t second, third; /* of E2 80 xx */
	uint64_t general;     /* any of these, unless it is the trail of D8 or D9 */
	uint64_t blank;       /* the last key is a blank */
	uint64_t glue;        /* the last key suffers no blank after it */
};

/* Bits of one block of keys. */
struct keys {
	uint64_t kept, blank, glue, lines;
};

/* Whether a block is well-formed and of the kinds the tables know; if so carry is moved on. */
INLINE bool take_kinds(const struct kinds *kinds, struct carry *carry)
{
	uint64_t second = kinds->punct << 1 | carry->second;
	uint64_t third = second << 1 | carry->third;
	uint64_t leads = kinds->arabic | kinds->latin;
	uint64_t trails = leads << 1 | carry->trail | second | third;

	if (kinds->trail != trails || (second & ~kinds->x80) ||
	    (kinds->high & ~(kinds->trail | leads | kinds->punct)))
		return false;
	carry->trail = leads >> 63;
	carry->second = kinds->punct >> 63;
	carry->third = second >> 63;
	carry->general = carry->trail | carry->second | carry->third;
	return true;
}

/*
 * Finds the keys that stay: of a run of blanks the last one, and none where a glue or a line's end is on
 * either side.  Works on the keys pushed together, so that characters of any length are neighbours.
 * A blank at the block's end is written and taken back, *size, if the next block shows it should go.
 */
__attribute__((target(BMI)))
INLINE uint64_t single_blanks(const struct keys *keys, struct carry *carry, size_t *size)
{
	uint64_t blank = _pext_u64(keys->blank, keys->kept), glue = _pext_u64(keys->glue, keys->kept);
	unsigned count = (unsigned)_mm_popcnt_u64(keys->kept);
	uint64_t all = _bzhi_u64(~UINT64_C(0), count), top = all ^ all >> 1;
	uint64_t beside = blank & (glue << 1 | carry->glue);
	unsigned long long sum;
	/* Adding its first bit to a run moves it to the place after the run. */
	uint64_t lost = (uint64_t)__builtin_add_overflow(blank, beside, &sum) << 63;
	uint64_t after = sum & ~blank;
	uint64_t last = blank & ~((blank | glue | after) >> 1 | lost);

	*size -= carry->blank & (blank | glue);
	if (count > 0) {
		carry->blank = (last & top) != 0;
		carry->glue = ((glue | blank) & ~last & top) != 0;
	}
	return _pdep_u64((all & ~blank) | last, keys->kept);
}

__attribute__((target(BMI)))
INLINE size_t note_ends(uint64_t lines, uint64_t kept, size_t text, size_t key, struct gh_fold_end *ends)
{
	size_t count = 0;

	while (lines) {
		uint64_t below = _blsmsk_u64(lines) >> 1;

		ends[count++] = (struct gh_fold_end){text + (size_t)_mm_popcnt_u64(below),
		                                     key + (size_t)_mm_popcnt_u64(kept & below)};
		lines = _blsr_u64(lines);
	}
	return count;
}

/* How many bytes before the next block begin a character that it ends. */
INLINE size_t unfinished(const struct carry *carry)
{
	return carry->third ? 2 : (size_t)(carry->second | carry->trail);
}

INLINE struct carry carry_of(const struct gh_folding *folding)
{
	unsigned char before = folding->keys[folding->keys_size - 1];

	return (struct carry){.blank = before == GH_KEY_BLANK,
	                      .glue = before == GH_KEY_COLON || before == GH_KEY_LINE};
}

/* What is done once for a call: the portable kernel begins the text, so that bytes before a block are there. */
static size_t begin(struct gh_folding *folding, size_t stop, struct gh_fold_end *ends)
{
	size_t least = stop < 2 ? stop : 2;

	return folding->at < least ? gh_fold_portable(folding, least, ends, GH_FOLD_ENDS) : 0;
}

/* Leaves to the portable kernel what the blocks up to at did not do before stop; late: bytes to go back. */
static size_t finish(struct gh_folding *folding, size_t late, size_t stop, struct gh_fold_end *ends,
                     size_t room)
{
	folding->at -= late;
	return stop - folding->at < BLOCK + 2 ? gh_fold_portable(folding, stop, ends, room) : 0;
}

/* What a kernel returns of a block that it leaves to the portable one. */
#define OTHER SIZE_MAX

static size_t fold_other(struct gh_folding *folding, size_t late, struct gh_fold_end *ends)
{
	size_t stop = folding->at + BLOCK;

	folding->at -= late;
	return gh_fold_portable(folding, stop, ends, GH_FOLD_ENDS);
}

/*
 * A kernel, whose block() folds one block.  It works on copies whose address nobody has, so that they stay
 * in registers from block to block: what one leaves to the next is the longest chain of the loop.
 */
#define KERNEL(name, target, block)                                                                          \
	target size_t name(struct gh_folding *folding, size_t stop, struct gh_fold_end *ends, size_t room)   \
	{                                                                                                    \
		size_t count = begin(folding, stop, ends), found;                                            \
		struct gh_folding now = *folding;                                                            \
		struct carry carry = carry_of(&now);                                                         \
                                                                                                             \
		for (; now.at + BLOCK <= stop && count + GH_FOLD_ENDS <= room; count += found) {             \
			found = block(&now, &carry, ends + count);                                           \
			if (found != OTHER)                                                                  \
				continue;                                                                    \
			*folding = now;                                                                      \
			found = fold_other(folding, unfinished(&carry), ends + count);                       \
			now = *folding;                                                                      \
			carry = carry_of(&now);                                                              \
		}                                                                                            \
		*folding = now;                                                                              \
		return count + finish(folding, unfinished(&carry), stop, ends + count, room - count);        \
	}

/* ---- AVX2: two halves of 32 bytes ---- */

#define AVX2 GH_AVX2

AVX2 INLINE uint64_t bits(__m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
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
	return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table)), index);
}

/* Bytes as indexes of tables of 64: the low half, and the bits above it as the tops of bytes. */
struct index {
	__m256i low, bit4, bit5;
};

AVX2 INLINE struct index index_of(__m256i bytes)
{
	return (struct index){_mm256_and_si256(bytes, _mm256_set1_epi8(0x0F)), _mm256_slli_epi16(bytes, 3),
	                      _mm256_slli_epi16(bytes, 2)};
}

/* table[byte & 0x3F] */
AVX2 INLINE __m256i look_up(const unsigned char *table, const struct index *at)
{
	return _mm256_blendv_epi8(
		_mm256_blendv_epi8(shuffle(table, at->low), shuffle(table + 16, at->low), at->bit4),
		_mm256_blendv_epi8(shuffle(table + 32, at->low), shuffle(table + 48, at->low), at->bit4),
		at->bit5);
}

/* The keys of ASCII, of which upper says whether any is above 0x3F, and of second bytes behind D8 and D9. */
AVX2 INLINE __m256i plain_keys(const struct gh_fold_tables *tables, const unsigned char *at, __m256i bytes, bool upper)
{
	struct index index = index_of(bytes);
	__m256i lead = _mm256_cmpeq_epi8(_mm256_max_epu8(bytes, _mm256_set1_epi8((char)0xC0)), bytes);
	__m256i ascii = look_up(tables->ascii, &index);
	__m256i letters = _mm256_blendv_epi8(look_up(tables->arabic, &index), look_up(tables->arabic + 64, &index),
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
AVX2 INLINE __m256i other_keys(const struct gh_fold_tables *tables, const unsigned char *at, __m256i bytes, __m256i keys)
{
	struct index index = index_of(bytes);
	__m256i before = load(at - 1);
	__m256i tail = _mm256_cmpgt_epi8(_mm256_set1_epi8((char)0xC0), bytes);
	__m256i plain = equal(_mm256_and_si256(before, _mm256_set1_epi8((char)0xFE)), 0xD8);
	__m256i third = _mm256_and_si256(equal(load(at - 2), 0xE2), equal(before, 0x80));

	keys = _mm256_andnot_si256(_mm256_andnot_si256(plain, tail), keys);
	keys = take_keys(keys, _mm256_and_si256(third, tail), tables->punct, &index);
	keys = take_keys(keys, _mm256_and_si256(equal(before, 0xC2), tail), tables->latin, &index);
	keys = take_keys(keys, _mm256_and_si256(equal(before, 0xDA), tail), tables->arabic + 128, &index);
	return take_keys(keys, _mm256_and_si256(equal(before, 0xDB), tail), tables->arabic + 192, &index);
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

AVX2 INLINE void find_leads(struct kinds *kinds, __m256i low, __m256i high)
{
	__m256i mask = _mm256_set1_epi8((char)0xFC);

	kinds->arabic = bits(equal(_mm256_and_si256(low, mask), 0xD8), equal(_mm256_and_si256(high, mask), 0xD8));
	kinds->latin = bits(equal(low, 0xC2), equal(high, 0xC2));
	kinds->punct = bits(equal(low, 0xE2), equal(high, 0xE2));
	kinds->x80 = bits(equal(low, 0x80), equal(high, 0x80));
}

/* Which bytes of a block are as those of the splat. */
AVX2 INLINE uint64_t same(const __m256i keys[2], const unsigned char *splat)
{
	return bits(_mm256_cmpeq_epi8(keys[0], load(splat)), _mm256_cmpeq_epi8(keys[1], load(splat)));
}

/* The keys of one block, 0 or DROPPED where there is none; false where the tables do not know it. */
AVX2 INLINE bool find_keys(const struct gh_fold_tables *tables, const unsigned char *at, struct carry *carry,
                           __m256i keys[2])
{
	__m256i low = load(at), high = load(at + 32), mask = _mm256_set1_epi8((char)0xFE);
	__m256i xc0 = _mm256_set1_epi8((char)0xC0);
	struct kinds kinds = {.high = bits(low, high),
	                      .trail = bits(_mm256_cmpgt_epi8(xc0, low), _mm256_cmpgt_epi8(xc0, high)),
	                      .arabic = same((__m256i[]){_mm256_and_si256(low, mask),
	                                                 _mm256_and_si256(high, mask)}, tables->lead)};
	bool upper = (bits(_mm256_slli_epi16(low, 1), _mm256_slli_epi16(high, 1)) & ~kinds.high) != 0;

	keys[0] = plain_keys(tables, at, low, upper);
	keys[1] = plain_keys(tables, at + 32, high, upper);
	if (kinds.high == (kinds.arabic | kinds.trail) && kinds.trail == (kinds.arabic << 1 | carry->trail) &&
	    !carry->general) {
		carry->trail = kinds.arabic >> 63;
		return true;
	}
	find_leads(&kinds, low, high);
	keys[0] = other_keys(tables, at, low, keys[0]);
	keys[1] = other_keys(tables, at + 32, high, keys[1]);
	return take_kinds(&kinds, carry);
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

AVX2 INLINE size_t fold_block(struct gh_folding *folding, struct carry *carry, struct gh_fold_end *ends)
{
	const struct gh_fold_tables *tables = folding->tables;
	const unsigned char *text = (const unsigned char *)folding->text;
	unsigned char *end;
	__m256i found[2];
	struct keys keys;
	uint64_t kept;
	size_t count;

	if (!find_keys(tables, text + folding->at, carry, found))
		return OTHER;
	keys = sort_keys(tables, found);
	kept = single_blanks(&keys, carry, &folding->keys_size);
	end = push_together(folding->keys + folding->keys_size, found[0], kept);
	end = push_together(end, found[1], kept >> 32);
	count = note_ends(keys.lines, kept, folding->at, folding->keys_size, ends);
	folding->keys_size = (size_t)(end - folding->keys);
	folding->at += BLOCK;
	return count;
}

KERNEL(gh_fold_avx2, AVX2, fold_block)

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

/* table[index & 0x7F] */
AVX512 INLINE __m512i look_up128(const unsigned char *table, __m512i index)
{
	return _mm512_permutex2var_epi8(_mm512_loadu_si512(table), index, _mm512_loadu_si512(table + 64));
}

/* Adds the keys that Latin-1 signs, U+2000 to U+203F and the Arabic letters from U+0680 have. */
AVX512 INLINE __m512i add_other_keys(const struct gh_fold_tables *tables, const unsigned char *at, __m512i bytes,
                                     uint64_t trail, __m512i keys)
{
	__m512i before = _mm512_loadu_si512(at - 1);
	uint64_t third = equal64(_mm512_loadu_si512(at - 2), 0xE2) & equal64(before, 0x80) & trail;
	uint64_t latin = equal64(before, 0xC2) & trail;
	uint64_t da = equal64(before, 0xDA) & trail, db = equal64(before, 0xDB) & trail;

	keys = _mm512_mask_permutexvar_epi8(keys, third, bytes, _mm512_loadu_si512(tables->punct));
	keys = _mm512_mask_permutexvar_epi8(keys, latin, bytes, _mm512_loadu_si512(tables->latin));
	keys = _mm512_mask_permutexvar_epi8(keys, da, bytes, _mm512_loadu_si512(tables->arabic + 128));
	return _mm512_mask_permutexvar_epi8(keys, db, bytes, _mm512_loadu_si512(tables->arabic + 192));
}

AVX512 INLINE bool find_keys64(const struct gh_fold_tables *tables, const unsigned char *at, struct carry *carry,
                               __m512i *keys)
{
	__m512i bytes = _mm512_loadu_si512(at), before = _mm512_loadu_si512(at - 1);
	__m512i xfc = _mm512_set1_epi8((char)0xFC), xfe = _mm512_set1_epi8((char)0xFE);
	/* Two pages of 64: the low bit of the lead says which. */
	__m512i index = _mm512_ternarylogic_epi32(_mm512_set1_epi8(0x3F), bytes, _mm512_slli_epi16(before, 6), 0xCA);
	struct kinds kinds = {.high = (uint64_t)_mm512_movepi8_mask(bytes),
	                      .arabic = equal64(_mm512_and_si512(bytes, xfc), 0xD8),
	                      .latin = equal64(bytes, 0xC2), .punct = equal64(bytes, 0xE2),
	                      .x80 = equal64(bytes, 0x80)};
	uint64_t letters = equal64(_mm512_and_si512(before, xfe), 0xD8) & kinds.high;

	kinds.trail = _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8((char)0xC0));
	*keys = _mm512_maskz_mov_epi8(~kinds.high, look_up128(tables->ascii, bytes));
	*keys = _mm512_mask_blend_epi8(letters & kinds.trail, *keys, look_up128(tables->arabic, index));
	if (kinds.trail & ~letters)
		*keys = add_other_keys(tables, at, bytes, kinds.trail, *keys);
	return take_kinds(&kinds, carry);
}

AVX512 INLINE size_t fold_block64(struct gh_folding *folding, struct carry *carry, struct gh_fold_end *ends)
{
	const struct gh_fold_tables *tables = folding->tables;
	const unsigned char *text = (const unsigned char *)folding->text;
	struct keys keys;
	uint64_t kept;
	size_t count;
	__m512i found;

	if (!find_keys64(tables, text + folding->at, carry, &found))
		return OTHER;
	keys = (struct keys){.kept = _mm512_cmpgt_epu8_mask(found, _mm512_set1_epi8(GH_KEY_FORM)),
	                     .blank = same64(found, tables->blank), .lines = same64(found, tables->line)};
	keys.glue = same64(found, tables->colon) | keys.lines;
	kept = single_blanks(&keys, carry, &folding->keys_size);
	/* To a register first: compressing to memory is eight times as slow on Zen 4. */
	_mm512_storeu_si512(folding->keys + folding->keys_size, _mm512_maskz_compress_epi8(kept, found));
	count = note_ends(keys.lines, kept, folding->at, folding->keys_size, ends);
	folding->keys_size += (size_t)_mm_popcnt_u64(kept);
	folding->at += BLOCK;
	return count;
}

KERNEL(gh_fold_avx512, AVX512, fold_block64)

#endif
