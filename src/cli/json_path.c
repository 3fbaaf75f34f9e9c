/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "json_path.h"

#include <stdlib.h>
#include <string.h>

static size_t read_index(const struct part *part)
{
	size_t value = 0, i;

	if (part->size == 0 || part->size > 9 || (part->text[0] == '0' && part->size > 1))
		return SIZE_MAX;
	for (i = 0; i < part->size; i++) {
		if (part->text[i] < '0' || part->text[i] > '9')
			return SIZE_MAX;
		value = value * 10 + (size_t)(part->text[i] - '0');
	}
	return value;
}

/* RFC 6901: ~1 is a slash and ~0 a tilde. */
static void add_part(struct path *path, const char *text, size_t size, bool pointer)
{
	struct part *part = &path->parts[path->count++];
	size_t i;

	part->text = array_resize(NULL, size + 1, 1);
	part->size = 0;
	for (i = 0; i < size; i++) {
		char byte = text[i];

		if (pointer && byte == '~' && i + 1 < size &&
		    (text[i + 1] == '0' || text[i + 1] == '1'))
			byte = text[++i] == '0' ? '~' : '/';
		part->text[part->size++] = byte;
	}
	part->index = read_index(part);
}

static bool read_path(struct path *path, const char *name)
{
	path->count = 0;
	path->joins = false;
	if (*name != '/') {
		add_part(path, name, strlen(name), false);
		return true;
	}
	while (*name == '/') {
		size_t size = strcspn(++name, "/");

		if (path->count == PARTS_MOST)
			return false;
		path->joins = size == 1 && *name == '*';
		add_part(path, name, size, true);
		name += size;
	}
	return true;
}

void json_paths_free(struct json_paths *paths)
{
	unsigned i, j;

	if (!paths)
		return;
	for (i = 0; i < paths->count; i++)
		for (j = 0; j < paths->at[i].count; j++)
			free(paths->at[i].parts[j].text);
	free(paths);
}

struct json_paths *json_paths_new(const char *const *names, size_t count)
{
	struct json_paths *paths = array_resize(NULL, 1, sizeof *paths);

	paths->count = 0;
	while (paths->count < count && paths->count < PATHS_MOST) {
		if (!read_path(&paths->at[paths->count], names[paths->count])) {
			paths->count++;
			json_paths_free(paths);
			return NULL;
		}
		paths->count++;
	}
	return paths;
}

bool json_paths_join(const struct json_paths *paths)
{
	unsigned i;

	for (i = 0; i < paths->count; i++)
		if (paths->at[i].joins)
			return true;
	return false;
}
