/* SPDX-License-Identifier: MIT */
/*
 * One run: what reading has come to on one side, and what has been written on the other, in the
 * order of the batches.  More than five hundred lines, since each of its parts moves the same
 * struct run.
 */
#include "config.h"

#include "run.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "change.h"
#include "decoder.h"
#include "fit.h"
#include "format.h"
#include "input.h"
#include "kind.h"
#include "opening.h"
#include "outputs.h"
#include "pool.h"
#include "progress.h"
#include "signature.h"

/* Bytes of one read: a batch of this size is cleaned while it is in the second-level cache. */
#define READ_SIZE ((size_t)128 << 10)

struct run {
	const struct options *options;
	const ghirbal_rules *rules;
	struct log *log;
	struct pool *pool;
	struct outputs outputs;
	struct totals totals;
	struct sample sample; /* for --report */
	struct progress progress;
	enum status status;
	bool incomplete;      /* some input was not read to its end, or some output not written */
	bool stop;            /* read no more */

	/* the file that is being read */
	const char *file;
	const struct format *format;
	struct input input;
	struct decoder decoder;
	bool ended;
	bool file_failed;
	size_t hold;          /* a record without end in so many bytes is passed on in pieces */
	uint64_t next;        /* the number of the next record */
	uint64_t offset;      /* in the file, of the first byte of the tail */
	struct bytes tail;    /* bytes read that are no whole record yet */
	bool unread;          /* the tail was never looked at */

	struct fit fit;       /* whether --field fits what is being written */

	/* what is being written */
	const char *written;  /* the file of the last batch */
	bool ends_in_cr;      /* its lines do */
	struct change change; /* of the file at hand */
};

static void worsen(struct run *run, enum status status)
{
	if (status > run->status)
		run->status = status;
}

/* ---- writing ---- */

/* Nothing more is read of what could not be written. */
static void stop_failed(struct run *run)
{
	run->stop = run->incomplete = true;
	worsen(run, STATUS_FAILED);
}

/* By whoever writes: the file's reader may be far ahead. */
static void tell_changed(struct run *run)
{
	run->change.any = true;
	if (run->options->check)
		worsen(run, STATUS_FOUND);
}

static void write_notes(struct run *run, const struct batch *batch)
{
	uint64_t carried[NOTE_KINDS] = {0};
	size_t i;

	for (i = 0; i < batch->noted_count; i++) {
		log_note(run->log, batch->noted[i].note, batch->file, batch->noted[i].record);
		carried[batch->noted[i].note]++;
	}
	for (i = 0; i < NOTE_KINDS; i++)
		run->log->seen[i] += batch->tally.notes[i] - carried[i];
}

static void write_text(struct run *run, const struct batch *batch)
{
	const struct options *options = run->options;
	bool explain = options->explain != EXPLAIN_NOT;
	const struct bytes *text = explain ? &batch->explain : &batch->out;
	struct output *output = &run->outputs.text;

	if (text->size == 0 || !options_write_text(options))
		return;
	/* Files that follow each other must not share a line. */
	if (batch->file != run->written && output->any &&
	    !strchr(run->ends_in_cr ? "\r\f" : "\n\f", output->last))
		output_write(output, "\n", 1);
	run->written = batch->file;
	run->ends_in_cr = batch->swapped;
	if (batch->swapped && text == &batch->out)
		swap_ends(batch->out.at, batch->out.size);
	output_write(output, text->at, text->size);
	run->totals.bytes_out += text->size;
}

static void tell_misfit(struct run *run)
{
	struct bytes members = {0};

	fit_members(&run->fit, &members);
	log_error(run->log, run->fit.file,
	          "no record has a string that --field names; the members of one are: %s",
	          members.at);
	bytes_free(&members);
}

/*
 * A name that no record of a whole file has is a mistake, and what comes out only looks clean. Told
 * in the order of writing, so after all that the file's own records have to say.
 */
static void end_fit(struct run *run)
{
	bool no_json = fit_is_no_json(&run->fit), wrong = no_json || fit_is_wrong(&run->fit);

	if (wrong && !run->stop) {
		if (no_json)
			log_error(run->log, run->fit.file,
			          "no line of it is JSON: plain text is cleaned with --from=text");
		else
			tell_misfit(run);
		run->incomplete = true;
		worsen(run, STATUS_FOUND);
	}
	fit_forget(&run->fit);
}

