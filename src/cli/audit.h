/* SPDX-License-Identifier: MIT */
/* One removal, told in the ways in which somebody may want to read it. */
#ifndef AUDIT_H
#define AUDIT_H

#include "address.h"
#include "ghirbal.h"

/*
 * --explain: file, record, line, verdict, group, address or reason, evidence, text and the record's
 * id, by tabs.  Blank lines that went with others are not worth a line.
 */
void audit_explain(struct bytes *to, const struct address *address, const ghirbal_removal *removal);

/* --explain=json and --rejects: one JSON object a line, in the form that ghirbal(1) describes. */
void audit_json(struct bytes *to, struct address *address, const ghirbal_removal *removal);

/*
 * Text as a field of a table: it holds no tab, no newline, nothing that a terminal obeys and
 * nothing that is not UTF-8.
 */
void add_field(struct bytes *to, const char *text, size_t size);

#endif
