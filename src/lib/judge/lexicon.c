/* SPDX-License-Identifier: MIT */
#include "judge/lexicon.h"

#include <string.h>

#include "text/doc.h"

#define SLOTS 2048    /* a power of two, at most half full */
#define SEEN_SHIFT 21 /* leaves as many bits of a hash as SLOTS has values */

struct gh_lexicon {
	unsigned char seen[SLOTS]; /* by other bits of the hash: most words are not known */
	struct {
		uint32_t hash;
		uint32_t classes;
	} slots[SLOTS];
};

uint32_t gh_word_hash(const unsigned char *word, size_t n)
{
	uint64_t h = n;

	for (; n > 8; word += 8, n -= 8)
		h = gh_stir(h, gh_eight(word));
	return (uint32_t)(gh_stir(h, gh_word_head(word, n, GH_KEY_SLACK)) >> 32);
}

uint32_t gh_word_classes(const struct gh_lexicon *lexicon, uint32_t hash)
{
	size_t at = hash & (SLOTS - 1);

	while (lexicon->seen[hash >> SEEN_SHIFT] && lexicon->slots[at].classes) {
		if (lexicon->slots[at].hash == hash)
			return lexicon->slots[at].classes;
		at = (at + 1) & (SLOTS - 1);
	}
	return 0;
}

static void add_word(struct gh_lexicon *lexicon, const char *word, uint32_t class)
{
	unsigned char key[GH_FOLD_ROOM(64) + GH_KEY_SLACK];
	uint32_t hash = gh_word_hash(key, gh_fold(word, strlen(word), key));
	size_t at = hash & (SLOTS - 1);

	while (lexicon->slots[at].classes && lexicon->slots[at].hash != hash)
		at = (at + 1) & (SLOTS - 1);
	lexicon->seen[hash >> SEEN_SHIFT] = 1;
	lexicon->slots[at].hash = hash;
	lexicon->slots[at].classes |= class;
}

static void add_words(struct gh_lexicon *lexicon)
{
	static const struct {
		const char *word;
		uint32_t class;
	} list[] = {
#define GH_FUNCTION(word) {word, GH_FUNCTION_WORD},
#define GH_SITE(word) {word, GH_SITE_WORD},
#define GH_MONTH(word) {word, GH_MONTH_WORD},
#define GH_AGO(word) {word, GH_AGO_WORD},
#define GH_SINCE(word) {word, GH_SINCE_WORD},
#define GH_SECTION(word) {word, GH_SECTION_WORD},
#define GH_SPAM(word) {word, GH_SPAM_WORD},
#define GH_POLICY_TITLE(word) {word, GH_POLICY_WORD},
#include "lang/languages.def"
	};
	size_t i;

	for (i = 0; i < sizeof list / sizeof list[0]; i++)
		add_word(lexicon, list[i].word, list[i].class);
}

struct gh_lexicon *gh_lexicon_new(const ghirbal_allocator *from)
{
	struct gh_lexicon *lexicon = gh_resize(from, NULL, sizeof *lexicon);

	if (!lexicon)
		return NULL;
	memset(lexicon, 0, sizeof *lexicon);
	add_words(lexicon);
	return lexicon;
}

void gh_lexicon_free(const ghirbal_allocator *from, struct gh_lexicon *lexicon)
{
	gh_release(from, lexicon);
}