static void write_batch(void *context, struct batch *batch)
{
	struct run *run = context;

	if (run->stop && !batch->streamed)
		return;
	if (batch->file != run->fit.file)
		end_fit(run);
	fit_see(&run->fit, batch);
	if ((run->options->check || run->options->in_place) && change_see(&run->change, batch))
		tell_changed(run);
	write_notes(run, batch);
	write_text(run, batch);
	if (run->options->rejects)
		output_write(&run->outputs.rejects, batch->rejects.at, batch->rejects.size);
	sample_add(&run->sample, batch->file, &batch->report);
	tally_add(&run->totals.tally, &batch->tally);
	run->totals.bytes_in += batch->in.size;
	if (batch->stop) {
		run->stop = run->incomplete = run->file_failed = true;
		worsen(run, STATUS_FOUND);
	}
	if (outputs_have_failed(&run->outputs))
		stop_failed(run);
}

/* ---- reading ---- */

static void read_once(struct run *run, struct bytes *into)
{
	struct bytes *room = decoder_room(&run->decoder, into);
	size_t from = into->size, got;

	progress_tell(&run->progress, run->input.taken, run->totals.tally.records);
	/* What is done must not wait for a writer that takes its time. */
	if (!pool_is_idle(run->pool) && !input_ready(&run->input))
		pool_drain(run->pool);
	bytes_reserve(room, READ_SIZE);
	switch (input_read(&run->input, room->at + room->size, READ_SIZE, &got)) {
	case INPUT_BYTES:
	case INPUT_INTERRUPTED:
		break;
	case INPUT_END:
		run->ended = true;
		break;
	case INPUT_FAILED:
		run->ended = run->file_failed = true;
		break;
	}
	room->size += got;
	decoder_add(&run->decoder, into, from, run->ended);
}

/* After what the workers have to say of what was read before, however many they are. */
static void tell_trouble(struct run *run, const char *trouble)
{
	pool_drain(run->pool);
	end_fit(run);
	/* What comes after the record that stopped the run was read by chance. */
	if (run->stop)
		return;
	log_error(run->log, run->file, "%s", trouble);
	run->incomplete = true;
	worsen(run, STATUS_FOUND);
}

/* Reads until there is a whole record, or more than may be held without one: then whole is 0. */
static struct cut fill(struct run *run, struct batch *batch)
{
	struct bytes *in = &batch->in;
	size_t from = run->unread ? 0 : in->size;
	struct cut cut = {0, 0, 0};

	for (;;) {
		if (!run->ended && !run->unread)
			read_once(run, in);
		run->unread = false;
		if (in->size >= cut.need || run->ended) {
			cut = run->format->cut(run->options, in->at, in->size, from, run->ended);
			from = in->size;
		}
		if (cut.whole > 0 || run->ended || in->size >= run->hold || run->stop)
			return cut;
	}
}

static void begin_batch(struct run *run, struct batch *batch)
{
	batch->file = run->file;
	batch->format = run->format;
	batch->first = run->next;
	batch->offset = run->offset;
	batch->swapped = run->decoder.ends == ENDS_SWAPPED;
	batch->in.size = 0;
	/* A whole read changes hands; what one left over is copied, so that each keeps its room. */
	if (run->unread) {
		struct bytes room = batch->in;

		batch->in = run->tail;
		run->tail = room;
	} else {
		bytes_add(&batch->in, run->tail.at, run->tail.size);
	}
	run->tail.size = 0;
}

static void keep_tail(struct run *run, struct batch *batch, size_t used)
{
	run->tail.size = 0;
	bytes_add(&run->tail, batch->in.at + used, batch->in.size - used);
	batch->in.size = used;
	run->offset += used;
}

/* A record that is too long to be held: in pieces, by this thread alone. */
static void stream_record(struct run *run, struct batch *batch)
{
	struct cleaner *cleaner = pool_own(run->pool);
	bool ended = false;
	uint64_t bytes_in;

	pool_drain(run->pool);
	change_begin_record(&run->change);
	bytes_in = run->totals.bytes_in;
	while (!ended && !run->stop) {
		size_t used = run->format->pass(cleaner, batch, run->ended, &ended);

		cleaner_settle(cleaner, batch);
		keep_tail(run, batch, used);
		batch->streamed = true;
		write_batch(run, batch);
		batch_clear(batch);
		begin_batch(run, batch);
		if (!ended && !run->ended)
			read_once(run, &batch->in);
	}
	/* How much of a record that stopped the run was read is chance. */
	if (run->stop)
		run->totals.bytes_in = bytes_in;
	if (change_end_record(&run->change))
		tell_changed(run);
	keep_tail(run, batch, 0);
	run->unread = true;
	run->next++;
}

/* What is written line by line must not wait for more than a line. */
static bool head_is_read(const struct run *run)
{
	const struct bytes *head = &run->tail;

	return run->ended || run->stop || head->size >= SIGNATURE_HEAD ||
	       (run->options->line_buffered && head->size > 0 &&
	        memchr(head->at, '\n', head->size));
}

/*
 * Bytes that are kept do no harm; and the first of many records says little about the rest, which
 * are told one by one.
 */
