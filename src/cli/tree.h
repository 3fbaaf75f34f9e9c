/* SPDX-License-Identifier: MIT */
/* FILEs that are folders, for what is in them; and where under --out-dir each FILE is written. */
#ifndef TREE_H
#define TREE_H

#include "options.h"

/*
 * With --recursive each folder among options->files gives place to the files of known names in it,
 * in the order of the bytes of their paths; with --out-dir options->targets says where each is
 * written. False with a message if nothing is in a folder, or two files would be written to one
 * place.
 */
bool tree_expand(struct options *options, struct log *log);

/* Makes the folders on the way to a file.  False with errno if one cannot be made. */
bool tree_make_folders(const char *path);

/* Frees what tree_expand() has put into the options. */
void tree_free(struct options *options);

#endif
