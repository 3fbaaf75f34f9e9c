/* SPDX-License-Identifier: MIT */
#include "ghirbal.h"

#define STRING(x) #x
#define VERSION(major, minor, patch) STRING(major) "." STRING(minor) "." STRING(patch)

const char *ghirbal_version(void)
{
	return VERSION(GHIRBAL_VERSION_MAJOR, GHIRBAL_VERSION_MINOR, GHIRBAL_VERSION_PATCH);
}

const char *ghirbal_status_text(ghirbal_status status)
{
	static const char *const text[] = {
		[GHIRBAL_OK] = "all went well",
		[GHIRBAL_STOPPED] = "a callback asked to stop",
		[GHIRBAL_NO_MEMORY] = "out of memory",
		[GHIRBAL_BAD_RULE] = "a rule is wrong",
		[GHIRBAL_BAD_NAME] = "an unknown name in a list",
		[GHIRBAL_BAD_UTF8] = "the text is not UTF-8",
		[GHIRBAL_BAD_MEMORY] = "a site memory is no memory or damaged",
		[GHIRBAL_MISUSE] = "the library was called wrongly",
	};

	return (size_t)status < sizeof text / sizeof *text ? text[status] : "unknown status";
}
