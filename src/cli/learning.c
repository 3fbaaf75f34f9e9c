/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "learning.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output.h"
#include "recollection.h"
#include "signals.h"

struct learning {
	const struct options *options;
	struct log *log;
	size_t limit;                 /* bytes that one learner may hold */
	pthread_mutex_t lock;         /* over what follows */
	struct recollection *parts;
	size_t count, room;
	bool failed;
};

/* Sorting and the doubling of arrays want as much again. */
static size_t share_of(const struct options *options)
{
	return options->memory_limit / options->jobs / 2;
}

struct learning *learning_new(const struct options *options, struct log *log)
{
	struct learning *learning = array_resize(NULL, 1, sizeof *learning);

	memset(learning, 0, sizeof *learning);
	learning->options = options;
	learning->log = log;
	learning->limit = share_of(options);
	pthread_mutex_init(&learning->lock, NULL);
	return learning;
}

/* ---- parts ---- */

/*
 * A file in the memory's folder that has no name any more: it is gone when we are, however we go.
 */
static int open_unnamed(const char *beside)
{
	struct bytes name = {0};
	const char *slash = strrchr(beside, '/');
	int fd;

	bytes_add(&name, beside, slash ? (size_t)(slash - beside) + 1 : 0);
	bytes_add(&name, ".ghirbal-part-XXXXXX", sizeof ".ghirbal-part-XXXXXX");
	fd = mkstemp(name.at);
	if (fd >= 0)
		unlink(name.at);
	bytes_free(&name);
	return fd;
}

/* Small pieces gather before they are written. */
struct sink {
	int fd;
	struct bytes held;
	int trouble; /* an errno */
};

static bool write_all(struct sink *sink)
{
	size_t at = 0;

	while (at < sink->held.size) {
		ssize_t done = write(sink->fd, sink->held.at + at, sink->held.size - at);

		if (done < 0 && errno != EINTR) {
			sink->trouble = errno;
			return false;
		}
		at += done > 0 ? (size_t)done : 0;
	}
	sink->held.size = 0;
	return true;
}

static int write_part(void *context, const char *bytes, size_t size)
{
	struct sink *sink = context;

	bytes_add(&sink->held, bytes, size);
	return sink->held.size < (size_t)1 << 20 || write_all(sink) ? 0 : -1;
}

static void keep_part(struct learning *learning, const struct recollection *part)
{
	ARRAY_GROW(learning->parts, learning->room, learning->count + 1);
	learning->parts[learning->count++] = *part;
}

static void fail(struct learning *learning, int trouble)
{
	if (!learning->failed)
		log_error(learning->log, learning->options->learn, "a part of it: %s",
		          strerror(trouble));
	learning->failed = true;
}

/* The part may be written while others learn; only what is shared is guarded. */
static void make_part(struct learning *learning, ghirbal_learner *learner)
{
	struct sink sink = {.fd = open_unnamed(learning->options->learn)};
	struct recollection part = {NULL, 0, NULL};
	bool made;

	if (sink.fd < 0)
		sink.trouble = errno;
	else if (ghirbal_learner_write(learner, true, write_part, &sink) == GHIRBAL_NO_MEMORY)
		out_of_memory();
	made = sink.trouble == 0 && write_all(&sink);
	pthread_mutex_lock(&learning->lock);
	if (!made)
		fail(learning, sink.trouble);
	else if (recollection_map(&part, sink.fd, learning->options->learn, learning->log))
		keep_part(learning, &part);
	else
		learning->failed = true;
	pthread_mutex_unlock(&learning->lock);
	if (sink.fd >= 0)
		close(sink.fd);
	bytes_free(&sink.held);
}

void learning_spill(struct learning *learning, ghirbal_learner *learner, bool at_end)
{
	size_t size = ghirbal_learner_size(learner);

	if (size > 0 && (at_end || size > learning->limit))
		make_part(learning, learner);
}

/* ---- whole memories ---- */

static int write_memory(void *context, const char *bytes, size_t size)
{
	struct output *output = context;

	output_write(output, bytes, size);
	return output->failed;
}

/* What a memory is made by: the functions of the library that write one. */
struct maker {
	struct log *log;
	const char *file;
	bool part;
	const struct recollection *parts;
	size_t count;
	const char *text; /* the text form, if it is made of that */
	size_t size;
	ghirbal_error error;
};

static ghirbal_status make(struct maker *maker, struct output *output)
{
	const ghirbal_memory **memories;
	ghirbal_status status;
	size_t i;

	if (maker->text)
		return ghirbal_memory_load(maker->text, maker->size, write_memory, output, NULL,
		                           &maker->error);
	memories = array_resize(NULL, maker->count + 1, sizeof *memories);
	for (i = 0; i < maker->count; i++)
		memories[i] = maker->parts[i].memory;
	status = ghirbal_memory_merge(memories, maker->count, maker->part, write_memory, output,
	                              NULL);
	free(memories);
	return status;
}

/* The memory takes its name when it is whole. */
static enum status write_whole(struct maker *maker)
{
	struct output output;
	ghirbal_status status;

	if (!output_open(&output, maker->file, maker->log, false))
		return STATUS_FAILED;
	status = make(maker, &output);
	if (status == GHIRBAL_OK)
		return output_commit(&output) ? STATUS_DONE : STATUS_FAILED;
	output_abandon(&output);
	if (status == GHIRBAL_NO_MEMORY)
		out_of_memory();
	return status == GHIRBAL_BAD_MEMORY ? STATUS_USAGE : STATUS_FAILED;
}

