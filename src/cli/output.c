/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "signals.h"

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

/* "DIR/NAME" to "DIR/.NAME.XXXXXX": on the same file system, and hidden. */
static char *temporary_name(const char *target)
{
	const char *slash = strrchr(target, '/');
	const char *name = slash ? slash + 1 : target;
	size_t size = strlen(target) + 16;
	char *temporary = array_resize(NULL, size, 1);

	/* A name that is near the limit has no room for more. */
	(void)snprintf(temporary, size, "%.*s.%.*s.XXXXXX", (int)(name - target), target,
	               NAME_MAX - 16, name);
	return temporary;
}

static void take_mode(const struct output *output, const struct stat *old)
{
	mode_t mask;

	if (old) {
		/*
		 * Whoever is not root cannot give a file away; then it must not run as its new
		 * owner.
		 */
		bool given = fchown(output->fd, old->st_uid, old->st_gid) == 0;

		(void)fchmod(output->fd, old->st_mode & (given ? 07777 : 0777));
		return;
	}
	mask = umask(0);
	(void)umask(mask);
	(void)fchmod(output->fd, 0666 & ~mask);
}

static void open_beside(struct output *output, const char *path, const struct stat *old)
{
	char *real = old ? realpath(path, NULL) : NULL;

	if (old && !real) {
		fail(output, "cannot be resolved");
		return;
	}
	if (!real) {
		real = array_resize(NULL, strlen(path) + 1, 1);
		memcpy(real, path, strlen(path) + 1);
	}
	output->target = real;
	output->temporary = temporary_name(real);
	output->fd = signals_make(output->temporary, &output->guard);
	if (output->fd < 0) {
		fail(output, "cannot be made");
		free(output->temporary);
		output->temporary = NULL; /* there is none to unlink */
		return;
	}
	take_mode(output, old);
}

bool output_open(struct output *output, const char *path, struct log *log, bool at_once)
{
	struct stat about;
	bool exists = stat(path, &about) == 0;

	memset(output, 0, sizeof *output);
	output->log = log;
	output->name = path;
	output->guard = -1;
	output->at_once = at_once;
	if (!exists || S_ISREG(about.st_mode)) {
		open_beside(output, path, exists ? &about : NULL);
	} else {
		output->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		if (output->fd < 0)
			fail(output, "cannot be opened");
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

static void flush(struct output *output)
{
	write_out(output, output->held.at, output->held.size);
	output->held.size = 0;
}

void output_write(struct output *output, const char *from, size_t size)
{
	if (size == 0)
		return;
	output->any = true;
	output->last = from[size - 1];
	if (!output->at_once && output->held.size + size < GATHER) {
		bytes_add(&output->held, from, size);
		return;
	}
	flush(output);
	write_out(output, from, size);
}

static void keep_old(struct output *output, const char *suffix)
{
	size_t size = strlen(output->target) + strlen(suffix) + 1;
	char *kept = array_resize(NULL, size, 1);

	(void)snprintf(kept, size, "%s%s", output->target, suffix);
	if (unlink(kept) < 0 && errno != ENOENT)
		fail(output, "the old copy cannot be removed");
	/* A second name, so that the file is there under its own at every moment. */
	else if (link(output->target, kept) < 0)
		fail(output, "no copy can be kept");
	free(kept);
}

/* The new name itself must be on the disk too. */
static void sync_directory(const struct output *output)
{
	char *slash = strrchr(output->target, '/');
	int fd;

	if (slash)
		*slash = '\0';
	fd = open(!slash ? "." : *output->target ? output->target : "/", O_RDONLY | O_CLOEXEC);
	if (slash)
		*slash = '/';
	if (fd < 0)
		return;
	(void)fsync(fd); /* some file systems refuse it for directories */
	(void)close(fd);
}

bool output_commit(struct output *output, const char *suffix)
{
	flush(output);
	if (output->temporary && !output->failed && fsync(output->fd) < 0)
		fail(output, "writing failed");
	if (output->temporary && !output->failed && *suffix)
		keep_old(output, suffix);
	if (output->failed) {
		output_abandon(output);
		return false;
	}
	if (close(output->fd) < 0 && (errno != EBADF || output->any))
		fail(output, output->name ? "writing failed" : "writing to standard output failed");
	output->fd = -1;
	if (output->temporary && !output->failed && rename(output->temporary, output->target) < 0)
		fail(output, "cannot be put in its place");
	else if (output->temporary && !output->failed)
		sync_directory(output);
	if (!output->failed) {
		/* before the name that a handler would unlink is freed */
		signals_release(output->guard);
		output->guard = -1;
		free(output->temporary);
		output->temporary = NULL;
	}
	output_abandon(output);
	return !output->failed;
}

void output_abandon(struct output *output)
{
	if (output->temporary)
		(void)unlink(output->temporary);
	signals_release(output->guard);
	output->guard = -1;
	if (output->fd > STDERR_FILENO)
		(void)close(output->fd);
	output->fd = -1;
	free(output->temporary);
	free(output->target);
	output->temporary = output->target = NULL;
	bytes_free(&output->held);
}
