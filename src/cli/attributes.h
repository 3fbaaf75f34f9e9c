/* SPDX-License-Identifier: MIT */
/* Owner, mode, access control list and extended attributes of a file that takes another's name. */
#ifndef ATTRIBUTES_H
#define ATTRIBUTES_H

#include <stdbool.h>
#include <sys/stat.h>

/*
 * Gives the open file what the file at path has, of which about was asked.  False, with errno, if
 * somebody could then read or write what he could not before, or if something of the user's own
 * would be lost: then the one must not take the other's place.
 */
bool attributes_copy(int fd, const char *path, const struct stat *about);

#endif
