/* SPDX-License-Identifier: MIT */
#include "memory/learner.h"

#include <stdlib.h>
#include <string.h>

#include "ground/utf8.h"
#include "memory/digest.h"
#include "memory/layout.h"
#include "memory/scribe.h"

/*
 * Two documents of a site are one when their longest lines are: an article saved over http and
 * https, in print, or in a second crawl keeps its paragraphs, whatever stands around them that day.
 * One line would not do, since it may be a notice that stands on every page.
 */
#define LONGEST 3

void gh_learner_init(struct gh_learner *learner, const ghirbal_allocator *from)
{
	*learner = (struct gh_learner){.from = *from};
	gh_doc_init(&learner->doc, from);
}

void gh_learner_free(struct gh_learner *learner)
{
	gh_doc_free(&learner->doc);
	gh_release(&learner->from, learner->seen);
	gh_release(&learner->from, learner->sites);
	gh_buf_free(&learner->from, &learner->texts);
	gh_buf_free(&learner->from, &learner->names);
}

size_t gh_learner_size(const struct gh_learner *learner)
{
	return learner->count * sizeof *learner->seen + learner->texts.size + learner->names.size +
	       learner->sites_count * sizeof *learner->sites;
}

/* ---- noting ---- */

struct longest {
	size_t lengths[LONGEST];
	uint64_t hashes[LONGEST];
	size_t count;
};

/* Keeps the longest lines, longest first, those of a length by their hashes, each once. */
static void compare_length(struct longest *longest, uint64_t hash, size_t length)
{
	size_t at = 0, i;

	while (at < longest->count && (longest->lengths[at] > length ||
	       (longest->lengths[at] == length && longest->hashes[at] > hash)))
		at++;
	if (at == LONGEST || (at < longest->count && longest->hashes[at] == hash))
		return;
	longest->count += longest->count < LONGEST;
	for (i = longest->count - 1; i > at; i--) {
		longest->lengths[i] = longest->lengths[i - 1];
		longest->hashes[i] = longest->hashes[i - 1];
	}
	longest->lengths[at] = length;
	longest->hashes[at] = hash;
}

/* Documents of a site come together, so that only the last site is compared. */
static bool note_site(struct gh_learner *learner, const char *name, size_t length)
{
	uint64_t hash = gh_site_hash(name, length);

	if (learner->sites_count > 0 && learner->site == hash)
		return true;
	if (!GH_GROW(&learner->from, learner->sites, learner->sites_room,
	             learner->sites_count + 1))
		return false;
	learner->sites[learner->sites_count] = learner->names.size;
	if (!gh_buf_add(&learner->from, &learner->names, name, length) ||
	    !gh_buf_add(&learner->from, &learner->names, "", 1))
		return false;
	learner->sites_count++;
	learner->site = hash;
	return true;
}

static bool note_line(struct gh_learner *learner, uint64_t hash, const char *text, size_t length)
{
	size_t at = learner->texts.size;

	length = gh_utf8_cut(text, length, GH_MEMORY_TEXT);
	if (!GH_GROW(&learner->from, learner->seen, learner->room, learner->count + 1))
		return false;
	if (!gh_buf_add(&learner->from, &learner->texts, text, length))
		return false;
	learner->seen[learner->count++] = (struct gh_sighting){
		hash, 0, at, (uint32_t)length, (uint32_t)learner->sites_count - 1};
	return true;
}

static bool note_lines(struct gh_learner *learner, struct longest *longest)
{
	const struct gh_doc *doc = &learner->doc;
	size_t i;

	for (i = 0; i < doc->count; i++) {
		const struct gh_line *line = &doc->lines[i];
		uint64_t hash =
			gh_line_hash(learner->site, gh_line_key(doc, line), line->key_length);

		if (line->key_length == 0)
			continue;
		if (!note_line(learner, hash, line->text, line->length))
			return false;
		compare_length(longest, hash, line->key_length);
	}
	return true;
}

