/* SPDX-License-Identifier: MIT */
/*
 * The fold by blocks of 64 bytes: what kernels for vectors do with the masks of a block.
 *
 * A block of ASCII, Arabic (U+0600 to U+06FF), U+0080 to U+00FF and U+2000 to U+2BFF but for
 * U+2040 to U+207F, which is nearly all there is, becomes one key for the last byte of each
 * character and none for the others; masks of 64 bits then find the blanks to leave out, and the
 * rest is pushed together.  A block with anything else in it, ill-formed bytes too, goes to the
 * portable kernel.  The stride is fixed, and what the block before began is carried over as bits:
 * to stop at each block's last whole character would put load, compare and add on the loop's
 * critical path (measured: half the speed).
 */
#ifndef GH_FOLD_BLOCK_H
#define GH_FOLD_BLOCK_H

#include <immintrin.h>
#include <stdbool.h>
#include <string.h>

#include "text/fold.h"

#define BLOCK 64
#define BMI "bmi,bmi2,popcnt"
#define INLINE static inline __attribute__((always_inline))

/* Which bytes of a block are what, a bit a byte. */
struct kinds {
	uint64_t high, trail; /* not ASCII; 0x80 to 0xBF */
	uint64_t arabic, latin, punct; /* leads: D8 to DB, C2 and C3, E2 */
	uint64_t second; /* what may stand behind E2: 80 and, of blanks only, 82 to AF */
};

/* What the block before left to come, in bit 0. */
struct carry {
	uint64_t trail;       /* the last byte of two */
	uint64_t second, third; /* of E2 xx xx */
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

	if (kinds->trail != trails || (second & ~kinds->second) ||
	    (kinds->high & ~(kinds->trail | leads | kinds->punct)))
		return false;
	carry->trail = leads >> 63;
	carry->second = kinds->punct >> 63;
	carry->third = second >> 63;
	return true;
}

/*
 * Finds the keys that stay: of a run of blanks the last one, and none where a glue or a line's end
 * is on either side.  Works on the keys pushed together, so that characters of any length are
 * neighbours.  A blank at the block's end is written and taken back, *size, if the next block shows
 * it should go.
 */
__attribute__((target(BMI)))
INLINE uint64_t single_blanks(const struct keys *keys, struct carry *carry, size_t *size)
{
	uint64_t blank = _pext_u64(keys->blank, keys->kept),
		 glue = _pext_u64(keys->glue, keys->kept);
	uint64_t beside = blank & (glue << 1 | carry->glue);
	/*
	 * Adding its first bit to a run clears it: no other bit than the one behind it is set by
	 * that.
	 */
	uint64_t last = blank & (blank + beside) & ~((blank | glue) >> 1);

	*size -= carry->blank & (blank | glue);
	if (keys->kept != 0) {
		unsigned top = (unsigned)_mm_popcnt_u64(keys->kept) - 1;

		carry->blank = last >> top;
		carry->glue = ((glue | blank) & ~last) >> top;
	}
	return _pdep_u64(~blank | last, keys->kept);
}

/* The first of the lines that end. */
__attribute__((target(BMI)))
INLINE struct gh_fold_end first_end(uint64_t lines, uint64_t kept, size_t text, size_t key)
{
	unsigned at = (unsigned)_tzcnt_u64(lines);

	return (struct gh_fold_end){text + at, key + (size_t)_mm_popcnt_u64(_bzhi_u64(kept, at))};
}

/* Two ends are written in any case: whether there are any is not to be guessed. */
__attribute__((target(BMI)))
INLINE size_t note_ends(uint64_t lines, uint64_t kept, size_t text, size_t key,
                        struct gh_fold_end *ends)
{
	size_t count = (size_t)_mm_popcnt_u64(lines);

	*ends++ = first_end(lines, kept, text, key);
	lines = _blsr_u64(lines);
	*ends++ = first_end(lines, kept, text, key);
	while ((lines = _blsr_u64(lines)) != 0)
		*ends++ = first_end(lines, kept, text, key);
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

/* Leaves to the portable kernel what blocks did not do before stop; late: bytes to go back. */
static size_t finish(struct gh_folding *folding, size_t late, size_t stop, struct gh_fold_end *ends,
                     size_t room)
{
	folding->at -= late;
	return stop - folding->at < BLOCK + 2 ? gh_fold_portable(folding, stop, ends, room) : 0;
}

/* What a kernel returns of a block that it leaves to the portable one. */
#define OTHER SIZE_MAX

static size_t fold_other(struct gh_folding *folding, struct carry *carry, struct gh_fold_end *ends)
{
	size_t left = folding->size - folding->at, size = left < BLOCK ? left : BLOCK, count;
	size_t stop = folding->at + size;

	folding->at -= unfinished(carry);
	count = gh_fold_portable(folding, stop, ends, GH_FOLD_ENDS);
	*carry = carry_of(folding);
	return count;
}

static bool ends_in_letter_lead(const struct gh_folding *folding)
{
	return ((unsigned char)folding->text[folding->at - 1] & 0xFE) == 0xD8;
}

/* Whether a lead waits for its tail that is none of the two that a plain block looks for itself. */
static bool waits(const struct gh_folding *folding, const struct carry *carry)
{
	return carry->second || carry->third || (carry->trail && !ends_in_letter_lead(folding));
}

/* Takes over what came of plain blocks, if there were any. */
INLINE void take_plain(struct gh_folding *folding, const struct gh_folding *now,
                       struct carry *carry, const struct carry *left)
{
	bool any = now->at > folding->at;

