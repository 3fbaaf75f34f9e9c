/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "json.h"

#include <stdlib.h>
#include <string.h>

void json_spans_free(struct json_spans *spans)
{
	free(spans->at);
	bytes_free(&spans->key);
}
