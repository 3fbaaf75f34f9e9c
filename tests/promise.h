/* SPDX-License-Identifier: MIT */
/*
 * The promises about one page and what came of it, for fixtures and for the fuzzer.  Each calls
 * fail().
 */
#ifndef PROMISE_H
#define PROMISE_H

#include "fixture.h"

/*
 * Every line of the page comes out whole, or cut and told, or is told as dropped, in order.  The
 * outcome is that of --normalize=none and --invalid=keep, or of a page that is UTF-8, with no bound
 * on its size.
 */
void check_lines(const char *name, const struct text *page, const struct outcome *outcome);

/*
 * What came out and what was told, each byte at its offset, are the page.  The outcome is as above,
 * but may have been judged in parts.
 */
void check_rebuilt(const char *name, const struct text *page, const struct outcome *outcome);

/* Every removal names a rule that there is, or a reason. */
void check_addresses(const char *name, const ghirbal_rules *rules, const struct outcome *outcome);

/* The sums agree with what was told and written. */
void check_counts(const char *name, const struct text *page, const struct outcome *outcome);

/* What came out comes out again as it is. */
void check_stable(const char *name, const ghirbal_rules *rules, const char *normalize,
                  const struct outcome *first, ghirbal_level level);

#endif
