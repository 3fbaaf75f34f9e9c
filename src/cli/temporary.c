/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "temporary.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"
#include "signals.h"

char *temporary_name(const char *target)
{
	const char *slash = strrchr(target, '/');
	const char *name = slash ? slash + 1 : target;
	size_t size = strlen(target) + 16;
	char *temporary = array_resize(NULL, size, 1);

	/* A name that is near the limit has no room for more. */
	(void)snprintf(temporary, size, "%.*s.%.*s.XXXXXX", (int)(name - target), target,
	               NAME_MAX - 16, name);
	return temporary;
}

void temporary_drop(char *name, int guard)
{
	int error = errno;

	if (!name)
		return;
	(void)unlink(name);
	/* before the name that a handler would unlink is freed */
	signals_release(guard);
	free(name);
	errno = error;
}
