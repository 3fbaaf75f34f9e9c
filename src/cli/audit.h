/* SPDX-License-Identifier: MIT */
/* One removal, told in the three ways in which somebody may want to read it. */
#ifndef AUDIT_H
#define AUDIT_H

#include "bytes.h"
#include "ghirbal.h"

/* --explain: file, document, line, verdict, group, address or reason, evidence, text, by tabs. */
void audit_explain(struct bytes *to, const char *file, uint64_t document,
                   const ghirbal_removal *removal);

/* --rejects: one JSON object a line. */
void audit_reject(struct bytes *to, const char *file, uint64_t document,
                  const ghirbal_removal *removal);

/* --report: one row of the table. */
void audit_report(struct bytes *to, const char *file, uint64_t document,
                  const ghirbal_removal *removal);

/* Text with what HTML gives a meaning to escaped, and bytes that are not UTF-8 as U+FFFD. */
void add_html(struct bytes *to, const char *text, size_t size);

#endif
