/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "tally.h"

#include <stdlib.h>
#include <string.h>

void counts_free(struct counts *counts)
{
	size_t i;

	for (i = 0; i < counts->size; i++)
		free(counts->at[i].name);
	free(counts->at);
}

void counts_add(struct counts *counts, const char *name, uint64_t number)
{
	size_t i, size = strlen(name) + 1;

	for (i = 0; i < counts->size; i++) {
		if (strcmp(counts->at[i].name, name) != 0)
			continue;
		counts->at[i].number += number;
		return;
	}
	ARRAY_GROW(counts->at, counts->room, counts->size + 1);
	counts->at[i].name = array_resize(NULL, size, 1);
	memcpy(counts->at[i].name, name, size);
	counts->at[i].number = number;
	counts->size++;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct count *)a)->name, ((const struct count *)b)->name);
}

void counts_sort(struct counts *counts)
{
	if (counts->size > 1)
		qsort(counts->at, counts->size, sizeof *counts->at, by_name);
}

void library_counts_add(ghirbal_counts *sum, ghirbal_counts *before, const ghirbal_counts *now)
{
	size_t i;

	sum->documents += now->documents - before->documents;
	sum->lines += now->lines - before->lines;
	sum->bytes_in += now->bytes_in - before->bytes_in;
	sum->bytes_out += now->bytes_out - before->bytes_out;
	sum->lines_dropped += now->lines_dropped - before->lines_dropped;
	sum->spans_cut += now->spans_cut - before->spans_cut;
	sum->bytes_removed += now->bytes_removed - before->bytes_removed;
	sum->repaired += now->repaired - before->repaired;
	sum->remembered += now->remembered - before->remembered;
	sum->long_lines += now->long_lines - before->long_lines;
	sum->given_up += now->given_up - before->given_up;
	sum->split_documents += now->split_documents - before->split_documents;
	for (i = 0; i < GHIRBAL_SWITCHES; i++)
		sum->changed[i] += now->changed[i] - before->changed[i];
	*before = *now;
}

static void add_names(struct counts *sum, const struct counts *part)
{
	size_t i;

	for (i = 0; i < part->size; i++)
		if (part->at[i].number > 0)
			counts_add(sum, part->at[i].name, part->at[i].number);
}

void tally_add(struct tally *sum, const struct tally *part)
{
	ghirbal_counts nothing = {0};
	size_t i;

	library_counts_add(&sum->library, &nothing, &part->library);
	sum->records += part->records;
	sum->emptied += part->emptied;
	sum->changed += part->changed;
	for (i = 0; i < NOTE_KINDS; i++)
		sum->notes[i] += part->notes[i];
	add_names(&sum->groups, &part->groups);
	add_names(&sum->reasons, &part->reasons);
	for (i = 0; sum->hits && part->hits && i < sum->rules; i++)
		sum->hits[i] += part->hits[i];
}

static void clear_names(struct counts *counts)
{
	size_t i;

	for (i = 0; i < counts->size; i++)
		counts->at[i].number = 0;
}

/* The names stay: a batch that is filled again meets the same ones. */
void tally_clear(struct tally *tally)
{
	memset(&tally->library, 0, sizeof tally->library);
	tally->records = tally->emptied = tally->changed = 0;
	memset(tally->notes, 0, sizeof tally->notes);
	clear_names(&tally->groups);
	clear_names(&tally->reasons);
	if (tally->hits)
		memset(tally->hits, 0, tally->rules * sizeof *tally->hits);
}

void tally_free(struct tally *tally)
{
	counts_free(&tally->groups);
	counts_free(&tally->reasons);
	free(tally->hits);
}
