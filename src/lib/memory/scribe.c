/* SPDX-License-Identifier: MIT */
#include "memory/scribe.h"

#include <string.h>

#include "memory/layout.h"

static ghirbal_status put(struct gh_scribe *scribe, const void *bytes, size_t size)
{
	gh_checksum_add(&scribe->sum, bytes, size);
	scribe->size += size;
	return size > 0 && scribe->write(scribe->context, bytes, size) != 0 ? GHIRBAL_STOPPED
	                                                                    : GHIRBAL_OK;
}

ghirbal_status gh_scribe_open(struct gh_scribe *scribe, bool part,
                              ghirbal_memory_write *write,
                              void *context, const ghirbal_allocator *from)
{
	unsigned char head[GH_MEMORY_HEAD] = GH_MEMORY_MAGIC;

	*scribe =
		(struct gh_scribe){.from = *from, .write = write, .context = context, .part = part};
	/* Nobody looks a line up in a part. */
	scribe->finest = part ? 0 : GH_MEMORY_BITS;
	scribe->index = gh_resize(from, NULL, sizeof *scribe->index << scribe->finest);
	if (!scribe->index)
		return GHIRBAL_NO_MEMORY;
	gh_checksum_begin(&scribe->sum);
	gh_put32(head + 16, GH_MEMORY_FORMAT);
	gh_put32(head + 20, gh_fold_number());
	return put(scribe, head, sizeof head);
}

/* ---- sites ---- */

/* Where a site is in the table of numbers, or where it would be. */
static uint32_t *find_site(const struct gh_scribe *scribe, uint64_t hash)
{
	size_t mask = scribe->numbers_room - 1, at = (size_t)hash & mask;

	while (scribe->numbers[at] > 0 && scribe->hashes[scribe->numbers[at] - 1] != hash)
		at = (at + 1) & mask;
	return &scribe->numbers[at];
}

/* Doubles the table; names come from outside, but their hashes are mixed and compared whole. */
static bool widen_table(struct gh_scribe *scribe)
{
	size_t room = scribe->numbers_room > 0 ? 2 * scribe->numbers_room : 64;
	uint32_t *numbers = gh_resize(&scribe->from, NULL, room * sizeof *numbers), i;

	if (!numbers)
		return false;
	gh_release(&scribe->from, scribe->numbers);
	memset(numbers, 0, room * sizeof *numbers);
	scribe->numbers = numbers;
	scribe->numbers_room = room;
	for (i = 0; i < scribe->sites; i++)
		*find_site(scribe, scribe->hashes[i]) = i + 1;
	return true;
}

static bool add_padded(struct gh_scribe *scribe, struct gh_buf *buf, const char *text,
                       size_t length, size_t already)
{
	static const char zeros[8];
	size_t padding = gh_padded(already + length) - already - length;

	return gh_buf_add(&scribe->from, buf, text, length) &&
	       gh_buf_add(&scribe->from, buf, zeros, padding);
}

static bool add_site(struct gh_scribe *scribe, const char *name, size_t length)
{
	unsigned char size[4];

	gh_put32(size, (uint32_t)length);
	return gh_buf_add(&scribe->from, &scribe->names, size, sizeof size) &&
	       add_padded(scribe, &scribe->names, name, length, sizeof size);
}

/* Sites are numbered as they come, which is the order of the hashes of their lines. */
static bool number_site(struct gh_scribe *scribe, const char *name, size_t length, uint32_t *number)
{
	uint64_t hash = gh_site_hash(name, length);
	uint32_t *slot;

	if (2 * (size_t)scribe->sites + 2 > scribe->numbers_room && !widen_table(scribe))
		return false;
	slot = find_site(scribe, hash);
	if (*slot == 0) {
		if (!GH_GROW(&scribe->from, scribe->hashes, scribe->hashes_room,
		             (size_t)scribe->sites + 1))
			return false;
		if (!add_site(scribe, name, length))
			return false;
		scribe->hashes[scribe->sites++] = hash;
		*slot = scribe->sites;
	}
	*number = *slot - 1;
	return true;
}

/* ---- records ---- */

static bool lay_out(struct gh_scribe *scribe, uint64_t hash, uint32_t site, const char *text,
                    size_t length, const uint64_t *documents, size_t count)
{
	unsigned char head[GH_MEMORY_RECORD] = {0};
	size_t i;

	gh_put64(head, hash);
	gh_put32(head + 8, site);
	gh_put32(head + 12, count < UINT32_MAX ? (uint32_t)count : UINT32_MAX);
	gh_put32(head + 16, (uint32_t)length);
	scribe->record.size = 0;
	if (!gh_buf_add(&scribe->from, &scribe->record, head, sizeof head) ||
	    !add_padded(scribe, &scribe->record, text, length, 0) ||
	    !gh_buf_reserve(&scribe->from, &scribe->record, scribe->part ? 8 * count : 0))
		return false;
	for (i = 0; i < count && scribe->part; i++, scribe->record.size += 8)
		gh_put64(scribe->record.data + scribe->record.size, documents[i]);
	return true;
}

