/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inflate.h"
#include "reading.h"
#include "together.h"
#include "tree.h"

/* ---- one option ---- */

static void take_records(struct reading *reading, int id, const char *argument)
{
	struct options *options = reading->options;

	switch (id) {
	case OPT_FROM:
		options->from = (enum kind)choose(reading, id, argument);
		break;
	case OPT_TO:
		options->to = (enum kind)choose(reading, id, argument);
		break;
	case OPT_FIELD:
		read_field(reading, argument);
		break;
	case OPT_DOCUMENT:
		options->border = (enum border)choose(reading, id, argument);
		break;
	case OPT_NULL_DATA:
		options->border = BORDER_NUL;
		break;
	case OPT_MAX_DOCUMENT:
		options->max_document = read_size(reading, id, argument);
		break;
	case OPT_MAX_WINDOW:
		options->max_window = read_size(reading, id, argument);
		break;
	case OPT_DROP_EMPTY:
		options->drop_empty = true;
		break;
	case OPT_ENCODING:
		read_encoding(reading, argument);
		break;
	case OPT_INVALID:
		options->invalid = (ghirbal_invalid)choose(reading, id, argument);
		break;
	case OPT_STRICT:
		options->strict = true;
		break;
	}
}

static void take_cleaning(struct reading *reading, int id, const char *argument)
{
	struct options *options = reading->options;

	switch (id) {
	case OPT_RULES:
		options->rules[options->rules_count++] = argument;
		break;
	case OPT_NO_DEFAULT_RULES:
		options->no_default_rules = true;
		break;
	case OPT_STRIP:
		join_list(&options->strip, argument);
		break;
	case OPT_KEEP:
		join_list(&options->keep, argument);
		break;
	case OPT_LEVEL:
		options->level = (ghirbal_level)choose(reading, id, argument);
		break;
	case OPT_NORMALIZE:
		read_normal(reading, argument);
		break;
	case OPT_ONLY_NORMALIZE:
		options->only_normalize = true;
		break;
	}
}

static void take_memory(struct reading *reading, int id, const char *argument)
{
	struct options *options = reading->options;

	switch (id) {
	case OPT_LEARN:
		options->learn = argument;
		break;
	case OPT_PART:
		options->part = true;
		break;
	case OPT_MEMORY_LIMIT:
		options->memory_limit = read_size(reading, id, argument);
		break;
	case OPT_MERGE_MEMORY:
		options->task = TASK_MERGE_MEMORY;
		options->merge_memory = argument;
		break;
	case OPT_SHOW_MEMORY:
		options->task = TASK_SHOW_MEMORY;
		break;
	case OPT_LOAD_MEMORY:
		options->task = TASK_LOAD_MEMORY;
		options->load_memory = argument;
		break;
	case OPT_MEMORY:
		options->memory_file = argument;
		break;
	case OPT_SITE:
		options->site = argument;
		break;
	case OPT_SITE_FIELD:
		options->site_field = argument;
		break;
	}
}

static void take_listing(struct reading *reading, int id, const char *argument)
{
	struct options *options = reading->options;

	switch (id) {
	case OPT_LIST_RULES:
		options->task = TASK_LIST_RULES;
		if (argument)
			options->listing = (enum listing)choose(reading, id, argument);
		break;
	case OPT_LIST_NORMALIZE:
		options->task = TASK_LIST_NORMALIZE;
		break;
	case OPT_CHECK_RULES:
		options->task = TASK_CHECK_RULES;
		break;
	case OPT_AGAINST:
		options->against = argument;
		break;
	}
}

static void take_audit(struct reading *reading, int id, const char *argument)
{
	struct options *options = reading->options;

	switch (id) {
	case OPT_EXPLAIN:
		options->explain = argument ? (enum explain)choose(reading, id, argument)
		                            : EXPLAIN_TEXT;
		break;
	case OPT_REJECTS:
		options->rejects = argument;
		break;
	case OPT_STATS:
		options->stats = true;
		options->stats_file = argument;
		break;
	case OPT_MARK:
		options->explain = EXPLAIN_MARK;
		break;
	case OPT_COLOR:
		options->color = argument ? (enum when)choose(reading, id, argument) : WHEN_ALWAYS;
		break;
	case OPT_REPORT:
		options->report = argument;
		break;
	case OPT_REPORT_LANGUAGE:
		options->english = choose(reading, id, argument) == 1;
		break;
	case OPT_REPORT_SEED:
		options->report_seed = read_seed(reading, argument);
		break;
	case OPT_CHECK:
		options->check = true;
		break;
	case OPT_DRY_RUN:
		options->dry_run = true;
		break;
	default:
		take_listing(reading, id, argument);
	}
}
static void take_running(struct reading *reading, int id, const char *argument)
{
	struct options *options = reading->options;

	switch (id) {
	case OPT_OUTPUT:
		options->output = argument;
		break;
	case OPT_OUT_DIR:
		options->out_dir = argument;
		break;
	case OPT_RECURSIVE:
		options->recursive = true;
		break;
	case OPT_IN_PLACE:
		options->in_place = true;
		options->suffix = argument ? argument : "";
		break;
	case OPT_FORCE:
		options->force = true;
		break;
	case OPT_JOBS:
		options->jobs = read_jobs(reading, argument);
		break;
	case OPT_LINE_BUFFERED:
		options->line_buffered = true;
		break;
	case OPT_PROGRESS:
		options->progress =
			argument ? (enum when)choose(reading, id, argument) : WHEN_ALWAYS;
		break;
	case OPT_QUIET:
		options->quiet = true;
		break;
	case OPT_VERBOSE:
		options->verbose = true;
		break;
	case OPT_HELP:
		options->task = TASK_HELP;
		break;
	case OPT_VERSION:
		options->task = TASK_VERSION;
		break;
	}
}

