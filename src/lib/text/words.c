/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#if defined(__SSE2__)

#include <emmintrin.h>

/* Every x86-64 has these, so there is nothing to dispatch on. */
static uint64_t gaps_of_64(const unsigned char *key)
{
	const __m128i blank = _mm_set1_epi8(GH_KEY_BLANK), colon = _mm_set1_epi8(GH_KEY_COLON);
	uint64_t gaps = 0;
	int i;

	for (i = 0; i < 4; i++) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(key + 16 * i));
		__m128i found =
			_mm_or_si128(_mm_cmpeq_epi8(bytes, blank), _mm_cmpeq_epi8(bytes, colon));

		gaps |= (uint64_t)(unsigned)_mm_movemask_epi8(found) << 16 * i;
	}
	return gaps;
}

#else

static uint64_t gaps_of_64(const unsigned char *key)
{
	uint64_t gaps = 0;
	unsigned i;

	for (i = 0; i < 64; i++)
		gaps |= (uint64_t)(key[i] == GH_KEY_BLANK || key[i] == GH_KEY_COLON) << i;
	return gaps;
}

#endif

uint64_t gh_gaps(const unsigned char *key, size_t left, size_t readable)
{
	uint64_t gaps = 0;
	size_t i;

	if (readable >= 64) {
		gaps = gaps_of_64(key);
	} else {
		for (i = 0; i < left && i < 64; i++)
			gaps |= (uint64_t)(key[i] == GH_KEY_BLANK || key[i] == GH_KEY_COLON) << i;
	}
	if (left < 64)
		gaps = (gaps & ((UINT64_C(1) << left) - 1)) | UINT64_C(1) << left;
	return gaps;
}

void gh_view_open(struct gh_view *view, const unsigned char *key, size_t length, size_t slack,
                  size_t at, bool backward)
{
	view->key = key;
	view->length = length;
	view->slack = slack;
	view->at = at;
	view->backward = backward;
	view->done = false;
	view->count = 0;
	view->colons = 0;
}

static bool is_gap(unsigned char byte)
{
	return byte == GH_KEY_BLANK || byte == GH_KEY_COLON;
}

/* Where words part there is one blank, or colons; *colon says which. */
static size_t skip_gap(const struct gh_view *view, bool *colon)
{
	size_t at = view->at;

	*colon = false;
	if (view->backward) {
		while (at > 0 && is_gap(view->key[at - 1]))
			*colon |= view->key[--at] == GH_KEY_COLON;
	} else {
		while (at < view->length && is_gap(view->key[at]))
			*colon |= view->key[at++] == GH_KEY_COLON;
	}
	return at;
}

void gh_view_read(struct gh_view *view)
{
	struct gh_word *word = &view->words[view->count];
	bool colon;
	size_t start = skip_gap(view, &colon), end = start;

	if (view->count == GH_VIEW_WORDS ||
	    (view->backward ? start == 0 : start == view->length)) {
		view->done = true;
		return;
	}
	if (view->backward) {
		while (start > 0 && !is_gap(view->key[start - 1]))
			start--;
	} else {
		end = gh_word_end(view->key, start, view->length);
	}
	view->at = view->backward ? start : end;
	word->start = start;
	word->length = end - start;
	word->head =
		gh_word_head(view->key + start, word->length, view->length + view->slack - start);
	word->known = false;
	view->colons |= (uint64_t)colon << view->count++;
}

bool gh_view_is_number(struct gh_view *view, unsigned place, size_t least, size_t most)
{
	const struct gh_word *word = view->words + place;
	size_t i;

	if (!gh_view_has(view, place) || word->length < least || word->length > most)
		return false;
	for (i = 0; i < word->length; i++)
		if (view->key[word->start + i] != GH_KEY_DIGIT)
			return false;
	return true;
}
