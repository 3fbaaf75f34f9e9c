/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attributes.h"
#include "bytes.h"
#include "signals.h"
#include "temporary.h"

#define PIECE ((size_t)64 << 10)

static bool write_all(int fd, const char *at, size_t size)
{
	while (size > 0) {
		ssize_t done = write(fd, at, size);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		at += done;
		size -= (size_t)done;
	}
	return true;
}

static bool copy_bytes(int from, int to)
{
	char *piece = array_resize(NULL, PIECE, 1);
	bool copied = true;
	ssize_t got;

	do {
		got = read(from, piece, PIECE);
		if (got < 0 && errno == EINTR)
			continue;
		copied = got >= 0 && write_all(to, piece, (size_t)got);
	} while (copied && got != 0);
	free(piece);
	return copied;
}

/* Where files can have one name only, or this one is somebody else's. */
static bool copy_file(const char *path, const char *to, const struct stat *about)
{
	int from_fd = open(path, O_RDONLY | O_CLOEXEC);
	int to_fd = from_fd < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	struct timespec times[2] = {about->st_atim, about->st_mtim};
	bool copied = to_fd >= 0 && copy_bytes(from_fd, to_fd) &&
	              attributes_copy(to_fd, path, about) && fsync(to_fd) == 0;
	int error = errno;

	if (copied)
		(void)futimens(to_fd, times);
	if (to_fd >= 0 && close(to_fd) < 0 && copied) {
		copied = false;
		error = errno;
	}
	if (from_fd >= 0)
		(void)close(from_fd);
	if (to_fd >= 0 && !copied)
		(void)unlink(to);
	errno = error;
	return copied;
}

/* A name beside path that a signal's handler will unlink, and that nothing has yet. */
static char *free_name(const char *path, int *guard)
{
	char *name = temporary_name(path);
	int fd = signals_make(name, guard);

	if (fd >= 0 && close(fd) == 0 && unlink(name) == 0)
		return name;
	temporary_drop(name, *guard);
	return NULL;
}

bool backup_make(struct backup *backup, const char *path, const char *suffix,
                 const struct stat *about)
{
	size_t size = strlen(path) + strlen(suffix) + 1;

	memset(backup, 0, sizeof *backup);
	backup->fresh_guard = backup->former_guard = -1;
	backup->kept = array_resize(NULL, size, 1);
	(void)snprintf(backup->kept, size, "%s%s", path, suffix);
	backup->fresh = free_name(path, &backup->fresh_guard);
	if (!backup->fresh)
		return false;
	return link(path, backup->fresh) == 0 || copy_file(path, backup->fresh, about);
}

static void keep_former(struct backup *backup)
{
	struct stat about;

	if (lstat(backup->kept, &about) < 0)
		return;
	backup->former = free_name(backup->kept, &backup->former_guard);
	if (backup->former && (link(backup->kept, backup->former) == 0 ||
	                       (S_ISREG(about.st_mode) &&
	                        copy_file(backup->kept, backup->former, &about))))
		return;
	backup->replaced = true;
	temporary_drop(backup->former, backup->former_guard);
	backup->former = NULL;
	backup->former_guard = -1;
}

bool backup_place(struct backup *backup)
{
	keep_former(backup);
	if (rename(backup->fresh, backup->kept) < 0)
		return false;
	/* Of two names of one file rename() makes nothing new, and leaves both. */
	temporary_drop(backup->fresh, backup->fresh_guard);
	backup->fresh = NULL;
	backup->fresh_guard = -1;
	return true;
}

void backup_undo(struct backup *backup)
{
	if (backup->fresh)
		return; /* it never took its name */
	if (backup->former)
		(void)rename(backup->former, backup->kept);
	else if (!backup->replaced)
		(void)unlink(backup->kept);
}

void backup_end(struct backup *backup)
{
	temporary_drop(backup->fresh, backup->fresh_guard);
	temporary_drop(backup->former, backup->former_guard);
	free(backup->kept);
	memset(backup, 0, sizeof *backup);
}
