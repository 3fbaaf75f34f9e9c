/* SPDX-License-Identifier: MIT */
#include "source.h"

#include <string.h>

void gh_source_init(struct gh_source *source, const ghirbal_allocator *from,
                    const ghirbal_normal *normal, ghirbal_invalid invalid)
{
	memset(source, 0, sizeof *source);
	source->from = *from;
	/* Whether an ill-formed line fails is known once it is known that the line stays. */
	if (invalid == GHIRBAL_INVALID_FAIL)
		invalid = GHIRBAL_INVALID_REPLACE;
	gh_norm_init(&source->norm, normal, invalid);
}

void gh_source_free(struct gh_source *source)
{
	gh_buf_free(&source->from, &source->normal);
	gh_buf_free(&source->from, &source->line);
	gh_release(&source->from, source->edits.at);
}

bool gh_source_read(struct gh_source *source, const char *raw, size_t size)
{
	memset(&source->changes, 0, sizeof source->changes);
	source->raw = raw;
	source->raw_size = size;
	source->edits.count = source->edits.seen = 0;
	gh_norm_read(&source->norm, raw, size);
	if (gh_normalize_view(&source->norm, &source->from, &source->normal, raw, size,
	                      &source->same, source->changes.changed, &source->changes.repaired,
	                      &source->edits))
		return false;
	source->walk = gh_edit_walk_begin(&source->edits);
	source->text = source->same ? raw : source->normal.data;
	source->size = source->same ? size : source->normal.size;
	return true;
}

bool gh_source_mend(struct gh_source *source, const char *raw, size_t size,
                    struct gh_changes *changes)
{
	memset(changes, 0, sizeof *changes);
	source->line.size = 0;
	return gh_normalize_append(&source->norm, &source->from, &source->line, raw, size,
	                           changes->changed, &changes->repaired) == GHIRBAL_OK;
}