static bool may_pass(const struct run *run, const struct signature *is)
{
	if (run->options->force)
		return true;
	if (run->format != &text_format)
		return is->has_ascii || is->scattered;
	return is->has_ascii && run->options->invalid == GHIRBAL_INVALID_KEEP;
}

/* A file whose encoding or line ends change is another file, whatever else becomes of it. */
static void begin_text(struct run *run)
{
	if (run->format == &text_format)
		decoder_see_head(&run->decoder, &run->tail, &run->options->normal);
	if (run->tail.size > 0 && (run->options->encoding || run->decoder.ends == ENDS_CR))
		tell_changed(run);
}

static void tell_foreign(struct run *run, const struct signature *is)
{
	struct bytes text = {0};

	bytes_format(&text, "%s, not UTF-8 text", is->what);
	if (is->charset)
		bytes_format(&text, ": give --encoding=%s, or", is->charset);
	else if (is->advice)
		bytes_put(&text, ':');
	if (is->advice)
		bytes_format(&text, " put %s before ghirbal", is->advice);
	bytes_put(&text, '\0');
	tell_trouble(run, text.at);
	bytes_free(&text);
	run->file_failed = true;
}

/*
 * False with a message if the first line says that the file is JSON or HTML of a shape that cannot
 * be cleaned.  What its name only guesses to be JSON Lines is plain text if that line is not JSON.
 */
static bool suits(struct run *run, size_t size)
{
	const struct options *options = run->options;
	enum opening opening = opening_of(options->paths, run->tail.at, size);
	bool guessed = kind_is_guess(options, run->file);

	if (guessed && size > 0 && (opening == OPENING_PLAIN || opening == OPENING_HTML)) {
		run->format = &text_format;
		run->hold = run->format->hold(options);
	}
	if (options->force || opening == OPENING_PLAIN || opening == OPENING_LINES ||
	    (opening == OPENING_HTML ? run->format != &text_format
	                             : run->format != &jsonl_format) ||
	    (opening == OPENING_ARRAY && !guessed))
		return true;
	tell_trouble(run, opening_advice(opening));
	run->file_failed = true;
	return false;
}

/* Reads the first bytes into the tail.  False with a message if they say that this is no text. */
static bool read_head(struct run *run)
{
	const struct options *options = run->options;
	const struct signature *is;
	size_t size;

	run->ended = false;
	run->unread = true;
	run->tail.size = 0;
	decoder_begin(&run->decoder, options->encoding);
	while (!head_is_read(run))
		read_once(run, &run->tail);
	size = run->tail.size < SIGNATURE_HEAD ? run->tail.size : SIGNATURE_HEAD;
	is = signature_of(run->tail.at, size, options->border == BORDER_NUL);
	if (is && !may_pass(run, is)) {
		tell_foreign(run, is);
		return false;
	}
	/* A second time, what the first made of it would be read as what it was. */
	if (options->in_place && run->decoder.was_utf8 && !options->force) {
		tell_trouble(run, "is UTF-8 already");
		run->file_failed = true;
		return false;
	}
	if (!suits(run, size))
		return false;
	begin_text(run);
	return true;
}

static void read_records(struct run *run)
{
	struct batch *batch;
	struct cut cut;
	uint64_t before;

	run->next = 1;
	run->offset = 0;
	while (!run->stop && !(run->ended && run->tail.size == 0)) {
		batch = pool_next(run->pool);
		begin_batch(run, batch);
		cut = fill(run, batch);
		if (cut.whole > 0) {
			keep_tail(run, batch, cut.whole);
			batch->ends_file = run->ended && run->tail.size == 0;
			run->next += cut.records;
			before = run->totals.tally.records;
			pool_submit(run->pool);
			if (run->options->jobs == 1 && cut.records == 0)
				run->next += run->totals.tally.records - before;
		} else if (batch->in.size > 0) {
			stream_record(run, batch);
		}
	}
	/* No other file is looked at before it is known whether this one stops the run. */
	if (options_write_each(run->options) || run->stop || options_may_stop(run->options))
		pool_drain(run->pool);
}

static const struct format *format_of(enum kind kind)
{
	static const struct format *const formats[] = {
		[KIND_TEXT] = &text_format, [KIND_JSONL] = &jsonl_format, [KIND_WET] = &wet_format,
	};

	return formats[kind];
}

static void open_file(struct run *run, const char *file)
{
	enum kind kind = kind_of(run->options, file);

	run->file = file;
	run->format = format_of(kind);
	run->hold = run->format->hold(run->options);
	run->file_failed = false;
	memset(&run->change, 0, sizeof run->change);
}

