/* SPDX-License-Identifier: MIT */
/*
 * What the tests share: fixtures read from the tree, and a stream whose output is kept in memory.
 */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "ghirbal.h"

struct text {
	char *data;
	size_t size, room;
};

void text_add(struct text *text, const void *bytes, size_t size);
void text_free(struct text *text);
bool text_equal(const struct text *a, const struct text *b);

/* Reads a file whole; prints why and exits with 99, automake's hard error, if it cannot. */
struct text read_file(const char *path);

/* Calls each for every fixture's page.txt, in order of name; returns how many there are. */
size_t for_each_fixture(void (*each)(const char *name, const struct text *page));

/* The default rules, sealed; exits with 99 if they do not load. */
ghirbal_rules *default_rules(void);

/* A removal kept after its callback. */
struct removal {
	uint64_t line;
	ghirbal_verdict verdict;
	char *group, *rule_file, *reason; /* rule_file NULL for a structural reason */
	size_t rule_line;
	struct text text, line_end;
	uint64_t offset, extent;
};

/* Everything that a run gave. */
struct outcome {
	struct text out;
	struct removal *removals;
	size_t count, room;
	ghirbal_status status;
	ghirbal_counts counts;
};

/* Settings that write into outcome, with a list for --normalize. */
ghirbal_settings settings_into(struct outcome *outcome, const char *normalize);

/* One document, fed whole.  settings' callbacks must be those of settings_into(). */
void clean_page(const ghirbal_rules *rules, const ghirbal_settings *settings,
                const struct text *page);

bool outcome_equal(const struct outcome *a, const struct outcome *b);
void outcome_free(struct outcome *outcome);

/* Counts a failure and says which fixture failed what; the test's main() returns exit_status(). */
void fail(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));
unsigned failure_count(void);
int exit_status(const char *test, size_t fixtures);

#endif
