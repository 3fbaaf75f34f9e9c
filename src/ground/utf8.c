/* SPDX-License-Identifier: MIT */
#include "ground/utf8.h"

#include <string.h>

/* The second byte of table 3-7: what a lead byte allows after it. */
static void second_byte(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	*high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
}

static size_t lead_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	if (lead >= 0xF0 && lead <= 0xF4)
		return 4;
	return 0;
}

size_t gh_utf8_next(const char *s, size_t n, uint32_t *cp)
{
	const unsigned char *b = (const unsigned char *)s;
	size_t want = lead_length(b[0]), i;
	unsigned char low, high;
	uint32_t value;

	*cp = GH_UTF8_BAD;
	if (want <= 1) {
		if (want == 1)
			*cp = b[0];
		return 1;
	}
	second_byte(b[0], &low, &high);
	value = b[0] & (0x7Fu >> want);
	for (i = 1; i < want; i++) {
		if (i >= n || b[i] < low || b[i] > high)
			return i;
		value = value << 6 | (b[i] & 0x3F);
		low = 0x80;
		high = 0xBF;
	}
	*cp = value;
	return want;
}

size_t gh_utf8_cut(const char *s, size_t n, size_t most)
{
	if (n <= most)
		return n;
	while (most > 0 && ((unsigned char)s[most] & 0xC0) == 0x80)
		most--;
	return most;
}

size_t gh_utf8_put(uint32_t cp, char *out)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

/* Where ASCII, Arabic and all else of two bytes ends: what needs no more than one look. */
static size_t skip_plain(const char *s, size_t i, size_t n)
{
	uint64_t eight;

	while (i < n) {
		if (!(s[i] & 0x80)) {
			for (i++; n - i >= 8 && !(s[i] & 0x80); i += 8) {
				memcpy(&eight, s + i, 8);
				if (eight & UINT64_C(0x8080808080808080))
					break;
			}
		} else if (n - i >= 2 && (unsigned char)s[i] - 0xC2u < 0x1E &&
		           (s[i + 1] & 0xC0) == 0x80) {
			i += 2;
		} else {
			break;
		}
	}
	return i;
}

size_t gh_utf8_valid(const char *s, size_t n)
{
	size_t i = skip_plain(s, 0, n);

	while (i < n) {
		uint32_t cp;
		size_t step = gh_utf8_next(s + i, n - i, &cp);

		if (cp == GH_UTF8_BAD)
			return i;
		i = skip_plain(s, i + step, n);
	}
	return n;
}

size_t gh_utf8_unfinished(const char *s, size_t n)
{
	size_t back;

	for (back = 1; back <= 3 && back <= n; back++) {
		unsigned char byte = (unsigned char)s[n - back];
		uint32_t cp;

		if ((byte & 0xC0) == 0x80)
			continue;
		/* A sequence that ends at n without a wrong byte is unfinished, not ill-formed. */
		if (lead_length(byte) > back && gh_utf8_next(s + n - back, back, &cp) == back)
			return back;
		return 0;
	}
	return 0;
}
