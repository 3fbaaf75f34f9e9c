/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <strings.h>
#include <unistd.h>

#include "decoder.h"
#include "ground/nearest.h"
#include "inflate.h"
#include "tree.h"

enum argument { NONE = no_argument, ONE = required_argument, MAYBE = optional_argument };

enum {
	FIRST = 256, /* past every letter */
#define SECTION(title)
#define OPTION(id, letter, name, has, argument, text) OPT_##id,
#include "options.def"
#undef OPTION
#undef SECTION
};

struct row {
	const char *section; /* of a heading, else NULL */
	int id, letter;
	const char *name;
	enum argument has;
	const char *argument, *text;
};

static const struct row table[] = {
#define SECTION(title) {title, 0, 0, NULL, NONE, NULL, NULL},
#define OPTION(id, letter, name, has, argument, text) \
	{NULL, OPT_##id, letter, name, has, argument, text},
#include "options.def"
#undef OPTION
#undef SECTION
};
#define ROWS (sizeof table / sizeof *table)

/* What is being read, and where it goes wrong. */
struct reading {
	struct options *options;
	struct log *log;
	bool failed;
};

static const struct row *row_of(int id)
{
	size_t i;

	for (i = 0; i < ROWS; i++)
		if (!table[i].section && (table[i].id == id || (id > 0 && table[i].letter == id)))
			return &table[i];
	return NULL;
}

/* ---- the nearest known word ---- */

static const char *nearest_option(const char *word, size_t size)
{
	struct gh_nearest nearest = {0};
	size_t i;

	for (i = 0; i < ROWS; i++)
		if (!table[i].section)
			gh_nearest_consider(&nearest, word, size, table[i].name, strlen(table[i].name));
	return nearest.name;
}

/* ---- what is wrong with the command line ---- */

static void wrong(struct reading *reading, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static void wrong(struct reading *reading, const char *format, ...)
{
	struct bytes text = {0}, shown = {0};
	va_list list;

	va_start(list, format);
	bytes_vformat(&text, format, list);
	va_end(list);
	add_escaped(&shown, text.at, text.size, 400);
	bytes_put(&shown, '\0');
	log_error(reading->log, NULL, "%s", shown.at);
	bytes_free(&text);
	bytes_free(&shown);
	reading->failed = true;
}

static void wrong_long_option(struct reading *reading, const char *given)
{
	const char *word = given + 2;
	size_t size = strcspn(word, "="), i, begins = 0;
	const char *nearest = nearest_option(word, size);

	for (i = 0; i < ROWS; i++)
		begins += !table[i].section && strncmp(table[i].name, word, size) == 0;
	if (begins > 1)
		wrong(reading, "--%.*s may be one of %zu options", (int)size, word, begins);
	else if (nearest)
		wrong(reading, "unknown option --%.*s, did you mean --%s?", (int)size, word,
		      nearest);
	else
		wrong(reading, "unknown option --%.*s", (int)size, word);
}

static void wrong_option(struct reading *reading, int what, int letter_or_id, const char *given)
{
	const struct row *row = letter_or_id ? row_of(letter_or_id) : NULL;

	if (what == ':' && row)
		wrong(reading, "--%s needs an argument: %s", row->name, row->argument);
	else if (row)
		wrong(reading, "--%s takes no argument", row->name);
	else if (letter_or_id)
		wrong(reading, "unknown option -%c", letter_or_id);
	else
		wrong_long_option(reading, given);
}

/* ---- arguments ---- */

/* Which of "a|b|c" word is, from 0; a word that is none of them is told. */
static unsigned choose(struct reading *reading, int id, const char *word)
{
	const struct row *row = row_of(id);
	const char *at = row->argument;
	struct gh_nearest nearest = {0};
	unsigned index = 0;

	while (*at) {
		size_t size = strcspn(at, "|");

		if (strlen(word) == size && memcmp(word, at, size) == 0)
			return index;
		gh_nearest_consider(&nearest, word, strlen(word), at, size);
		at += size + (at[size] == '|');
		index++;
	}
	if (nearest.name)
		wrong(reading, "--%s=%s: did you mean %.*s?", row->name, word, (int)nearest.size,
		      nearest.name);
	else
		wrong(reading, "--%s=%s: must be one of %s", row->name, word, row->argument);
	return 0;
}

/* "16M" to bytes; K, M and G are powers of 1024. */
static size_t read_size(struct reading *reading, int id, const char *word)
{
	char *end;
	unsigned long long size;
	unsigned shift = 0;

	errno = 0;
	size = strtoull(word, &end, 10);
	if (*end == 'K' || *end == 'k')
		shift = 10;
	else if (*end == 'M' || *end == 'm')
		shift = 20;
	else if (*end == 'G' || *end == 'g')
		shift = 30;
	if (*word < '0' || *word > '9' || errno || end[shift != 0] || size == 0 ||
	    size > (SIZE_MAX / 8 >> shift)) {
		wrong(reading, "--%s=%s: must be a size such as 16M", row_of(id)->name, word);
		return 1;
	}
	return (size_t)size << shift;
}

static unsigned read_jobs(struct reading *reading, const char *word)
{
	char *end;
	unsigned long jobs = strtoul(word, &end, 10);
	long processors;

	if (*word < '0' || *word > '9' || *end || jobs > 1024) {
		wrong(reading, "--jobs=%s: must be a number from 0 to 1024", word);
		return 1;
	}
	if (jobs > 0)
		return (unsigned)jobs;
	processors = sysconf(_SC_NPROCESSORS_ONLN);
	return processors < 1 ? 1 : processors > 1024 ? 1024 : (unsigned)processors;
}

static uint64_t read_seed(struct reading *reading, const char *word)
{
	char *end;
	unsigned long long seed;

	errno = 0;
	seed = strtoull(word, &end, 10);
	if (*word < '0' || *word > '9' || *end || errno)
		wrong(reading, "--report-seed=%s: must be a number", word);
	return seed;
}

static void read_normal(struct reading *reading, const char *list)
{
	ghirbal_error error;

	if (ghirbal_normal_parse(&reading->options->normal, list, &error) == GHIRBAL_OK)
		return;
	if (*error.nearest)
		wrong(reading, "--normalize=%s: %s: '%s', did you mean %s?", list, error.text,
		      error.word, error.nearest);
	else
		wrong(reading, "--normalize=%s: %s: '%s'; --list-normalize shows them all", list,
		      error.text, error.word);
}

/* A list given twice is one list. */
static void join(struct bytes *list, const char *more)
{
	if (list->size > 0)
		list->at[list->size - 1] = ',';
	bytes_add(list, more, strlen(more) + 1);
}

static void add_field(struct reading *reading, const char *name)
{
	struct options *options = reading->options;

	/* One bit each while a line is read. */
	if (options->field_count == 32) {
		wrong(reading, "--field: at most 32 of them");
		return;
	}
	options->fields[options->field_count++] = name;
}

/* UTF-8 is what needs no conversion, and broken bytes of it are repaired one by one. */
static void take_encoding(struct reading *reading, const char *name)
{
	bool is_utf8 = strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0;

	if (!is_utf8 && !decoder_knows(name))
		wrong(reading, "--encoding=%s: iconv does not know it; iconv -l lists what it knows",
		      name);
	reading->options->encoding = is_utf8 ? NULL : name;
}

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
		add_field(reading, argument);
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
		take_encoding(reading, argument);
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
		join(&options->strip, argument);
		break;
	case OPT_KEEP:
		join(&options->keep, argument);
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
	const struct row *row = row_of(id);

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

static void make_getopt(struct option *names, char *letters)
{
	size_t i, n = 0;

	/* A leading colon makes a missing argument tell itself apart from an unknown option. */
	*letters++ = ':';
	for (i = 0; i < ROWS; i++) {
		if (table[i].section)
			continue;
		names[n].name = table[i].name;
		names[n].has_arg = (int)table[i].has;
		names[n++].val = table[i].id;
		if (!table[i].letter)
			continue;
		*letters++ = (char)table[i].letter;
		if (table[i].has != NONE)
			*letters++ = ':';
		if (table[i].has == MAYBE)
			*letters++ = ':';
	}
	*letters = '\0';
}

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
		wrong(reading, "--in-place writes text: not with --explain, --mark, --check or --dry-run");
	for (i = 0; i < options->file_count; i++) {
		const char *file = options->files[i];

		if (strcmp(file, "-") == 0)
			wrong(reading, "--in-place needs a FILE");
		else if (is_compressed(file))
			wrong(reading, "--in-place: %s is compressed", file);
		else if (options->to != KIND_UNSET && options->to != options_kind(options, file))
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
		wrong(reading, "--out-dir writes text: not with --explain, --mark, --check, --dry-run or --learn");
	for (i = 0; i < options->file_count; i++) {
		const char *file = options->files[i];

		if (strcmp(file, "-") == 0)
			wrong(reading, "--out-dir needs a FILE");
		else if (inflater_is_missing(file))
			wrong(reading, "%s: this ghirbal was built without what writes such files", file);
		else if (options->to != KIND_UNSET && options->to != options_kind(options, file))
			wrong(reading, "--out-dir: under its name %s cannot be of another kind", file);
	}
}

/* What is written under a name that says it is compressed. */
static void check_packed(struct reading *reading)
{
	const struct options *options = reading->options;
	const char *files[] = {options->output, options->rejects, options->stats_file, options->report};
	size_t i;

	for (i = 0; i < sizeof files / sizeof *files; i++)
		if (files[i] && inflater_is_missing(files[i]))
			wrong(reading, "%s: this ghirbal was built without what writes such files", files[i]);
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
	if (options->explain != EXPLAIN_NOT || options->rejects || options->report || options->check)
		wrong(reading, "--learn removes nothing: not with --explain, --rejects, --report or --check");
	if (options->memory_file)
		wrong(reading, "--learn and --memory: one after the other");
	if (options->memory_limit < (size_t)1 << 20)
		wrong(reading, "--memory-limit: at least 1M");
}

/* What is wanted of FILEs by who does not clean them. */
static void check_memory_files(struct reading *reading)
{
	const struct options *options = reading->options;
	size_t count = options->file_count;

	if (options->task == TASK_MERGE_MEMORY && count == 0)
		wrong(reading, "--merge-memory=%s: which parts?", options->merge_memory);
	if (options->task == TASK_SHOW_MEMORY && (count == 0 || count > 2))
		wrong(reading, "--show-memory needs a FILE, and may have a SITE");
	if (options->task == TASK_LOAD_MEMORY && count != 1)
		wrong(reading, "--load-memory=%s needs one text, which may be -", options->load_memory);
}

static void check_kind(struct reading *reading, const char *file)
{
	const struct options *options = reading->options;
	enum kind from = options_kind(options, file);

	if (options->encoding && from == KIND_WET)
		wrong(reading, "--encoding: WET is UTF-8, and counts its bytes");
	if (options->to == KIND_WET && from != KIND_WET)
		wrong(reading, "--to=wet: %s is not WET", file);
	if (options->check && options->to != KIND_UNSET && options->to != from)
		wrong(reading, "--check: --to=%s would change all of %s",
		      options->to == KIND_TEXT ? "text" : "jsonl", file);
}

static void check_together(struct reading *reading)
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
	struct option names[ROWS + 1] = {0};
	char letters[3 * ROWS + 2];
	int id;

	begin(options, argc, argv);
	read_normal(&reading, "standard");
	make_getopt(names, letters);
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

/* ---- what a file holds ---- */

/* The name without what says that it is compressed. */
static size_t plain_size(const char *file)
{
	size_t size = strlen(file);

	if (ends_in(file, size, ".gz"))
		return size - 3;
	return ends_in(file, size, ".zst") ? size - 4 : size;
}

static bool has_ending(const char *file, const char *ending)
{
	size_t size = plain_size(file), length = strlen(ending);

	return size > length && strncasecmp(file + size - length, ending, length) == 0;
}

static bool is_plain_text(const struct options *options)
{
	/* Asking for a border of plain text says that it is plain text. */
	return options->border != BORDER_FORM_FEED && options->to != KIND_TEXT;
}

bool options_guesses(const struct options *options, const char *file)
{
	return options->from == KIND_UNSET && !is_plain_text(options) && has_ending(file, ".json");
}

enum kind options_kind(const struct options *options, const char *file)
{
	if (options->from != KIND_UNSET)
		return options->from;
	if (is_plain_text(options))
		return KIND_TEXT;
	if (has_ending(file, ".jsonl") || has_ending(file, ".ndjson") ||
	    has_ending(file, ".jsonlines") || has_ending(file, ".json"))
		return KIND_JSONL;
	return has_ending(file, ".wet") ? KIND_WET : KIND_TEXT;
}

bool options_know(const char *file)
{
	static const char *const endings[] = {".txt", ".jsonl", ".ndjson", ".jsonlines", ".json", ".wet"};
	size_t i;

	for (i = 0; i < sizeof endings / sizeof *endings; i++)
		if (has_ending(file, endings[i]))
			return true;
	return false;
}

/* ---- --help ---- */

static void help_row(struct bytes *out, const struct row *row)
{
	size_t start = out->size;

	if (row->letter)
		bytes_format(out, "  -%c, --%s", row->letter, row->name);
	else
		bytes_format(out, "      --%s", row->name);
	if (row->has == ONE)
		bytes_format(out, "=%s", row->argument);
	else if (row->has == MAYBE)
		bytes_format(out, "[=%s]", row->argument);
	if (out->size - start > 36)
		bytes_format(out, "\n%38s", "");
	else
		bytes_format(out, "%*s", (int)(38 - (out->size - start)), "");
	bytes_format(out, "%s\n", row->text);
}

void options_help(struct bytes *out)
{
	size_t i;

	bytes_text(out, "Usage: ghirbal [OPTION]... [FILE]...\n"
	                "Take the site out of Arabic web text and normalise it: "
	                "FILEs or standard input to standard output.\n\n"
	                "  ghirbal page.txt\n"
	                "  ghirbal --from=jsonl <shard.jsonl >clean.jsonl\n"
	                "  ghirbal --explain page.txt\n");
	for (i = 0; i < ROWS; i++) {
		if (table[i].section)
			bytes_format(out, "\n%s:\n", table[i].section);
		else
			help_row(out, &table[i]);
	}
	bytes_text(
		out,
		"\nStatus: 0 all done; 1 a FILE could not be read, or --check or --strict found\n"
		"something; 2 wrong options or rules; 3 writing failed or memory ran out.\n");
}
