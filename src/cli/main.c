/* SPDX-License-Identifier: MIT */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "inflate.h"
#include "claims.h"
#include "input.h"
#include "options.h"
#include "output.h"
#include "run.h"
#include "signals.h"

/* ---- rules ---- */

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

static bool read_whole(struct log *log, const char *name, struct bytes *text)
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

/* Returns false with a message unless the status is GHIRBAL_OK. */
static bool well(struct log *log, ghirbal_status status, const ghirbal_error *error)
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

static bool add_file(ghirbal_rules *rules, const char *name, struct log *log)
{
	struct bytes text = {0};
	ghirbal_error error = {0};
	bool good = read_whole(log, name, &text);

	if (good)
		good = well(log, ghirbal_rules_add(rules, name, text.at, text.size, &error),
		            &error);
	bytes_free(&text);
	return good;
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

static bool load_rules(ghirbal_rules *rules, const struct options *options, struct log *log)
{
	ghirbal_error error = {0};
	bool good = true;
	size_t i;

	if (wants_defaults(options))
		good = well(log, ghirbal_rules_add_defaults(rules, &error), &error);
	for (i = 0; i < options->rules_count; i++)
		good = add_file(rules, options->rules[i], log) && good;
	for (i = 0; i < options->file_count && options->task == TASK_CHECK_RULES; i++)
		good = add_file(rules, options->files[i], log) && good;
	if (options->strip.size > 0)
		good = well(log, ghirbal_rules_strip(rules, options->strip.at, &error), &error) &&
		       good;
	if (options->keep.size > 0)
		good = well(log, ghirbal_rules_spare(rules, options->keep.at, &error), &error) &&
		       good;
	return good && well(log, ghirbal_rules_seal(rules, &error), &error);
}

/* ---- what is asked for instead of cleaning ---- */

static void list_rules(struct bytes *out, const ghirbal_rules *rules)
{
	ghirbal_rule_info info;
	size_t i;

	for (i = 0; ghirbal_rules_get(rules, i, &info) == GHIRBAL_OK; i++)
		bytes_format(out, "%s:%zu\t%s\t%s\t%s\t%s\t%s\n", info.file, info.line, info.group,
		             info.verb, info.how, info.active ? "on" : "off", info.text);
}

static void list_normalize(struct bytes *out)
{
	ghirbal_switch_info info;
	size_t i;

	bytes_text(out, "switch\tnone\tlight\tstandard\tsearch\tchoices\twhat it does\n");
	for (i = 0; ghirbal_switch_get(i, &info); i++)
		bytes_format(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", info.name, info.none, info.light,
		             info.standard, info.search, info.choices, info.text);
}

static int report_example(void *context, const char *file, size_t line, const char *example,
                          bool should_match)
{
	bytes_format(context, "%s:%zu: %s: %s\n", file, line,
	             should_match ? "should match and does not" : "should not match and does",
	             example);
	return 0;
}

/* Silent if all is well: then it can stand before && in a script. */
static enum status check_rules(struct bytes *out, const struct options *options,
                               const ghirbal_rules *rules, struct log *log)
{
	size_t ran = 0;

	if (!well(log, ghirbal_rules_check(rules, report_example, out, &ran), NULL))
		return STATUS_FAILED;
	if (out->size > 0)
		return STATUS_USAGE;
	if (options->verbose)
		bytes_format(out, "%zu rules, %zu examples, all as they should be\n",
		             ghirbal_rules_count(rules), ran);
	return STATUS_DONE;
}

static void tell_version(struct bytes *out)
{
	bytes_format(out, "ghirbal %s\n", PACKAGE_VERSION);
	bytes_format(out, "libghirbal %s; .gz %s, .zst %s\n", ghirbal_version(),
#ifdef HAVE_ZLIB
	             "yes",
#else
	             "no",
#endif
#ifdef HAVE_ZSTD
	             "yes"
#else
	             "no"
#endif
	);
	bytes_text(out, "Licence: MIT.  No warranty.\n");
}

static enum status print(const struct bytes *text, struct log *log)
{
	struct output output;

	output_standard(&output, log, false);
	output_write(&output, text->at, text->size);
	return output_commit(&output) ? STATUS_DONE : STATUS_FAILED;
}

static enum status answer(const struct options *options, const ghirbal_rules *rules,
                          struct log *log)
{
	struct bytes out = {0};
	enum status status = STATUS_DONE, printed;

	if (options->task == TASK_HELP)
		options_help(&out);
	else if (options->task == TASK_VERSION)
		tell_version(&out);
	else if (options->task == TASK_LIST_NORMALIZE)
		list_normalize(&out);
	else if (options->task == TASK_LIST_RULES)
		list_rules(&out, rules);
	else
		status = check_rules(&out, options, rules, log);
	printed = print(&out, log);
	bytes_free(&out);
	return printed > status ? printed : status;
}

static enum status work(struct options *options, ghirbal_rules *rules, struct log *log)
{
	bool needs_rules = options->task == TASK_CLEAN || options->task == TASK_LIST_RULES ||
	                   options->task == TASK_CHECK_RULES;

	if (needs_rules && !load_rules(rules, options, log))
		return STATUS_USAGE;
	if (options->task != TASK_CLEAN)
		return answer(options, rules, log);
	if (!claims_check(options, log))
		return STATUS_USAGE;
	if (strcmp(options->files[0], "-") == 0 && isatty(STDIN_FILENO) && !options->quiet)
		log_say(log, "reading from the terminal; Ctrl-D ends it, --help tells more");
	return run(options, rules, log);
}

int main(int argc, char **argv)
{
	struct log log = {0};
	struct options options;
	ghirbal_rules *rules = NULL;
	enum status status = STATUS_USAGE;

	if (!output_guard_standard())
		return STATUS_FAILED;
	signals_hook();
	if (ghirbal_rules_new(&rules, NULL) != GHIRBAL_OK)
		out_of_memory();
	if (options_read(&options, &log, argc, argv)) {
		log.quiet = options.quiet;
		status = work(&options, rules, &log);
	}
	log_close(&log);
	log_free(&log);
	options_free(&options);
	ghirbal_rules_free(rules);
	return (int)status;
}
