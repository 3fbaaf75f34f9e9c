/* SPDX-License-Identifier: MIT */
#include "memory/store.h"

#include <string.h>

#include "memory/digest.h"
#include "memory/layout.h"

static uint64_t tail_of(const unsigned char *bytes, size_t size, enum gh_memory_tail which)
{
	return gh_get64(bytes + size - GH_MEMORY_TAIL + 8 * (size_t)which);
}

/* ---- opening ---- */

/* What is wrong with a file, or NULL. */
static const char *find_fault(const unsigned char *bytes, size_t size)
{
	if (size < sizeof GH_MEMORY_MAGIC ||
	    memcmp(bytes, GH_MEMORY_MAGIC, sizeof GH_MEMORY_MAGIC - 1) != 0)
		return "this is no site memory";
	if (gh_get32(bytes + 16) != GH_MEMORY_FORMAT || gh_get32(bytes + 20) != gh_fold_number())
		return "another version of ghirbal learned this memory; learn it anew";
	if (size < GH_MEMORY_HEAD + GH_MEMORY_TAIL || size % 8 != 0 ||
	    tail_of(bytes, size, GH_TAIL_SIZE) != size)
		return "this memory is cut short";
	if (tail_of(bytes, size, GH_TAIL_CHECKSUM) != gh_checksum_whole(bytes, size - 8))
		return "this memory is damaged: its checksum is not what was written";
	return NULL;
}

/* Whoever forges a checksum may say what he likes; nothing may be read beyond the file. */
static bool is_sound(const unsigned char *bytes, size_t size)
{
	uint64_t sites_at = tail_of(bytes, size, GH_TAIL_SITES_AT),
		 index_at = tail_of(bytes, size, GH_TAIL_INDEX_AT),
		 bits = tail_of(bytes, size, GH_TAIL_BITS);

	return bits <= GH_MEMORY_BITS && sites_at >= GH_MEMORY_HEAD && sites_at % 8 == 0 &&
	       sites_at <= index_at && index_at <= size - GH_MEMORY_TAIL &&
	       size - GH_MEMORY_TAIL - index_at == ((uint64_t)8 << bits) &&
	       tail_of(bytes, size, GH_TAIL_SITES) <= (index_at - sites_at) / 8;
}

static const unsigned char *name_end(const unsigned char *name)
{
	return name + gh_padded(4 + (size_t)gh_get32(name));
}

static bool read_names(struct gh_store *store, size_t at)
{
	const unsigned char *name = store->bytes + at, *end = store->bytes + store->index_at;
	uint64_t i;

	for (i = 0; i < store->sites; i++) {
		if ((size_t)(end - name) < 8 || gh_get32(name) > (size_t)(end - name) - 4)
			return false;
		store->names[i] = name;
		name = name_end(name);
	}
	return true;
}

static ghirbal_status refuse(ghirbal_error *error, const char *text)
{
	if (error) {
		memset(error, 0, sizeof *error);
		strncpy(error->text, text, sizeof error->text - 1);
	}
	return GHIRBAL_BAD_MEMORY;
}

ghirbal_status gh_store_open(struct gh_store *store, const void *bytes, size_t size,
                             const ghirbal_allocator *from, ghirbal_error *error)
{
	const char *fault = find_fault(bytes, size);

	*store = (struct gh_store){.bytes = bytes, .size = size, .from = *from};
	if (fault)
		return refuse(error, fault);
	if (!is_sound(bytes, size))
		return refuse(error, "this memory is damaged");
	store->records = tail_of(bytes, size, GH_TAIL_RECORDS);
	store->sites = tail_of(bytes, size, GH_TAIL_SITES);
	store->records_end = (size_t)tail_of(bytes, size, GH_TAIL_SITES_AT);
	store->index_at = (size_t)tail_of(bytes, size, GH_TAIL_INDEX_AT);
	store->bits = (unsigned)tail_of(bytes, size, GH_TAIL_BITS);
	store->part = tail_of(bytes, size, GH_TAIL_PART) != 0;
	store->names = gh_resize(from, NULL, ((size_t)store->sites + 1) * sizeof *store->names);
	if (!store->names)
		return GHIRBAL_NO_MEMORY;
	return read_names(store, store->records_end) ? GHIRBAL_OK
	                                             : refuse(error, "this memory is damaged");
}

void gh_store_close(struct gh_store *store)
{
	gh_release(&store->from, store->names);
}

/* ---- reading ---- */

bool gh_store_next(const struct gh_store *store, size_t *at, struct gh_record *record)
{
	const unsigned char *bytes = store->bytes;
	size_t begin = *at > 0 ? *at : GH_MEMORY_HEAD, left = store->records_end - begin, text,
	       listed;

	if (left < GH_MEMORY_RECORD)
		return false;
	bytes += begin;
	record->hash = gh_get64(bytes);
	record->site = gh_get32(bytes + 8);
	record->documents = gh_get32(bytes + 12);
	record->length = gh_get32(bytes + 16);
	text = gh_padded(record->length);
	listed = store->part ? record->documents : 0;
	if (record->site >= store->sites || text > left - GH_MEMORY_RECORD ||
	    text < record->length || listed > (left - GH_MEMORY_RECORD - text) / 8)
		return false;
	record->text = (const char *)bytes + GH_MEMORY_RECORD;
	record->listed = listed > 0 ? bytes + GH_MEMORY_RECORD + text : NULL;
	*at = begin + GH_MEMORY_RECORD + text + 8 * listed;
	return true;
}

static const unsigned char *place_of(const struct gh_store *store, uint64_t hash)
{
	size_t place = store->bits > 0 ? (size_t)(hash >> (64 - store->bits)) : 0;

	return store->bytes + store->index_at + 8 * place;
}

static void expect(const void *place)
{
#ifdef __GNUC__
	__builtin_prefetch(place);
#else
	(void)place;
#endif
}

void gh_store_expect(const struct gh_store *store, uint64_t hash)
{
	expect(place_of(store, hash));
}

size_t gh_store_find(const struct gh_store *store, uint64_t hash)
{
	uint64_t entry = gh_get64(place_of(store, hash));
	uint64_t at = entry >> GH_MEMORY_FILTER;

	if (!(entry & gh_filter_of(hash)) || at >= store->records_end)
		return store->records_end;
	expect(store->bytes + at);
	return (size_t)at;
}

/* The index leads to within two records or so of the right one. */
uint32_t gh_store_read(const struct gh_store *store, uint64_t hash, size_t at)
{
	struct gh_record record;

	while (at >= GH_MEMORY_HEAD && at < store->records_end &&
	       gh_store_next(store, &at, &record)) {
		if (record.hash == hash)
			return record.documents;
		if (record.hash > hash)
			break;
	}
	return 0;
}

uint32_t gh_store_look_up(const struct gh_store *store, uint64_t hash)
{
	return gh_store_read(store, hash, gh_store_find(store, hash));
}

const char *gh_store_site(const struct gh_store *store, uint32_t site, size_t *length)
{
	const unsigned char *name = store->names[site];

	*length = gh_get32(name);
	return (const char *)name + 4;
}
