/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "sample.h"

#include <stdlib.h>

void sample_init(struct sample *sample, uint64_t seed, size_t rules)
{
	memset(sample, 0, sizeof *sample);
	sample->seed = seed;
	sample->rules = rules;
	sample->by_rule = array_resize(NULL, rules, sizeof *sample->by_rule);
	memset(sample->by_rule, 0, (rules ? rules : 1) * sizeof *sample->by_rule);
}

void sample_free(struct sample *sample)
{
	size_t i, j;

	for (i = 0; i < sample->count; i++)
		bytes_free(&sample->at[i].sheet);
	free(sample->at);
	for (i = 0; i < sample->causes_count; i++) {
		for (j = 0; j < sample->causes[i]->texts_count; j++)
			bytes_free(&sample->causes[i]->texts[j].text);
		free(sample->causes[i]);
	}
	free(sample->causes);
	free(sample->by_rule);
	free(sample->files);
}

/* ---- drawing lots ---- */

/* SplitMix64's finaliser: each bit of what is drawn depends on each of the seed and the address. */
static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static uint64_t draw(const struct sample *sample, uint64_t a, uint64_t b, uint64_t c)
{
	return mix(mix(mix(mix(sample->seed) + a) + b) + c);
}

static uint64_t hash_group(const char *name)
{
	return hash_more(UINT64_C(0xcbf29ce484222325), name, strlen(name));
}

/* ---- removals by cause ---- */

static struct sample_cause *add_cause(struct sample *sample, const struct sheet_note *note)
{
	struct sample_cause *cause = array_resize(NULL, 1, sizeof *cause);

	memset(cause, 0, sizeof *cause);
	cause->group = note->group;
	cause->reason = note->reason;
	cause->rule = note->rule;
	ARRAY_GROW(sample->causes, sample->causes_room, sample->causes_count + 1);
	sample->causes[sample->causes_count++] = cause;
	if (note->rule < sample->rules)
		sample->by_rule[note->rule] = cause;
	return cause;
}

static struct sample_cause *cause_of(struct sample *sample, const struct sheet_note *note)
{
	size_t i;

	if (note->rule < sample->rules)
		return sample->by_rule[note->rule] ? sample->by_rule[note->rule]
		                                   : add_cause(sample, note);
	for (i = 0; i < sample->causes_count; i++) {
		struct sample_cause *cause = sample->causes[i];

		if (cause->rule == GHIRBAL_NO_RULE && strcmp(cause->reason, note->reason) == 0 &&
		    strcmp(cause->group, note->group) == 0)
			return cause;
	}
	return add_cause(sample, note);
}

/* Where the text may go: a free place, or that of a higher lot; SAMPLE_TEXTS if nowhere. */
static size_t place_of(const struct sample_cause *cause, uint64_t lot, const char *text,
                       size_t size)
{
	size_t i, highest = 0;

	for (i = 0; i < cause->texts_count; i++) {
		if (bytes_equal(&cause->texts[i].text, text, size))
			return SAMPLE_TEXTS;
		if (cause->texts[i].draw > cause->texts[highest].draw)
			highest = i;
	}
	if (cause->texts_count < SAMPLE_TEXTS)
		return cause->texts_count;
	return lot < cause->texts[highest].draw ? highest : SAMPLE_TEXTS;
}

static void add_text(struct sample *sample, const char *file, const struct sheet_view *sheet,
                     const struct sheet_note *note)
{
	struct sample_cause *cause = cause_of(sample, note);
	const char *text = sheet->texts + note->text;
	uint64_t lot = draw(sample, sample->files_count, sheet->head->record, note->line);
	struct sample_text *to;
	size_t place;

	cause->count++;
	if (sample->causes_count > SAMPLE_CAUSES && cause->texts_count == 0)
		return;
	place = place_of(cause, lot, text, note->size);
	if (place == SAMPLE_TEXTS)
		return;
	cause->texts_count += place == cause->texts_count;
	to = &cause->texts[place];
	to->draw = lot;
	to->file = file;
	to->record = sheet->head->record;
	to->line = note->line;
	to->text.size = 0;
	bytes_add(&to->text, text, note->size);
}

