/* SPDX-License-Identifier: MIT */
#include "judge/price.h"

#include <string.h>

static const struct currency {
	const char *bytes;
	size_t size;
} currencies[] = {
#define GH_CURRENCY(text) {text, sizeof text - 1},
#include "lang/languages.def"
};

#define CURRENCIES (sizeof currencies / sizeof currencies[0])
_Static_assert(CURRENCIES <= GH_CURRENCIES_MOST, "there is room for the numbers of all of them");
#define LONG_GROUPS 7
#define SHORT (1u << LONG_GROUPS) /* the group of those that have no fourth byte */

static unsigned group_of(size_t k)
{
	return currencies[k].size < 4 ? SHORT : 1u << k % LONG_GROUPS;
}

/* Of a currency too short to have a byte in that place, any byte will do. */
static void enter(unsigned char *groups, size_t k, size_t place)
{
	size_t byte;

	if (place < currencies[k].size) {
		byte = (unsigned char)currencies[k].bytes[place];
		groups[byte] = (unsigned char)(groups[byte] | group_of(k));
		return;
	}
	for (byte = 0; byte < 256; byte++)
		groups[byte] = (unsigned char)(groups[byte] | group_of(k));
}

void gh_prices_fill(struct gh_prices *prices)
{
	size_t k;

	memset(prices, 0, sizeof *prices);
	for (k = 0; k < CURRENCIES; k++) {
		enter(prices->first, k, 0);
		enter(prices->second, k, 1);
		enter(prices->fourth, k, 3);
		if (group_of(k) == SHORT)
			prices->shorts[prices->shorts_count++] = (unsigned char)k;
	}
}

static bool is_latin(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Whether n bytes begin with a currency; its last byte tells more than its first. */
static inline bool begins_with(const char *s, size_t n, const struct currency *currency)
{
	size_t last = currency->size - 1;

	return last < n && s[last] == currency->bytes[last] &&
	       memcmp(s, currency->bytes, last) == 0;
}

/* Whether n bytes begin with a currency of these groups. */
static bool is_currency(const struct gh_prices *prices, const char *s, size_t n, unsigned groups,
                        bool latin)
{
	unsigned rest;
	size_t k;

	if (is_latin(*s) && !latin)
		return false;
	for (rest = groups & ~SHORT; rest; rest &= rest - 1)
		for (k = (size_t)__builtin_ctz(rest); k < CURRENCIES; k += LONG_GROUPS)
			if (begins_with(s, n, &currencies[k]))
				return true;
	for (k = 0; groups & SHORT && k < prices->shorts_count; k++)
		if (begins_with(s, n, &currencies[prices->shorts[k]]))
			return true;
	return false;
}

bool gh_has_price(const struct gh_prices *prices, const char *s, size_t n, bool latin)
{
	const unsigned char *at = (const unsigned char *)s;
	unsigned groups;
	size_t i;

	/* No currency begins with the second byte of a letter. */
	for (i = 0; i + 3 < n; i += (at[i + 1] & 0xC0) == 0x80 ? 2 : 1) {
		groups = prices->first[at[i]] & prices->second[at[i + 1]] &
		         prices->fourth[at[i + 3]];
		if (groups && is_currency(prices, s + i, n - i, groups, latin))
			return true;
	}
	for (; i < n; i++)
		if ((prices->first[at[i]] & SHORT) &&
		    is_currency(prices, s + i, n - i, SHORT, latin))
			return true;
	return false;
}
