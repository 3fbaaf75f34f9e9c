/* SPDX-License-Identifier: MIT */
/*
 * Listings: other pages of the site, each with a stamp under it, which is its date or who reads it.
 */
#ifndef GH_LISTING_H
#define GH_LISTING_H

#include "judge/decision.h"
#include "judge/facts.h"

/* Marks the lines of listings; once the kinds of lines are known (unit.h). */
void gh_find_listings(struct gh_page *page);

/* A listing below an article goes whole, with its heading. */
void gh_drop_listings(const struct gh_page *page, struct gh_decision *decisions);

#endif
