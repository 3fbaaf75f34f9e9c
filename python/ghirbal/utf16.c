/* SPDX-License-Identifier: MIT */
#include "utf16.h"

static char *put_point(uint32_t point, char *out)
{
	if (point >= 0x10000) {
		*out++ = (char)(0xF0 | point >> 18);
		*out++ = (char)(0x80 | (point >> 12 & 0x3F));
	} else {
		*out++ = (char)(0xE0 | point >> 12);
	}
	*out++ = (char)(0x80 | (point >> 6 & 0x3F));
	*out++ = (char)(0x80 | (point & 0x3F));
	return out;
}

static bool is_high(uint16_t unit)
{
	return (unit & 0xFC00) == 0xD800;
}

static bool is_low(uint16_t unit)
{
	return (unit & 0xFC00) == 0xDC00;
}

size_t utf16_to_utf8(const uint16_t *units, size_t count, char *out, bool *repaired)
{
	const char *begin = out;
	size_t i;

	*repaired = false;
	for (i = 0; i < count; i++) {
		uint16_t unit = units[i];

		if (unit < 0x800) {
			/* Both bytes are written and one may be written over: words end too often to guess. */
			unsigned two = unit >= 0x80;

			out[0] = (char)(two ? 0xC0 | unit >> 6 : unit);
			out[1] = (char)(0x80 | (unit & 0x3F));
			out += 1 + two;
		} else if (is_high(unit) && i + 1 < count && is_low(units[i + 1])) {
			out = put_point(0x10000 + ((uint32_t)(unit & 0x3FF) << 10) + (units[i + 1] & 0x3FF), out);
			i++;
		} else if (is_high(unit) || is_low(unit)) {
			out = put_point(0xFFFD, out);
			*repaired = true;
		} else {
			out = put_point(unit, out);
		}
	}
	return (size_t)(out - begin);
}

size_t utf8_to_utf16(const char *text, size_t size, uint16_t *out)
{
	const unsigned char *at = (const unsigned char *)text, *end = at + size;
	const uint16_t *begin = out;

	while (at < end) {
		if (*at < 0xE0) {
			unsigned two = *at >= 0xC0;
			/* Of an ASCII letter at the end of the text nothing behind it is read. */
			unsigned next = at[two] & 0x3F;

			*out++ = (uint16_t)(two ? (unsigned)(*at & 0x1F) << 6 | next : *at);
			at += 1 + two;
		} else if (*at < 0xF0) {
			*out++ = (uint16_t)((*at & 0x0F) << 12 | (at[1] & 0x3F) << 6 | (at[2] & 0x3F));
			at += 3;
		} else {
			uint32_t point = (uint32_t)((*at & 0x07) << 18 | (at[1] & 0x3F) << 12 |
			                            (at[2] & 0x3F) << 6 | (at[3] & 0x3F)) - 0x10000;

			*out++ = (uint16_t)(0xD800 | point >> 10);
			*out++ = (uint16_t)(0xDC00 | (point & 0x3FF));
			at += 4;
		}
	}
	return (size_t)(out - begin);
}
