/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "stats.h"

#include <string.h>

#include "json.h"

static const char *const note_names[] = {
#define NOTE(name, one, all) #name,
#include "notes.def"
#undef NOTE
};

void totals_figures(const struct totals *totals, struct figure figures[FIGURES])
{
	const ghirbal_counts *library = &totals->tally.library;
	const struct figure all[FIGURES] = {
		{"files", totals->files},
		{"bytes_in", totals->bytes_in},
		{"bytes_out", totals->bytes_out},
		{"records", totals->tally.records},
		{"records_changed", totals->tally.changed},
		{"documents", library->documents},
		{"documents_emptied", totals->tally.emptied},
		{"documents_split", library->split_documents},
		{"lines", library->lines},
		{"lines_dropped", library->lines_dropped},
		{"lines_too_long", library->long_lines},
		{"patterns_given_up", library->given_up},
		{"spans_cut", library->spans_cut},
		{"bytes_removed", library->bytes_removed},
		{"sequences_repaired", library->repaired},
		{"lines_remembered", library->remembered},
	};

	memcpy(figures, all, sizeof all);
}

static void member(struct bytes *to, bool *first, const char *name, uint64_t number)
{
	bytes_text(to, *first ? "\n    \"" : ",\n    \"");
	*first = false;
	json_quote_whole(to, name, strlen(name));
	bytes_format(to, "\": %llu", (unsigned long long)number);
}

static void names(struct bytes *to, const char *title, struct counts *counts)
{
	bool first = true;
	size_t i;

	bytes_format(to, ",\n  \"%s\": {", title);
	counts_sort(counts);
	for (i = 0; i < counts->size; i++)
		member(to, &first, counts->at[i].name, counts->at[i].number);
	bytes_text(to, first ? "}" : "\n  }");
}

static void bad_records(struct bytes *to, const struct tally *tally)
{
	bool first = true;
	size_t i, j;
	char name[32];

	bytes_text(to, ",\n  \"notes\": {");
	for (i = 0; i < NOTE_KINDS; i++) {
		if (tally->notes[i] == 0)
			continue;
		for (j = 0; note_names[i][j] && j + 1 < sizeof name; j++)
			name[j] = (char)(note_names[i][j] | (note_names[i][j] == '_' ? 0 : 0x20));
		name[j] = '\0';
		member(to, &first, name, tally->notes[i]);
	}
	bytes_text(to, first ? "}" : "\n  }");
}

static void rule_hits(struct bytes *to, const struct tally *tally, const ghirbal_rules *rules)
{
	struct bytes name = {0};
	ghirbal_rule_info info;
	bool first = true;
	size_t i;

	bytes_text(to, ",\n  \"rules\": {");
	for (i = 0; tally->hits && i < tally->rules; i++) {
		if (tally->hits[i] == 0 || ghirbal_rules_get(rules, i, &info) != GHIRBAL_OK)
			continue;
		name.size = 0;
		bytes_format(&name, "%s:%zu", info.file, info.line);
		bytes_put(&name, '\0');
		member(to, &first, name.at, tally->hits[i]);
	}
	bytes_text(to, first ? "}" : "\n  }");
	bytes_free(&name);
}

static void switches(struct bytes *to, const struct tally *tally)
{
	ghirbal_switch_info info;
	bool first = true;
	size_t i;

	bytes_text(to, ",\n  \"normalized\": {");
	for (i = 0; i < GHIRBAL_SWITCHES && ghirbal_switch_get(i, &info); i++)
		if (tally->library.changed[i] > 0)
			member(to, &first, info.name, tally->library.changed[i]);
	bytes_text(to, first ? "}" : "\n  }");
}

void report_stats(struct bytes *to, struct totals *totals, const ghirbal_rules *rules)
{
	struct figure figures[FIGURES];
	size_t i;

	totals_figures(totals, figures);
	bytes_format(to, "{\n  \"ghirbal\": \"%s\"", ghirbal_version());
	for (i = 0; i < FIGURES; i++)
		bytes_format(to, ",\n  \"%s\": %llu", figures[i].name,
		             (unsigned long long)figures[i].number);
	bad_records(to, &totals->tally);
	names(to, "groups", &totals->tally.groups);
	names(to, "reasons", &totals->tally.reasons);
	rule_hits(to, &totals->tally, rules);
	switches(to, &totals->tally);
	bytes_text(to, "\n}\n");
}