bool gh_learner_read(struct gh_learner *learner, const char *site, size_t site_length,
                     const char *text, size_t length)
{
	size_t before = learner->count, texts = learner->texts.size, number = 1, at, i;
	struct longest longest = {.count = 0};
	uint64_t document;
	bool done = note_site(learner, site, site_length);

	for (at = 0; at < length && done; at += learner->doc.size)
		done = gh_doc_read(&learner->doc, text + at, length - at, &number, at == 0) &&
		       note_lines(learner, &longest);
	/*
	 * The site itself, by an empty line, so that its documents are counted as those of a line
	 * are.
	 */
	if (done && longest.count > 0)
		done = note_line(learner, gh_line_hash(learner->site, NULL, 0), "", 0);
	if (!done) {
		learner->count = before;
		learner->texts.size = texts;
		return false;
	}
	document = gh_hash_of(longest.hashes, longest.count);
	for (i = before; i < learner->count; i++)
		learner->seen[i].document = document;
	return true;
}

/* ---- writing ---- */

static int by_line(const void *left, const void *right)
{
	const struct gh_sighting *a = left, *b = right;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return a->document == b->document ? 0 : a->document < b->document ? -1 : 1;
}

/*
 * The first of the ways in which a line was written, in the order of bytes: the same however it was
 * learned.
 */
static const struct gh_sighting *first_text(const struct gh_learner *learner,
                                            const struct gh_sighting *a,
                                            const struct gh_sighting *b)
{
	const char *texts = learner->texts.data;
	size_t least = a->length < b->length ? a->length : b->length;
	int order = least > 0 ? memcmp(texts + a->text, texts + b->text, least) : 0;

	return order < 0 || (order == 0 && a->length <= b->length) ? a : b;
}

/* Writes the sightings of one line, seen[0] to seen[count - 1]. */
static ghirbal_status write_line(const struct gh_learner *learner, struct gh_scribe *scribe,
                                 const struct gh_sighting *seen, size_t count, struct gh_buf *buf)
{
	const struct gh_sighting *text = &seen[0];
	const char *site = learner->names.data + learner->sites[seen[0].site];
	uint64_t *documents;
	size_t i, different = 0;

	buf->size = 0;
	if (!gh_buf_reserve(&learner->from, buf, count * sizeof *documents))
		return GHIRBAL_NO_MEMORY;
	documents = (uint64_t *)(void *)buf->data;
	for (i = 0; i < count; i++) {
		if (different == 0 || documents[different - 1] != seen[i].document)
			documents[different++] = seen[i].document;
		text = first_text(learner, text, &seen[i]);
	}
	return gh_scribe_add(scribe, seen[0].line, site, strlen(site),
	                     text->length > 0 ? learner->texts.data + text->text : "", text->length,
	                     documents, different);
}

static ghirbal_status write_lines(struct gh_learner *learner, struct gh_scribe *scribe)
{
	ghirbal_status status = GHIRBAL_OK;
	struct gh_buf documents = {0};
	size_t i, end;

	if (learner->count > 0)
		qsort(learner->seen, learner->count, sizeof *learner->seen, by_line);
	for (i = 0; i < learner->count && !status; i = end) {
		for (end = i + 1; end < learner->count; end++)
			if (learner->seen[end].line != learner->seen[i].line)
				break;
		status = write_line(learner, scribe, &learner->seen[i], end - i, &documents);
	}
	gh_buf_free(&learner->from, &documents);
	return status ? status : gh_scribe_end(scribe);
}

ghirbal_status gh_learner_write(struct gh_learner *learner, bool part,
                                ghirbal_memory_write *write,
                                void *context)
{
	struct gh_scribe scribe;
	ghirbal_status status = gh_scribe_open(&scribe, part, write, context, &learner->from);

	if (!status)
		status = write_lines(learner, &scribe);
	gh_scribe_free(&scribe);
	learner->count = learner->texts.size = learner->names.size = learner->sites_count = 0;
	return status;
}
