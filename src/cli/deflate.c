/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "deflate.h"

#include <stdlib.h>
#include <string.h>

#ifdef HAVE_ZLIB
#include <zlib.h>
#endif
#ifdef HAVE_ZSTD
#include <zstd.h>
#endif

#include "inflate.h"
#include "signals.h"

/* Bytes that the libraries are given room for at once. */
#define PIECE ((size_t)32 << 10)

struct deflater {
	bool is_zstd;
#ifdef HAVE_ZLIB
	z_stream zlib;
#endif
#ifdef HAVE_ZSTD
	ZSTD_CCtx *zstd;
#endif
};

#ifdef HAVE_ZLIB
static void open_zlib(struct deflater *deflater)
{
	/* 16: a gzip header, which zlib fills in without a time, and its trailer. */
	if (deflateInit2(&deflater->zlib, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8,
	                 Z_DEFAULT_STRATEGY) != Z_OK)
		out_of_memory();
}

static void run_zlib(struct deflater *deflater, enum deflate_mode mode, const char *from,
                     size_t size, struct bytes *to)
{
	static const int modes[] = {Z_NO_FLUSH, Z_SYNC_FLUSH, Z_FINISH};
	z_stream *zlib = &deflater->zlib;

	zlib->next_in = (unsigned char *)(uintptr_t)from;
	zlib->avail_in = (unsigned)size;
	do {
		bytes_reserve(to, PIECE);
		zlib->next_out = (unsigned char *)to->at + to->size;
		zlib->avail_out = PIECE;
		(void)deflate(zlib, modes[mode]);
		to->size += PIECE - zlib->avail_out;
	} while (zlib->avail_out == 0);
}
#endif

#ifdef HAVE_ZSTD
static void open_zstd(struct deflater *deflater)
{
	deflater->zstd = ZSTD_createCCtx();
	if (!deflater->zstd)
		out_of_memory();
	/* As zstd(1) does: damage is told by whoever reads. */
	(void)ZSTD_CCtx_setParameter(deflater->zstd, ZSTD_c_checksumFlag, 1);
}

static void run_zstd(struct deflater *deflater, enum deflate_mode mode, const char *from,
                     size_t size, struct bytes *to)
{
	static const ZSTD_EndDirective modes[] = {ZSTD_e_continue, ZSTD_e_flush, ZSTD_e_end};
	ZSTD_inBuffer in = {from, size, 0};
	size_t left;

	do {
		ZSTD_outBuffer out;

		bytes_reserve(to, PIECE);
		out = (ZSTD_outBuffer){to->at + to->size, PIECE, 0};
		left = ZSTD_compressStream2(deflater->zstd, &out, &in, modes[mode]);
		/* Nothing else can go wrong with a stream that is written in order. */
		if (ZSTD_isError(left))
			out_of_memory();
		to->size += out.pos;
	} while (mode == DEFLATE_MORE ? in.pos < in.size : left > 0);
}
#endif

struct deflater *deflater_for(const char *name)
{
	struct deflater *deflater;
	bool is_zstd = ends_in(name, strlen(name), ".zst");

	if ((!is_zstd && !ends_in(name, strlen(name), ".gz")) || inflater_is_missing(name))
		return NULL;
	deflater = array_resize(NULL, 1, sizeof *deflater);
	memset(deflater, 0, sizeof *deflater);
	deflater->is_zstd = is_zstd;
#ifdef HAVE_ZSTD
	if (is_zstd)
		open_zstd(deflater);
#endif
#ifdef HAVE_ZLIB
	if (!is_zstd)
		open_zlib(deflater);
#endif
	return deflater;
}

void deflater_run(struct deflater *deflater, enum deflate_mode mode, const char *from, size_t size,
                  struct bytes *to)
{
#ifdef HAVE_ZSTD
	if (deflater->is_zstd)
		run_zstd(deflater, mode, from, size, to);
#endif
#ifdef HAVE_ZLIB
	if (!deflater->is_zstd)
		run_zlib(deflater, mode, from, size, to);
#endif
	(void)deflater;
	(void)mode;
	(void)from;
	(void)size;
	(void)to;
}

void deflater_free(struct deflater *deflater)
{
	if (!deflater)
		return;
#ifdef HAVE_ZLIB
	if (!deflater->is_zstd)
		(void)deflateEnd(&deflater->zlib);
#endif
#ifdef HAVE_ZSTD
	(void)ZSTD_freeCCtx(deflater->zstd);
#endif
	free(deflater);
}
