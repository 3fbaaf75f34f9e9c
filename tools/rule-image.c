/* SPDX-License-Identifier: MIT */
/* Writes the image of the default rules (src/lib/rules/image.h) as a C array, for defaults.c. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "default_rules.inc"
#include "rules/image.h"

static void print(const struct gh_buf *image)
{
	size_t i;

	printf("#define RULE_IMAGE_SIZE ((size_t)%zu)\n\nstatic const uint64_t rule_image[] = {\n",
	       image->size);
	for (i = 0; i < image->size; i += 8) {
		uint64_t word = 0;

		memcpy(&word, image->data + i, image->size - i < 8 ? image->size - i : 8);
		printf("0x%" PRIx64 ",%c", word, i / 8 % 8 == 7 ? '\n' : ' ');
	}
	printf("\n};\n");
}

int main(void)
{
	ghirbal_allocator from = gh_allocator(NULL);
	struct gh_ruleset set;
	struct gh_matcher *matcher = NULL;
	struct gh_buf image = {0};
	ghirbal_error error = {.line = 0};
	ghirbal_status status = GHIRBAL_OK;
	size_t i;

	gh_ruleset_init(&set, &from);
	for (i = 0; i < sizeof default_rules / sizeof *default_rules && !status; i++)
		status = gh_ruleset_add(&set, default_rules[i].name,
		                        (const char *)default_rules[i].text, default_rules[i].size,
		                        &error);
	if (!status)
		status = gh_matcher_new(&matcher, &set, &error);
	if (status || !gh_patterns_draw(matcher->patterns) ||
	    !gh_image_write(matcher, &from, &image)) {
		fprintf(stderr, "rule-image: %s:%zu: %s\n", error.file, error.line, error.text);
		return 1;
	}
	print(&image);
	gh_buf_free(&from, &image);
	gh_matcher_free(matcher);
	gh_ruleset_free(&set);
	return fflush(stdout) != 0;
}
