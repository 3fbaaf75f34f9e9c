/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "audit.h"

#include <string.h>

#include "json.h"

#define SHOWN_MOST 400 /* bytes of a removal that the report shows: it is for reading */

static const char *verdict_name(ghirbal_verdict verdict)
{
	return verdict == GHIRBAL_CUT ? "cut" : "drop";
}

/* What decided: a rule's file, whose line number follows it, or a reason's name. */
static const char *cause(const ghirbal_removal *removal)
{
	if (removal->rule_file)
		return removal->rule_file;
	return removal->reason ? removal->reason : "";
}

static void add_rule_line(struct bytes *to, const ghirbal_removal *removal)
{
	if (removal->rule_file)
		bytes_format(to, ":%zu", removal->rule_line);
}

/* A field of a table: it holds no tab, no newline and nothing that is not UTF-8. */
static void add_field(struct bytes *to, const char *text, size_t size)
{
	size_t i = 0, length;

	while (i < size) {
		char byte = text[i];

		length = utf8_length(text + i, size - i);
		if (byte == '\\')
			bytes_text(to, "\\\\");
		else if (byte == '\t')
			bytes_text(to, "\\t");
		else if (byte == '\n')
			bytes_text(to, "\\n");
		else if (byte == '\r')
			bytes_text(to, "\\r");
		else if (length == 0 ||
		         (length == 1 && ((unsigned char)byte < 0x20 || byte == 0x7f)))
			bytes_format(to, "\\x%02x", (unsigned char)byte);
		else
			bytes_add(to, text + i, length);
		i += length ? length : 1;
	}
}

static size_t without_newline(const ghirbal_removal *removal)
{
	size_t size = removal->length;

	return size > 0 && removal->text[size - 1] == '\n' ? size - 1 : size;
}

void audit_explain(struct bytes *to, const char *file, uint64_t document,
                   const ghirbal_removal *removal)
{
	add_field(to, file, strlen(file));
	bytes_format(to, "\t%llu\t%llu\t%s\t%s\t", (unsigned long long)document,
	             (unsigned long long)removal->line, verdict_name(removal->verdict),
	             removal->group ? removal->group : "");
	add_field(to, cause(removal), strlen(cause(removal)));
	add_rule_line(to, removal);
	bytes_put(to, '\t');
	if (removal->evidence)
		add_field(to, removal->evidence, strlen(removal->evidence));
	bytes_put(to, '\t');
	add_field(to, removal->text, without_newline(removal));
	bytes_put(to, '\n');
}

static void add_member(struct bytes *to, const char *name, const char *text, size_t size)
{
	bytes_format(to, ",\"%s\":\"", name);
	json_quote_whole(to, text, size);
	bytes_put(to, '"');
}

void audit_reject(struct bytes *to, const char *file, uint64_t document,
                  const ghirbal_removal *removal)
{
	bytes_text(to, "{\"file\":\"");
	json_quote_whole(to, file, strlen(file));
	bytes_format(to, "\",\"document\":%llu,\"line\":%llu,\"verdict\":\"%s\"",
	             (unsigned long long)document, (unsigned long long)removal->line,
	             verdict_name(removal->verdict));
	add_member(to, "group", removal->group, removal->group ? strlen(removal->group) : 0);
	bytes_text(to, removal->rule_file ? ",\"rule\":\"" : ",\"reason\":\"");
	json_quote_whole(to, cause(removal), strlen(cause(removal)));
	add_rule_line(to, removal);
	bytes_put(to, '"');
	if (removal->evidence && *removal->evidence)
		add_member(to, "evidence", removal->evidence, strlen(removal->evidence));
	add_member(to, "text", removal->text, without_newline(removal));
	bytes_text(to, "}\n");
}

void add_html(struct bytes *to, const char *text, size_t size)
{
	size_t i = 0, length;

	while (i < size) {
		length = utf8_length(text + i, size - i);
		if (text[i] == '&')
			bytes_text(to, "&amp;");
		else if (text[i] == '<')
			bytes_text(to, "&lt;");
		else if (text[i] == '>')
			bytes_text(to, "&gt;");
		else if (text[i] == '"')
			bytes_text(to, "&quot;");
		else if (length == 0 ||
		         (length == 1 && (unsigned char)text[i] < 0x20 && text[i] != '\t'))
			bytes_text(to, "\xef\xbf\xbd");
		else
			bytes_add(to, text + i, length);
		i += length ? length : 1;
	}
}

static void add_cell(struct bytes *to, const char *kind, const char *text, size_t size)
{
	bytes_format(to, "<td%s>", kind);
	add_html(to, text, size);
	bytes_text(to, "</td>");
}

void audit_report(struct bytes *to, const char *file, uint64_t document,
                  const ghirbal_removal *removal)
{
	size_t size = without_newline(removal);
	size_t shown = size < SHOWN_MOST ? size : SHOWN_MOST;
	const char *group = removal->group ? removal->group : "";

	/* Not in the middle of a character. */
	while (shown > 0 && shown < size && ((unsigned char)removal->text[shown] & 0xc0) == 0x80)
		shown--;
	bytes_text(to, "<tr>");
	add_cell(to, " dir=ltr", file, strlen(file));
	bytes_format(to, "<td>%llu</td><td>%llu</td><td>%s</td>", (unsigned long long)document,
	             (unsigned long long)removal->line, verdict_name(removal->verdict));
	add_cell(to, "", group, strlen(group));
	bytes_text(to, "<td dir=ltr title=\"");
	if (removal->evidence)
		add_html(to, removal->evidence, strlen(removal->evidence));
	bytes_text(to, "\">");
	add_html(to, cause(removal), strlen(cause(removal)));
	add_rule_line(to, removal);
	bytes_text(to, "</td><td dir=rtl>");
	add_html(to, removal->text, shown);
	bytes_text(to, shown < size ? "…</td></tr>\n" : "</td></tr>\n");
}
