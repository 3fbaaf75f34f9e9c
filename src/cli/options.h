/* SPDX-License-Identifier: MIT */
/* The command line, read and checked: what is wrong with it is told before a byte is written. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"
#include "ghirbal.h"
#include "json.h"
#include "message.h"

enum kind { KIND_TEXT, KIND_JSONL, KIND_WET, KIND_UNSET };
enum border { BORDER_FORM_FEED, BORDER_BLANK, BORDER_LINE, BORDER_NUL };
enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };
enum explain { EXPLAIN_TEXT, EXPLAIN_JSON, EXPLAIN_MARK, EXPLAIN_NOT };
enum task {
	TASK_CLEAN,
	TASK_LIST_RULES,
	TASK_LIST_NORMALIZE,
	TASK_CHECK_RULES,
	TASK_MERGE_MEMORY,
	TASK_SHOW_MEMORY,
	TASK_LOAD_MEMORY,
	TASK_HELP,
	TASK_VERSION
};

enum listing { LISTING_TEXT, LISTING_TSV, LISTING_JSON };

struct options {
	enum task task;
	enum kind from, to;           /* KIND_UNSET: by name, and the same as came in */
	const char **fields;          /* at least one once read */
	size_t field_count;
	struct json_paths *paths;     /* what they say */
	enum border border;
	size_t max_document, max_window;
	bool drop_empty, strict;
	const char *encoding;         /* of the input as iconv(3) calls it, NULL for UTF-8 */
	ghirbal_invalid invalid;

	const char **rules;
	size_t rules_count;
	bool no_default_rules, only_normalize;
	enum listing listing;         /* how --list-rules lists */
	const char *against;          /* text that --check-rules holds rules against, or NULL */
	struct bytes strip, keep;     /* lists, NUL at the end; not set if empty */
	ghirbal_level level;
	ghirbal_normal normal;

	const char *learn, *merge_memory, *load_memory, *memory_file;
	bool part;
	size_t memory_limit;
	const char *site, *site_field;
	struct json_paths *site_paths; /* what site_field says */
	/* what the run is given besides, once they are open */
	const ghirbal_memory *memory;
	struct learning *learning;

	enum explain explain;
	bool check, dry_run;
	bool stats;
	const char *rejects, *stats_file, *report;
	bool english;                 /* the report, at first */
	uint64_t report_seed;
	enum when color;
	bool colored;                 /* --mark, once the command line is read */
	char **words;                 /* of the command line, as they were given */
	size_t words_count;

	const char *output;
	const char *out_dir;          /* each FILE goes there under its name */
	bool recursive;
	bool in_place;
	const char *suffix;           /* "" for none */
	unsigned jobs;
	bool line_buffered, quiet, verbose;
	bool force;
	enum when progress;

	const char **files;           /* "-" for standard input; at least one */
	size_t file_count;
	char **targets;               /* with out_dir where each is written, else NULL */
	char **walked;                /* the files again, if they are to be freed */
	size_t walked_count;
};

/* Returns false with a message if the command line is wrong: status 2. */
bool options_read(struct options *options, struct log *log, int argc, char **argv);
void options_free(struct options *options);

/* False if the run is to tell and count only. */
bool options_write_text(const struct options *options);

/* Whether each FILE is written by itself. */
bool options_write_each(const struct options *options);

/* Whether a bad record may end the run, which must then have counted nothing behind it. */
bool options_may_stop(const struct options *options);

#endif
