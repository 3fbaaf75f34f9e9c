/* SPDX-License-Identifier: MIT */
/* The public functions of streams; documents too long to hold are cut into parts here. */
#include <string.h>

#include "base/buf.h"
#include "ground/utf8.h"
#include "memory.h"
#include "memory/digest.h"
#include "rules.h"
#include "sieve.h"
#include "text/fold.h"

#define DEFAULT_MAX_DOCUMENT ((size_t)16 << 20)

/* Less would cut a line inside a character. */
#define LEAST_MAX_DOCUMENT ((size_t)64)

/* Text that is only normalised needs no document: blocks of this size keep it in the cache. */
#define NORMALIZE_BLOCK ((size_t)256 << 10)

struct ghirbal_stream {
	ghirbal_allocator from;
	const ghirbal_rules *rules;
	ghirbal_settings settings;
	ghirbal_counts counts;
	uint64_t *rule_hits;
	struct gh_sieve sieve;
	struct gh_buf held;    /* bytes of the document that are not judged yet */
	bool in_long_line;     /* held begins inside a line whose beginning was passed on */
	bool was_split;        /* a part of this document was judged */
	ghirbal_status status; /* the first failure, which every later call repeats */
};

void ghirbal_settings_default(ghirbal_settings *settings)
{
	memset(settings, 0, sizeof *settings);
	settings->size = sizeof *settings;
	settings->level = GHIRBAL_STANDARD;
	settings->invalid = GHIRBAL_INVALID_REPLACE;
	(void)ghirbal_normal_parse(&settings->normal, "standard", NULL);
}

static ghirbal_status open_sieve(ghirbal_stream *stream)
{
	struct gh_sieve *sieve = &stream->sieve;

	sieve->settings = &stream->settings;
	sieve->memory = gh_memory_store(stream->settings.memory);
	sieve->counts = &stream->counts;
	if (stream->rules && !stream->settings.only_normalize) {
		size_t size = (stream->rules->set.count + 1) * sizeof *stream->rule_hits;

		stream->rule_hits = gh_resize(&stream->from, NULL, size);
		if (!stream->rule_hits)
			return GHIRBAL_NO_MEMORY;
		memset(stream->rule_hits, 0, size);
		sieve->rule_hits = stream->rule_hits;
		sieve->set = &stream->rules->set;
		sieve->matcher = stream->rules->matcher;
	}
	gh_sieve_begin(sieve);
	return gh_sieve_init(sieve, &stream->from);
}

ghirbal_status ghirbal_stream_new(ghirbal_stream **stream, const ghirbal_rules *rules,
                                  const ghirbal_settings *settings,
                                  const ghirbal_allocator *allocator)
{
	ghirbal_allocator from = gh_allocator(allocator);
	ghirbal_stream *made;
	ghirbal_status status;

	if (!stream)
		return GHIRBAL_MISUSE;
	*stream = NULL;
	/* Settings that ghirbal_settings_default() never saw hold what happened to lie there. */
	if (!settings || settings->size != sizeof *settings || !settings->write)
		return GHIRBAL_MISUSE;
	if (!settings->only_normalize && (!rules || !rules->matcher))
		return GHIRBAL_MISUSE;
	if (ghirbal_memory_is_part(settings->memory))
		return GHIRBAL_MISUSE;
	made = gh_resize(&from, NULL, sizeof *made);
	if (!made)
		return GHIRBAL_NO_MEMORY;
	memset(made, 0, sizeof *made);
	made->from = from;
	made->rules = rules;
	made->settings = *settings;
	if (made->settings.max_document == 0)
		made->settings.max_document = DEFAULT_MAX_DOCUMENT;
	if (made->settings.max_document < LEAST_MAX_DOCUMENT)
		made->settings.max_document = LEAST_MAX_DOCUMENT;
	status = open_sieve(made);
	if (status) {
		ghirbal_stream_free(made);
		return status;
	}
	*stream = made;
	return GHIRBAL_OK;
}

