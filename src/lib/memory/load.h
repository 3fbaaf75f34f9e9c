/* SPDX-License-Identifier: MIT */
/*
 * Reads the text form of a site memory, which people edit:
 *
 *     ghirbal memory 1
 *     example.com <TAB> 57 <TAB> site
 *     example.com <TAB> 31 <TAB> 6f1d0c5a9be3d2f4 <TAB> إقرأ أيضا
 *
 * A line of a site stands under the hash of its folded key; a hand that adds one writes "-" there
 * and the whole line.
 */
#ifndef GH_MEMORY_LOAD_H
#define GH_MEMORY_LOAD_H

#include "base/buf.h"

ghirbal_status gh_load(const char *text, size_t size, ghirbal_memory_write *write, void *context,
                       const ghirbal_allocator *from, ghirbal_error *error);

#endif
