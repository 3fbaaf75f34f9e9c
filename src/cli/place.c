/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "place.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"

#define LINKS_MOST 40 /* as many as Linux follows */

static char *copy(const char *text, size_t size)
{
	char *copied = array_resize(NULL, size + 1, 1);

	memcpy(copied, text, size);
	copied[size] = '\0';
	return copied;
}

/* The size of "/proc/self/fd/" if the path names one of our own descriptors, else 0. */
static size_t descriptors_folder(const char *path)
{
	static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/",
	                                      "/proc/thread-self/fd/"};
	char own[64];
	size_t i, size;

	for (i = 0; i < sizeof folders / sizeof *folders; i++) {
		size = strlen(folders[i]);
		if (strncmp(path, folders[i], size) == 0)
			return size;
	}
	size = (size_t)snprintf(own, sizeof own, "/proc/%ld/fd/", (long)getpid());
	return strncmp(path, own, size) == 0 ? size : 0;
}

/* The number of the descriptor that the path names, or -1. */
static int descriptor_of(const char *path)
{
	size_t folder = descriptors_folder(path);
	char *end;
	long number;

	if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0)
		return STDOUT_FILENO;
	if (strcmp(path, "/dev/stderr") == 0)
		return STDERR_FILENO;
	if (folder == 0 || path[folder] < '0' || path[folder] > '9')
		return -1;
	number = strtol(path + folder, &end, 10);
	return *end || number > INT_MAX ? -1 : (int)number;
}

/* Where the link at path points, or NULL if there is none. */
static char *link_target(const char *path)
{
	char target[PATH_MAX];
	ssize_t size = readlink(path, target, sizeof target);
	const char *slash = strrchr(path, '/');
	size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
	char *joined;

	if (size <= 0 || (size_t)size == sizeof target)
		return NULL;
	if (target[0] == '/')
		folder = 0;
	joined = array_resize(NULL, folder + (size_t)size + 1, 1);
	memcpy(joined, path, folder);
	memcpy(joined + folder, target, (size_t)size);
	joined[folder + (size_t)size] = '\0';
	return joined;
}

static bool follow(struct place *place)
{
	int i;

	for (i = 0; i < LINKS_MOST; i++) {
		char *next;

		place->descriptor = descriptor_of(place->path);
		if (place->descriptor >= 0)
			return true;
		next = link_target(place->path);
		if (!next)
			return true;
		free(place->path);
		place->path = next;
	}
	errno = ELOOP;
	return false;
}

/* A file that is not there yet is known by its folder and its name. */
static bool find_new(struct place *place)
{
	const char *name = place_name(place);
	char *folder = name == place->path ? copy(".", 1)
	                                   : copy(place->path, (size_t)(name - place->path));
	bool found = *name != '\0' && stat(folder, &place->about) == 0;

	free(folder);
	place->kind = PLACE_NEW;
	return found;
}

static bool find_there(struct place *place)
{
	char *real;

	place->kind = S_ISREG(place->about.st_mode) ? PLACE_FILE : PLACE_SPECIAL;
	if (place->kind != PLACE_FILE)
		return true;
	real = realpath(place->path, NULL);
	if (!real)
		return false;
	free(place->path);
	place->path = real;
	return true;
}

bool place_find(struct place *place, const char *path)
{
	memset(place, 0, sizeof *place);
	place->path = copy(path, strlen(path));
	if (!follow(place))
		return false;
	if (place->descriptor >= 0) {
		place->kind = PLACE_DESCRIPTOR;
		return fstat(place->descriptor, &place->about) == 0;
	}
	if (stat(place->path, &place->about) == 0)
		return find_there(place);
	return errno == ENOENT && find_new(place);
}

void place_free(struct place *place)
{
	free(place->path);
	place->path = NULL;
}

const char *place_name(const struct place *place)
{
	const char *slash = strrchr(place->path, '/');

	return slash ? slash + 1 : place->path;
}

int place_compare(const struct place *a, const struct place *b)
{
	bool a_is_new = a->kind == PLACE_NEW, b_is_new = b->kind == PLACE_NEW;

	if (a_is_new != b_is_new)
		return a_is_new ? -1 : 1;
	if (a->about.st_dev != b->about.st_dev)
		return a->about.st_dev < b->about.st_dev ? -1 : 1;
	if (a->about.st_ino != b->about.st_ino)
		return a->about.st_ino < b->about.st_ino ? -1 : 1;
	return a_is_new ? strcmp(place_name(a), place_name(b)) : 0;
}