	*folding = *now;
	*carry = *left;
	if (any)
		carry->trail = ends_in_letter_lead(folding);
}

/* A block of which bytes are missing, before the text or behind it: blanks stand there. */
struct copied {
	struct gh_folding folding;
	char text[2 + 2 * BLOCK];
};

/*
 * Copies so many bytes, the last of the text, and what is before them; sizes that are known need no
 * call.
 */
static void copy_block(struct copied *copied, const struct gh_folding *folding, size_t size)
{
	size_t held = folding->at + size;
	char *end = copied->text + 2 + BLOCK;

	if (held < 2 + BLOCK)
		memcpy((char *)memset(copied->text, ' ', 2 + BLOCK) + 2 + BLOCK - held,
		       folding->text, held);
	else
		memcpy(copied->text, folding->text + held - (2 + BLOCK), 2 + BLOCK);
	memset(end, ' ', BLOCK);
	copied->folding = *folding;
	copied->folding.text = end - size - 2;
	copied->folding.at = 2;
}

/* What came of the copy came of the text: the ends, so many, are put right. */
static void take_copied(struct gh_folding *folding, const struct copied *copied, size_t size,
                        struct gh_fold_end *ends, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		ends[i].text += folding->at - 2;
	folding->at += size;
	folding->keys_size = copied->folding.keys_size;
}

/* Whether what is left of the text is less than a block. */
static bool is_last(const struct gh_folding *folding, size_t stop)
{
	return stop == folding->size && folding->at < stop && folding->at + BLOCK > stop;
}

/*
 * Blocks are seen with two bytes before them: the first two of a text are folded without, unless
 * all of it is less than a block.
 */
static size_t fold_first(struct gh_folding *folding, size_t stop, struct gh_fold_end *ends,
                         size_t room)
{
	size_t first = folding->at == 0 && is_last(folding, stop) ? 0 : stop < 2 ? stop : 2;

	return folding->at < first ? gh_fold_portable(folding, first, ends, room) : 0;
}

/*
 * A kernel, whose plain() folds a block of ASCII and of what stands behind D8 and D9, which most
 * blocks are, and mixed() another that the tables know.  Blocks are plain in a loop of their own,
 * on copies whose address nobody has, so that these stay in registers: what one leaves to the next
 * is the longest chain of the loop.
 */
#define KERNEL(name, target, plain, mixed)                                                         \
	target static size_t name##_copied(struct gh_folding *folding, struct carry *carry,        \
	                                   struct gh_fold_end *ends)                               \
	{                                                                                          \
		size_t size = folding->size - folding->at, found;                                  \
		struct copied copied;                                                              \
                                                                                                   \
		copy_block(&copied, folding, size);                                                \
		found = waits(folding, carry) ? OTHER : plain(&copied.folding, carry, ends);       \
		if (found != OTHER)                                                                \
			carry->trail = 0;                                                          \
		else                                                                               \
			found = mixed(&copied.folding, carry, ends);                               \
		if (found == OTHER)                                                                \
			return fold_other(folding, carry, ends);                                   \
		take_copied(folding, &copied, size, ends, found);                                  \
		return found;                                                                      \
	}                                                                                          \
                                                                                                   \
	target INLINE size_t name##_blocks(struct gh_folding *folding, struct carry *carry, size_t stop,     \
	                                   struct gh_fold_end *ends, size_t room)                  \
	{                                                                                          \
		struct gh_folding now = *folding;                                                  \
		struct carry left = *carry;                                                        \
		bool is_plain = !waits(folding, carry);                                            \
		size_t count = 0, found;                                                           \
                                                                                                   \
		while (is_plain && now.at + BLOCK <= stop && count + GH_FOLD_ENDS <= room) {       \
			found = plain(&now, &left, ends + count);                                  \
			is_plain = found != OTHER;                                                 \
			count += is_plain ? found : 0;                                             \
		}                                                                                  \
		take_plain(folding, &now, carry, &left);                                           \
		if (is_plain)                                                                      \
			return count;                                                              \
		found = mixed(folding, carry, ends + count);                                       \
		return count + (found != OTHER ? found : fold_other(folding, carry, ends + count));          \
	}                                                                                          \
                                                                                                   \
	target size_t name(struct gh_folding *folding, size_t stop, struct gh_fold_end *ends, size_t room)   \
	{                                                                                          \
		size_t count = fold_first(folding, stop, ends, room);                              \
		struct carry carry = carry_of(folding);                                            \
                                                                                                   \
		while (folding->at + BLOCK <= stop && count + GH_FOLD_ENDS <= room)                \
			count += name##_blocks(folding, &carry, stop, ends + count, room - count); \
		if (is_last(folding, stop) && count + GH_FOLD_ENDS <= room)                        \
			count += name##_copied(folding, &carry, ends + count);                     \
		return count + finish(folding, unfinished(&carry), stop, ends + count, room - count);        \
	}

#endif
