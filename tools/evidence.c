/* SPDX-License-Identifier: MIT */
/*
 * What the judge sees of pages, and what it does with them under other weights; for train.py.
 *
 *     evidence RULES... -- PAGE...                   page, line, 1 if no score is asked, then the
 * values evidence -w WEIGHTS RULES... -- PAGE...        page, line and reason of each line that
 * goes evidence -n                                    the names of the evidence, in order
 *
 * RULES and PAGE are files; WEIGHTS holds one whole number, in hundredths, for each name.  Fields
 * are tab-separated.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge/evidence.h"
#include "judge/page.h"
#include "sieve.h"

static const char *const names[] = {
#define GH_WEIGHT(name, weight, prior, reason, words) #name,
#include "judge/weights.def"
};

static void die(const char *what)
{
	fprintf(stderr, "evidence: %s\n", what);
	exit(1);
}

static void read_file(const char *path, struct gh_buf *buf, const ghirbal_allocator *from)
{
	char block[65536];
	size_t n;
	FILE *file = fopen(path, "rb");

	if (!file)
		die(path);
	buf->size = 0;
	while ((n = fread(block, 1, sizeof block, file)) > 0)
		if (!gh_buf_add(from, buf, block, n))
			die("no memory");
	fclose(file);
}

static void show_page(struct gh_sieve *sieve, struct gh_page *page, const char *path,
                      const struct gh_buf *text)
{
	struct gh_matrix matrix = {0};
	int16_t values[GH_EVIDENCE];
	size_t number = 1, i, k;

	page->level = sieve->settings->level;
	if (!gh_doc_read(&sieve->block.doc, text->data, text->size, &number, true) ||
	    !gh_match(sieve->matcher, sieve->scratch, &sieve->block.doc, &sieve->block.hits) ||
	    !gh_shapes_read(&page->shapes, &sieve->block.doc))
		die("no memory");
	if (sieve->block.doc.count == 0)
		return; /* the judge is asked of no such page either */
	if (!gh_page_read(page, &sieve->block.doc, sieve->set, &sieve->block.hits) ||
	    !gh_page_read_on(page))
		die("no memory");
	for (i = 0; i < sieve->block.doc.count; i++)
		page->facts[i] |= GH_IS_WEIGHED;
	if (!gh_evidence_read(&matrix, page, &gh_trained_weights, true) ||
	    !gh_support_read(&matrix, page))
		die("no memory");
	for (i = 0; i < sieve->block.doc.count; i++) {
		gh_evidence_of(&matrix, page, i, values);
		printf("%s\t%zu\t%d", path, sieve->block.doc.lines[i].number,
		       gh_is(page, i, GH_IS_RULED) || page->doubted);
		for (k = 0; k < GH_EVIDENCE; k++)
			printf("\t%.5g", values[k] / (double)GH_ONE);
		putchar('\n');
	}
	gh_matrix_free(&matrix, &page->from);
}

static int show_removal(void *path, const ghirbal_removal *removal)
{
	if (removal->verdict == GHIRBAL_DROPPED)
		printf("%s\t%zu\t%s\n", *(const char **)path, (size_t)removal->line,
		       removal->reason);
	return 0;
}

static int write_nothing(void *context, const char *data, size_t size)
{
	(void)context, (void)data, (void)size;
	return 0;
}

static void read_weights(const char *path, int16_t *trained)
{
	FILE *file = fopen(path, "r");
	size_t k;

	if (!file)
		die(path);
	for (k = 0; k < GH_EVIDENCE; k++)
		if (fscanf(file, "%hd", &trained[k]) != 1)
			die("a weight is missing");
	fclose(file);
}

static void run(char **pages, struct gh_sieve *sieve, const int16_t *trained, const char **path)
{
	struct gh_buf text = {0};
	struct gh_page page;

	if (gh_sieve_init(sieve, &sieve->from) || 
	    !gh_page_init(&page, &sieve->from, gh_scratch_lexemes(sieve->scratch)))
		die("no memory");
	if (trained)
		gh_judge_weigh(sieve->judge, trained);
	for (; *pages; pages++) {
		*path = *pages;
		read_file(*pages, &text, &sieve->from);
		gh_sieve_begin(sieve);
		if (!trained)
			show_page(sieve, &page, *pages, &text);
		else if (gh_sieve_part(sieve, text.data, text.size, true))
			die("cannot clean");
	}
	gh_buf_free(&sieve->from, &text);
	gh_page_free(&page);
	gh_sieve_free(sieve);
}

int main(int argc, char **argv)
{
	ghirbal_allocator from = gh_allocator(NULL);
	int16_t trained[GH_EVIDENCE];
	struct gh_ruleset set;
	struct gh_matcher *matcher = NULL;
	struct gh_buf text = {0};
	ghirbal_settings settings;
	ghirbal_counts counts = {0};
	uint64_t *rule_hits;
	const char *path = "";
	struct gh_sieve sieve = {
		.from = from, .settings = &settings, .set = &set, .counts = &counts};
	bool weighed = argc > 2 && strcmp(argv[1], "-w") == 0;
	ghirbal_error error;
	int i;

	if (argc == 2 && strcmp(argv[1], "-n") == 0) {
		for (i = 0; i < GH_EVIDENCE; i++)
			puts(names[i]);
		return 0;
	}
	if (weighed)
		read_weights(argv[2], trained);
	ghirbal_settings_default(&settings);
	settings.removed = show_removal;
	settings.write = write_nothing;
	settings.context = &path;
	gh_ruleset_init(&set, &from);
	for (i = weighed ? 3 : 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		read_file(argv[i], &text, &from);
		if (gh_ruleset_add(&set, argv[i], text.data, text.size, &error))
			die(argv[i]);
	}
	set.built_in_end = set.count;
	if (i == argc || gh_matcher_new(&matcher, &set, &error))
		die("usage: evidence [-w WEIGHTS] RULES... -- PAGE...");
	sieve.matcher = matcher;
	rule_hits = calloc(set.count + 1, sizeof *rule_hits);
	if (!rule_hits)
		die("no memory");
	sieve.rule_hits = rule_hits;
	run(argv + i + 1, &sieve, weighed ? trained : NULL, &path);
	gh_buf_free(&from, &text);
	gh_matcher_free(matcher);
	gh_ruleset_free(&set);
	free(rule_hits);
	return fflush(stdout) || ferror(stdout);
}
