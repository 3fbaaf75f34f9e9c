/* SPDX-License-Identifier: MIT */
/* Of which site a document is: what site memories are kept by. */
#ifndef SITE_H
#define SITE_H

#include "bytes.h"

/*
 * The site of a URL: its host in lower case, without user, port, a dot at its end, and the www., m.
 * and amp. by which one site is reached in several ways.  Returns false if there is no host.
 */
bool site_of_url(struct bytes *site, const char *url, size_t size);

#endif
