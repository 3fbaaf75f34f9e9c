/* SPDX-License-Identifier: MIT */
/* The rules built into the library: their files, and the image made of them when it was built. */
#ifndef GH_DEFAULTS_H
#define GH_DEFAULTS_H

#include <stddef.h>

struct gh_default_file {
	const char *name;
	const unsigned char *text;
	size_t size;
};

/* False past the last. */
_Bool gh_default_file(size_t index, struct gh_default_file *file);

/* The image (rules/image.h), and its size. */
const void *gh_default_image(size_t *size);

#endif
