/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "decoder.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "signals.h"
#include "signature.h"

#define NONE ((iconv_t)-1)

bool decoder_knows(const char *charset)
{
	iconv_t opened = NONE;

	/* No name is the locale's, which must change nothing. */
	if (*charset)
		opened = iconv_open("UTF-8", charset);
	if (opened == NONE)
		return false;
	(void)iconv_close(opened);
	return true;
}

void decoder_begin(struct decoder *decoder, const char *charset)
{
	iconv_t opened;

	/* Anew for each file: a mark at the beginning decides the order of bytes. */
	decoder_free(decoder);
	decoder->ends = ENDS_KEPT;
	decoder->begun = decoder->was_utf8 = false;
	if (!charset)
		return;
	opened = iconv_open("UTF-8", charset);
	if (opened == NONE)
		out_of_memory(); /* it was asked for before, and was known */
	decoder->iconv = opened;
}

void decoder_free(struct decoder *decoder)
{
	if (decoder->iconv)
		(void)iconv_close(decoder->iconv);
	decoder->iconv = NULL;
	bytes_free(&decoder->raw);
}

struct bytes *decoder_room(struct decoder *decoder, struct bytes *text)
{
	return decoder->iconv ? &decoder->raw : text;
}

static void convert(struct decoder *decoder, struct bytes *text, bool ended)
{
	char *from = decoder->raw.at;
	size_t left = decoder->raw.size;

	if (!decoder->begun)
		decoder->was_utf8 = signature_is_utf8(from, left);
	decoder->begun = true;
	while (left > 0) {
		char *to;
		size_t room, result;
		int error;

		bytes_reserve(text, 2 * left + 16);
		to = text->at + text->size;
		room = text->room - text->size;
		result = iconv(decoder->iconv, &from, &left, &to, &room);
		error = errno;
		text->size = (size_t)(to - text->at);
		if (result != (size_t)-1 || error == E2BIG)
			continue;
		if (error == EINVAL && !ended)
			break; /* a character that is not whole yet */
		bytes_put(text, '\xff');
		from++;
		left--;
	}
	memmove(decoder->raw.at, from, left);
	decoder->raw.size = left;
}

void swap_ends(char *text, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		text[i] = text[i] == '\r' ? '\n' : text[i] == '\n' ? '\r' : text[i];
}

static void end_lines(const struct decoder *decoder, struct bytes *text, size_t from)
{
	size_t i;

	if (decoder->ends == ENDS_SWAPPED)
		swap_ends(text->at + from, text->size - from);
	for (i = from; i < text->size && decoder->ends == ENDS_CR; i++)
		text->at[i] = text->at[i] == '\r' ? '\n' : text->at[i];
}

void decoder_add(struct decoder *decoder, struct bytes *text, size_t from, bool ended)
{
	if (decoder->iconv && decoder->raw.size > 0)
		convert(decoder, text, ended);
	if (text->size > from)
		end_lines(decoder, text, from);
}

/* Whether CR LF becomes LF: then a CR that ends a line may become one too. */
static bool mends_ends(const ghirbal_normal *normal)
{
	char out[16];
	size_t size = 0;

	(void)ghirbal_normalize(normal, "\r\n", 2, out, sizeof out, &size, NULL);
	return size == 1;
}

void decoder_see_head(struct decoder *decoder, struct bytes *head, const ghirbal_normal *normal)
{
	size_t size = head->size < SIGNATURE_HEAD ? head->size : SIGNATURE_HEAD;

	/* A CR at the very end may have its LF behind it. */
	if (size < 2 || memchr(head->at, '\n', size) || count_byte(head->at, size - 1, '\r') < 2)
		return;
	decoder->ends = mends_ends(normal) ? ENDS_CR : ENDS_SWAPPED;
	end_lines(decoder, head, 0);
}
