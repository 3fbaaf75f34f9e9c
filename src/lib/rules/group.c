/* SPDX-License-Identifier: MIT */
#include "rules/group.h"

#include <string.h>

#include "ground/nearest.h"
#include "rules/mistake.h"
#include "rules/phrase.h"

static const char *const groups[GH_GROUPS] = {
#define GH_GROUP(id, name) [GH_GROUP_##id] = name,
#include "rules/groups.def"
};

#define MOST_GROUPS 256

static bool gh_group_add(struct gh_ruleset *set, struct gh_slice name)
{
	if (!GH_GROW(&set->from, set->groups, set->groups_room, set->groups_count + 1))
		return false;
	if (set->off) {
		if (!GH_GROW(&set->from, set->off, set->off_room, set->groups_count + 1))
			return false;
		set->off[set->groups_count] = set->off_unless_named;
	}
	if (!gh_ruleset_string(set, name, &set->groups[set->groups_count]))
		return false;
	set->groups_count++;
	return true;
}

bool gh_groups_known(struct gh_ruleset *set)
{
	while (set->groups_count < GH_GROUPS)
		if (!gh_group_add(set, gh_slice_of(groups[set->groups_count])))
			return false;
	return true;
}

ghirbal_status gh_group_read(struct gh_reader *reader, struct gh_slice line)
{
	struct gh_ruleset *set = reader->set;
	struct gh_slice name = gh_slice_after(line, 1);

	reader->rule = GH_NO_RULE;
	if (line.at[line.length - 1] != ']')
		return gh_mistake(reader, line, "", "a group is written [name], alone on its line");
	name = gh_slice_trim(gh_slice_before(name, name.length - 1));
	if (!gh_is_name(name))
		return gh_mistake(reader, line, "", "a group is named with a-z, 0-9, - and _");
	for (reader->group = 0; reader->group < set->groups_count; reader->group++)
		if (gh_slice_equals(name, set->text.data + set->groups[reader->group]))
			return GHIRBAL_OK;
	if (set->groups_count >= MOST_GROUPS)
		return gh_mistake(reader, name, "", "there are at most 256 groups");
	return gh_group_add(set, name) ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

/* ---- switching groups ---- */

static struct gh_slice take_item(struct gh_slice *list)
{
	const char *comma = list->length ? memchr(list->at, ',', list->length) : NULL;
	size_t length = comma ? (size_t)(comma - list->at) : list->length;
	struct gh_slice item = gh_slice_trim(gh_slice_before(*list, length));

	*list = gh_slice_after(*list, length + (comma ? 1 : 0));
	return item;
}

static bool on_list(struct gh_slice list, const char *name)
{
	while (list.length > 0)
		if (gh_slice_equals(take_item(&list), name))
			return true;
	return false;
}

static ghirbal_status check_list(const struct gh_ruleset *set, struct gh_slice list,
                                 ghirbal_error *error)
{
	struct gh_reader reader = {.error = error, .name = ""};

	while (list.length > 0) {
		struct gh_slice item = take_item(&list);
		struct gh_nearest nearest = {0};
		size_t i;

		for (i = 0; i < set->groups_count; i++) {
			const char *name = set->text.data + set->groups[i];

			if (gh_slice_equals(item, name))
				break;
			gh_nearest_consider(&nearest, item.at, item.length, name, strlen(name));
		}
		if (i < set->groups_count || item.length == 0)
			continue;
		(void)gh_mistake(&reader, item, nearest.name ? nearest.name : "",
		           "no rule group has this name");
		return GHIRBAL_BAD_NAME;
	}
	return GHIRBAL_OK;
}

ghirbal_status gh_ruleset_switch(struct gh_ruleset *set, const char *list, bool off,
                                 ghirbal_error *error)
{
	ghirbal_status status;
	size_t i;

	if (!gh_groups_known(set))
		return GHIRBAL_NO_MEMORY;
	status = check_list(set, gh_slice_of(list), error);
	if (status)
		return status;
	if (!set->off) {
		if (!GH_GROW(&set->from, set->off, set->off_room, set->groups_count))
			return GHIRBAL_NO_MEMORY;
		memset(set->off, 0, set->off_room * sizeof *set->off);
	}
	for (i = 0; i < set->groups_count; i++)
		if (on_list(gh_slice_of(list), set->text.data + set->groups[i]) == off)
			set->off[i] = true;
	set->off_unless_named = set->off_unless_named || !off;
	return GHIRBAL_OK;
}

const char *gh_group_name(const struct gh_ruleset *set, uint32_t group)
{
	return group < GH_GROUPS ? groups[group] : set->text.data + set->groups[group];
}
