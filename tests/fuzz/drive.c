/* SPDX-License-Identifier: MIT */
/*
 * drive SEED COUNT FILE... : each FILE through the target as it is, then COUNT mutations of files
 * drawn at random.  A mutation is of lines as often as of bytes, since what a page is depends on
 * its lines. COUNT 0 replays: ./fuzz-stream 1 0 found.  A finding is left in NAME.found, NAME being
 * the program's.
 */
#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "target.h"

#define MOST ((size_t)64 << 10) /* bytes of a mutation: a check may clean it ten times */
#define CHANGES 12

/* For the handler of SIGABRT alone. */
static struct text current;
static char found[4096];

/* ASan and UBSan end in abort() too, so that the handler sees their findings. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "abort_on_error=1:handle_abort=0";
}

static void leave_finding(int number)
{
	int file = open(found, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (file < 0 || write(file, current.data, current.size) != (ssize_t)current.size)
		_exit(99);
	signal(number, SIG_DFL);
	raise(number);
}

static size_t below(uint64_t *random, size_t bound)
{
	return bound ? (size_t)(next_random(random) % bound) : 0;
}

/* Signs that something in the house looks for, and pieces of such signs. */
static const struct piece {
	const char *text;
	size_t size;
} pieces[] = {
#define PIECE(text) {text, sizeof text - 1}
	PIECE("\n"),
	PIECE("\n\n"),
	PIECE(" \n"),
	PIECE("\r\n"),
	PIECE("\r"),
	PIECE("\0"),
	PIECE("\f"),
	PIECE("\t"),
	PIECE(" "),
	PIECE("\xEF\xBB\xBF"),
	PIECE("\xFF"),
	PIECE("\xD8"),
	PIECE("\xE2\x80"),
	PIECE("\xED\xA0\x80"),
	PIECE("\xF0\x9F\x98\x80"),
	PIECE("\xC2\xA0"),
	PIECE("\xE2\x80\x8F"),
	PIECE("\xE2\x80\xA8"),
	PIECE("\xC2\x85"),
	PIECE("\xD9\x8E"),
	PIECE("\xD9\x91"),
	PIECE("\xD9\x80"),
	PIECE("\xEF\xBB\xBB"),
	PIECE("\xEF\xB7\xBA"),
	PIECE("\xD8\xA3"),
	PIECE("\xD9\xA3"),
	PIECE("."),
	PIECE("…"),
	PIECE(":"),
	PIECE("#"),
	PIECE("|"),
	PIECE("{n}"),
	PIECE("\""),
	PIECE("\\"),
	PIECE("\\u"),
	PIECE("\\ud83d\\ude00"),
	PIECE("\\udc00"),
	PIECE("{\"text\":"),
	PIECE("["),
	PIECE("}"),
	PIECE("-1e999"),
	PIECE("&amp;"),
	PIECE("&#1610;"),
	PIECE("&amp;amp;"),
	PIECE("Ø§Ù„"),
	PIECE("WARC/1.0\r\n"),
	PIECE("\r\n\r\n"),
	PIECE("Content-Length: 7\r\n"),
	PIECE("اقرأ أيضا: "),
	PIECE("شارك"),
	PIECE("\nالتعليقات\n"),
	PIECE("\nمقالات ذات صلة\n"),
	PIECE("المصدر: "),
	PIECE("\nghirbal 1\n"),
	PIECE("\ndrop starts "),
	PIECE("\ncut has "),
	PIECE("\n[share]\n"),
	PIECE("\nhead line "),
	PIECE("\nhint ends "),
#undef PIECE
};

static void splice(struct text *text, size_t at, size_t gone, const char *put, size_t size)
{
	struct text made = {0};

	text_add(&made, text->data, at);
	text_add(&made, put, size);
	text_add(&made, text->data + at + gone, text->size - at - gone);
	text_free(text);
	*text = made;
}

/* A line of text, with its LF, drawn at random. */
static void draw_line(const struct text *text, uint64_t *random, size_t *at, size_t *size)
{
	size_t place = below(random, text->size);
	const char *newline;

	while (place > 0 && text->data[place - 1] != '\n')
		place--;
	newline = text->size > place ? memchr(text->data + place, '\n', text->size - place) : NULL;
	*at = place;
	*size = newline ? (size_t)(newline - text->data) + 1 - place : text->size - place;
}

static void change(struct text *text, const struct text *other, uint64_t *random)
{
	size_t at, size, from, length = 1 + below(random, 12);
	const struct piece *piece = &pieces[below(random, sizeof pieces / sizeof *pieces)];
	char byte = (char)below(random, 256);
	struct text copy = {0};

	draw_line(text, random, &at, &size);
	draw_line(other, random, &from, &length);
	switch (below(random, 8)) {
	case 0: /* a line goes */
		splice(text, at, size, NULL, 0);
		break;
	case 1: /* a line of another file comes in */
	case 2:
		splice(text, at, 0, other->data + from, length);
		break;
	case 3: /* a line comes again elsewhere */
		text_add(&copy, text->data + at, size);
		draw_line(text, random, &at, &size);
		splice(text, at, 0, copy.data, copy.size);
		break;
	case 4:
	case 5:
		splice(text, below(random, text->size + 1), 0, piece->text, piece->size);
		break;
	case 6: /* some bytes go */
		at = below(random, text->size + 1);
		length = below(random, 20);
		splice(text, at, length < text->size - at ? length : text->size - at, NULL, 0);
		break;
	default:
		at = below(random, text->size + 1);
		splice(text, at, at < text->size, &byte, 1);
	}
	text_free(&copy);
}

static void run(const struct text *input)
{
	/* In a place of its own size, so that ASan sees a byte read past its end. */
	unsigned char *data = malloc(input->size ? input->size : 1);

	if (!data)
		exit(99);
	if (input->size > 0)
		memcpy(data, input->data, input->size);
	text_free(&current);
	text_add(&current, input->data, input->size);
	LLVMFuzzerTestOneInput(data, input->size);
	free(data);
}

static void run_mutation(const struct text *files, size_t count, uint64_t *random)
{
	const struct text *file = &files[below(random, count)];
	size_t changes = 1 + below(random, CHANGES), i;
	struct text text = {0};
	char settings[2];

	text_add(&text, file->data, file->size < MOST ? file->size : MOST);
	for (i = 0; i < changes; i++)
		change(&text, &files[below(random, count)], random);
	for (i = 0; i < sizeof settings; i++)
		settings[i] = (char)below(random, 256);
	text_add(&text, settings, sizeof settings);
	run(&text);
	text_free(&text);
}

int main(int argc, char **argv)
{
	size_t count = argc > 3 ? (size_t)argc - 3 : 0, i, mutations;
	struct text *files = calloc(count + 1, sizeof *files);
	uint64_t random;

	if (count == 0 || !files) {
		fprintf(stderr, "usage: %s SEED COUNT FILE...\n", argv[0]);
		return 2;
	}
	snprintf(found, sizeof found, "%s.found", argv[0]);
	signal(SIGABRT, leave_finding);
	random = strtoull(argv[1], NULL, 10) * 2 + 1;
	mutations = strtoull(argv[2], NULL, 10);
	for (i = 0; i < count; i++) {
		files[i] = read_file(argv[i + 3]);
		run(&files[i]);
	}
	for (i = 0; i < mutations; i++)
		run_mutation(files, count, &random);
	printf("%s: %zu files and %zu mutations hold, seed %s\n", argv[0], count, mutations,
	       argv[1]);
	for (i = 0; i < count; i++)
		text_free(&files[i]);
	free(files);
	text_free(&current);
	return 0;
}
