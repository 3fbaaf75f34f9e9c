/* SPDX-License-Identifier: MIT */
/*
 * The normaliser alone, for the tests that drive it from a script:
 *     norm-tool LIST [short|portable|reference|counts|reference-counts]
 * reads standard input whole and writes it normalised, or the counters of what each switch changed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "normal/normalize.h"

static char *read_all(FILE *in, size_t *size)
{
	size_t room = 1 << 20, got;
	char *text = malloc(room);

	*size = 0;
	while (text && (got = fread(text + *size, 1, room - *size, in)) > 0) {
		*size += got;
		if (*size == room) {
			char *grown = realloc(text, room *= 2);

			if (!grown)
				free(text);
			text = grown;
		}
	}
	return text;
}

static void print_counts(const uint64_t *changed)
{
	ghirbal_switch_info info;
	size_t i;

	for (i = 0; ghirbal_switch_get(i, &info); i++)
		if (changed[i])
			printf("%s %llu\n", info.name, (unsigned long long)changed[i]);
}

int main(int argc, char **argv)
{
	const char *way = argc > 2 ? argv[2] : "short";
	ghirbal_allocator from = gh_allocator(NULL);
	uint64_t changed[GHIRBAL_SWITCHES] = {0}, repaired = 0;
	struct gh_buf out = {NULL, 0, 0};
	ghirbal_normal normal;
	ghirbal_error error;
	struct gh_norm norm;
	size_t size;
	char *text;

	if (argc < 2 || ghirbal_normal_parse(&normal, argv[1], &error) != GHIRBAL_OK) {
		fprintf(stderr, "norm-tool: %s\n", argc < 2 ? "LIST missing" : error.text);
		return 2;
	}
	gh_norm_init(&norm, &normal, GHIRBAL_INVALID_REPLACE);
	if (strncmp(way, "reference", 9) == 0)
		gh_norm_init_reference(&norm, &normal, GHIRBAL_INVALID_REPLACE);
	if (strcmp(way, "portable") == 0 && !norm.scan.everything)
		norm.scan.look = gh_scan_portable;
	text = read_all(stdin, &size);
	if (text)
		gh_norm_read(&norm, text, size);
	if (!text ||
	    gh_normalize_append(&norm, &from, &out, text, size, changed, &repaired) != GHIRBAL_OK)
		return 3;
	if (strstr(way, "counts"))
		print_counts(changed);
	else if (fwrite(out.data, 1, out.size, stdout) != out.size || fflush(stdout) != 0)
		return 3;
	gh_buf_free(&from, &out);
	free(text);
	return 0;
}