static void take(struct reading *reading, int id, const char *argument)
{
	const struct option_row *row = option_of(id);

	id = row->id;
	if (id < OPT_RULES)
		take_records(reading, id, argument);
	else if (id < OPT_LEARN)
		take_cleaning(reading, id, argument);
	else if (id < OPT_EXPLAIN)
		take_memory(reading, id, argument);
	else if (id < OPT_OUTPUT)
		take_audit(reading, id, argument);
	else
		take_running(reading, id, argument);
}

/* ---- the whole line ---- */

/* Colour is for eyes: a terminal that can show it, and an owner who has not asked for none. */
static bool wants_color(const struct options *options)
{
	const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");

	if (options->color != WHEN_AUTO)
		return options->color == WHEN_ALWAYS;
	return !options->output && isatty(STDOUT_FILENO) && !(none && *none) && terminal &&
	       strcmp(terminal, "dumb") != 0;
}

static void begin(struct options *options, int argc, char **argv)
{
	memset(options, 0, sizeof *options);
	options->from = options->to = KIND_UNSET;
	options->max_document = (size_t)16 << 20;
	options->memory_limit = (size_t)256 << 20;
	options->site_field = "url";
	options->max_window = INFLATE_WINDOW_DEFAULT;
	options->level = GHIRBAL_STANDARD;
	options->explain = EXPLAIN_NOT;
	options->report_seed = 1;
	options->jobs = 1;
	options->suffix = "";
	options->fields = array_resize(NULL, (size_t)argc + 1, sizeof *options->fields);
	options->rules = array_resize(NULL, (size_t)argc + 1, sizeof *options->rules);
	options->files = array_resize(NULL, (size_t)argc + 1, sizeof *options->files);
	/* As given: getopt_long() moves them. */
	options->words_count = (size_t)argc;
	options->words = array_resize(NULL, (size_t)argc + 1, sizeof *options->words);
	memcpy(options->words, argv, (size_t)argc * sizeof *argv);
}

bool options_read(struct options *options, struct log *log, int argc, char **argv)
{
	struct reading reading = {options, log, false};
	struct option names[OPTION_IDS + 1] = {0};
	char letters[OPTION_LETTERS];
	int id;

	begin(options, argc, argv);
	read_normal(&reading, "standard");
	option_getopt(names, letters);
	opterr = 0;
	while ((id = getopt_long(argc, argv, letters, names, NULL)) != -1) {
		if (id == '?' || id == ':')
			wrong_option(&reading, id, optopt, argv[optind - 1]);
		else
			take(&reading, id, optarg);
	}
	while (optind < argc)
		options->files[options->file_count++] = argv[optind++];
	if (options->file_count == 0 && options->task == TASK_CLEAN)
		options->files[options->file_count++] = "-";
	if (options->field_count == 0)
		options->fields[options->field_count++] = "text";
	options->paths = json_paths_new(options->fields, options->field_count);
	options->site_paths = json_paths_new(&options->site_field, 1);
	check_memory_files(&reading);
	if (!options->paths || !options->site_paths)
		wrong(&reading, "--field: at most 16 parts in a pointer");
	options->colored = wants_color(options);
	if (options->task == TASK_CLEAN && !tree_expand(options, log))
		reading.failed = true;
	if (options->task == TASK_CLEAN)
		check_together(&reading);
	if (reading.failed)
		log_error(log, NULL, "try 'ghirbal --help'");
	return !reading.failed;
}

void options_free(struct options *options)
{
	bytes_free(&options->strip);
	bytes_free(&options->keep);
	json_paths_free(options->paths);
	json_paths_free(options->site_paths);
	tree_free(options);
	free(options->fields);
	free(options->rules);
	free(options->files);
	free(options->words);
}

bool options_write_text(const struct options *options)
{
	return options->explain != EXPLAIN_NOT ||
	       !(options->check || options->dry_run || options->learn);
}

bool options_write_each(const struct options *options)
{
	return options->in_place || options->out_dir;
}

bool options_may_stop(const struct options *options)
{
	return options->strict || options->invalid == GHIRBAL_INVALID_FAIL;
}
