/* SPDX-License-Identifier: MIT */
#include "defaults.h"

#include <stdbool.h>
#include <stdint.h>

#include "default_rules.inc"
#include "rule_image.inc"

bool gh_default_file(size_t index, struct gh_default_file *file)
{
	if (index >= sizeof default_rules / sizeof *default_rules)
		return false;
	*file = (struct gh_default_file){default_rules[index].name, default_rules[index].text,
	                                 default_rules[index].size};
	return true;
}

const void *gh_default_image(size_t *size)
{
	*size = RULE_IMAGE_SIZE;
	return rule_image;
}
