/* SPDX-License-Identifier: MIT */
/*
 * Code points to UTF-8 and UTF-8 to UTF-16, in the machine's byte order.
 *
 * The interpreter gives code points and takes UTF-16 of Arabic at the speed of a copy, UTF-8 at a fifth
 * of it and under its lock; so the rest of the way is gone here, without the lock.
 */
#ifndef CODEC_H
#define CODEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Before all else, once: looks at what the processor can do. */
void codec_init(void);

/*
 * Writes count code points as UTF-8 to out, which has room for four bytes each and sixteen more.  Two
 * surrogates that are a pair become their character and any other U+FFFD, which *repaired tells.
 * Returns the bytes written.
 */
size_t points_to_utf8(const uint32_t *points, size_t count, char *out, bool *repaired);

/*
 * Writes size bytes of well-formed UTF-8 as UTF-16 to out, which has room for a unit a byte and eight
 * more.  Returns the units written.
 */
size_t utf8_to_utf16(const char *text, size_t size, uint16_t *out);

#endif
