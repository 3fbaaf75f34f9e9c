/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "site.h"

struct host {
	const char *at;
	size_t size;
};

static bool begins_with(const struct host *host, const char *word)
{
	size_t size = strlen(word);

	return host->size > size && memcmp(host->at, word, size) == 0;
}

static void drop(struct host *host, size_t size)
{
	host->at += size;
	host->size -= size;
}

/* What stands between the scheme, if there is one, and the path. */
static struct host authority_of(const char *url, size_t size)
{
	struct host host = {url, size};
	const char *slashes = size > 0 ? memmem(url, size, "//", 2) : NULL;
	size_t i;

	/* Two slashes later on are in the path. */
	if (slashes && (slashes == url || slashes[-1] == ':'))
		drop(&host, (size_t)(slashes - url) + 2);
	for (i = 0; i < host.size && !strchr("/?#\\ \t", host.at[i]); i++)
		;
	host.size = i;
	return host;
}

static void drop_user_and_port(struct host *host)
{
	const char *user = memrchr(host->at, '@', host->size);
	size_t i = host->size;

	if (user)
		drop(host, (size_t)(user - host->at) + 1);
	i = host->size;
	while (i > 0 && host->at[i - 1] >= '0' && host->at[i - 1] <= '9')
		i--;
	/* An address in brackets has colons of its own, before the bracket. */
	if (i > 0 && host->at[i - 1] == ':')
		host->size = i - 1;
	while (host->size > 0 && host->at[host->size - 1] == '.')
		host->size--;
}

/* www.m.example.com is example.com; m.com is m.com. */
static void drop_ways(struct host *host)
{
	static const char *const ways[] = {"www.", "m.", "amp."};
	size_t i = 0;

	while (i < sizeof ways / sizeof *ways) {
		struct host rest = *host;

		if (begins_with(host, ways[i]))
			drop(&rest, strlen(ways[i]));
		if (rest.size < host->size && memchr(rest.at, '.', rest.size)) {
			*host = rest;
			i = 0;
		} else {
			i++;
		}
	}
}

bool site_of_url(struct bytes *site, const char *url, size_t size)
{
	struct host host = authority_of(url, size);
	size_t i, from = site->size;

	drop_user_and_port(&host);
	bytes_add(site, host.at, host.size);
	for (i = from; i < site->size; i++)
		if (site->at[i] >= 'A' && site->at[i] <= 'Z')
			site->at[i] = (char)(site->at[i] + ('a' - 'A'));
	if (host.size == 0)
		return false;
	host.at = site->at + from;
	drop_ways(&host);
	memmove(site->at + from, host.at, host.size);
	site->size = from + host.size;
	return true;
}
