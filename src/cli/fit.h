/* SPDX-License-Identifier: MIT */
/* Whether the names of --field fit a file: whether any record of it has such a string. */
#ifndef FIT_H
#define FIT_H

#include "batch.h"

struct fit {
	const char *file;        /* of the last batch that was seen, or NULL */
	uint64_t found, missed;  /* its records with such a string, and without */
	struct bytes members;    /* of the first without, as json_members() has them */
};

void fit_see(struct fit *fit, const struct batch *batch);

/* The file is JSON, and not one record fits. */
bool fit_is_wrong(const struct fit *fit);

/* The members that there are, for a message, with a NUL at the end. */
void fit_members(const struct fit *fit, struct bytes *to);

/* For the next file. */
void fit_forget(struct fit *fit);

#endif