enum status learning_end(struct learning *learning, bool complete)
{
	const struct options *options = learning->options;
	struct maker maker = {.log = learning->log, .file = options->learn, .part = options->part,
	                      .parts = learning->parts, .count = learning->count};
	enum status status = STATUS_DONE;
	size_t i;

	if (learning->failed)
		status = STATUS_FAILED;
	else if (complete)
		status = write_whole(&maker);
	for (i = 0; i < learning->count; i++)
		recollection_close(&learning->parts[i]);
	pthread_mutex_destroy(&learning->lock);
	free(learning->parts);
	free(learning);
	return status;
}

static bool open_part(struct recollection *part, const char *file, struct log *log)
{
	if (!recollection_open(part, file, log))
		return false;
	if (ghirbal_memory_is_part(part->memory))
		return true;
	log_error(log, file,
	          "this is a whole memory, which cannot be merged: learn it with --part");
	recollection_close(part);
	return false;
}

enum status merge_memories(const struct options *options, struct log *log)
{
	struct recollection *parts = array_resize(NULL, options->file_count + 1, sizeof *parts);
	struct maker maker = {.log = log, .file = options->merge_memory, .part = options->part,
	                      .parts = parts};
	enum status status = STATUS_USAGE;
	size_t i;

	while (maker.count < options->file_count &&
	       open_part(&parts[maker.count], options->files[maker.count], log))
		maker.count++;
	if (maker.count == options->file_count)
		status = write_whole(&maker);
	for (i = 0; i < maker.count; i++)
		recollection_close(&parts[i]);
	free(parts);
	return status;
}

/* ---- the text form ---- */

static int compare_bytes(const char *a, size_t a_size, const char *b, size_t b_size)
{
	int order = memcmp(a, b, a_size < b_size ? a_size : b_size);

	return order ? order : a_size < b_size ? -1 : a_size > b_size;
}

/* By site, the site itself first, then what stands in most documents, then by text. */
static int by_site(const void *left, const void *right)
{
	const ghirbal_memory_line *a = left, *b = right;
	int order = compare_bytes(a->site, a->site_length, b->site, b->site_length);

	if (order)
		return order;
	if ((a->length == 0) != (b->length == 0))
		return a->length == 0 ? -1 : 1;
	if (a->documents != b->documents)
		return a->documents > b->documents ? -1 : 1;
	order = compare_bytes(a->text, a->length, b->text, b->length);
	return order ? order : a->hash < b->hash ? -1 : a->hash > b->hash;
}

static void add_line(struct bytes *out, const ghirbal_memory_line *line)
{
	bytes_add(out, line->site, line->site_length);
	bytes_format(out, "\t%lu\t", (unsigned long)line->documents);
	if (line->length == 0) {
		bytes_text(out, "site\n");
		return;
	}
	bytes_format(out, "%016llx\t", (unsigned long long)line->hash);
	bytes_add(out, line->text, line->length);
	bytes_put(out, '\n');
}

static bool is_wanted(const struct options *options, const ghirbal_memory_line *line)
{
	const char *site = options->file_count > 1 ? options->files[1] : NULL;

	return !site || (strlen(site) == line->site_length &&
	                 memcmp(site, line->site, line->site_length) == 0);
}

static void show_lines(struct output *output, const struct options *options,
                       const ghirbal_memory *memory)
{
	ghirbal_memory_line line, *lines = NULL;
	size_t count = 0, room = 0, at = 0, i;
	struct bytes row = {0};

	while (ghirbal_memory_next(memory, &at, &line)) {
		if (!is_wanted(options, &line))
			continue;
		ARRAY_GROW(lines, room, count + 1);
		lines[count++] = line;
	}
	if (count > 0)
		qsort(lines, count, sizeof *lines, by_site);
	output_write(output, "ghirbal memory 1\n", 17);
	for (i = 0; i < count && !output->failed; i++) {
		row.size = 0;
		add_line(&row, &lines[i]);
		output_write(output, row.at, row.size);
	}
	bytes_free(&row);
	free(lines);
}

enum status show_memory(const struct options *options, struct log *log)
{
	struct recollection recollection;
	struct output output;

	if (!recollection_open(&recollection, options->files[0], log))
		return STATUS_USAGE;
	if (options->output ? !output_open(&output, options->output, log, false) : false)
		return STATUS_FAILED;
	if (!options->output)
		output_standard(&output, log, false);
	show_lines(&output, options, recollection.memory);
	recollection_close(&recollection);
	return output_commit(&output) ? STATUS_DONE : STATUS_FAILED;
}

static bool read_whole(struct bytes *text, const char *file, struct log *log)
{
	bool standard = strcmp(file, "-") == 0;
	FILE *from = standard ? stdin : fopen(file, "rb");
	size_t got;
	bool read;

	if (!from) {
		log_error(log, file, "%s", strerror(errno));
		return false;
	}
	do {
		bytes_reserve(text, (size_t)1 << 16);
		got = fread(text->at + text->size, 1, (size_t)1 << 16, from);
		text->size += got;
	} while (got > 0);
	read = !ferror(from);
	if (!read)
		log_error(log, file, "%s", strerror(errno));
	if (!standard)
		fclose(from);
	return read;
}

enum status load_memory(const struct options *options, struct log *log)
{
	const char *file = options->files[0];
	struct bytes text = {0};
	struct maker maker = {.log = log, .file = options->load_memory};
	enum status status = STATUS_FOUND;

	if (read_whole(&text, file, log)) {
		maker.text = text.at;
		maker.size = text.size;
		status = write_whole(&maker);
		if (status == STATUS_USAGE)
			log_error(log, file, "line %zu: %s", maker.error.line, maker.error.text);
	}
	bytes_free(&text);
	return status;
}
