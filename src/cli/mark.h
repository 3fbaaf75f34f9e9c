/* SPDX-License-Identifier: MIT */
/* --mark: a document as it came in, with what goes marked, for a pager. */
#ifndef MARK_H
#define MARK_H

#include "address.h"
#include "options.h"
#include "page.h"

/* A document begins.  Of several each has its address above it. */
void mark_begin(struct bytes *to, const struct options *options, const struct address *address);

/*
 * Two signs, then the line: "- " one that goes, "~ " one of which the spans in [-...-] go, "  " one
 * that stays.  Behind a tab, the group and the address or reason.  With colour the spans need no
 * signs of their own.
 */
void mark_line(struct bytes *to, const struct options *options, const struct line *line);

#endif
