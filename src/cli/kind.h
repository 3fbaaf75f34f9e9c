/* SPDX-License-Identifier: MIT */
/* What a file holds, by the options or by its name. */
#ifndef KIND_H
#define KIND_H

#include "options.h"

enum kind kind_of(const struct options *options, const char *file);

/* Whether that is a guess, since files of such names hold JSON of every shape. */
bool kind_is_guess(const struct options *options, const char *file);

/* Whether a file of that name in a folder is one to be cleaned. */
bool kind_is_known(const char *file);

#endif
