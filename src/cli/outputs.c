/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "outputs.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "tree.h"

static void clear(struct output *output)
{
	memset(output, 0, sizeof *output);
	output->fd = output->guard = -1;
}

static bool open_packed(struct output *output, const char *path, struct log *log, bool at_once)
{
	if (!output_open(output, path, log, at_once))
		return false;
	output_pack(output);
	return true;
}

static bool open_text(struct outputs *outputs, struct log *log)
{
	const struct options *options = outputs->options;

	if (options_write_each(options) || !options_write_text(options))
		return true;
	if (options->output && strcmp(options->output, "-") != 0)
		return open_packed(&outputs->text, options->output, log, options->line_buffered);
	output_standard(&outputs->text, log, options->line_buffered);
	return true;
}

static bool open_stats(struct outputs *outputs, struct log *log)
{
	const struct options *options = outputs->options;

	if (options->stats_file)
		return open_packed(&outputs->stats, options->stats_file, log, false);
	if (options->stats) {
		output_standard(&outputs->stats, log, true);
		outputs->stats.fd = STDERR_FILENO;
		outputs->stats.name = "standard error";
	}
	return true;
}

/*
 * What earlier runs took out of files that they rewrote is nowhere else, so it is kept: a run that
 * was killed can be begun again.
 */
static bool open_rejects(struct outputs *outputs, struct log *log)
{
	const struct options *options = outputs->options;

	if (!options->rejects)
		return true;
	if (options->in_place && !options->force)
		return output_extend(&outputs->rejects, options->rejects, log);
	return open_packed(&outputs->rejects, options->rejects, log, false);
}

bool outputs_open(struct outputs *outputs, const struct options *options, struct log *log)
{
	memset(outputs, 0, sizeof *outputs);
	outputs->options = options;
	outputs->has_rejects = options->rejects != NULL;
	outputs->has_report = options->report != NULL;
	clear(&outputs->text);
	clear(&outputs->rejects);
	clear(&outputs->stats);
	clear(&outputs->report);
	if (open_text(outputs, log) && open_rejects(outputs, log) &&
	    open_stats(outputs, log) &&
	    (!options->report || open_packed(&outputs->report, options->report, log, false)))
		return true;
	output_abandon(&outputs->text);
	output_abandon(&outputs->rejects);
	output_abandon(&outputs->stats);
	output_abandon(&outputs->report);
	return false;
}

bool outputs_have_failed(const struct outputs *outputs)
{
	return outputs->text.failed || outputs->rejects.failed;
}

static void abandon_both(struct outputs *outputs)
{
	output_abandon(&outputs->text);
	output_abandon(&outputs->rejects);
}

bool outputs_end(struct outputs *outputs, bool complete)
{
	struct output *text = &outputs->text, *rejects = &outputs->rejects;

	/* What went down a pipe cannot be taken back, so what was removed from it is kept too. */
	if (!complete && text->temporary) {
		abandon_both(outputs);
		return !outputs_have_failed(outputs);
	}
	if (!output_settle(text) || !output_commit(rejects)) {
		abandon_both(outputs);
		return false;
	}
	return output_commit(text);
}

bool outputs_end_files(struct outputs *outputs, bool complete)
{
	struct output *rejects = &outputs->rejects;

	/* Without their own name until now, they are of no file that was replaced. */
	if (!complete && rejects->temporary) {
		output_abandon(rejects);
		return !rejects->failed;
	}
	return output_commit(rejects);
}

/* Standard error stays open for messages. */
static bool end_stats(struct output *stats)
{
	if (stats->fd != STDERR_FILENO)
		return output_commit(stats);
	output_settle(stats);
	bytes_free(&stats->held);
	return !stats->failed;
}

bool outputs_report(struct outputs *outputs, struct totals *totals, const struct sample *sample,
                    const ghirbal_rules *rules)
{
	struct bytes text = {0};
	bool good = true;

	if (outputs->options->stats) {
		report_stats(&text, totals, rules);
		output_write(&outputs->stats, text.at, text.size);
		good = end_stats(&outputs->stats);
	}
	if (outputs->has_report) {
		text.size = 0;
		report_page(&text, totals, sample, outputs->options, rules);
		output_write(&outputs->report, text.at, text.size);
		good = output_commit(&outputs->report) && good;
	}
	bytes_free(&text);
	return good;
}

bool outputs_begin_file(struct outputs *outputs, const char *file, struct log *log)
{
	outputs->rejects_mark = output_mark(&outputs->rejects);
	if (outputs->options->out_dir && !tree_make_folders(file)) {
		log_error(log, file, "its folder cannot be made: %s", strerror(errno));
		return false;
	}
	return outputs->options->out_dir ? open_packed(&outputs->text, file, log, false)
	                                 : output_open(&outputs->text, file, log, false);
}

bool outputs_replace_file(struct outputs *outputs)
{
	bool replaced = output_settle(&outputs->text) &&
	                (!outputs->has_rejects || output_publish(&outputs->rejects)) &&
	                (outputs->options->out_dir
	                         ? output_commit(&outputs->text)
	                         : output_replace(&outputs->text, outputs->options->suffix));

	/* It may be in its place, and only not be known to be on the disk. */
	if (!replaced && !outputs->text.is_placed)
		outputs_leave_file(outputs);
	return replaced;
}

void outputs_leave_file(struct outputs *outputs)
{
	output_abandon(&outputs->text);
	if (outputs->has_rejects)
		output_retract(&outputs->rejects, outputs->rejects_mark);
}
