/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "rulebook.h"

#include <stdlib.h>
#include <string.h>

#include "inflate.h"
#include "input.h"
#include "signals.h"
#include "tally.h"

#define ROUNDS 50 /* patterns that PCRE2 refuses are found one a round */

/* A rule file as it was read; what was wrong with it and has been told is blanked out. */
struct page {
	const char *name;
	struct bytes text;
	bool given_up;    /* what is wrong would only lead to more */
};

struct book {
	const struct options *options;
	struct log *log;
	struct page *pages;
	size_t count;
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
	ghirbal_rule_info info;
	size_t i;

	for (i = 0; ghirbal_rules_get(rules, i, &info) == GHIRBAL_OK; i++)
		counts_add(&groups, info.group, 1);
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

/* ---- leaving out a line that is wrong, to see what else is ---- */

static bool begins_with(const char *line, size_t size, const char *word)
{
	size_t length = strlen(word);

	while (size > 0 && (*line == ' ' || *line == '\t')) {
		line++;
		size--;
	}
	return size > length && memcmp(line, word, length) == 0 &&
	       (line[length] == ' ' || line[length] == '\t');
}

static size_t line_size(const struct bytes *text, size_t at)
{
	const char *newline = memchr(text->at + at, '\n', text->size - at);

	return newline ? (size_t)(newline - text->at) - at : text->size - at;
}

/*
 * Blanks a line out, and the examples of the rule that it was.  False if the rest cannot be
 * understood without it: the first line, a group's, a slot's.
 */
static bool strike(struct page *page, size_t number)
{
	struct bytes *text = &page->text;
	size_t at = 0, size, line;
	bool example;

	for (line = 1; line < number && at < text->size; line++)
		at += line_size(text, at) + 1;
	if (number == 0 || at >= text->size)
		return false;
	size = line_size(text, at);
	if (begins_with(text->at + at, size, "slot") || begins_with(text->at + at, size, "ghirbal") ||
	    memchr(text->at + at, '[', size) == text->at + at || is_blank(text->at + at, size))
		return false;
	example = begins_with(text->at + at, size, "ok") || begins_with(text->at + at, size, "no");
	for (;;) {
		memset(text->at + at, ' ', size);
		at += size + 1;
		size = at < text->size ? line_size(text, at) : 0;
		if (example || at >= text->size ||
		    !(begins_with(text->at + at, size, "ok") || begins_with(text->at + at, size, "no")))
			return true;
	}
}

/* ---- loading ---- */

static bool read_page(struct page *page, struct log *log)
{
	enum input_result result;
	struct input input;
	size_t got;

	if (!input_open(&input, page->name, INFLATE_WINDOW_DEFAULT)) {
		log_error(log, page->name, "%s", input.trouble);
		return false;
	}
	do {
		bytes_reserve(&page->text, 65536);
		result = input_read(&input, page->text.at + page->text.size, 65536, &got);
		page->text.size += got;
	} while (result == INPUT_BYTES || result == INPUT_INTERRUPTED);
	if (result == INPUT_FAILED)
		log_error(log, page->name, "%s", input.trouble);
	input_close(&input);
	return result == INPUT_END;
}

static void read_pages(struct book *book)
{
	const struct options *options = book->options;
	size_t examined = options->task == TASK_CHECK_RULES ? options->file_count : 0, i;

	book->count = options->rules_count + examined;
	book->pages = array_resize(NULL, book->count + 1, sizeof *book->pages);
	memset(book->pages, 0, (book->count + 1) * sizeof *book->pages);
	for (i = 0; i < book->count; i++) {
		struct page *page = &book->pages[i];

		page->name = i < options->rules_count ? options->rules[i]
		                                      : options->files[i - options->rules_count];
		page->given_up = !read_page(page, book->log);
		book->good = book->good && !page->given_up;
	}
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

static void add_page(struct book *book, ghirbal_rules *rules, struct page *page)
{
	struct bytes address = {0};
	ghirbal_error error = {0};

	name_address(&address, rules, page->name);
	while (!page->given_up &&
	       !rulebook_is_well(book->log,
	                         ghirbal_rules_add(rules, address.at, page->text.at,
	                                           page->text.size, &error), &error)) {
		book->good = false;
		page->given_up = !strike(page, error.line);
	}
	bytes_free(&address);
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

static void choose_groups(struct book *book, ghirbal_rules *rules)
{
	const struct options *options = book->options;
	ghirbal_error error = {0};
	bool known = true;

	if (options->strip.size > 0)
		known = rulebook_is_well(book->log, ghirbal_rules_strip(rules, options->strip.at, &error),
		                         &error);
	if (options->keep.size > 0)
		known = rulebook_is_well(book->log, ghirbal_rules_spare(rules, options->keep.at, &error),
		                         &error) && known;
	if (!known)
		tell_groups(book->log, rules);
	book->good = book->good && known;
}

/* One attempt: NULL if a line had to be struck out and it is worth to try again. */
static ghirbal_rules *bind(struct book *book, bool first)
{
	ghirbal_rules *rules = NULL;
	ghirbal_error error = {0};
	bool good = true;
	size_t i;

	if (ghirbal_rules_new(&rules, NULL) != GHIRBAL_OK)
		out_of_memory();
	if (wants_defaults(book->options))
		good = rulebook_is_well(book->log, ghirbal_rules_add_defaults(rules, &error), &error);
	for (i = 0; i < book->count; i++)
		add_page(book, rules, &book->pages[i]);
	if (first)
		choose_groups(book, rules);
	book->good = book->good && good;
	if (good && rulebook_is_well(book->log, ghirbal_rules_seal(rules, &error), &error))
		return rules;
	book->good = false;
	for (i = 0; i < book->count; i++) {
		const char *name = error.file + (strncmp(error.file, "./", 2) == 0 ? 2 : 0);
		bool is_its = strcmp(book->pages[i].name, error.file) == 0 ||
		              strcmp(book->pages[i].name, name) == 0;

		if (is_its && !book->pages[i].given_up && strike(&book->pages[i], error.line)) {
			ghirbal_rules_free(rules);
			return NULL;
		}
	}
	return rules;
}

ghirbal_rules *rulebook_load(const struct options *options, struct log *log)
{
	struct book book = {options, log, NULL, 0, true};
	ghirbal_rules *rules = NULL;
	size_t i;

	read_pages(&book);
	for (i = 0; i < ROUNDS && !rules; i++)
		rules = bind(&book, i == 0);
	for (i = 0; i < book.count; i++)
		bytes_free(&book.pages[i].text);
	free(book.pages);
	if (book.good)
		return rules;
	ghirbal_rules_free(rules);
	return NULL;
}
