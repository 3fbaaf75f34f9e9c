/* SPDX-License-Identifier: MIT */
/* A site memory's file, mapped: a hundred processes share one copy. */
#ifndef RECOLLECTION_H
#define RECOLLECTION_H

#include "ghirbal.h"
#include "message.h"

struct recollection {
	void *bytes;
	size_t size;
	ghirbal_memory *memory;
};

/* False with a message if the file cannot be read or is no memory. */
bool recollection_open(struct recollection *recollection, const char *file, struct log *log);

/* The same of a file that is open. */
bool recollection_map(struct recollection *recollection, int fd, const char *file, struct log *log);

void recollection_close(struct recollection *recollection);

#endif
