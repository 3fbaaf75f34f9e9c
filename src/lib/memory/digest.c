/* SPDX-License-Identifier: MIT */
#include "memory/digest.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "text/fold.h"

uint64_t gh_site_hash(const char *name, size_t length)
{
	return XXH3_64bits(name, length);
}

uint64_t gh_line_hash(uint64_t site, const unsigned char *key, size_t length)
{
	return XXH3_64bits_withSeed(key, length, site);
}

uint64_t gh_hash_of(const uint64_t *hashes, size_t count)
{
	uint64_t hash = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		unsigned char bytes[8];
		int k;

		for (k = 0; k < 8; k++)
			bytes[k] = (unsigned char)(hashes[i] >> 8 * k);
		hash = XXH3_64bits_withSeed(bytes, sizeof bytes, hash);
	}
	return hash;
}

uint32_t gh_fold_number(void)
{
	static const char letters[] =
		"ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيًٌٍَُِّْٰٱپچژکگیہ٠١٩۰۹ ﷲ ﻻ ﷺ ، ؛ ؟ « » … : 12 AaÉé";
	unsigned char key[GH_FOLD_ROOM(sizeof letters)];
	size_t length = gh_fold(letters, sizeof letters - 1, key);

	return (uint32_t)XXH3_64bits(key, length);
}

/* XXH64 rather than XXH3, whose state wants to be aligned as no allocator promises. */
_Static_assert(sizeof(XXH64_state_t) <= sizeof(struct gh_checksum), "room for the state");

static XXH64_state_t *state_of(struct gh_checksum *sum)
{
	return (XXH64_state_t *)(void *)sum->state;
}

void gh_checksum_begin(struct gh_checksum *sum)
{
	XXH64_reset(state_of(sum), 0);
}

void gh_checksum_add(struct gh_checksum *sum, const void *bytes, size_t size)
{
	XXH64_update(state_of(sum), bytes, size);
}

uint64_t gh_checksum_of(struct gh_checksum *sum)
{
	return XXH64_digest(state_of(sum));
}

uint64_t gh_checksum_whole(const void *bytes, size_t size)
{
	return XXH64(bytes, size, 0);
}
