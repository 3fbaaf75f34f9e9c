/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "together.h"

#include <string.h>

#include "inflate.h"
#include "kind.h"

static bool is_compressed(const char *file)
{
	size_t size = strlen(file);

	return ends_in(file, size, ".gz") || ends_in(file, size, ".zst");
}

static void check_in_place(struct reading *reading)
{
	const struct options *options = reading->options;
	size_t i;

	if (options->output)
		wrong(reading, "--in-place and --output: only one of them");
	if (options->explain != EXPLAIN_NOT || options->check || options->dry_run)
		wrong(reading,
		      "--in-place writes text: not with --explain, --mark, --check or --dry-run");
	for (i = 0; i < options->file_count; i++) {
		const char *file = options->files[i];

		if (strcmp(file, "-") == 0)
			wrong(reading, "--in-place needs a FILE");
		else if (is_compressed(file))
			wrong(reading, "--in-place: %s is compressed", file);
		else if (options->to != KIND_UNSET && options->to != kind_of(options, file))
			wrong(reading, "--in-place cannot turn %s into another kind", file);
	}
}

static void check_out_dir(struct reading *reading)
{
	const struct options *options = reading->options;
	size_t i;

	if (!*options->out_dir)
		wrong(reading, "--out-dir: which?");
	if (options->output || options->in_place)
		wrong(reading, "--out-dir, --output and --in-place: only one of them");
	if (!options_write_text(options) || options->explain != EXPLAIN_NOT)
		wrong(reading, "--out-dir writes text: not with --explain, --mark, --check, "
		               "--dry-run or --learn");
	for (i = 0; i < options->file_count; i++) {
		const char *file = options->files[i];

		if (strcmp(file, "-") == 0)
			wrong(reading, "--out-dir needs a FILE");
		else if (inflater_is_missing(file))
			wrong(reading, "%s: this ghirbal was built without what writes such files",
			      file);
		else if (options->to != KIND_UNSET && options->to != kind_of(options, file))
			wrong(reading, "--out-dir: under its name %s cannot be of another kind",
			      file);
	}
}

/* What is written under a name that says it is compressed. */
static void check_packed(struct reading *reading)
{
	const struct options *options = reading->options;
	const char *files[] = {options->output, options->rejects, options->stats_file,
	                       options->report};
	size_t i;

	for (i = 0; i < sizeof files / sizeof *files; i++)
		if (files[i] && inflater_is_missing(files[i]))
			wrong(reading, "%s: this ghirbal was built without what writes such files",
			      files[i]);
	/* Rejects of a file that is left as it is are taken back, and later runs write on. */
	if (options_write_each(options) && options->rejects && is_compressed(options->rejects))
		wrong(reading, "--%s: --rejects=%s must not be compressed",
		      options->in_place ? "in-place" : "out-dir", options->rejects);
}

/* Learning reads and writes nothing but the memory. */
static void check_learning(struct reading *reading)
{
	const struct options *options = reading->options;

	if (options->in_place || options->output || options->to != KIND_UNSET)
		wrong(reading, "--learn writes no text: not with --output, --in-place or --to");
	if (options->explain != EXPLAIN_NOT || options->rejects || options->report ||
	    options->check)
		wrong(reading, "--learn removes nothing: not with --explain, --rejects, --report "
		               "or --check");
	if (options->memory_file)
		wrong(reading, "--learn and --memory: one after the other");
	if (options->memory_limit < (size_t)1 << 20)
		wrong(reading, "--memory-limit: at least 1M");
}

/* What is wanted of FILEs by who does not clean them. */
void check_memory_files(struct reading *reading)
{
	const struct options *options = reading->options;
	size_t count = options->file_count;

	if (options->task == TASK_MERGE_MEMORY && count == 0)
		wrong(reading, "--merge-memory=%s: which parts?", options->merge_memory);
	if (options->task == TASK_SHOW_MEMORY && (count == 0 || count > 2))
		wrong(reading, "--show-memory needs a FILE, and may have a SITE");
	if (options->task == TASK_LOAD_MEMORY && count != 1)
		wrong(reading, "--load-memory=%s needs one text, which may be -",
		      options->load_memory);
}

static void check_kind(struct reading *reading, const char *file)
{
	const struct options *options = reading->options;
	enum kind from = kind_of(options, file);

	if (options->encoding && from == KIND_WET)
		wrong(reading, "--encoding: WET is UTF-8, and counts its bytes");
	if (options->to == KIND_WET && from != KIND_WET)
		wrong(reading, "--to=wet: %s is not WET", file);
	if (options->check && options->to != KIND_UNSET && options->to != from)
		wrong(reading, "--check: --to would change all of %s", file);
}

void check_together(struct reading *reading)
{
	const struct options *options = reading->options;
	size_t i;

	if (options->border != BORDER_FORM_FEED && options->from != KIND_TEXT &&
	    options->from != KIND_UNSET &&
	    !(options->border == BORDER_NUL && options->to == KIND_TEXT))
		wrong(reading, "--document and --null-data are for plain text");
	for (i = 0; i < options->file_count; i++)
		check_kind(reading, options->files[i]);
	if (options->learn)
		check_learning(reading);
	if (options->explain != EXPLAIN_NOT && options->check)
		wrong(reading, "--%s and --check: only one of them",
		      options->explain == EXPLAIN_MARK ? "mark" : "explain");
	if (options->in_place)
		check_in_place(reading);
	if (options->out_dir)
		check_out_dir(reading);
	check_packed(reading);
}
