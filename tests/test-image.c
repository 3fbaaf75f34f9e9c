/* SPDX-License-Identifier: MIT */
/* The image of the default rules is what reading and compiling their files gives, byte for byte. */
#include <stdio.h>
#include <string.h>

#include "defaults.h"
#include "rules/image.h"

static int failures;

static void holds(bool well, const char *what)
{
	printf("%sok - %s\n", well ? "" : "not ", what);
	failures += !well;
}

static bool is_image(const struct gh_matcher *matcher, const ghirbal_allocator *from)
{
	struct gh_buf image = {0};
	size_t size;
	const void *built = gh_default_image(&size);
	bool same = gh_image_write(matcher, from, &image) && image.size == size &&
	            memcmp(image.data, built, size) == 0;

	gh_buf_free(from, &image);
	return same;
}

static void read_files(struct gh_ruleset *set)
{
	struct gh_default_file file;
	size_t i;

	for (i = 0; gh_default_file(i, &file); i++)
		if (gh_ruleset_add(set, file.name, (const char *)file.text, file.size, NULL))
			holds(false, file.name);
}

static void test_equal(const ghirbal_allocator *from)
{
	struct gh_ruleset set;
	struct gh_matcher *matcher = NULL;
	size_t size;
	const void *image = gh_default_image(&size);

	gh_ruleset_init(&set, from);
	read_files(&set);
	holds(!gh_matcher_new(&matcher, &set, NULL) && gh_patterns_draw(matcher->patterns) &&
	              is_image(matcher, from),
	      "text gives the image");
	gh_matcher_free(matcher);
	gh_ruleset_free(&set);
	holds(!gh_image_read(image, size, &set, true, &matcher) && matcher &&
	              is_image(matcher, from),
	      "the image gives itself");
	gh_matcher_free(matcher);
	gh_ruleset_free(&set);
	holds(!gh_image_read(image, size, &set, false, &matcher) && matcher &&
	              is_image(matcher, from),
	      "and so does its copy");
	gh_matcher_free(matcher);
	gh_ruleset_free(&set);
}

/* Of another kind of machine, or cut short: the set is as it was, and nobody's memory is lost. */
static void test_strange(const ghirbal_allocator *from)
{
	struct gh_ruleset set;
	struct gh_matcher *matcher = NULL;
	struct gh_buf image = {0};
	size_t size, cut;
	const void *built = gh_default_image(&size);
	bool well = gh_buf_add(from, &image, built, size);

	gh_ruleset_init(&set, from);
	for (cut = 0; well && cut < size; cut += size / 97)
		well = !gh_image_read(image.data, cut, &set, false, &matcher) && !matcher &&
		       set.count == 0;
	holds(well, "an image cut short is none");
	image.data[0] ^= 1;
	holds(!gh_image_read(image.data, size, &set, false, &matcher) && !matcher && !set.text.data,
	      "nor is one of another order of bytes");
	gh_buf_free(from, &image);
}

int main(void)
{
	const ghirbal_allocator from = gh_allocator(NULL);
	size_t size;

	(void)gh_default_image(&size);
	if (size == 0) {
		printf("skipped: built for another machine, without an image\n");
		return 77;
	}
	test_equal(&from);
	test_strange(&from);
	return failures > 0;
}
