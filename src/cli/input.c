/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inflate.h"

/* Bytes of a compressed file that are read at once. */
#define PACKED ((size_t)128 << 10)

bool input_open(struct input *input, const char *name, size_t max_window)
{
	struct stat about;

	memset(input, 0, sizeof *input);
	input->name = name;
	if (strcmp(name, "-") == 0)
		return true; /* standard input is 0 */
	if (inflater_is_missing(name)) {
		input->trouble = "this ghirbal was built without what reads such files";
		return false;
	}
	input->fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (input->fd < 0) {
		input->trouble = strerror(errno);
		return false;
	}
	if (fstat(input->fd, &about) == 0 && S_ISREG(about.st_mode)) {
		input->regular = true;
		input->size = (uint64_t)about.st_size;
	}
	(void)posix_fadvise(input->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	input->inflater = inflater_for(name, max_window);
	return true;
}

void input_close(struct input *input)
{
	inflater_free(input->inflater);
	free(input->packed);
	if (input->fd > 0)
		(void)close(input->fd);
}

static enum input_result read_file(struct input *input, char *to, size_t room, size_t *got)
{
	ssize_t done = read(input->fd, to, room);

	*got = 0;
	if (done < 0 && errno == EINTR)
		return INPUT_INTERRUPTED;
	/* Whoever shares the descriptor may have set it not to block. */
	if (done < 0 && errno == EAGAIN) {
		struct pollfd poller = {input->fd, POLLIN, 0};

		(void)poll(&poller, 1, -1);
		return INPUT_INTERRUPTED;
	}
	if (done < 0) {
		input->trouble = strerror(errno);
		return INPUT_FAILED;
	}
	*got = (size_t)done;
	input->taken += (uint64_t)done;
	return done > 0 ? INPUT_BYTES : INPUT_END;
}

static enum input_result more_packed(struct input *input)
{
	enum input_result result;

	if (!input->packed)
		input->packed = array_resize(NULL, PACKED, 1);
	input->from = input->packed;
	result = read_file(input, input->packed, PACKED, &input->from_size);
	if (result != INPUT_END || inflater_may_end(input->inflater))
		return result;
	input->trouble = input->taken == 0 ? "the file is empty, which no compressed file is"
	                                   : "the file is cut short";
	return INPUT_FAILED;
}

static const char *trouble_of(enum inflate_result inflated)
{
	if (inflated == INFLATE_WINDOW)
		return "it takes more memory to read than --max-window allows (128M if not given)";
	return inflated == INFLATE_JUNK ? "something else follows the compressed data"
	                                : "the compressed data is damaged";
}

static enum input_result read_packed(struct input *input, char *to, size_t room, size_t *got)
{
	enum inflate_result inflated;
	enum input_result result;
	char *end = to;
	size_t left = room;

	for (;;) {
		/* A full room may have left bytes behind in the library. */
		result = input->from_size > 0 || input->was_full ? INPUT_BYTES : more_packed(input);
		if (result != INPUT_BYTES)
			return result;
		inflated =
			inflater_run(input->inflater, &input->from, &input->from_size, &end, &left);
		*got = room - left;
		input->was_full = left == 0;
		if (*got > 0 && inflated == INFLATE_MORE)
			return INPUT_BYTES;
		if (inflated == INFLATE_MORE)
			continue;
		input->trouble = trouble_of(inflated);
		return INPUT_FAILED;
	}
}

enum input_result input_read(struct input *input, char *to, size_t room, size_t *got)
{
	*got = 0;
	if (input->inflater)
		return read_packed(input, to, room, got);
	return read_file(input, to, room, got);
}

bool input_ready(const struct input *input)
{
	struct pollfd poller = {input->fd, POLLIN, 0};

	return input->from_size > 0 || input->was_full || poll(&poller, 1, 0) != 0;
}
