/* SPDX-License-Identifier: MIT */
/*
 * A whole page through the library: the promises, whatever the bytes.  The last two bytes choose
 * the settings and the cuts, the rest is the page.
 */
#include <string.h>

#include "promise.h"
#include "target.h"
#include "ground/utf8.h"

static const char *const profiles[] = {"none", "light", "standard", "search"};

struct chosen {
	const char *profile;
	ghirbal_level level;
	ghirbal_invalid invalid;
	size_t max_document;
	uint64_t cuts;
};

static struct chosen choose(unsigned a, unsigned b)
{
	static const size_t limits[] = {0, 0, 4000, 100};
	struct chosen chosen = {profiles[a % 4], (ghirbal_level)(a / 4 % 3),
	                        (ghirbal_invalid)(a / 12 % 3), limits[b % 4], b + 1};

	return chosen;
}

static ghirbal_settings settings_of(const struct chosen *chosen, struct outcome *outcome,
                                    const char *profile)
{
	ghirbal_settings settings = settings_into(outcome, profile);

	settings.level = chosen->level;
	settings.invalid = chosen->invalid;
	settings.max_document = chosen->max_document;
	return settings;
}

static void clean_cut(const ghirbal_rules *rules, const ghirbal_settings *settings,
                      const struct text *page, uint64_t random)
{
	struct outcome *outcome = settings->context;
	ghirbal_stream *stream;
	size_t at = 0, take, step = 2 + (size_t)(random % 200);

	HOLD(!ghirbal_stream_new(&stream, rules, settings, NULL));
	for (; at < page->size && !outcome->status; at += take) {
		take = (size_t)(next_random(&random) % step);
		if (take > page->size - at)
			take = page->size - at;
		outcome->status = ghirbal_feed(stream, page->data + at, take);
	}
	if (!outcome->status)
		outcome->status = ghirbal_end(stream);
	ghirbal_stream_free(stream);
}

/*
 * Bytes that are kept may be halves of a character, which meet when what stood between them goes.
 */
static bool is_sound(const struct chosen *chosen, const struct text *page)
{
	return chosen->invalid != GHIRBAL_INVALID_KEEP ||
	       gh_utf8_valid(page->data, page->size) == page->size;
}

/* What goes can be put back; and rules and judge see the normalised text, whoever normalised it. */
static void check_order(const ghirbal_rules *rules, const struct chosen *chosen,
                        const struct text *page, const struct outcome *whole)
{
	struct chosen raw = *chosen;
	struct outcome left, normal, after;
	ghirbal_settings settings;

	raw.invalid = GHIRBAL_INVALID_KEEP;
	settings = settings_of(&raw, &left, "none");
	clean_page(rules, &settings, page);
	check_lines("page", page, &left);
	check_rebuilt("page", page, &left);
	raw.invalid = chosen->invalid == GHIRBAL_INVALID_FAIL ? GHIRBAL_INVALID_REPLACE
	                                                      : chosen->invalid;
	settings = settings_of(&raw, &normal, chosen->profile);
	settings.only_normalize = true;
	clean_page(NULL, &settings, page);
	settings = settings_of(&raw, &after, chosen->profile);
	clean_page(rules, &settings, &normal.out);
	if (is_sound(chosen, page) && !text_equal(&whole->out, &after.out))
		fail("page", "normalising the page first gives other bytes");
	outcome_free(&left);
	outcome_free(&normal);
	outcome_free(&after);
}

static void check_page(const ghirbal_rules *rules, const struct chosen *chosen,
                       const struct text *page)
{
	struct outcome whole, cut;
	ghirbal_settings settings = settings_of(chosen, &whole, chosen->profile);

	clean_page(rules, &settings, page);
	settings = settings_of(chosen, &cut, chosen->profile);
	clean_cut(rules, &settings, page, chosen->cuts);
	if (!outcome_equal(&whole, &cut))
		fail("page", "cuts change what comes out");
	HOLD(whole.status == GHIRBAL_OK || whole.status == GHIRBAL_BAD_UTF8);
	if (whole.status == GHIRBAL_OK) {
		check_addresses("page", rules, &whole);
		check_counts("page", page, &whole);
	}
	/* Parts end elsewhere when lines are gone, so of them this is not promised. */
	if (whole.status == GHIRBAL_OK && chosen->max_document == 0) {
		check_order(rules, chosen, page, &whole);
		if (strcmp(chosen->profile, "none") == 0 || is_sound(chosen, page))
			check_stable("page", rules, chosen->profile, &whole, chosen->level);
	} else if (whole.status) {
		HOLD(chosen->invalid == GHIRBAL_INVALID_FAIL &&
		     gh_utf8_valid(page->data, page->size) < page->size);
	}
	outcome_free(&whole);
	outcome_free(&cut);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static ghirbal_rules *rules; /* loaded once, for the life of the program */
	struct chosen chosen;
	struct text page = {0};

	if (size < 2)
		return 0;
	if (!rules)
		rules = default_rules();
	chosen = choose(data[size - 1], data[size - 2]);
	text_add(&page, data, size - 2);
	check_page(rules, &chosen, &page);
	text_free(&page);
	HOLD(failure_count() == 0);
	return 0;
}
