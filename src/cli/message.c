/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "message.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define OF_A_KIND 10
#define FOR_RECORDS 3000   /* bytes that messages about single records may take of the 4 KiB */
#define NAME_LENGTH 48     /* bytes of a file name that a message shows, escaped */

static const char *const one_of[] = {
#define NOTE(name, one, all) one,
#include "notes.def"
#undef NOTE
};
static const char *const all_of[] = {
#define NOTE(name, one, all) all,
#include "notes.def"
#undef NOTE
};

void log_free(struct log *log)
{
	bytes_free(&log->line);
}

static bool is_shown(unsigned char byte)
{
	return byte >= 0x20 && byte < 0x7f;
}

void add_escaped(struct bytes *to, const char *text, size_t size, size_t most)
{
	size_t start = to->size, i;

	for (i = 0; i < size; i++) {
		unsigned char byte = (unsigned char)text[i];

		if (to->size - start + 4 > most) {
			bytes_text(to, "...");
			return;
		}
		if (is_shown(byte))
			bytes_put(to, text[i]);
		else
			bytes_format(to, "\\x%02x", byte);
	}
}

static void print(struct log *log)
{
	const char *at = log->line.at;
	size_t left = log->line.size;

	log->written += left;
	while (left > 0) {
		ssize_t done = write(STDERR_FILENO, at, left);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return; /* there is nowhere to say so */
		at += done;
		left -= (size_t)done;
	}
}

/* Of a long path the end, which tells a file from the others of its folder. */
static void add_file(struct bytes *to, const char *file)
{
	size_t end = strlen(file), start = end, size = 0;

	while (start > 0) {
		size += is_shown((unsigned char)file[start - 1]) ? 1 : sizeof "\\xNN" - 1;
		if (size > NAME_LENGTH)
			break;
		start--;
	}
	if (start > 0)
		bytes_text(to, "...");
	add_escaped(to, file + start, end - start, SIZE_MAX);
}

static void begin(struct log *log, const char *file)
{
	log_progress(log, "");
	log->line.size = 0;
	bytes_text(&log->line, "ghirbal: ");
	if (file) {
		add_file(&log->line, file);
		bytes_put(&log->line, ':');
	}
}

void log_note(struct log *log, enum note note, const char *file, uint64_t record)
{
	log->seen[note]++;
	if (log->quiet || log->shown[note] == OF_A_KIND || log->written > FOR_RECORDS)
		return;
	log->shown[note]++;
	begin(log, file);
	bytes_format(&log->line, "%llu: %s\n", (unsigned long long)record, one_of[note]);
	print(log);
}

void log_error(struct log *log, const char *file, const char *format, ...)
{
	va_list list;

	log->errors++;
	if (log->errors_shown == OF_A_KIND || log->written > FOR_RECORDS)
		return;
	log->errors_shown++;
	begin(log, file);
	if (file)
		bytes_put(&log->line, ' ');
	va_start(list, format);
	bytes_vformat(&log->line, format, list);
	va_end(list);
	bytes_put(&log->line, '\n');
	print(log);
}

void log_say(struct log *log, const char *format, ...)
{
	size_t before = log->written;
	va_list list;

	begin(log, NULL);
	va_start(list, format);
	bytes_vformat(&log->line, format, list);
	va_end(list);
	bytes_put(&log->line, '\n');
	print(log);
	log->written = before; /* it was asked for: it must not silence a message that was not */
}

void log_progress(struct log *log, const char *text)
{
	size_t before = log->written;

	if (!log->on_line && !*text)
		return;
	log->line.size = 0;
	bytes_format(&log->line, "\r%s\033[K", text);
	print(log);
	log->on_line = *text != '\0';
	log->written = before;
}

void log_close(struct log *log)
{
	size_t i;

	log_progress(log, "");
	for (i = 0; i < NOTE_KINDS && !log->quiet; i++) {
		if (log->seen[i] == log->shown[i])
			continue;
		begin(log, NULL);
		bytes_format(&log->line, "%llu %s\n", (unsigned long long)log->seen[i], all_of[i]);
		print(log);
	}
	if (log->errors == log->errors_shown)
		return;
	begin(log, NULL);
	bytes_format(&log->line, "%llu errors in all\n", (unsigned long long)log->errors);
	print(log);
}
