/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 and UTF-16, both in the machine's byte order.
 *
 * The interpreter gives and takes UTF-16 of Arabic at the speed of a copy, UTF-8 at a fifth of it and
 * under its lock; so the rest of the way is gone here, without the lock.
 */
#ifndef UTF16_H
#define UTF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Writes count units as UTF-8 to out, which has room for three bytes a unit.  A lone surrogate becomes
 * U+FFFD, which *repaired tells.  Returns the bytes written.
 */
size_t utf16_to_utf8(const uint16_t *units, size_t count, char *out, bool *repaired);

/*
 * Writes size bytes of well-formed UTF-8 as UTF-16 to out, which has room for a unit a byte.  Returns
 * the units written.
 */
size_t utf8_to_utf16(const char *text, size_t size, uint16_t *out);

#endif
