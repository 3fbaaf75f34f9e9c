/* SPDX-License-Identifier: MIT */
#include "rules/slice.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct gh_slice gh_slice_trim(struct gh_slice slice)
{
	while (slice.length > 0 && is_blank(slice.at[0])) {
		slice.at++;
		slice.length--;
	}
	while (slice.length > 0 && is_blank(slice.at[slice.length - 1]))
		slice.length--;
	return slice;
}

struct gh_slice gh_slice_word(struct gh_slice *rest)
{
	struct gh_slice word = {rest->at, 0};

	while (word.length < rest->length && !is_blank(rest->at[word.length]))
		word.length++;
	*rest = gh_slice_trim(
		(struct gh_slice){rest->at + word.length, rest->length - word.length});
	return word;
}

bool gh_slice_equals(struct gh_slice slice, const char *name)
{
	return strlen(name) == slice.length && memcmp(name, slice.at, slice.length) == 0;
}

bool gh_slice_ends(struct gh_slice slice, const char *end)
{
	size_t length = strlen(end);

	return slice.length >= length &&
	       memcmp(slice.at + slice.length - length, end, length) == 0;
}

struct gh_slice gh_slice_of(const char *name)
{
	return (struct gh_slice){name, strlen(name)};
}

struct gh_slice gh_slice_before(struct gh_slice slice, size_t length)
{
	return (struct gh_slice){slice.at, length};
}

struct gh_slice gh_slice_after(struct gh_slice slice, size_t length)
{
	return (struct gh_slice){slice.at + length, slice.length - length};
}
