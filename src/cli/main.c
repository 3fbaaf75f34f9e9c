/* SPDX-License-Identifier: MIT */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "author.h"
#include "claims.h"
#include "learning.h"
#include "option.h"
#include "options.h"
#include "output.h"
#include "recollection.h"
#include "rulebook.h"
#include "run.h"
#include "signals.h"

/* ---- what is asked for instead of cleaning ---- */

static void list_normalize(struct bytes *out)
{
	ghirbal_switch_info info;
	size_t i;

	bytes_text(out, "switch\tnone\tlight\tstandard\tsearch\tchoices\twhat it does\n");
	for (i = 0; ghirbal_switch_get(i, &info); i++)
		bytes_format(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", info.name, info.none, info.light,
		             info.standard, info.search, info.choices, info.text);
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

	if (options->task == TASK_MERGE_MEMORY)
		return merge_memories(options, log);
	if (options->task == TASK_SHOW_MEMORY)
		return show_memory(options, log);
	if (options->task == TASK_LOAD_MEMORY)
		return load_memory(options, log);
	if (options->task == TASK_HELP)
		option_help(&out);
	else if (options->task == TASK_VERSION)
		tell_version(&out);
	else if (options->task == TASK_LIST_NORMALIZE)
		list_normalize(&out);
	else if (options->task == TASK_LIST_RULES)
		author_list(&out, rules, options->listing);
	else
		status = author_check(&out, options, rules, log);
	printed = print(&out, log);
	bytes_free(&out);
	return printed > status ? printed : status;
}

static enum status learn(struct options *options, struct log *log)
{
	struct learning *learning = options->learning = learning_new(options, log);
	enum status status = run(options, NULL, log), ended;

	ended = learning_end(learning, status == STATUS_DONE);
	return ended > status ? ended : status;
}

static enum status clean(struct options *options, const ghirbal_rules *rules, struct log *log)
{
	if (!claims_check(options, log))
		return STATUS_USAGE;
	if (strcmp(options->files[0], "-") == 0 && isatty(STDIN_FILENO) && !options->quiet)
		log_say(log, "reading from the terminal; Ctrl-D ends it, --help tells more");
	return options->learn ? learn(options, log) : run(options, rules, log);
}

static enum status clean_remembering(struct options *options, const ghirbal_rules *rules,
                                     struct log *log)
{
	struct recollection recollection;
	enum status status = STATUS_USAGE;

	if (!recollection_open(&recollection, options->memory_file, log))
		return STATUS_USAGE;
	options->memory = recollection.memory;
	if (ghirbal_memory_is_part(recollection.memory))
		log_error(log, options->memory_file,
		          "this is a part: --merge-memory makes memories of parts");
	else
		status = clean(options, rules, log);
	recollection_close(&recollection);
	return status;
}

static enum status work(struct options *options, struct log *log)
{
	bool needs_rules = (options->task == TASK_CLEAN && !options->learn) ||
	                   options->task == TASK_LIST_RULES || options->task == TASK_CHECK_RULES;
	ghirbal_rules *rules = needs_rules ? rulebook_load(options, log) : NULL;
	enum status status = STATUS_USAGE;

	if (rules || !needs_rules)
		status = options->task != TASK_CLEAN ? answer(options, rules, log)
		         : options->memory_file ? clean_remembering(options, rules, log)
		                                : clean(options, rules, log);
	ghirbal_rules_free(rules);
	return status;
}

int main(int argc, char **argv)
{
	struct log log = {0};
	struct options options;
	enum status status = STATUS_USAGE;

	if (!output_guard_standard())
		return STATUS_FAILED;
	signals_hook();
	if (options_read(&options, &log, argc, argv)) {
		log.quiet = options.quiet;
		status = work(&options, &log);
	}
	log_close(&log);
	log_free(&log);
	options_free(&options);
	return (int)status;
}
