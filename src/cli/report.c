/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "audit.h"
#include "json.h"

static const char *const note_names[] = {
#define NOTE(name, one, all) #name,
#include "notes.def"
#undef NOTE
};

void totals_free(struct totals *totals)
{
	tally_free(&totals->tally);
	bytes_free(&totals->rows);
}

void totals_add_rows(struct totals *totals, const struct bytes *rows)
{
	size_t i = 0;

	while (i < rows->size) {
		const char *newline = memchr(rows->at + i, '\n', rows->size - i);
		size_t size = (size_t)(newline - (rows->at + i)) + 1;

		if (totals->row_count++ < REPORT_ROWS)
			bytes_add(&totals->rows, rows->at + i, size);
		i += size;
	}
}

/* ---- figures that both forms show ---- */

struct figure {
	const char *name, *arabic;
	uint64_t number;
};

enum { FIGURES = 15 };

static void gather(const struct totals *totals, struct figure *figures)
{
	const ghirbal_counts *library = &totals->tally.library;
	const struct figure all[FIGURES] = {
		{"files", "ملفات", totals->files},
		{"bytes_in", "بايتات مقروءة", totals->bytes_in},
		{"bytes_out", "بايتات مكتوبة", totals->bytes_out},
		{"records", "سجلات", totals->tally.records},
		{"records_changed", "سجلات تغيّرت", totals->tally.changed},
		{"documents", "وثائق", library->documents},
		{"documents_emptied", "وثائق لم يبق منها شيء", totals->tally.emptied},
		{"documents_split", "وثائق قُسمت لطولها", library->split_documents},
		{"lines", "أسطر", library->lines},
		{"lines_dropped", "أسطر محذوفة", library->lines_dropped},
		{"lines_too_long", "أسطر أطول من الحد", library->long_lines},
		{"spans_cut", "مقاطع محذوفة", library->spans_cut},
		{"bytes_removed", "بايتات محذوفة", library->bytes_removed},
		{"sequences_repaired", "تسلسلات بايتات أُصلحت", library->repaired},
		{"removals_shown", "محذوفات معروضة",
		 totals->row_count < REPORT_ROWS ? totals->row_count : REPORT_ROWS},
	};

	memcpy(figures, all, sizeof all);
}

/* ---- JSON ---- */

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

	gather(totals, figures);
	bytes_format(to, "{\n  \"ghirbal\": \"%s\"", ghirbal_version());
	for (i = 0; i + 1 < FIGURES; i++) /* the last one is about the page */
		bytes_format(to, ",\n  \"%s\": %llu", figures[i].name,
		             (unsigned long long)figures[i].number);
	bad_records(to, &totals->tally);
	names(to, "groups", &totals->tally.groups);
	names(to, "reasons", &totals->tally.reasons);
	rule_hits(to, &totals->tally, rules);
	switches(to, &totals->tally);
	bytes_text(to, "\n}\n");
}

/* ---- HTML ---- */

static const char page_head[] =
	"<!DOCTYPE html>\n"
	"<html lang=\"ar\" dir=\"rtl\">\n"
	"<head>\n"
	"<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<title>تقرير غربال</title>\n"
	"<style>\n"
	"body{font:16px/1.7 sans-serif;max-width:75em;margin:2em auto;padding:0 1em;color:#222}\n"
	"table{border-collapse:collapse;margin:1em 0}\n"
	"td,th{border:1px solid #ccc;padding:.2em .6em;text-align:start;vertical-align:top}\n"
	"th{background:#f3f3f3}\n"
	"@media(prefers-color-scheme:dark){body{background:#1c1c1c;color:#ddd}th{background:#333}"
	"td,th{border-color:#555}}\n"
	"</style>\n"
	"</head>\n"
	"<body>\n"
	"<h1>تقرير غربال</h1>\n";

static void number_row(struct bytes *to, const char *name, size_t size, uint64_t number)
{
	bytes_text(to, "<tr><th>");
	add_html(to, name, size);
	bytes_format(to, "</th><td>%llu</td></tr>\n", (unsigned long long)number);
}

static void name_table(struct bytes *to, const char *title, struct counts *counts)
{
	size_t i;

	if (counts->size == 0)
		return;
	counts_sort(counts);
	bytes_format(to, "<h2>%s</h2>\n<table>\n", title);
	for (i = 0; i < counts->size; i++)
		number_row(to, counts->at[i].name, strlen(counts->at[i].name),
		           counts->at[i].number);
	bytes_text(to, "</table>\n");
}

static void rule_table(struct bytes *to, const struct tally *tally, const ghirbal_rules *rules)
{
	ghirbal_rule_info info;
	size_t i;

	bytes_text(to, "<h2>القواعد</h2>\n<table>\n");
	for (i = 0; tally->hits && i < tally->rules; i++) {
		if (tally->hits[i] == 0 || ghirbal_rules_get(rules, i, &info) != GHIRBAL_OK)
			continue;
		bytes_text(to, "<tr><th dir=ltr>");
		add_html(to, info.file, strlen(info.file));
		bytes_format(to, ":%zu</th><td>", info.line);
		add_html(to, info.text, strlen(info.text));
		bytes_format(to, "</td><td>%llu</td></tr>\n", (unsigned long long)tally->hits[i]);
	}
	bytes_text(to, "</table>\n");
}

void report_page(struct bytes *to, struct totals *totals, const ghirbal_rules *rules)
{
	struct figure figures[FIGURES];
	size_t i;

	gather(totals, figures);
	bytes_text(to, page_head);
	bytes_text(to, "<table>\n");
	for (i = 0; i < FIGURES; i++)
		number_row(to, figures[i].arabic, strlen(figures[i].arabic), figures[i].number);
	bytes_text(to, "</table>\n");
	name_table(to, "المجموعات", &totals->tally.groups);
	name_table(to, "الأسباب", &totals->tally.reasons);
	rule_table(to, &totals->tally, rules);
	bytes_text(to,
	           "<h2>ما حُذف</h2>\n<table>\n<tr><th>الملف</th><th>الوثيقة</th><th>السطر</th>"
	           "<th>الحكم</th><th>المجموعة</th><th>القاعدة أو السبب</th><th>النص</th></tr>\n");
	bytes_add(to, totals->rows.at, totals->rows.size);
	bytes_text(to, "</table>\n</body>\n</html>\n");
}