/* How many bytes of the document are held before something must be done with them. */
static size_t hold_limit(const ghirbal_stream *stream)
{
	size_t most = stream->settings.max_document;

	/* All of it votes on how it was misread, if it may be. */
	return stream->settings.only_normalize && most > NORMALIZE_BLOCK &&
	                       !gh_switch_on(&stream->settings.normal, GH_MOJIBAKE)
	               ? NORMALIZE_BLOCK
	               : most;
}

static void forget(struct gh_buf *held, size_t size)
{
	held->size -= size;
	if (held->size > 0)
		memmove(held->data, held->data + size, held->size);
}

/* The longest beginning of n bytes that ends in a newline, or 0. */
static size_t whole_lines(const char *text, size_t n)
{
	while (n > 0 && text[n - 1] != '\n')
		n--;
	return n;
}

static size_t count_newlines(const char *text, size_t n)
{
	const char *end = text + n;
	size_t count = 0;

	while (text < end && (text = memchr(text, '\n', (size_t)(end - text))) != NULL) {
		text++;
		count++;
	}
	return count;
}

static ghirbal_status judge_held(ghirbal_stream *stream, size_t size, bool last)
{
	ghirbal_status status = gh_sieve_part(&stream->sieve, stream->held.data, size, last);

	forget(&stream->held, size);
	return status;
}

static ghirbal_status pass_text(ghirbal_stream *stream, const char *text, size_t size)
{
	size_t lines = size > 0 ? count_newlines(text, size) : 0;
	ghirbal_status status = gh_sieve_pass(&stream->sieve, text, size);

	stream->counts.lines += lines;
	stream->sieve.number += lines;
	return status;
}

static ghirbal_status pass_held(ghirbal_stream *stream, size_t size)
{
	ghirbal_status status = pass_text(stream, stream->held.data, size);

	forget(&stream->held, size);
	return status;
}

/* ---- lines too long to hold ---- */

/* Letters that no switch takes away: what the normaliser makes of them does not end in a blank. */
static bool ends_in_letter(const char *text, size_t n)
{
	unsigned char last = (unsigned char)text[n - 1];
	uint32_t cp;

	if (last < 0x80)
		return (last >= '0' && last <= '9') || (last >= 'A' && last <= 'Z') ||
		       (last >= 'a' && last <= 'z');
	return n >= 2 && gh_utf8_next(text + n - 2, 2, &cp) == 2 &&
	       gh_letter_class(cp) == GH_CLASS_LETTER;
}

static bool may_end_line(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r';
}

/*
 * Where to cut a line so that its pieces are normalised as the whole would be: before a blank
 * behind a letter, since no switch but mojibake looks beyond a word, and the blanks at the end of a
 * piece would be taken for those at the end of the line.  Where no word ends in half of what is
 * held the line is not prose; it is then cut between two characters, with such blanks left to the
 * next piece.
 */
static size_t place_to_cut(const char *text, size_t size)
{
	size_t at;

	for (at = size - 1; at > size / 2; at--)
		if (text[at] == ' ' && ends_in_letter(text, at))
			return at;
	size -= gh_utf8_unfinished(text, size);
	for (at = size; at > size / 2; at--)
		if (!may_end_line(text[at - 1]))
			return at;
	return size - 1; /* of nothing but blanks one stays, so that no words are joined */
}

static ghirbal_status pass_long_line(ghirbal_stream *stream)
{
	/* Who judges nothing loses nothing by the cut, and need not be told. */
	if (!stream->in_long_line && !stream->settings.only_normalize)
		stream->counts.long_lines++;
	stream->in_long_line = true;
	return pass_held(stream, place_to_cut(stream->held.data, stream->held.size));
}

/* The end of a line whose beginning was passed on goes the same way, once it is there. */
static ghirbal_status finish_long_line(ghirbal_stream *stream)
{
	const char *newline = memchr(stream->held.data, '\n', stream->held.size);

	if (!newline)
		return GHIRBAL_OK;
	stream->in_long_line = false;
	return pass_held(stream, (size_t)(newline - stream->held.data) + 1);
}

/* ---- the way of a document ---- */

