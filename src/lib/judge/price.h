/* SPDX-License-Identifier: MIT */
/* Prices: whether a line names a currency. */
#ifndef GH_PRICE_H
#define GH_PRICE_H

#include <stdbool.h>
#include <stddef.h>

#define GH_CURRENCIES_MOST 128

/*
 * The currencies of all languages are in eight groups, a bit each: by a byte, those groups of which
 * one has it in that place.  Hardly any place of a line but a currency's has one group by all three
 * of its bytes.
 */
struct gh_prices {
	unsigned char first[256], second[256], fourth[256];
	unsigned char shorts[GH_CURRENCIES_MOST], shorts_count; /* those of the last group */
};

void gh_prices_fill(struct gh_prices *prices);

/* Latin letters are looked for only if there are any. */
bool gh_has_price(const struct gh_prices *prices, const char *s, size_t n, bool latin);

#endif
