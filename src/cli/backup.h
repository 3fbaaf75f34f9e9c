/* SPDX-License-Identifier: MIT */
/*
 * The old copy that -iSUFFIX keeps.  It is made under a name of its own and takes the one with the
 * suffix when it is whole, so that neither the file nor an older copy is gone before that.
 */
#ifndef BACKUP_H
#define BACKUP_H

#include <stdbool.h>
#include <sys/stat.h>

struct backup {
	char *kept;   /* FILE and SUFFIX */
	char *fresh;  /* the copy, until it takes that name */
	char *former; /* what had the name, until the file is replaced; NULL if nothing */
	bool replaced; /* something had the name, and could not be kept */
	int fresh_guard, former_guard;
};

/* A copy of the file at path.  False, with errno and nothing changed, if none can be made. */
bool backup_make(struct backup *backup, const char *path, const char *suffix,
                 const struct stat *about);

/* The copy takes its name.  False, with errno and nothing changed, if it cannot. */
bool backup_place(struct backup *backup);

/* Everything is as before backup_make(), if the file was not replaced. */
void backup_undo(struct backup *backup);

/* After the file was replaced, and after backup_undo(). */
void backup_end(struct backup *backup);

#endif
