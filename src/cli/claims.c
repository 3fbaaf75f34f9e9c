/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "claims.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "inflate.h"
#include "input.h"
#include "place.h"

enum role { READ, WRITTEN, REWRITTEN };

struct claim {
	enum role role;
	const char *what;    /* "--rejects=", "" for a FILE */
	const char *name;
	size_t file;         /* which of the FILEs, if it is to be rewritten */
	struct place place;
};

struct claims {
	struct claim *at;
	size_t count, room;
};

static struct claim *add(struct claims *claims, enum role role, const char *what, const char *name)
{
	struct claim *claim;

	ARRAY_GROW(claims->at, claims->room, claims->count + 1);
	claim = &claims->at[claims->count++];
	memset(claim, 0, sizeof *claim);
	claim->role = role;
	claim->what = what;
	claim->name = name;
	claim->place.descriptor = -1;
	return claim;
}

static void take_back(struct claims *claims)
{
	place_free(&claims->at[--claims->count].place);
}

/* Messages go to standard error whatever else does; and nothing is lost in /dev/null. */
static bool may_be_shared(const struct place *place)
{
	return place->descriptor == STDERR_FILENO ||
	       (S_ISCHR(place->about.st_mode) && place->kind != PLACE_NEW &&
	        !(place->descriptor >= 0 && isatty(place->descriptor)));
}

/* What leads nowhere is told when it is opened. */
static void add_output(struct claims *claims, const char *what, const char *name)
{
	struct claim *claim = add(claims, WRITTEN, what, name);

	if (!place_find(&claim->place, name) || may_be_shared(&claim->place))
		take_back(claims);
}

static void add_input(struct claims *claims, const char *what, const char *name)
{
	struct claim *claim = add(claims, READ, what, name);
	struct stat *about = &claim->place.about;
	int result = strcmp(name, "-") == 0 ? fstat(STDIN_FILENO, about) : stat(name, about);

	claim->place.kind = PLACE_FILE;
	if (result < 0 || !(S_ISREG(about->st_mode) || S_ISBLK(about->st_mode)))
		take_back(claims);
}

static void add_rewritten(struct claims *claims, const struct options *options, size_t i)
{
	struct claim *claim = add(claims, REWRITTEN, "", options->files[i]);

	claim->file = i;
	if (!place_find(&claim->place, claim->name) || claim->place.kind != PLACE_FILE)
		take_back(claims);
}

static void add_copy(struct claims *claims, const struct options *options, const char *file)
{
	struct claim *claim = add(claims, WRITTEN, "the copy of ", file);
	struct place place;
	struct bytes kept = {0};

	if (place_find(&place, file) && place.kind == PLACE_FILE) {
		bytes_text(&kept, place.path);
		bytes_add(&kept, options->suffix, strlen(options->suffix) + 1);
	}
	if (kept.size == 0 || !place_find(&claim->place, kept.at))
		take_back(claims);
	place_free(&place);
	bytes_free(&kept);
}

static void add_outputs(struct claims *claims, const struct options *options)
{
	size_t i;

	if (options->output && options_write_text(options))
		add_output(claims, "--output=", options->output);
	else if (!options_write_each(options) && options_write_text(options))
		add_output(claims, "standard output", "-");
	for (i = 0; options->targets && i < options->file_count; i++)
		add_output(claims, "--out-dir: ", options->targets[i]);
	if (options->learn)
		add_output(claims, "--learn=", options->learn);
	if (options->rejects)
		add_output(claims, "--rejects=", options->rejects);
	if (options->stats_file)
		add_output(claims, "--stats=", options->stats_file);
	if (options->report)
		add_output(claims, "--report=", options->report);
}

static void add_inputs(struct claims *claims, const struct options *options)
{
	size_t i;

	for (i = 0; i < options->file_count; i++) {
		if (options->in_place)
			add_rewritten(claims, options, i);
		else
			add_input(claims, "", options->files[i]);
		if (options->in_place && *options->suffix)
			add_copy(claims, options, options->files[i]);
	}
	if (options->memory_file)
		add_input(claims, "--memory=", options->memory_file);
	for (i = 0; i < options->rules_count; i++)
		add_input(claims, "--rules=", options->rules[i]);
}

/* ---- what is in whose way ---- */

static int compare_paths(const struct claim *a, const struct claim *b)
{
	int order = place_compare(&a->place, &b->place);

	if (order != 0)
		return order;
	if (a->role != b->role)
		return a->role < b->role ? -1 : 1;
	return a->role == REWRITTEN ? strcmp(a->place.path, b->place.path) : 0;
}

static int compare(const void *a, const void *b)
{
	const struct claim *first = a, *second = b;
	int order = compare_paths(first, second);

	if (order != 0)
		return order;
	return first->file < second->file ? -1 : first->file > second->file;
}

static void describe(struct bytes *to, const struct claim *claim)
{
	bytes_text(to, claim->what);
	if (strcmp(claim->what, "standard output") != 0)
		add_escaped(to, claim->name, strlen(claim->name), 200);
	bytes_put(to, '\0');
}

