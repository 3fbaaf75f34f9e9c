/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "fit.h"

#include <string.h>

#define LIST_MOST 400 /* bytes of the list of members, and of one of them */
#define MEMBER_MOST 60

void fit_see(struct fit *fit, const struct batch *batch)
{
	fit->file = batch->file;
	fit->found += batch->found;
	fit->missed += batch->missed;
	fit->broken += batch->tally.notes[NOTE_NOT_JSON];
	fit->unread += batch->tally.notes[NOTE_TOO_LONG];
	if (fit->members.size == 0)
		bytes_add(&fit->members, batch->members.at, batch->members.size);
}

bool fit_is_wrong(const struct fit *fit)
{
	return fit->found == 0 && fit->missed > 0;
}

bool fit_is_no_json(const struct fit *fit)
{
	return fit->broken > 0 && fit->found + fit->missed + fit->unread == 0 &&
	       strcmp(fit->file, "-") != 0;
}

void fit_members(const struct fit *fit, struct bytes *to)
{
	const struct bytes *members = &fit->members;
	size_t i, length;

	for (i = 0; i < members->size; i += length + 1) {
		length = strlen(members->at + i);
		bytes_text(to, i > 0 ? ", " : "");
		if (to->size > LIST_MOST) {
			bytes_text(to, "...");
			break;
		}
		add_escaped(to, members->at + i, length, MEMBER_MOST);
	}
	bytes_text(to, members->size > 0 ? "" : "none");
	bytes_put(to, '\0');
}

void fit_forget(struct fit *fit)
{
	fit->found = fit->missed = fit->broken = fit->unread = 0;
	fit->members.size = 0;
}
