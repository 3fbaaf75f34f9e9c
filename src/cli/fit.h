/* SPDX-License-Identifier: MIT */
/* Whether the names of --field fit a file: whether any record of it has such a text. */
#ifndef FIT_H
#define FIT_H

#include "batch.h"

struct fit {
	const char *file;        /* of the last batch that was seen, or NULL */
	uint64_t found, missed;  /* its records with such a text, and without */
	uint64_t broken, unread; /* its lines that are not JSON, and those that were too long to tell */
	struct bytes members;    /* of the first without, as json_members() has them */
};

void fit_see(struct fit *fit, const struct batch *batch);

/* The file is JSON, and not one record fits. */
bool fit_is_wrong(const struct fit *fit);

/* The file has lines, and not one is JSON.  A pipe may hold a small part of what its sender has. */
bool fit_is_no_json(const struct fit *fit);

/* The members that there are, for a message, with a NUL at the end. */
void fit_members(const struct fit *fit, struct bytes *to);

/* For the next file. */
void fit_forget(struct fit *fit);

#endif
