/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "tree.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "kind.h"

struct paths {
	char **at;
	size_t count, room;
};

static void push(struct paths *paths, char *path)
{
	ARRAY_GROW(paths->at, paths->room, paths->count + 1);
	paths->at[paths->count++] = path;
}

/* Folder and name, parted by one slash however many the folder ends in. */
static char *join(const char *folder, const char *name)
{
	struct bytes path = {0};

	bytes_text(&path, folder);
	while (path.size > 1 && path.at[path.size - 1] == '/')
		path.size--;
	if (path.size > 0 && path.at[path.size - 1] != '/')
		bytes_put(&path, '/');
	bytes_add(&path, name, strlen(name) + 1);
	return path.at;
}

static bool is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* ---- what is in a folder ---- */

struct walk {
	struct paths folders; /* not looked into yet */
	struct paths found;
	struct stat left_out; /* the folder of --out-dir, which is no input when it lies within one */
	bool leaves_out;
};

/* Takes the path.  A link to a folder could lead back to where it stands. */
static void see(struct walk *walk, char *path)
{
	struct stat about, target;

	if (lstat(path, &about) == 0) {
		if (S_ISDIR(about.st_mode) &&
		    !(walk->leaves_out && about.st_dev == walk->left_out.st_dev &&
		      about.st_ino == walk->left_out.st_ino)) {
			push(&walk->folders, path);
			return;
		}
		if (!S_ISDIR(about.st_mode) && kind_is_known(path) && stat(path, &target) == 0 &&
		    S_ISREG(target.st_mode)) {
			push(&walk->found, path);
			return;
		}
	}
	free(path);
}

/* Takes the path.  What cannot be looked into is told in its turn, when it is to be read. */
static void look_into(struct walk *walk, char *folder)
{
	DIR *stream = opendir(folder);
	struct dirent *entry;

	if (!stream) {
		push(&walk->found, folder);
		return;
	}
	while ((entry = readdir(stream)) != NULL)
		if (entry->d_name[0] != '.')
			see(walk, join(folder, entry->d_name));
	(void)closedir(stream);
	free(folder);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct paths walk_from(const char *folder, const char *out_dir)
{
	struct walk walk = {0};

	walk.leaves_out = out_dir && stat(out_dir, &walk.left_out) == 0;
	push(&walk.folders, join(folder, ""));
	while (walk.folders.count > 0)
		look_into(&walk, walk.folders.at[--walk.folders.count]);
	free(walk.folders.at);
	if (walk.found.count > 1)
		qsort(walk.found.at, walk.found.count, sizeof *walk.found.at, compare);
	return walk.found;
}

/* ---- the FILEs ---- */

struct list {
	struct paths files, targets;
};

static void add_file(struct list *list, const struct options *options, const char *file,
                     const char *name)
{
	push(&list->files, array_resize(NULL, strlen(file) + 1, 1));
	memcpy(list->files.at[list->files.count - 1], file, strlen(file) + 1);
	if (options->out_dir)
		push(&list->targets, join(options->out_dir, name));
}

/* False if there is nothing. */
static bool add_folder(struct list *list, const struct options *options, const char *folder)
{
	struct paths found = walk_from(folder, options->out_dir);
	char *prefix = join(folder, "");
	size_t i;

	for (i = 0; i < found.count; i++) {
		add_file(list, options, found.at[i], found.at[i] + strlen(prefix));
		free(found.at[i]);
	}
	free(found.at);
	free(prefix);
	return i > 0;
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Where the folders are not made yet, claims.c could not see it. */
static bool check_targets(const struct paths *targets, struct log *log)
{
	char **sorted = array_resize(NULL, targets->count + 1, sizeof *sorted);
	bool good = true;
	size_t i;

	for (i = 0; i < targets->count; i++)
		sorted[i] = targets->at[i];
	qsort(sorted, targets->count, sizeof *sorted, compare);
	for (i = 1; i < targets->count && good; i++) {
		good = strcmp(sorted[i - 1], sorted[i]) != 0;
		if (!good)
			log_error(log, sorted[i], "two FILEs would be written here");
	}
	free(sorted);
	return good;
}

bool tree_expand(struct options *options, struct log *log)
{
	struct list list = {0};
	bool good = true;
	size_t i;

	if (!options->recursive && !options->out_dir)
		return true;
	for (i = 0; i < options->file_count; i++) {
		const char *file = options->files[i];

		if (!options->recursive || !is_folder(file)) {
			add_file(&list, options, file, last_part(file));
		} else if (!add_folder(&list, options, file)) {
			log_error(log, file, "there is no file in it of a name that is known");
			good = false;
		}
	}
	free(options->files);
	options->files = array_resize(NULL, list.files.count + 1, sizeof *options->files);
	for (i = 0; i < list.files.count; i++)
		options->files[i] = list.files.at[i];
	options->file_count = options->walked_count = list.files.count;
	options->walked = list.files.at;
	options->targets = list.targets.at;
	return check_targets(&list.targets, log) && good;
}

void tree_free(struct options *options)
{
	size_t i;

	for (i = 0; i < options->walked_count; i++) {
		free(options->walked[i]);
		if (options->targets)
			free(options->targets[i]);
	}
	free(options->walked);
	free(options->targets);
}

bool tree_make_folders(const char *path)
{
	char *folder = join(path, ""), *slash = folder;
	bool made = true;

	while (made && (slash = strchr(slash + 1, '/')) != NULL && slash[1]) {
		*slash = '\0';
		made = mkdir(folder, 0777) == 0 || errno == EEXIST || is_folder(folder);
		*slash = '/';
	}
	free(folder);
	return made;
}
