/* SPDX-License-Identifier: MIT */
#include "promise.h"

#include <stdlib.h>
#include <string.h>

struct line {
	const char *text;
	size_t length; /* with its LF */
};

/* As the library has it: nothing would be printed. */
static bool is_blank(const struct line *line)
{
	size_t i;

	for (i = 0; i < line->length; i++) {
		if ((unsigned char)line->text[i] <= ' ')
			continue;
		if (line->length - i < 2 || memcmp(line->text + i, "\xC2\xA0", 2) != 0)
			return false;
		i++;
	}
	return true;
}

/* Bytes that are no blanks, of which cutting a span may take some beside it. */
static size_t solid(const char *text, size_t size)
{
	size_t i, count = 0;

	for (i = 0; i < size; i++)
		count += (unsigned char)text[i] > ' ';
	return count;
}

/* The next line of text from *at; false at its end. */
static bool next_line(const struct text *text, size_t *at, struct line *line)
{
	const char *newline;

	if (*at >= text->size)
		return false;
	line->text = text->data + *at;
	newline = memchr(line->text, '\n', text->size - *at);
	line->length = newline ? (size_t)(newline - line->text) + 1 : text->size - *at;
	*at += line->length;
	return true;
}

static bool line_equal(const struct line *a, const struct line *b)
{
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* Whether short, a line with spans cut out, can be had from whole by deleting bytes. */
static bool is_cut_from(const struct line *shorter, const struct line *whole)
{
	size_t i, at = 0;

	for (i = 0; i < whole->length && at < shorter->length; i++)
		if (whole->text[i] == shorter->text[at])
			at++;
	return at == shorter->length;
}

/* What was told of one line; removals come in the order of lines, so *at moves on with them. */
struct told {
	const struct removal *dropped, *cut;
	size_t solid; /* bytes in all of them */
};

static struct told told_of(const struct outcome *outcome, uint64_t line, size_t *at)
{
	struct told told = {NULL, NULL, 0};

	for (; *at < outcome->count && outcome->removals[*at].line <= line; ++*at) {
		const struct removal *removal = &outcome->removals[*at];

		if (removal->line != line || removal->verdict == GHIRBAL_BLANK)
			continue;
		told.solid += solid(removal->text.data, removal->text.size);
		if (removal->verdict == GHIRBAL_DROPPED)
			told.dropped = removal;
		else
			told.cut = removal;
	}
	return told;
}

/* The bytes told as removed are the line's own, without its line end. */
static void check_removed_text(const char *name, const struct line *line,
                               const struct removal *removal)
{
	size_t length = line->length;

	/* A CR ends a line with its LF only. */
	if (length > 0 && line->text[length - 1] == '\n')
		length -= length > 1 && line->text[length - 2] == '\r' ? 2 : 1;
	if (removal->text.size != length || memcmp(removal->text.data, line->text, length) != 0)
		fail(name, "line %ju: the text told as removed is not the line",
		     (uintmax_t)removal->line);
}

/* What became of one line that is not blank; *to is the next line that came out, or NULL. */
static bool check_line(const char *name, uint64_t number, const struct line *from,
                       const struct line *to, const struct told *told)
{
	size_t whole = solid(from->text, from->length);

	if (told->dropped && !told->cut)
		check_removed_text(name, from, told->dropped);
	if (told->dropped || (told->cut && told->solid == whole)) {
		if (told->solid != whole)
			fail(name, "line %ju: not all that went is told", (uintmax_t)number);
		return false;
	}
	if (!to)
		fail(name, "line %ju is lost and no removal tells of it", (uintmax_t)number);
	else if (told->cut ? !is_cut_from(to, from) : !line_equal(from, to))
		fail(name, "line %ju comes out as another", (uintmax_t)number);
	else if (solid(to->text, to->length) + told->solid != whole)
		fail(name, "line %ju: what is told and what came out are not the line",
		     (uintmax_t)number);
	return true;
}

/*
 * Walks page and output side by side: each line of the page that is not blank is dropped and told,
 * or comes out whole, or comes out cut and told.  Under --normalize=none that leaves no freedom.
 */
void check_lines(const char *name, const struct text *page, const struct outcome *outcome)
{
	size_t in = 0, out = 0, at = 0;
	uint64_t number = 0;
	struct line from, to = {NULL, 0};
	bool more = next_line(&outcome->out, &out, &to);

	while (next_line(page, &in, &from)) {
		struct told told = told_of(outcome, ++number, &at);

		if (is_blank(&from) ? more && is_blank(&to)
		                    : check_line(name, number, &from, more ? &to : NULL, &told))
			more = more && next_line(&outcome->out, &out, &to);
	}
	if (more)
		fail(name, "more lines come out than went in");
}

/* The bytes of one removal go where none have gone yet, from its offset to its end. */
static bool put_back(const struct removal *removal, struct text *page, char *there)
{
	size_t at = removal->offset, end = at + removal->extent, used = 0;

	for (; at < end && at < page->size; at++) {
		if (there[at])
			continue;
		if (used == removal->text.size)
			return false;
		page->data[at] = removal->text.data[used++];
		there[at] = 1;
	}
	for (; used < removal->text.size + removal->line_end.size; at++, used++) {
		if (used < removal->text.size || at >= page->size || there[at])
			return false;
		page->data[at] = removal->line_end.data[used - removal->text.size];
		there[at] = 1;
	}
	return at == end + removal->line_end.size;
}

void check_rebuilt(const char *name, const struct text *page, const struct outcome *outcome)
{
	struct text rebuilt = {0};
	char *there = calloc(page->size + 1, 1);
	size_t i, out = 0;

	text_add(&rebuilt, page->data, page->size);
	if (page->size > 0)
		memset(rebuilt.data, 0, page->size);
	for (i = 0; i < outcome->count && there; i++)
		if (!put_back(&outcome->removals[i], &rebuilt, there))
			fail(name, "line %ju: removal %zu does not fit its place",
			     (uintmax_t)outcome->removals[i].line, i);
	for (i = 0; i < page->size && there && out < outcome->out.size; i++)
		if (!there[i])
			rebuilt.data[i] = outcome->out.data[out++];
	if (!there || out < outcome->out.size || !text_equal(page, &rebuilt))
		fail(name, "what came out and what was removed are not the page");
	text_free(&rebuilt);
	free(there);
}

static bool is_rule(const ghirbal_rules *rules, const struct removal *removal)
{
	size_t i, count = ghirbal_rules_count(rules);
	ghirbal_rule_info info;

	for (i = 0; i < count; i++)
		if (!ghirbal_rules_get(rules, i, &info) && info.line == removal->rule_line &&
		    strcmp(info.file, removal->rule_file) == 0)
			return strcmp(info.group, removal->group) == 0;
	return false;
}

void check_addresses(const char *name, const ghirbal_rules *rules, const struct outcome *outcome)
{
	size_t i;
	uint64_t last = 0;

	for (i = 0; i < outcome->count; i++) {
		const struct removal *removal = &outcome->removals[i];

		if (removal->line < last)
			fail(name, "removals are told out of order at line %ju",
			     (uintmax_t)removal->line);
		last = removal->line;
		if (removal->verdict == GHIRBAL_BLANK) {
			if (removal->group[0] || removal->rule_file ||
			    strcmp(removal->reason, "blank") != 0)
				fail(name, "line %ju: blank lines with a cause of their own",
				     (uintmax_t)removal->line);
			continue;
		}
		if (removal->verdict != GHIRBAL_DROPPED && removal->verdict != GHIRBAL_CUT)
			fail(name, "line %ju: a removal that removes nothing",
			     (uintmax_t)removal->line);
		if (!removal->group || !removal->group[0])
			fail(name, "line %ju: a removal without a group", (uintmax_t)removal->line);
		if (!removal->reason || !removal->reason[0])
			fail(name, "line %ju: a removal without a reason",
			     (uintmax_t)removal->line);
		else if (removal->rule_file && !is_rule(rules, removal))
			fail(name, "line %ju: no rule of that group at %s:%zu",
			     (uintmax_t)removal->line, removal->rule_file, removal->rule_line);
		else if (!removal->rule_file && strcmp(removal->reason, "rule") == 0)
			fail(name, "line %ju: a rule without an address", (uintmax_t)removal->line);
	}
}

void check_stable(const char *name, const ghirbal_rules *rules, const char *normalize,
                  const struct outcome *first, ghirbal_level level)
{
	struct outcome second;
	ghirbal_settings settings = settings_into(&second, normalize);

	settings.level = level;
	settings.invalid = GHIRBAL_INVALID_KEEP;
	clean_page(rules, &settings, &first->out);
	if (!text_equal(&first->out, &second.out) || second.count > 0)
		fail(name,
		     "--normalize=%s: cleaning clean output changes it (%zu removals, the first by "
		     "%s at line %ju)",
		     normalize, second.count, second.count ? second.removals->reason : "none",
		     second.count ? (uintmax_t)second.removals->line : 0);
	outcome_free(&second);
}

void check_counts(const char *name, const struct text *page, const struct outcome *outcome)
{
	const ghirbal_counts *counts = &outcome->counts;
	uint64_t dropped = 0, cut = 0, bytes = 0;
	size_t i;

	for (i = 0; i < outcome->count; i++) {
		dropped += outcome->removals[i].verdict == GHIRBAL_DROPPED;
		cut += outcome->removals[i].verdict == GHIRBAL_CUT;
		bytes += outcome->removals[i].text.size + outcome->removals[i].line_end.size;
	}
	if (counts->bytes_removed != bytes)
		fail(name, "%ju bytes are counted as removed, %ju were told",
		     (uintmax_t)counts->bytes_removed, (uintmax_t)bytes);
	if (counts->documents != 1 || counts->bytes_in != page->size ||
	    counts->bytes_out != outcome->out.size)
		fail(name, "counts of documents or bytes are wrong");
	if (counts->lines_dropped != dropped || counts->spans_cut != cut)
		fail(name, "%ju dropped and %ju cut are counted, %ju and %ju were told",
		     (uintmax_t)counts->lines_dropped, (uintmax_t)counts->spans_cut,
		     (uintmax_t)dropped, (uintmax_t)cut);
}
