/* SPDX-License-Identifier: MIT */
#include "norm.h"

#include <string.h>

void gh_norm_init(struct gh_norm *norm, const ghirbal_normal *normal, ghirbal_invalid invalid)
{
	norm->normal = *normal;
	norm->invalid = invalid;
}

ghirbal_status gh_norm_append(const struct gh_norm *norm, const ghirbal_allocator *from, struct gh_buf *out,
                              const char *text, size_t n, uint64_t *changed, uint64_t *repaired)
{
	(void)norm, (void)changed, (void)repaired;
	return gh_buf_add(from, out, text, n) ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

ghirbal_status ghirbal_normal_parse(ghirbal_normal *normal, const char *list, ghirbal_error *error)
{
	(void)list, (void)error;
	memset(normal, 0, sizeof *normal);
	return GHIRBAL_OK;
}

bool ghirbal_switch_get(size_t index, ghirbal_switch_info *info)
{
	(void)index, (void)info;
	return false;
}

ghirbal_status ghirbal_normalize(const ghirbal_normal *normal, const char *text, size_t length,
                                 char *out, size_t room, size_t *size, uint64_t *changed)
{
	(void)normal, (void)changed;
	if (length <= room)
		memcpy(out, text, length);
	*size = length;
	return GHIRBAL_OK;
}
