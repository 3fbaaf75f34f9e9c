/* SPDX-License-Identifier: MIT */
/*
 * A part of a document as it came in and as it will be written: normalised, or mended only.
 *
 * Rules and judge see the text that will be written and no other.  So cleaning what came out of it
 * sees the same text again, and takes nothing more.  Each line of the one is a line of the other.
 */
#ifndef GH_SOURCE_H
#define GH_SOURCE_H

#include "base/buf.h"
#include "normal/normalize.h"
#include "normal/trace.h"
#include "origin.h"

/* What the normaliser changed. */
struct gh_changes {
	uint64_t changed[GHIRBAL_SWITCHES], repaired;
};

struct gh_source {
	ghirbal_allocator from;
	struct gh_norm norm;
	const char *raw, *text;
	size_t raw_size, size;
	bool same;               /* nothing had to be changed: text is raw itself */
	struct gh_buf normal;    /* else it is here */
	struct gh_changes changes; /* in all lines of the part */
	struct gh_edits edits;   /* and in which lines */
	struct gh_edit_walk walk;
	struct gh_buf line;      /* one line normalised by itself */
};

void gh_source_init(struct gh_source *source, const ghirbal_allocator *from,
                    const ghirbal_normal *normal, ghirbal_invalid invalid);
void gh_source_free(struct gh_source *source);

/* Reads raw, which must stay in place.  False for want of memory. */
bool gh_source_read(struct gh_source *source, const char *raw, size_t size);

/*
 * Where a line of text, line with its line end, is in raw; *touched, if the normaliser may have
 * changed it.  No line may be asked for after one behind it.
 */
static inline struct gh_extent gh_source_line(struct gh_source *source, struct gh_extent line,
                                              bool *touched)
{
	struct gh_edit_walk *walk = &source->walk;
	struct gh_extent raw = {line.start + walk->ahead, line.end + walk->ahead};

	*touched = walk->until < line.end || line.end == source->size;
	if (!*touched)
		return raw;
	raw.start = gh_edit_origin(walk, line.start, touched);
	raw.end = source->raw_size;
	/* Of the last line what stands behind its last character may be gone, its line end too. */
	if (source->text[line.end - 1] == '\n')
		raw.end = gh_edit_origin(walk, line.end, touched);
	else
		(void)gh_edit_origin(walk, SIZE_MAX, touched);
	return raw;
}

/* Normalises bytes of one line into source->line, on its own.  False for want of memory. */
bool gh_source_mend(struct gh_source *source, const char *raw, size_t size,
                    struct gh_changes *changes);

/* How many bytes at the end of a line end it: those of LF or CR LF, or none. */
static inline size_t gh_line_end(const char *text, size_t size)
{
	if (size == 0 || text[size - 1] != '\n')
		return 0;
	return size > 1 && text[size - 2] == '\r' ? 2 : 1;
}

#endif
