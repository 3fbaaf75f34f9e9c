/* SPDX-License-Identifier: MIT */
/*
 * The folded key of a line: one byte a character, equal for spellings that a reader takes as equal.
 *
 * Tashkeel, tatweel and invisible characters leave nothing; the hamza and the two dots of alef,
 * waw, yeh and teh marbuta fold away; digits are one byte, Latin is lower case without accents,
 * punctuation is a blank and blanks are single; a colon stands without blanks around it, since it
 * is the best cue for a label.  There are no blanks at the ends.  NFC and NFD input fold alike.
 */
#ifndef GH_FOLD_H
#define GH_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ground/kernel.h"

enum gh_key {
	GH_KEY_DROPPED = 1, /* in tables only, never in a key */
	GH_KEY_FORM = 2, /* in tables only */
	GH_KEY_LINE = '\n', /* between the lines of a text folded whole, never in a line's key */
	GH_KEY_BLANK = ' ',
	GH_KEY_DIGIT = '0',
	GH_KEY_COLON = ':',
	GH_KEY_HAMZA = 0x80,
	GH_KEY_ALEF,
	GH_KEY_BEH,
	GH_KEY_TEH,
	GH_KEY_THEH,
	GH_KEY_JEEM,
	GH_KEY_HAH,
	GH_KEY_KHAH,
	GH_KEY_DAL,
	GH_KEY_THAL,
	GH_KEY_REH,
	GH_KEY_ZAIN,
	GH_KEY_SEEN,
	GH_KEY_SHEEN,
	GH_KEY_SAD,
	GH_KEY_DAD,
	GH_KEY_TAH,
	GH_KEY_ZAH,
	GH_KEY_AIN,
	GH_KEY_GHAIN,
	GH_KEY_FEH,
	GH_KEY_QAF,
	GH_KEY_KAF,
	GH_KEY_LAM,
	GH_KEY_MEEM,
	GH_KEY_NOON,
	GH_KEY_HEH,
	GH_KEY_WAW,
	GH_KEY_YEH,
	GH_KEY_PEH,
	GH_KEY_TCHEH,
	GH_KEY_JEH,
	GH_KEY_GAF,
	GH_KEY_VEH,
	GH_KEY_TTEH,
	GH_KEY_DDAL,
	GH_KEY_RREH,
	GH_KEY_NOON_GHUNNA,
	GH_KEY_YEH_BARREE,
	GH_KEY_FOREIGN = 0xBF /* a letter of another script, or an ill-formed byte */
};

/* What a code point is to the normaliser; letters.def gives each code point one of these. */
enum gh_class {
	GH_CLASS_NONE, /* not in letters.def */
	GH_CLASS_LETTER, GH_CLASS_DIGIT, GH_CLASS_LATIN, GH_CLASS_PUNCT,
	GH_CLASS_HARAKA, GH_CLASS_TANWIN, GH_CLASS_SUKUN, GH_CLASS_SHADDA, GH_CLASS_MADDA,
	GH_CLASS_HAMZA_MARK, GH_CLASS_DAGGER, GH_CLASS_QURAN, GH_CLASS_HONORIFIC_MARK,
	GH_CLASS_TATWEEL, GH_CLASS_FORM_B, GH_CLASS_FORM_A, GH_CLASS_FORM_OTHER, GH_CLASS_HONORIFIC,
	GH_CLASS_INVISIBLE, GH_CLASS_JOINER, GH_CLASS_SELECTOR, GH_CLASS_ODD_BLANK
};

/* letters.def by code point; GH_CLASS_NONE and a general key above it and in its gaps. */
enum gh_class gh_letter_class(uint32_t cp);
/* the clean form, "" if it stands for itself or nothing */
const char *gh_letter_clean(uint32_t cp);

/*
 * Folds n bytes of text into key, which has room for GH_FOLD_ROOM(n) bytes; returns the key's
 * length. Ill-formed bytes fold to GH_KEY_FOREIGN.
 */
#define GH_FOLD_ROOM(n) (2 * (n) + 16)
size_t gh_fold(const char *text, size_t n, unsigned char *key);

/* What kernels look keys up in, and bytes that they compare with, spread as vectors want them. */
struct gh_fold_tables {
	unsigned char ascii[128], latin[128], arabic[256], punct[64];
	unsigned char blank[64], colon[64], line[64], lead[64];
};

void gh_fold_tables_fill(struct gh_fold_tables *tables);

/*
 * A text of many lines while it is folded in one pass: its lines' keys stand one after another,
 * each as gh_fold() would give it and GH_KEY_LINE behind it.
 */
