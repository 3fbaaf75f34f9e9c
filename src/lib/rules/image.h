/* SPDX-License-Identifier: MIT */
/*
 * A sealed rule set as bytes: what reading rule files and compiling them gave, so that a program
 * starts with the default rules without doing either.
 *
 * An image is for the kind of machine that it was made on, and says so.
 */
#ifndef GH_IMAGE_H
#define GH_IMAGE_H

#include "rules/matcher.h"

/* Appends the image of matcher and its set, whose groups are all on.  False for want of memory. */
bool gh_image_write(const struct gh_matcher *matcher, const ghirbal_allocator *from,
                    struct gh_buf *image);

/*
 * Fills a set from an image, whatever was in it, and makes a matcher that has all its rules; it is
 * for gh_matcher_seal().  If the image is borrowed, it must outlive both and nothing may be added
 * to the set; else it is copied and more rules may be added.  *matcher is NULL, and the set empty,
 * if the image is of another kind of machine.  Groups that are off stay off.  The image must be
 * aligned for uint64_t.
 */
ghirbal_status gh_image_read(const void *image, size_t size, struct gh_ruleset *set, bool borrow,
                             struct gh_matcher **matcher);

#endif
