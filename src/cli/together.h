/* SPDX-License-Identifier: MIT */
/* Which options go together, and with which files. */
#ifndef TOGETHER_H
#define TOGETHER_H

#include "reading.h"

/* Tells of all that do not, when the whole line has been read and the folders have been walked. */
void check_together(struct reading *reading);

/* Likewise for the tasks that are about memories of sites. */
void check_memory_files(struct reading *reading);

#endif