static void end_written(struct run *run)
{
	const struct options *options = run->options;
	bool replaces = options->in_place && options->invalid == GHIRBAL_INVALID_REPLACE &&
	                !options->force;

	end_fit(run);
	if (!run->file_failed && replaces && change_is_ruin(&run->change)) {
		tell_trouble(run, "much of it is not UTF-8: left as it is, unless by --force");
		run->file_failed = true;
	}
	if ((options->in_place && !run->change.any) || run->file_failed || run->stop) {
		outputs_leave_file(&run->outputs);
	} else if (!outputs_replace_file(&run->outputs)) {
		run->incomplete = true;
		worsen(run, STATUS_FAILED);
	}
	/* The next file may have better luck, but its rejects would not. */
	if (run->outputs.rejects.failed)
		stop_failed(run);
}

/* A FIFO would wait for its writer, so this is asked before it is opened. */
static bool is_regular(const char *file)
{
	struct stat about;

	return stat(file, &about) < 0 || S_ISREG(about.st_mode);
}

static bool is_folder(const char *file)
{
	struct stat about;

	return stat(file, &about) == 0 && S_ISDIR(about.st_mode);
}

static void read_file(struct run *run, size_t i)
{
	const struct options *options = run->options;
	const char *file = options->files[i],
		   *target = options->targets ? options->targets[i] : file;

	open_file(run, file);
	if (options->in_place && !is_regular(file)) {
		tell_trouble(run, "not a regular file");
		return;
	}
	if (!options->recursive && is_folder(file)) {
		tell_trouble(run, "is a folder: -r cleans what is in it");
		return;
	}
	if (!input_open(&run->input, file, options->max_window)) {
		tell_trouble(run, run->input.trouble);
		return;
	}
	if (options_write_each(options) && !outputs_begin_file(&run->outputs, target, run->log)) {
		run->incomplete = true;
		worsen(run, STATUS_FAILED);
		input_close(&run->input);
		return;
	}
	if (read_head(run)) {
		run->totals.files++;
		read_records(run);
	}
	if (run->input.trouble)
		tell_trouble(run, run->input.trouble);
	input_close(&run->input);
	run->progress.before += run->input.taken;
	if (options_write_each(options))
		end_written(run);
}

/* ---- the whole run ---- */

static void say_what_was_done(const struct run *run)
{
	const struct tally *tally = &run->totals.tally;

	if (run->options->verbose)
		log_say(run->log,
		        "%llu records, %llu lines, %llu lines dropped, %llu spans cut, "
		        "%llu bytes in, %llu bytes out",
		        (unsigned long long)tally->records,
		        (unsigned long long)tally->library.lines,
		        (unsigned long long)tally->library.lines_dropped,
		        (unsigned long long)tally->library.spans_cut,
		        (unsigned long long)run->totals.bytes_in,
		        (unsigned long long)run->totals.bytes_out);
}

static void begin(struct run *run, const struct options *options, const ghirbal_rules *rules,
                  struct log *log)
{
	memset(run, 0, sizeof *run);
	run->options = options;
	run->rules = rules;
	run->log = log;
	run->totals.tally.rules = options->only_normalize || !rules ? 0
	                                                            : ghirbal_rules_count(rules);
	sample_init(&run->sample, options->report_seed,
	            options->report ? run->totals.tally.rules : 0);
	if ((options->stats || options->report) && run->totals.tally.rules > 0) {
		run->totals.tally.hits =
			array_resize(NULL, run->totals.tally.rules, sizeof(uint64_t));
		memset(run->totals.tally.hits, 0, run->totals.tally.rules * sizeof(uint64_t));
	}
	run->pool = pool_new(options, rules, write_batch, run);
	progress_begin(&run->progress, options, log);
}

enum status run(const struct options *options, const ghirbal_rules *rules, struct log *log)
{
	struct run run;
	size_t i;

	begin(&run, options, rules, log);
	if (!outputs_open(&run.outputs, options, log)) {
		run.status = STATUS_FAILED;
		goto out;
	}
	for (i = 0; i < options->file_count && !run.stop; i++)
		read_file(&run, i);
	pool_drain(run.pool);
	end_fit(&run);
	progress_end(&run.progress, run.totals.tally.records);
	if (options_write_each(options) ? !outputs_end_files(&run.outputs, !run.incomplete)
	                      : !outputs_end(&run.outputs, !run.incomplete))
		worsen(&run, STATUS_FAILED);
	if (!outputs_report(&run.outputs, &run.totals, &run.sample, rules))
		worsen(&run, STATUS_FAILED);
	say_what_was_done(&run);
out:
	pool_free(run.pool);
	tally_free(&run.totals.tally);
	sample_free(&run.sample);
	bytes_free(&run.tail);
	bytes_free(&run.fit.members);
	decoder_free(&run.decoder);
	return run.status;
}
