/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rulebook.h"

#include <stdlib.h>
#include <string.h>

#include "inflate.h"
#include "input.h"
#include "signals.h"
#include "tally.h"

struct book {
	const struct options *options;
	struct log *log;
	ghirbal_rules *rules;
	bool good;
};

/* ---- what is wrong ---- */

static void tell_rule_error(struct log *log, const ghirbal_error *error)
{
	struct bytes text = {0};

	if (*error->file)
		add_escaped(&text, error->file, strlen(error->file), 200);
	if (error->line)
		bytes_format(&text, ":%zu", error->line);
	bytes_text(&text, *error->file ? ": " : "");
	bytes_text(&text, error->text);
	if (*error->word) {
		bytes_text(&text, ": '");
		add_escaped(&text, error->word, strlen(error->word), 120);
		bytes_put(&text, '\'');
	}
	if (*error->nearest)
		bytes_format(&text, ", did you mean %s?", error->nearest);
	bytes_put(&text, '\0');
	log_error(log, NULL, "%s", text.at);
	bytes_free(&text);
}

bool rulebook_is_well(struct log *log, ghirbal_status status, const ghirbal_error *error)
{
	if (status == GHIRBAL_OK)
		return true;
	if (status == GHIRBAL_NO_MEMORY)
		out_of_memory();
	if (error && (status == GHIRBAL_BAD_RULE || status == GHIRBAL_BAD_NAME))
		tell_rule_error(log, error);
	else
		log_error(log, NULL, "rules: %s", ghirbal_status_text(status));
	return false;
}

static void tell_groups(struct log *log, const ghirbal_rules *rules)
{
	struct counts groups = {0};
	struct bytes text = {0};
	const char *group;
	size_t i;

	for (i = 0; (group = ghirbal_rules_group(rules, i)); i++)
		counts_add(&groups, group, 1);
	counts_sort(&groups);
	for (i = 0; i < groups.size; i++) {
		bytes_text(&text, i ? ", " : "");
		bytes_text(&text, groups.at[i].name);
	}
	bytes_put(&text, '\0');
	log_error(log, NULL, "the groups are %s", text.at);
	bytes_free(&text);
	counts_free(&groups);
}

/* The library goes on behind a mistake and tells each. */
static int tell_mistake(void *log, const ghirbal_error *error)
{
	tell_rule_error(log, error);
	return 0;
}

/* ---- loading ---- */

bool rulebook_read(struct log *log, const char *name, struct bytes *text)
{
	enum input_result result;
	struct input input;
	size_t got;

	if (!input_open(&input, name, INFLATE_WINDOW_DEFAULT)) {
		log_error(log, name, "%s", input.trouble);
		return false;
	}
	do {
		bytes_reserve(text, 65536);
		result = input_read(&input, text->at + text->size, 65536, &got);
		text->size += got;
	} while (result == INPUT_BYTES || result == INPUT_INTERRUPTED);
	if (result == INPUT_FAILED)
		log_error(log, name, "%s", input.trouble);
	input_close(&input);
	return result == INPUT_END;
}

/* Two files of one name would share addresses, so the later one's says where it is. */
static void name_address(struct bytes *address, const ghirbal_rules *rules, const char *name)
{
	ghirbal_rule_info info;
	size_t i;

	address->size = 0;
	for (i = 0; ghirbal_rules_get(rules, i, &info) == GHIRBAL_OK; i++) {
		if (strcmp(info.file, name) == 0) {
			bytes_text(address, "./");
			break;
		}
	}
	bytes_add(address, name, strlen(name) + 1);
}

/* False, when all that is wrong has been told, if the status is another than GHIRBAL_OK. */
static bool is_told(struct log *log, ghirbal_status status)
{
	return status != GHIRBAL_BAD_RULE && rulebook_is_well(log, status, NULL);
}

static void add_file(struct book *book, const char *name)
{
	struct bytes address = {0}, text = {0};
	bool good = rulebook_read(book->log, name, &text);

	if (good) {
		name_address(&address, book->rules, name);
		good = is_told(book->log, ghirbal_rules_add(book->rules, address.at, text.at,
		                                            text.size, NULL));
	}
	book->good = book->good && good;
	bytes_free(&address);
	bytes_free(&text);
}

/*
 * Who only normalises need not wait for rules, unless the names of groups are to be checked by
 * them.
 */
static bool wants_defaults(const struct options *options)
{
	return !options->no_default_rules &&
	       (!options->only_normalize || options->task != TASK_CLEAN ||
	        options->strip.size > 0 || options->keep.size > 0);
}

static void choose_groups(struct book *book)
{
	ghirbal_rules *rules = book->rules;
	const struct options *options = book->options;
	ghirbal_error error = {0};
	bool known = true;

	if (options->strip.size > 0)
		known = rulebook_is_well(
			book->log, ghirbal_rules_strip(rules, options->strip.at, &error), &error);
	if (options->keep.size > 0)
		known = rulebook_is_well(book->log,
		                         ghirbal_rules_spare(rules, options->keep.at, &error),
		                         &error) &&
		        known;
	if (!known)
		tell_groups(book->log, rules);
	book->good = book->good && known;
}

static void fill(struct book *book)
{
	const struct options *options = book->options;
	size_t i;

	if (wants_defaults(options))
		book->good = is_told(book->log, ghirbal_rules_add_defaults(book->rules, NULL));
	for (i = 0; i < options->rules_count; i++)
		add_file(book, options->rules[i]);
	for (i = 0; i < options->file_count && options->task == TASK_CHECK_RULES; i++)
		add_file(book, options->files[i]);
	choose_groups(book);
}

ghirbal_rules *rulebook_load(const struct options *options, struct log *log)
{
	struct book book = {options, log, NULL, true};

	if (ghirbal_rules_new(&book.rules, NULL) != GHIRBAL_OK)
		out_of_memory();
	ghirbal_rules_on_error(book.rules, tell_mistake, log);
	fill(&book);
	/* Patterns are looked at last: those of files that had no other mistake. */
	if (is_told(log, ghirbal_rules_seal(book.rules, NULL)) && book.good)
		return book.rules;
	ghirbal_rules_free(book.rules);
	return NULL;
}