struct gh_folding {
	const char *text;
	size_t size, at;     /* bytes there are, bytes folded */
	unsigned char *keys;
	/* keys[keys_size - 1] must be there: GH_KEY_LINE before the first line */
	size_t keys_size;
	const struct gh_fold_tables *tables;
};

struct gh_fold_end {
	size_t text, key;    /* offsets of a LF and of its GH_KEY_LINE */
};

#define GH_KEY_SLACK 72 /* bytes behind the last key that may be read and written, whatever they are */
#define GH_FOLD_ENDS 128 /* the least room for ends that a kernel takes */

/*
 * Folds on from folding->at to stop or a few bytes further, or until ends has little room left, and
 * returns the number of ends.  keys has room for GH_FOLD_ROOM(stop - at) + GH_KEY_SLACK bytes more.
 * A last line without LF has no end and may have a blank behind its key.
 */
typedef size_t gh_fold_kernel(struct gh_folding *folding, size_t stop, struct gh_fold_end *ends,
                              size_t room);

/* NULL where there is no such kernel, or this machine cannot run it, or not well. */
gh_fold_kernel *gh_fold_kernel_of(enum gh_kernel kernel);
gh_fold_kernel *gh_fold_fastest(void);

/* ---- words of a key ---- */

/* multiplied by, it spreads a word over 64 bits */
#define GH_WORD_FACTOR UINT64_C(0x9E3779B97F4A7C15)

/* Eight bytes as a number, the first lowest, on any machine; compilers make it one load. */
static inline uint64_t gh_eight(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
	       (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
	       (uint64_t)p[7] << 56;
}

/* The first eight bytes of a word, zeros behind a shorter one; readable counts from its start. */
static inline uint64_t gh_word_head(const unsigned char *word, size_t length, size_t readable)
{
	uint64_t head = 0;
	size_t i;

	if (readable >= 8) {
		head = gh_eight(word);
		return length >= 8 ? head : head & ((UINT64_C(1) << 8 * length) - 1);
	}
	for (i = 0; i < length && i < 8; i++)
		head |= (uint64_t)word[i] << 8 * i;
	return head;
}

/* One step of a hash, over eight bytes. */
static inline uint64_t gh_stir(uint64_t h, uint64_t eight)
{
	h = (h ^ eight) * GH_WORD_FACTOR;
	return h ^ h >> 29;
}

/* Where the word at start ends: at a blank, a colon or the key's end. */
static inline size_t gh_word_end(const unsigned char *key, size_t start, size_t length)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);

	while (length - start >= 8) {
		uint64_t eight = gh_eight(key + start), blank = eight ^ ones * ' ',
			 colon = eight ^ ones * ':';
		uint64_t zero = ((blank - ones) & ~blank & tops) | ((colon - ones) & ~colon & tops);

		/* The lowest byte found is a true one; those above it may be carries. */
		if (zero)
			return start + (size_t)__builtin_ctzll(zero) / 8;
		start += 8;
	}
	while (start < length && key[start] != ' ' && key[start] != ':')
		start++;
	return start;
}

/* ---- between fold.c and the kernels for one kind of machine only ---- */

gh_fold_kernel gh_fold_portable, gh_fold_vector, gh_fold_avx2, gh_fold_avx512;

/*
 * letters.def's keys by code point, 0 where it has none.  fold.c asserts that no FORM stands where
 * a kernel looks keys up by the byte: below U+0100, in U+0600 to U+06FF and in U+2000 to U+203F.
 */
extern const unsigned char gh_fold_keys[];

/* Blanks are single, and none stands at a line's ends or beside a colon. */
static inline bool gh_takes_no_blank(unsigned char before)
{
	return before == GH_KEY_BLANK || before == GH_KEY_COLON || before == GH_KEY_LINE;
}

static inline size_t gh_key_add(unsigned char *key, size_t size, unsigned char byte)
{
	if (byte == GH_KEY_BLANK) {
		if (size == 0 || gh_takes_no_blank(key[size - 1]))
			return size;
	} else if ((byte == GH_KEY_COLON || byte == GH_KEY_LINE) && size > 0 &&
	           key[size - 1] == GH_KEY_BLANK) {
		size--;
	}
	key[size] = byte;
	return size + 1;
}

/* One character of text: its key bytes are added, its length in text returned. */
size_t gh_fold_character(const char *text, size_t n, unsigned char *key, size_t *size);

/*
 * Where in text the key bytes with these indexes, in ascending order, begin: the same walk again,
 * for the few lines out of which a span is cut.  Each index is replaced by its origin; the key's
 * length gives n.
 */
void gh_fold_origins(const char *text, size_t n, size_t *at, size_t count);

#endif
