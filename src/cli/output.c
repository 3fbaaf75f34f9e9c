/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attributes.h"
#include "backup.h"
#include "deflate.h"
#include "signals.h"
#include "temporary.h"

#define GATHER ((size_t)64 << 10)

bool output_guard_standard(void)
{
	int fd;

	/*
	 * The wrong direction on purpose: reading or writing then fails as on a closed descriptor.
	 */
	for (fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			return false;
	return true;
}

static void fail(struct output *output, const char *what)
{
	int error = errno;

	if (!output->failed)
		log_error(output->log, output->name, "%s: %s", what, strerror(error));
	output->failed = true;
}

void output_standard(struct output *output, struct log *log, bool at_once)
{
	memset(output, 0, sizeof *output);
	output->fd = STDOUT_FILENO;
	output->log = log;
	output->guard = -1;
	output->at_once = at_once || isatty(STDOUT_FILENO);
}

/* A file that was not there before: as the mask has it, if the file system knows modes. */
static void take_new_mode(const struct output *output)
{
	mode_t mask = umask(0);

	(void)umask(mask);
	(void)fchmod(output->fd, 0666 & ~mask);
}

static void open_beside(struct output *output)
{
	const struct place *place = &output->place;

	output->is_file = true;
	output->temporary = temporary_name(place->path);
	output->fd = signals_make(output->temporary, &output->guard);
	if (output->fd < 0) {
		fail(output, "cannot be made");
		free(output->temporary);
		output->temporary = NULL; /* there is none to unlink */
	} else if (place->kind == PLACE_NEW) {
		take_new_mode(output);
	} else if (!attributes_copy(output->fd, place->path, &place->about)) {
		fail(output, "its mode and attributes cannot be kept");
	}
}

static void open_straight(struct output *output)
{
	const struct place *place = &output->place;

	/* Not by name: that would begin a file anew which another output shares. */
	if (place->kind == PLACE_DESCRIPTOR)
		output->fd = fcntl(place->descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	else
		output->fd = open(place->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (output->fd < 0)
		fail(output, "cannot be opened");
}

static bool find(struct output *output, const char *path, struct log *log)
{
	memset(output, 0, sizeof *output);
	output->log = log;
	output->name = path;
	output->fd = output->guard = -1;
	if (!place_find(&output->place, path))
		fail(output, "cannot be opened");
	return !output->failed;
}

static void open_found(struct output *output)
{
	if (output->place.kind == PLACE_NEW || output->place.kind == PLACE_FILE)
		open_beside(output);
	else
		open_straight(output);
}

bool output_open(struct output *output, const char *path, struct log *log, bool at_once)
{
	if (find(output, path, log)) {
		output->at_once = at_once;
		open_found(output);
	}
	if (output->failed)
		output_abandon(output);
	return !output->failed;
}

/* Where the last line ends that is whole, or -1 with errno. */
static off_t whole_lines(int fd, off_t size)
{
	char piece[4096];
	off_t at = size;

	while (at > 0) {
		size_t most = at < (off_t)sizeof piece ? (size_t)at : sizeof piece;
		ssize_t got = pread(fd, piece, most, at - (off_t)most);
		const char *newline;

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return -1;
		newline = memrchr(piece, '\n', (size_t)got);
		if (newline)
			return at - (off_t)most + (newline - piece) + 1;
		at -= (off_t)most;
	}
	return 0;
}

/* Half a line is what a killed run had begun to write; nothing was done that it tells of. */
static void open_end(struct output *output)
{
	off_t end = -1;

	output->fd = open(output->place.path, O_RDWR | O_CLOEXEC);
	if (output->fd >= 0)
		end = whole_lines(output->fd, output->place.about.st_size);
	if (end < 0 || ftruncate(output->fd, end) < 0 || lseek(output->fd, end, SEEK_SET) < 0) {
		fail(output, "cannot be opened");
		return;
	}
	output->written = (uint64_t)end;
	output->is_file = output->is_placed = true;
}

bool output_extend(struct output *output, const char *path, struct log *log)
{
	/*
	 * Looked for once: what could not be seen the first time must not be replaced the second.
	 */
	if (find(output, path, log)) {
		if (output->place.kind == PLACE_FILE)
			open_end(output);
		else
			open_found(output);
	}
	if (output->failed)
		output_abandon(output);
	return !output->failed;
}

static void write_out(struct output *output, const char *from, size_t size)
{
	while (size > 0 && !output->failed) {
		ssize_t done = write(output->fd, from, size);

		if (done < 0 && errno == EINTR)
			continue;
		/* Whoever shares the descriptor may have set it not to block. */
		if (done < 0 && errno == EAGAIN) {
			struct pollfd poller = {output->fd, POLLOUT, 0};

			(void)poll(&poller, 1, -1);
			continue;
		}
		if (done < 0) {
			fail(output,
			     output->name ? "writing failed" : "writing to standard output failed");
			return;
		}
		from += done;
		size -= (size_t)done;
		output->written += (uint64_t)done;
	}
}

void output_pack(struct output *output)
{
	output->deflater = deflater_for(output->name);
	/* Nobody sees a file before it is whole, and a flush costs bytes. */
	if (output->deflater && output->is_file)
		output->at_once = false;
}

static void pack(struct output *output, enum deflate_mode mode, const char *from, size_t size)
{
	if (output->failed)
		return;
	deflater_run(output->deflater, mode, from, size, &output->packed);
	write_out(output, output->packed.at, output->packed.size);
	output->packed.size = 0;
}

/* In pieces of one size, so that the same bytes come out however they came in. */
static void pack_held(struct output *output)
{
	size_t at = 0;

	for (; output->held.size - at >= GATHER; at += GATHER)
		pack(output, DEFLATE_MORE, output->held.at + at, GATHER);
	output->held.size -= at;
	memmove(output->held.at, output->held.at + at, output->held.size);
	if (output->at_once) {
		pack(output, DEFLATE_FLUSH, output->held.at, output->held.size);
		output->held.size = 0;
	}
}

static void flush(struct output *output)
{
	if (output->deflater) {
		pack(output, DEFLATE_END, output->held.at, output->held.size);
		deflater_free(output->deflater);
		output->deflater = NULL;
	} else {
		write_out(output, output->held.at, output->held.size);
	}
	output->held.size = 0;
}

void output_write(struct output *output, const char *from, size_t size)
{
	if (size == 0)
		return;
	output->any = true;
	output->last = from[size - 1];
	if (output->deflater) {
		bytes_add(&output->held, from, size);
		pack_held(output);
		return;
	}
	if (!output->at_once && output->held.size + size < GATHER) {
		bytes_add(&output->held, from, size);
		return;
	}
	flush(output);
	write_out(output, from, size);
}

uint64_t output_mark(const struct output *output)
{
	return output->written + output->held.size;
}

void output_retract(struct output *output, uint64_t mark)
{
	if (mark >= output->written) {
		output->held.size = (size_t)(mark - output->written);
		return;
	}
	output->held.size = 0;
	if (!output->is_file || output->fd < 0)
		return;
	/* Also where writing has failed: half a line is of no use to anybody. */
	if (ftruncate(output->fd, (off_t)mark) < 0 || lseek(output->fd, (off_t)mark, SEEK_SET) < 0)
		fail(output, "cannot be cut back");
	output->written = mark;
}

/* The new name itself must be on the disk too. */
static bool sync_folder(const struct output *output)
{
	char *path = output->place.path, *slash = strrchr(path, '/');
	bool synced;
	int fd;

	if (slash)
		*slash = '\0';
	fd = open(!slash ? "." : *path ? path : "/", O_RDONLY | O_CLOEXEC);
	if (slash)
		*slash = '/';
	if (fd < 0)
		return true; /* it may be written to and not be read */
	/* Some file systems refuse it for folders. */
	synced = fsync(fd) == 0 || errno != EIO;
	(void)close(fd);
	return synced;
}

bool output_settle(struct output *output)
{
	int result = 0;

	flush(output);
	if (!output->is_file || output->failed)
		return !output->failed;
	do {
		result = fsync(output->fd);
	} while (result < 0 && errno == EINTR);
	if (result < 0)
		fail(output, "writing failed");
	return !output->failed;
}

/* The temporary file becomes the file. */
static void take_name(struct output *output)
{
	if (rename(output->temporary, output->place.path) < 0) {
		fail(output, "cannot be put in its place");
		return;
	}
	/* before the name that a handler would unlink is freed */
	signals_release(output->guard);
	output->guard = -1;
	free(output->temporary);
	output->temporary = NULL;
	output->is_placed = true;
	if (!sync_folder(output))
		fail(output, "is in its place, but perhaps not on the disk");
}

bool output_publish(struct output *output)
{
	if (output_settle(output) && output->temporary)
		take_name(output);
	return !output->failed;
}

static bool is_overtaken(const struct output *output)
{
	const struct stat *before = &output->place.about;
	struct stat now;

	return stat(output->place.path, &now) < 0 || now.st_dev != before->st_dev ||
	       now.st_ino != before->st_ino || now.st_size != before->st_size ||
	       now.st_mtim.tv_sec != before->st_mtim.tv_sec ||
	       now.st_mtim.tv_nsec != before->st_mtim.tv_nsec;
}

static void take_name_and_back_up(struct output *output, const char *suffix)
{
	struct backup backup;

	if (!backup_make(&backup, output->place.path, suffix, &output->place.about) ||
	    !backup_place(&backup)) {
		fail(output, "no copy can be kept");
	} else {
		take_name(output);
		if (output->temporary)
			backup_undo(&backup);
	}
	backup_end(&backup);
}

/* All is written; a file still has its temporary name. */
static bool close_whole(struct output *output)
{
	if (!output_settle(output))
		return false;
	if (output->fd >= 0 && close(output->fd) < 0 && (errno != EBADF || output->any))
		fail(output, output->name ? "writing failed" : "writing to standard output failed");
	output->fd = -1;
	return !output->failed;
}

bool output_commit(struct output *output)
{
	if (close_whole(output) && output->temporary)
		take_name(output);
	output_abandon(output);
	return !output->failed;
}

bool output_replace(struct output *output, const char *suffix)
{
	bool whole = close_whole(output);

	if (whole && is_overtaken(output)) {
		log_error(output->log, output->name, "was changed while it was read");
		output->failed = true;
	} else if (whole && *suffix) {
		take_name_and_back_up(output, suffix);
	} else if (whole) {
		take_name(output);
	}
	output_abandon(output);
	return !output->failed;
}

void output_abandon(struct output *output)
{
	temporary_drop(output->temporary, output->guard);
	output->temporary = NULL;
	output->guard = -1;
	if (output->fd > STDERR_FILENO)
		(void)close(output->fd);
	output->fd = -1;
	output->is_file = false;
	place_free(&output->place);
	bytes_free(&output->held);
	bytes_free(&output->packed);
	deflater_free(output->deflater);
	output->deflater = NULL;
}