/* ---- documents ---- */

/* The group of the document that has gone least often so far, or "" if nothing of it went. */
static const char *rarest_group(struct sample *sample, const struct sheet_view *sheet)
{
	const char *rarest = "";
	uint64_t least = UINT64_MAX;
	size_t i;

	for (i = 0; i < sheet->head->notes; i++) {
		const struct sample_cause *cause = cause_of(sample, &sheet->notes[i]);

		if (cause->count >= least)
			continue;
		least = cause->count;
		rarest = cause->group;
	}
	return rarest;
}

static unsigned size_class(uint64_t size)
{
	unsigned class = 0;

	for (; size > 512; size /= 4)
		class++;
	return class;
}

static uint64_t cell_of(struct sample *sample, const struct sheet_view *sheet)
{
	return mix(mix(hash_group(rarest_group(sample, sheet)) + sample->files_count) +
	           size_class(sheet->head->size));
}

/* The document that goes: of those in the fullest cell the one with the highest lot. */
static size_t superfluous(const struct sample *sample)
{
	size_t i, j, worst = 0, fullest = 0;

	for (i = 0; i < sample->count; i++) {
		const struct sample_document *here = &sample->at[i], *there = &sample->at[worst];
		size_t alike = 0;

		for (j = 0; j < sample->count; j++)
			alike += sample->at[j].cell == here->cell;
		if (alike < fullest || (alike == fullest && here->draw < there->draw))
			continue;
		fullest = alike;
		worst = i;
	}
	return worst;
}

static void take_out(struct sample *sample, size_t place)
{
	bytes_free(&sample->at[place].sheet);
	sample->count--;
	memmove(sample->at + place, sample->at + place + 1,
	        (sample->count - place) * sizeof *sample->at);
}

static void add_document(struct sample *sample, const char *file, const struct sheet_view *sheet)
{
	struct sheet_head head = *sheet->head;
	struct bytes *kept;
	size_t place;

	ARRAY_GROW(sample->at, sample->room, sample->count + 1);
	sample->at[sample->count++] = (struct sample_document){
		.file = file,
		.draw = draw(sample, sample->files_count, head.record, head.document),
		.cell = cell_of(sample, sheet)};
	if (sample->count > SAMPLE_DOCUMENTS) {
		place = superfluous(sample);
		take_out(sample, place);
		if (place == SAMPLE_DOCUMENTS)
			return;
	}
	kept = &sample->at[sample->count - 1].sheet;
	head.notes = head.texts = 0;
	bytes_add(kept, &head, sizeof head);
	bytes_add(kept, sheet->id, head.id + head.url + head.rows);
}

static struct sample_file *file_of(struct sample *sample, const char *file)
{
	struct sample_file *last;

	if (sample->files_count > 0 && sample->files[sample->files_count - 1].name == file)
		return &sample->files[sample->files_count - 1];
	ARRAY_GROW(sample->files, sample->files_room, sample->files_count + 1);
	last = &sample->files[sample->files_count++];
	*last = (struct sample_file){.name = file};
	return last;
}

void sample_add(struct sample *sample, const char *file, const struct bytes *sheets)
{
	size_t at = 0, i;

	while (at < sheets->size) {
		struct sheet_view sheet = sheet_read(sheets->at + at);
		struct sample_file *totals = file_of(sample, file);

		sample->documents++;
		totals->documents++;
		totals->removals += sheet.head->notes;
		for (i = 0; i < sheet.head->notes; i++)
			add_text(sample, file, &sheet, &sheet.notes[i]);
		add_document(sample, file, &sheet);
		at += sheet.head->whole;
	}
}