/* All beginnings of hashes up to place, and that one too, have their records from here on. */
static void fill_index(struct gh_scribe *scribe, size_t place)
{
	while (scribe->filled <= place)
		scribe->index[scribe->filled++] = scribe->size << GH_MEMORY_FILTER;
}

ghirbal_status gh_scribe_add(struct gh_scribe *scribe, uint64_t hash, const char *site,
                             size_t site_length, const char *text, size_t length,
                             const uint64_t *documents, size_t count)
{
	uint32_t number = 0;
	size_t place;

	if (scribe->records > 0 && hash <= scribe->last)
		return GHIRBAL_MISUSE;
	if (count < 2 && !scribe->part)
		return GHIRBAL_OK;
	if (!number_site(scribe, site, site_length, &number) ||
	    !lay_out(scribe, hash, number, text, length, documents, count))
		return GHIRBAL_NO_MEMORY;
	place = scribe->finest > 0 ? (size_t)(hash >> (64 - scribe->finest)) : 0;
	fill_index(scribe, place);
	scribe->index[place] |= gh_filter_of(hash);
	scribe->records++;
	scribe->last = hash;
	return put(scribe, scribe->record.data, scribe->record.size);
}

/* ---- the end ---- */

/* One place of the index for every two records. */
static unsigned bits_for(const struct gh_scribe *scribe)
{
	unsigned bits = 0;

	while (bits < scribe->finest && (uint64_t)2 << bits < scribe->records)
		bits++;
	return bits;
}

/*
 * Every so manieth entry of the finest index, with the filters of those behind it, is that of fewer
 * bits.
 */
static ghirbal_status put_index(struct gh_scribe *scribe, unsigned bits)
{
	size_t step = (size_t)1 << (scribe->finest - bits), i, k;
	ghirbal_status status = GHIRBAL_OK;

	for (i = 0; i < (size_t)1 << scribe->finest && !status; i += step) {
		const uint64_t filter = ((uint64_t)1 << GH_MEMORY_FILTER) - 1;
		uint64_t entry = scribe->index[i];
		unsigned char place[8];

		for (k = 1; k < step; k++)
			entry |= scribe->index[i + k] & filter;
		gh_put64(place, entry);
		status = put(scribe, place, sizeof place);
	}
	return status;
}

ghirbal_status gh_scribe_end(struct gh_scribe *scribe)
{
	unsigned char tail[GH_MEMORY_TAIL];
	unsigned bits = bits_for(scribe);
	uint64_t sites_at = scribe->size, index_at = sites_at + scribe->names.size;
	ghirbal_status status;

	fill_index(scribe, ((size_t)1 << scribe->finest) - 1);
	status = put(scribe, scribe->names.data, scribe->names.size);
	if (!status)
		status = put_index(scribe, bits);
	if (status)
		return status;
	gh_put64(tail + 8 * GH_TAIL_RECORDS, scribe->records);
	gh_put64(tail + 8 * GH_TAIL_SITES, scribe->sites);
	gh_put64(tail + 8 * GH_TAIL_SITES_AT, sites_at);
	gh_put64(tail + 8 * GH_TAIL_INDEX_AT, index_at);
	gh_put64(tail + 8 * GH_TAIL_BITS, bits);
	gh_put64(tail + 8 * GH_TAIL_PART, scribe->part);
	gh_put64(tail + 8 * GH_TAIL_SIZE, scribe->size + sizeof tail);
	gh_checksum_add(&scribe->sum, tail, sizeof tail - 8);
	gh_put64(tail + 8 * GH_TAIL_CHECKSUM, gh_checksum_of(&scribe->sum));
	return scribe->write(scribe->context, (const char *)tail, sizeof tail) != 0
	               ? GHIRBAL_STOPPED
	               : GHIRBAL_OK;
}

void gh_scribe_free(struct gh_scribe *scribe)
{
	gh_release(&scribe->from, scribe->index);
	gh_release(&scribe->from, scribe->numbers);
	gh_release(&scribe->from, scribe->hashes);
	gh_buf_free(&scribe->from, &scribe->names);
	gh_buf_free(&scribe->from, &scribe->record);
}
