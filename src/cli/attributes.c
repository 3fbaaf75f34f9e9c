/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "attributes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef HAVE_SYS_XATTR_H
#include <sys/xattr.h>
#endif

#include "bytes.h"

#define RETRIES 4 /* times that a list of attributes may grow while it is being read */

/* Whoever is not root cannot give a file away; the mode that the file may then have. */
static mode_t copy_owner(int fd, const struct stat *about)
{
	mode_t mode = about->st_mode & 07777;
	struct stat now;

	if (fstat(fd, &now) == 0 && now.st_uid == about->st_uid && now.st_gid == about->st_gid)
		return mode;
	if (fchown(fd, about->st_uid, about->st_gid) == 0)
		return mode;
	mode &= 0777; /* it must not run as its new owner */
	if (fchown(fd, (uid_t)-1, about->st_gid) == 0)
		return mode;
	/* What another group was allowed, this one is only if everybody is. */
	return (mode & ~(mode_t)070) | (mode & (mode & 07) << 3);
}

static bool copy_mode(int fd, mode_t mode)
{
	struct stat now;

	if (fchmod(fd, mode) == 0)
		return true;
	/* Some file systems refuse to set even what is set. */
	return fstat(fd, &now) == 0 && (now.st_mode & 07777) == mode;
}

#ifdef HAVE_SYS_XATTR_H

/* Those that the user made, and the access control lists; the rest is the system's to give. */
static bool is_owed(const char *name)
{
	return strncmp(name, "user.", 5) == 0 || strncmp(name, "system.", 7) == 0;
}

static bool is_wanted(const char *name)
{
	return is_owed(name) || strcmp(name, "security.selinux") == 0;
}

/* Fills bytes by a call that says with ERANGE that there is more; false with errno. */
static bool get(struct bytes *bytes, const char *path, const char *name)
{
	int i;

	for (i = 0; i < RETRIES; i++) {
		ssize_t size = name ? getxattr(path, name, NULL, 0) : listxattr(path, NULL, 0);

		if (size < 0)
			return false;
		bytes->size = 0;
		bytes_reserve(bytes, (size_t)size + 1);
		if (size > 0)
			size = name ? getxattr(path, name, bytes->at, (size_t)size)
			            : listxattr(path, bytes->at, (size_t)size);
		if (size >= 0) {
			bytes->size = (size_t)size;
			return true;
		}
		if (errno != ERANGE)
			return false;
	}
	return false;
}

static bool copy_one(int fd, const char *path, const char *name, struct bytes *value)
{
	bool copied = get(value, path, name) &&
	              fsetxattr(fd, name, value->at, value->size, 0) == 0;

	return copied || !is_owed(name);
}

static bool copy_extended(int fd, const char *path)
{
	struct bytes names = {0}, value = {0};
	bool copied = true;
	size_t i;

	if (!get(&names, path, NULL))
		copied = errno == ENOTSUP || errno == ENOSYS;
	for (i = 0; i < names.size && copied; i += strlen(names.at + i) + 1)
		if (is_wanted(names.at + i))
			copied = copy_one(fd, path, names.at + i, &value);
	bytes_free(&names);
	bytes_free(&value);
	return copied;
}

#else

static bool copy_extended(int fd, const char *path)
{
	(void)fd;
	(void)path;
	return true;
}

#endif

bool attributes_copy(int fd, const char *path, const struct stat *about)
{
	mode_t mode = copy_owner(fd, about);

	/* The list first: the mode's bits for the group are its mask. */
	return copy_extended(fd, path) && copy_mode(fd, mode);
}