/* As much is held as may be: room is made by what whole lines there are of it. */
static ghirbal_status make_room(ghirbal_stream *stream)
{
	size_t size;

	if (stream->in_long_line) {
		ghirbal_status status = finish_long_line(stream);

		return status || !stream->in_long_line ? status : pass_long_line(stream);
	}
	size = whole_lines(stream->held.data, stream->held.size);
	if (size == 0)
		return pass_long_line(stream);
	if (stream->settings.only_normalize)
		return pass_held(stream, size);
	if (!stream->was_split)
		stream->counts.split_documents++;
	stream->was_split = true;
	return judge_held(stream, size, false);
}

ghirbal_status ghirbal_stream_site(ghirbal_stream *stream, const char *site, size_t length)
{
	if (!stream || (!site && length > 0) || stream->held.size > 0 || stream->was_split ||
	    stream->in_long_line)
		return GHIRBAL_MISUSE;
	stream->sieve.site = gh_site_hash(site, length);
	stream->sieve.has_site = true;
	return stream->status;
}

ghirbal_status ghirbal_feed(ghirbal_stream *stream, const char *bytes, size_t size)
{
	if (!stream || (!bytes && size > 0))
		return GHIRBAL_MISUSE;
	while (size > 0 && !stream->status) {
		size_t room = hold_limit(stream) - stream->held.size,
		       take = size < room ? size : room;

		/* Only when more comes: a document of just that size is judged whole. */
		if (room == 0)
			stream->status = make_room(stream);
		else if (!gh_buf_add(&stream->from, &stream->held, bytes, take))
			stream->status = GHIRBAL_NO_MEMORY;
		stream->counts.bytes_in += take;
		bytes += take;
		size -= take;
	}
	return stream->status;
}

/* The last of a document, or all of it, wherever it lies. */
static ghirbal_status finish_text(ghirbal_stream *stream, const char *text, size_t size)
{
	bool open_line = stream->in_long_line || (size > 0 && text[size - 1] != '\n');

	if (!stream->in_long_line && !stream->settings.only_normalize)
		return gh_sieve_part(&stream->sieve, text, size, true);
	stream->counts.lines += open_line;
	return pass_text(stream, text, size);
}

/* What is still held of the document when it ends. */
static ghirbal_status finish_held(ghirbal_stream *stream)
{
	ghirbal_status status = stream->in_long_line ? finish_long_line(stream) : GHIRBAL_OK;

	if (!status)
		status = finish_text(stream, stream->held.data, stream->held.size);
	stream->held.size = 0;
	return status;
}

static ghirbal_status close_document(ghirbal_stream *stream)
{
	if (stream->status)
		return stream->status;
	stream->in_long_line = stream->was_split = false;
	stream->counts.documents++;
	stream->sieve.has_site = false;
	gh_sieve_begin(&stream->sieve);
	return GHIRBAL_OK;
}

ghirbal_status ghirbal_end(ghirbal_stream *stream)
{
	if (!stream)
		return GHIRBAL_MISUSE;
	if (!stream->status)
		stream->status = finish_held(stream);
	return close_document(stream);
}

ghirbal_status ghirbal_clean(ghirbal_stream *stream, const char *text, size_t length)
{
	if (!stream || (!text && length > 0) || stream->held.size > 0 || stream->was_split ||
	    stream->in_long_line)
		return GHIRBAL_MISUSE;
	if (length > hold_limit(stream)) {
		ghirbal_status status = ghirbal_feed(stream, text, length);

		return status ? status : ghirbal_end(stream);
	}
	if (!stream->status) {
		stream->counts.bytes_in += length;
		stream->status = finish_text(stream, text, length);
	}
	return close_document(stream);
}

const ghirbal_counts *ghirbal_stream_counts(const ghirbal_stream *stream)
{
	return stream ? &stream->counts : NULL;
}

const uint64_t *ghirbal_stream_hits(const ghirbal_stream *stream)
{
	return stream ? stream->rule_hits : NULL;
}

void ghirbal_stream_free(ghirbal_stream *stream)
{
	ghirbal_allocator from;

	if (!stream)
		return;
	from = stream->from;
	gh_sieve_free(&stream->sieve);
	gh_buf_free(&from, &stream->held);
	gh_release(&from, stream->rule_hits);
	gh_release(&from, stream);
}
