/* SPDX-License-Identifier: MIT */
/*
 * Every kernel that this machine runs reads and writes the insides of JSON strings as the portable.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "signals.h"

#define BLOCKS 5
#define MOST (BLOCKS * INSIDE_BLOCK)
#define ROUNDS 40000

struct outcome {
	size_t looked, read, written, ascii[2];
	bool escaped;
	unsigned met;
	size_t text, string, asciis[2]; /* bytes that came out */
	char texts[MOST + INSIDE_BLOCK];
	char strings[2 * MOST + INSIDE_BLOCK];
	char ascii_strings[2][3 * MOST + INSIDE_BLOCK];
};

_Noreturn void out_of_memory(void)
{
	abort();
}

static uint64_t seed;

static size_t pick(size_t below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(seed >> 33) % below;
}

/* Letters, with whatever is told apart between them, once in so many bytes. */
static size_t make_text(char *text, size_t size)
{
	static const char *const pieces[] = {
		"\\n",
		"\\t",
		"\\\"",
		"\\\\",
		"\\\\\\\\\\n",
		"\\b",
		"\\f",
		"\\r",
		"\\/",
		"\\u0627",
		"\\x",
		"\\\xD8",
		"\\",
		"\"",
		"\n",
		"\t",
		"\r",
		"\b",
		"\f",
		"\x01",
		"\x1F",
		"\x0B",
		"\x7F",
		" ",
		"\"\"",
		"\xC2\x85",
		"\xC2\x84",
		"\xC3\x85",
		"\xE2\x80\xA8",
		"\xE2\x80\xA9",
		"\xE2\x80\xAA",
		"\xE2\x81\xA8",
		"\xE3\x80\xA8",
		"\xE2\x80",
		"\xE2",
		"b",
		"f",
		"n",
		"\\u0644",
		"\\u06a9",
		"\\u06AF",
		"\\u00ab",
		"\\u007f",
		"\\u0080",
		"\\u07ff",
		"\\u0800",
		"\\u200f",
		"\\ud83d",
		"\\u062",
		"\\u06g7",
		"\\u0",
		"\\u",
		"\\u0627\\u0644",
		"\xD9\x84",
		"\xC1\x84",
		"\xC2\xA0",
		"\xDF\xBF",
		"\xE0\xA0",
		"\xD9",
		"\x84",
	};
	size_t calm = pick(100), letters = pick(3), i = 0;

	while (i + 16 < size) {
		const char *piece = pieces[pick(sizeof pieces / sizeof *pieces)];

		if (letters && pick(calm + 1) > 0) {
			piece = letters == 1 ? "\\u0628" : "\xD8\xA8";
		} else if (pick(calm + 1) > 0) {
			text[i++] = (char)(pick(4) ? 0xD8 + pick(4) : pick(256));
			continue;
		}
		memcpy(text + i, piece, strlen(piece));
		i += strlen(piece);
	}
	memset(text + i, 'x', size - i);
	return i;
}

static void run(const struct insides *by, const char *text, size_t size, struct outcome *outcome)
{
	char *to = outcome->texts;
	size_t upper;

	memset(outcome, 0, sizeof *outcome);
	outcome->looked = by->look(text, size, &outcome->escaped);
	outcome->read = by->read(text, size, &to, &outcome->met);
	outcome->text = (size_t)(to - outcome->texts);
	memset(to, 0, sizeof outcome->texts - outcome->text);
	to = outcome->strings;
	outcome->written = by->write(text, size, &to);
	outcome->string = (size_t)(to - outcome->strings);
	memset(to, 0, sizeof outcome->strings - outcome->string);
	for (upper = 0; upper < 2; upper++) {
		to = outcome->ascii_strings[upper];
		outcome->ascii[upper] = by->write_ascii(text, size, &to, upper);
		outcome->asciis[upper] = (size_t)(to - outcome->ascii_strings[upper]);
		memset(to, 0, sizeof outcome->ascii_strings[upper] - outcome->asciis[upper]);
	}
}

/* What was written in ASCII is read again as what was there. */
static bool reads_back(const struct insides *by, const struct outcome *outcome, const char *text,
                       size_t upper)
{
	char again[3 * MOST + INSIDE_BLOCK], *to = again, room[3 * MOST + 2 * INSIDE_BLOCK] = {0};
	size_t size = outcome->asciis[upper];
	unsigned met = 0;

	memcpy(room, outcome->ascii_strings[upper], size);
	return by->read(room, size, &to, &met) == size &&
	       (size_t)(to - again) == outcome->ascii[upper] &&
	       memcmp(again, text, outcome->ascii[upper]) == 0;
}

/* What was read and is written again is what was there, if it has no \\uXXXX. */
static bool comes_back(const struct insides *by, const struct outcome *outcome, const char *text)
{
	char again[2 * MOST + INSIDE_BLOCK], *to = again, room[MOST + 2 * INSIDE_BLOCK] = {0};
	size_t written;

	memcpy(room, outcome->texts, outcome->text);
	written = by->write(room, outcome->text, &to);
	return outcome->met || written < outcome->text || ((size_t)(to - again) == outcome->read &&
	                                   memcmp(again, text, outcome->read) == 0);
}

static void try(size_t kernel, const struct insides *by)
{
	static struct outcome got, want;
	/* No more behind it than may be looked at, so that ASan sees a byte more. */
	char *text = malloc(MOST + INSIDE_BEHIND);
	size_t size = text ? make_text(text, MOST) : 0, from = pick(size + 1);

	if (!text)
		exit(1);
	memset(text + MOST, 'x', INSIDE_BEHIND);
	run(insides_by(GH_KERNEL_PORTABLE), text + from, size - from, &want);
	run(by, text + from, size - from, &got);
	if (memcmp(&got, &want, sizeof got) != 0 || !comes_back(by, &got, text + from) ||
	    !reads_back(by, &got, text + from, 0) || !reads_back(by, &got, text + from, 1)) {
		printf("kernel %zu, %zu bytes: looked at %zu (%zu), read %zu (%zu), wrote %zu "
		       "(%zu), in ASCII %zu (%zu)\n",
		       kernel, size - from, got.looked, want.looked, got.read, want.read,
		       got.written, want.written, got.ascii[0], want.ascii[0]);
		exit(1);
	}
	free(text);
}

int main(void)
{
	size_t kernel, round;

	for (kernel = 0; kernel < GH_KERNELS; kernel++) {
		const struct insides *by = insides_by((enum gh_kernel)kernel);

		for (round = 0; by && round < ROUNDS; round++)
			try(kernel, by);
		printf("kernel %zu: %s\n", kernel, by ? "tested" : "none, or none of this machine");
	}
	return 0;
}
