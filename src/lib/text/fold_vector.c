/* SPDX-License-Identifier: MIT */
/*
 * The fold by words, for vectors that neither look bytes up nor push them together: first it is
 * found, a bit a byte, where the letters are that nearly all words are made of, then whole words of
 * them are folded at once.  All else goes one character at a time.
 */
#include "text/fold.h"

#include "ground/vector.h"

#ifdef GH_HAVE_VECTOR

#include <string.h>

/*
 * These letters are D8 A1 to D8 BA and D9 81 to D9 8A: the second byte tells which.  While a chunk
 * is folded one stands among the keys as its second byte with a bit more, above all keys; then
 * sixteen become keys at once, however words part them.
 */
#define WAITING 0x40

GH_WITHIN gh_vector is_letter(const unsigned char *text)
{
	gh_vector lead = gh_vector_at(text), second = gh_vector_at(text + 1);

	return gh_or(gh_and(gh_is(lead, 0xD8), gh_is_in(second, 0xA1, 0xBA)),
	             gh_and(gh_is(lead, 0xD9), gh_is_in(second, 0x81, 0x8A)));
}

/* Sixteen letters of a run, or what stands behind it. */
GH_WITHIN void put_letters(unsigned char *keys, const unsigned char *text)
{
	gh_vector seconds = gh_seconds(gh_vector_at(text), gh_vector_at(text + 16));

	gh_vector_put(keys, gh_or(seconds, gh_spread(WAITING)));
}

/* Key where a waiting byte is this one, else 0. */
GH_WITHIN gh_vector key_of(gh_vector bytes, unsigned second, unsigned key)
{
	return gh_and(gh_is(bytes, second | WAITING), gh_spread(key));
}

#define FROM_TEH ((GH_KEY_TEH - (0xAA | WAITING)) & 0xFF)
#define FROM_FEH ((GH_KEY_FEH - (0x81 | WAITING)) & 0xFF)

/*
 * From teh on letters have the order of their keys, and from feh on behind D9, where two are yeh;
 * of those before teh it is said which are not alef.
 */
GH_WITHIN void end_waiting(unsigned char *at)
{
	gh_vector bytes = gh_vector_at(at), is_d9 = gh_is_high_below(bytes, 0x90 | WAITING);
	gh_vector from_teh = gh_greater(gh_add(bytes, gh_spread(FROM_TEH)), gh_spread(GH_KEY_ALEF));
	gh_vector from_feh = gh_lesser(gh_add(bytes, gh_spread(FROM_FEH)), gh_spread(GH_KEY_YEH));
	gh_vector keys = gh_choose(is_d9, from_feh, from_teh);

	keys = gh_greater(keys, key_of(bytes, 0xA4, GH_KEY_WAW));
	keys = gh_greater(keys, key_of(bytes, 0xA6, GH_KEY_YEH));
	keys = gh_greater(keys, key_of(bytes, 0xA8, GH_KEY_BEH));
	keys = gh_greater(keys, key_of(bytes, 0xA9, GH_KEY_HEH));
	/* All ones are -1. */
	keys = gh_add(keys, gh_is(bytes, 0xA1 | WAITING));
	gh_vector_put(at, gh_choose(gh_is_in(bytes, 0xC0, 0xFF), keys, bytes));
}

_Static_assert(GH_KEY_HAMZA == GH_KEY_ALEF - 1, "the key of hamza stands elsewhere");

#define CHUNK 4096

/* How far a chunk's letters and runs are looked at behind its end. */
#define BEHIND 33

/* Which bytes of a chunk belong to letters that end in it, a bit each. */
struct map {
	unsigned char bits[CHUNK / 8 + 8];
};

static void draw(struct map *map, const unsigned char *text, size_t size)
{
	uint64_t letters = 0, carry = 0;
	size_t at;

	for (at = 0; at < size; at += 64) {
		uint64_t leads = gh_bits_of_64(is_letter(text + at), is_letter(text + at + 16),
		                               is_letter(text + at + 32),
		                               is_letter(text + at + 48));

		letters = leads | leads << 1 | carry;
		carry = leads >> 63;
		memcpy(map->bits + at / 8, &letters, 8);
	}
	letters &= ~(carry << 63);
	memcpy(map->bits + at / 8 - 8, &letters, 8);
	memset(map->bits + at / 8, 0, 8);
}

