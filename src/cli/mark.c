/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "mark.h"

#include "ground/utf8.h"

/* Struck through as well, for who sees no difference between the colours. */
static const struct {
	const char *group, *color;
} colors[] = {
	{"related", "\033[9;34m"}, {"nav", "\033[9;36m"},   {"share", "\033[9;35m"},
	{"tags", "\033[9;32m"},    {"promo", "\033[9;33m"}, {NULL, "\033[9;31m"},
};
#define DIM "\033[2m"
#define PLAIN "\033[0m"

static const char *color_of(const char *group)
{
	size_t i = 0;

	while (colors[i].group && strcmp(colors[i].group, group) != 0)
		i++;
	return colors[i].color;
}

/* Characters that show nothing and change how others show; the joiners are spelling. */
static bool is_hidden(uint32_t point)
{
	return point == 0xad || point == 0x61c || point == 0x180e || point == 0x200b ||
	       point == 0x200e || point == 0x200f || (point >= 0x202a && point <= 0x202e) ||
	       (point >= 0x2060 && point <= 0x206f) || point == 0xfeff ||
	       (point >= 0x80 && point < 0xa0) || (point >= 0xfff9 && point <= 0xfffb);
}

static uint32_t point_at(const char *text, size_t length)
{
	const unsigned char *at = (const unsigned char *)text;
	uint32_t point = length == 1 ? at[0] : at[0] & (0x7fu >> length);
	size_t i;

	for (i = 1; i < length; i++)
		point = point << 6 | (at[i] & 0x3fu);
	return point;
}

/* Text as a terminal may have it: no page commands it, and nothing on the page is unseen. */
static void add_shown(struct bytes *to, const char *text, size_t size)
{
	size_t i, length;

	for (i = 0; i < size; i += length ? length : 1) {
		uint32_t point;

		length = gh_utf8_length(text + i, size - i);
		point = length ? point_at(text + i, length) : 0;
		if (length == 0)
			bytes_format(to, "<%02X>", (unsigned char)text[i]);
		else if ((point < 0x20 && point != '\t') || point == 0x7f || is_hidden(point))
			bytes_format(to, "<U+%04X>", (unsigned)point);
		else
			bytes_add(to, text + i, length);
	}
}

static void add_label(struct bytes *to, const struct options *options, const struct mark *mark)
{
	bytes_text(to, options->colored ? "\t" DIM : "\t");
	add_shown(to, mark->group, strlen(mark->group));
	bytes_put(to, ' ');
	if (mark->rule_file) {
		add_shown(to, mark->rule_file, strlen(mark->rule_file));
		bytes_put(to, ':');
		bytes_number(to, mark->rule_line);
	} else {
		add_shown(to, mark->reason, strlen(mark->reason));
	}
	bytes_text(to, options->colored ? PLAIN : "");
}

static void add_run(struct bytes *to, const struct options *options, const struct run_of_line *run,
                    const struct mark *drop)
{
	const struct mark *mark = run->cut ? run->cut : drop;

	if (mark && options->colored)
		bytes_text(to, color_of(mark->group));
	else if (run->cut)
		bytes_text(to, "[-");
	add_shown(to, run->text, run->size);
	if (mark && options->colored)
		bytes_text(to, PLAIN);
	else if (run->cut)
		bytes_text(to, "-]");
}

void mark_line(struct bytes *to, const struct options *options, const struct line *line)
{
	const struct mark *told = NULL;
	size_t i, cuts = 0;

	for (i = 0; i < line->count; i++)
		cuts += line->runs[i].cut != NULL;
	if (!line->goes_on)
		bytes_text(to, line->drop ? "- " : cuts > 0 ? "~ " : "  ");
	for (i = 0; i < line->count; i++)
		add_run(to, options, &line->runs[i], line->drop);
	for (i = 0; i < line->count; i++) {
		if (!line->runs[i].cut || line->runs[i].cut == told)
			continue;
		told = line->runs[i].cut;
		add_label(to, options, told);
	}
	if (line->drop)
		add_label(to, options, line->drop);
	if (!line->is_open)
		bytes_put(to, '\n');
}

static void add_name(struct bytes *to, const struct bytes *name)
{
	if (name->size == 0)
		return;
	bytes_put(to, ' ');
	add_shown(to, name->at, name->size);
}

void mark_begin(struct bytes *to, const struct options *options, const struct address *address)
{
	bool alone = options->file_count == 1 && address->record == 1 && !address->string &&
	             address->url.size == 0;

	if (alone)
		return;
	bytes_text(to, options->colored ? DIM "== " : "== ");
	add_shown(to, address->file, strlen(address->file));
	bytes_put(to, ':');
	bytes_number(to, address->record);
	add_name(to, &address->id);
	add_name(to, &address->url);
	bytes_text(to, options->colored ? " ==" PLAIN "\n" : " ==\n");
}
