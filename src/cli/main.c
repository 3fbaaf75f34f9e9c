/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "ghirbal.h"

static int write_out(void *context, const char *bytes, size_t size)
{
	return fwrite(bytes, 1, size, context) == size ? 0 : 1;
}

int main(void)
{
	ghirbal_rules *rules;
	ghirbal_stream *stream;
	ghirbal_settings settings;
	char bytes[65536];
	size_t size;

	ghirbal_settings_default(&settings);
	settings.write = write_out;
	settings.context = stdout;
	if (ghirbal_rules_new(&rules, NULL) || ghirbal_rules_add_defaults(rules, NULL) ||
	    ghirbal_rules_seal(rules, NULL) || ghirbal_stream_new(&stream, rules, &settings, NULL))
		return 3;
	while ((size = fread(bytes, 1, sizeof bytes, stdin)) > 0)
		if (ghirbal_feed(stream, bytes, size))
			return 3;
	return ghirbal_end(stream) ? 3 : 0;
}