/* The bits from a byte on, 57 of them if the chunk has so many. */
GH_WITHIN uint64_t bits_from(const struct map *map, size_t at)
{
	uint64_t bits;

	memcpy(&bits, map->bits + at / 8, 8);
	return bits >> at % 8;
}

/* How far a chunk is folded, and the keys and ends that came of it. */
struct place {
	size_t at, keys_size, count;
};

/* One character whose key is not looked up by its byte; for it alone the place is in memory. */
static struct place fold_one(const struct gh_folding *folding, struct place place)
{
	size_t at = folding->at + place.at;

	place.at += gh_fold_character(folding->text + at, folding->size - at, folding->keys,
	                              &place.keys_size);
	return place;
}

/* What is no letter of a run, up to the next that is one. */
static struct place fold_others(const struct gh_folding *folding, const struct map *map,
                                size_t size, struct place place, struct gh_fold_end *ends,
                                size_t room)
{
	const unsigned char *text = (const unsigned char *)folding->text + folding->at;

	do {
		unsigned char c = text[place.at], byte;

		if (c >= 0x80) {
			place = fold_one(folding, place);
			continue;
		}
		byte = folding->tables->ascii[c];
		if (byte != GH_KEY_DROPPED)
			place.keys_size = gh_key_add(folding->keys, place.keys_size, byte);
		if (c == '\n')
			ends[place.count++] =
				(struct gh_fold_end){folding->at + place.at, place.keys_size - 1};
		place.at++;
	} while (place.at < size && place.count < room && !(bits_from(map, place.at) & 1));
	return place;
}

static struct place fold_words(const struct gh_folding *folding, const struct map *map, size_t size,
                               struct gh_fold_end *ends, size_t room)
{
	const unsigned char *text = (const unsigned char *)folding->text + folding->at;
	unsigned char *keys = folding->keys;
	struct place place = {0, folding->keys_size, 0};

	while (place.at < size && place.count < room) {
		uint64_t others = ~bits_from(map, place.at) | UINT64_C(1) << 32;
		size_t run = (unsigned)__builtin_ctzll(others);

		put_letters(keys + place.keys_size, text + place.at);
		place.keys_size += run / 2;
		place.at += run;
		if (run > 0 && text[place.at] == ' ') {
			keys[place.keys_size++] = GH_KEY_BLANK;
			place.at++;
		} else if (place.at < size) {
			place = fold_others(folding, map, size, place, ends, room);
		}
	}
	return place;
}

/* Folds on by so many bytes, a multiple of 64, or a few more. */
static size_t fold_chunk(struct gh_folding *folding, size_t size, struct gh_fold_end *ends,
                         size_t room)
{
	size_t at = folding->keys_size;
	struct place place;
	struct map map;

	draw(&map, (const unsigned char *)folding->text + folding->at, size);
	place = fold_words(folding, &map, size, ends, room);
	for (; at < place.keys_size; at += 16)
		end_waiting(folding->keys + at);
	folding->at += place.at;
	folding->keys_size = place.keys_size;
	return place.count;
}

/* How much of the text makes the next chunk, if any. */
static size_t next_chunk(const struct gh_folding *folding, size_t stop)
{
	size_t left = stop - folding->at, there = folding->size - folding->at;

	if (there < left + BEHIND)
		left = there < BEHIND ? 0 : there - BEHIND;
	return left < CHUNK ? left / 64 * 64 : CHUNK;
}

size_t gh_fold_vector(struct gh_folding *folding, size_t stop, struct gh_fold_end *ends,
                      size_t room)
{
	size_t count = 0, size;

	while (folding->at < stop && count < room && (size = next_chunk(folding, stop)) > 0)
		count += fold_chunk(folding, size, ends + count, room - count);
	return count + gh_fold_portable(folding, stop, ends + count, room - count);
}

#endif