static bool tell_clash(struct log *log, const struct claim *a, const struct claim *b)
{
	struct bytes first = {0}, second = {0};

	describe(&first, a);
	describe(&second, b);
	log_error(log, NULL, "%s and %s are the same file", first.at, second.at);
	bytes_free(&first);
	bytes_free(&second);
	return false;
}

/*
 * Claims to one place, what is read first.  Each name of a file that is rewritten is written anew.
 */
static bool check_group(const struct claim *group, size_t count, struct log *log)
{
	size_t i;

	for (i = 1; i < count; i++)
		if (group[i].role == WRITTEN ||
		    (group[i].role == REWRITTEN && group[i - 1].role != REWRITTEN))
			return tell_clash(log, &group[i - 1], &group[i]);
	return true;
}

static bool check_groups(struct claims *claims, struct log *log)
{
	bool good = true;
	size_t i, end;

	qsort(claims->at, claims->count, sizeof *claims->at, compare);
	for (i = 0; i < claims->count; i = end) {
		for (end = i + 1; end < claims->count; end++)
			if (place_compare(&claims->at[i].place, &claims->at[end].place) != 0)
				break;
		good = check_group(claims->at + i, end - i, log) && good;
	}
	return good;
}

static void release(struct claims *claims)
{
	while (claims->count > 0)
		take_back(claims);
	free(claims->at);
	memset(claims, 0, sizeof *claims);
}

/* A second time a FILE would be read as the first left it, and its copy not be the old one. */
static void leave_out_repeated(struct options *options)
{
	struct claims claims = {NULL, 0, 0};
	size_t i, kept = 0;

	for (i = 0; i < options->file_count; i++)
		add_rewritten(&claims, options, i);
	if (claims.count > 1)
		qsort(claims.at, claims.count, sizeof *claims.at, compare);
	for (i = 1; i < claims.count; i++)
		if (compare_paths(&claims.at[i - 1], &claims.at[i]) == 0)
			options->files[claims.at[i].file] = NULL;
	for (i = 0; i < options->file_count; i++)
		if (options->files[i])
			options->files[kept++] = options->files[i];
	options->file_count = kept;
	release(&claims);
}

/* ---- what may be replaced ---- */

static bool has(const struct bytes *head, const char *text)
{
	return memmem(head->at, head->size, text, strlen(text)) != NULL;
}

static bool begins(const struct bytes *head, const char *text)
{
	return head->size >= strlen(text) && memcmp(head->at, text, strlen(text)) == 0;
}

static bool is_report(const struct bytes *head)
{
	return begins(head, "<!DOCTYPE html>") && (has(head, "ghirbal") || has(head, "غربال"));
}

static bool is_stats(const struct bytes *head)
{
	return begins(head, "{") && has(head, "\"ghirbal\":");
}

static bool is_rejects(const struct bytes *head)
{
	return begins(head, "{\"file\":");
}

/* Its first bytes, inflated if its name says that they are compressed. */
static bool read_earlier(const char *name, struct bytes *head)
{
	struct input input;
	enum input_result result = INPUT_BYTES;
	size_t got;

	if (!input_open(&input, name, INFLATE_WINDOW_DEFAULT))
		return false;
	while (head->size < head->room && (result == INPUT_BYTES || result == INPUT_INTERRUPTED)) {
		result = input_read(&input, head->at + head->size, head->room - head->size, &got);
		head->size += got;
	}
	input_close(&input);
	return result != INPUT_FAILED;
}

/* An empty file may be replaced, and so may what is no file; what cannot be read is not known. */
static bool check_earlier(const char *option, const char *name,
                          bool (*is_earlier)(const struct bytes *head), struct log *log)
{
	char room[1024];
	struct bytes head = {room, 0, sizeof room};
	struct place place = {0};
	bool known = true;

	if (name && place_find(&place, name) && place.kind == PLACE_FILE &&
	    place.about.st_size > 0)
		known = read_earlier(name, &head) && (head.size == 0 || is_earlier(&head));
	place_free(&place);
	if (!known)
		log_error(log, name, "is there and no earlier %s; --force replaces it", option);
	return known;
}

static bool check_replaced(const struct options *options, struct log *log)
{
	bool good = options->force;

	return good || ((int)check_earlier("--rejects", options->rejects, is_rejects, log) &
	                (int)check_earlier("--stats", options->stats_file, is_stats, log) &
	                (int)check_earlier("--report", options->report, is_report, log));
}

bool claims_check(struct options *options, struct log *log)
{
	struct claims claims = {NULL, 0, 0};
	bool good = true;

	if (options->in_place)
		leave_out_repeated(options);
	add_outputs(&claims, options);
	if (claims.count > 0 || options->in_place) {
		add_inputs(&claims, options);
		good = claims.count == 0 || check_groups(&claims, log);
	}
	release(&claims);
	return good && check_replaced(options, log);
}
