/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "inflate.h"

#include <stdlib.h>
#include <string.h>

#ifdef HAVE_ZLIB
#include <zlib.h>
#endif
#ifdef HAVE_ZSTD
#include <zstd.h>
#include <zstd_errors.h>
#endif

#include "signals.h"

struct inflater {
	bool is_zstd;
	bool begun;  /* some member has ended */
	bool inside; /* a member has begun and not ended */
	bool padded; /* zeros follow the last one */
#ifdef HAVE_ZLIB
	z_stream zlib;
#endif
#ifdef HAVE_ZSTD
	ZSTD_DStream *zstd;
#endif
};

bool inflater_is_missing(const char *name)
{
	size_t size = strlen(name);

#ifndef HAVE_ZLIB
	if (ends_in(name, size, ".gz"))
		return true;
#endif
#ifndef HAVE_ZSTD
	if (ends_in(name, size, ".zst"))
		return true;
#endif
	(void)size;
	return false;
}

#ifdef HAVE_ZLIB
static void open_zlib(struct inflater *inflater)
{
	/* 16: a gzip header and trailer, whose checksum is verified. */
	if (inflateInit2(&inflater->zlib, 15 + 16) != Z_OK)
		out_of_memory();
}

/*
 * Blocks of tapes are filled up with zeros, which gzip passes over too.  Returns false if what
 * follows is neither those nor another member.
 */
static bool skip_padding(struct inflater *inflater, const char **from, size_t *from_size)
{
	for (; *from_size > 0 && **from == '\0'; ++*from, --*from_size)
		inflater->padded = true;
	return *from_size == 0 || (!inflater->padded && (unsigned char)**from == 0x1f);
}

static enum inflate_result run_zlib(struct inflater *inflater, const char **from, size_t *from_size,
                                    char **to, size_t *room)
{
	z_stream *zlib = &inflater->zlib;
	int result;

	if (!inflater->inside && inflater->begun && !skip_padding(inflater, from, from_size))
		return INFLATE_JUNK;
	if (!inflater->inside && *from_size == 0)
		return INFLATE_MORE;
	zlib->next_in = (unsigned char *)(uintptr_t)*from;
	zlib->avail_in = *from_size > 1u << 30 ? 1u << 30 : (unsigned)*from_size;
	zlib->next_out = (unsigned char *)*to;
	zlib->avail_out = *room > 1u << 30 ? 1u << 30 : (unsigned)*room;
	inflater->inside = true;
	result = inflate(zlib, Z_NO_FLUSH);
	*from_size -= (size_t)((const char *)zlib->next_in - *from);
	*from = (const char *)zlib->next_in;
	*room -= (size_t)((char *)zlib->next_out - *to);
	*to = (char *)zlib->next_out;
	if (result == Z_STREAM_END) {
		inflater->inside = false;
		inflater->begun = true;
		return inflateReset(zlib) == Z_OK ? INFLATE_MORE : INFLATE_WRONG;
	}
	if (result == Z_MEM_ERROR)
		out_of_memory();
	return result == Z_OK || result == Z_BUF_ERROR ? INFLATE_MORE : INFLATE_WRONG;
}
#endif

#ifdef HAVE_ZSTD
static void open_zstd(struct inflater *inflater, size_t max_window)
{
	int most = 10; /* zstd takes 10 to 31 */

	inflater->zstd = ZSTD_createDStream();
	if (!inflater->zstd)
		out_of_memory();
	while (most < 31 && (size_t)2 << most <= max_window)
		most++;
	(void)ZSTD_DCtx_setParameter(inflater->zstd, ZSTD_d_windowLogMax, most);
}

static enum inflate_result run_zstd(struct inflater *inflater, const char **from, size_t *from_size,
                                    char **to, size_t *room)
{
	ZSTD_inBuffer in = {*from, *from_size, 0};
	ZSTD_outBuffer out = {*to, *room, 0};
	size_t result;

	/* Asked without bytes between two frames it would take the next one for begun. */
	if (!inflater->inside && *from_size == 0)
		return INFLATE_MORE;
	result = ZSTD_decompressStream(inflater->zstd, &out, &in);
	*from += in.pos;
	*from_size -= in.pos;
	*to += out.pos;
	*room -= out.pos;
	if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation)
		out_of_memory();
	if (ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge)
		return INFLATE_WINDOW;
	if (ZSTD_isError(result))
		return inflater->begun && !inflater->inside ? INFLATE_JUNK : INFLATE_WRONG;
	inflater->inside = result != 0;
	inflater->begun = inflater->begun || result == 0;
	return INFLATE_MORE;
}
#endif

struct inflater *inflater_for(const char *name, size_t max_window)
{
	struct inflater *inflater;
	bool is_zstd = ends_in(name, strlen(name), ".zst");

	if ((!is_zstd && !ends_in(name, strlen(name), ".gz")) || inflater_is_missing(name))
		return NULL;
	inflater = array_resize(NULL, 1, sizeof *inflater);
	memset(inflater, 0, sizeof *inflater);
	inflater->is_zstd = is_zstd;
	(void)max_window;
#ifdef HAVE_ZSTD
	if (is_zstd)
		open_zstd(inflater, max_window);
#endif
#ifdef HAVE_ZLIB
	if (!is_zstd)
		open_zlib(inflater);
#endif
	return inflater;
}

enum inflate_result inflater_run(struct inflater *inflater, const char **from, size_t *from_size,
                                 char **to, size_t *room)
{
#ifdef HAVE_ZSTD
	if (inflater->is_zstd)
		return run_zstd(inflater, from, from_size, to, room);
#endif
#ifdef HAVE_ZLIB
	if (!inflater->is_zstd)
		return run_zlib(inflater, from, from_size, to, room);
#endif
	(void)inflater;
	(void)from;
	(void)from_size;
	(void)to;
	(void)room;
	return INFLATE_WRONG;
}

bool inflater_may_end(const struct inflater *inflater)
{
	return inflater->begun && !inflater->inside;
}

void inflater_free(struct inflater *inflater)
{
	if (!inflater)
		return;
#ifdef HAVE_ZLIB
	if (!inflater->is_zstd)
		(void)inflateEnd(&inflater->zlib);
#endif
#ifdef HAVE_ZSTD
	(void)ZSTD_freeDStream(inflater->zstd);
#endif
	free(inflater);
}
