/* SPDX-License-Identifier: MIT */
/*
 * Site memories through the library: every allocation refused in turn, and bytes that somebody has
 * changed and signed again, of which nothing may be believed beyond the file.
 */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory/digest.h"
#include "memory/layout.h"
#include "miser.h"

static int take(void *context, const char *bytes, size_t size)
{
	text_add(context, bytes, size);
	return 0;
}

static ghirbal_status learn(const ghirbal_allocator *allocator, bool part, struct text *memory)
{
	static const char *const pages[] = {
		"الرئيسية\nقال المدير إن العمل يبدأ غدا صباحا.\nدليل المدينة\n",
		"الرئيسية\nقالت المديرة إن العمل انتهى أمس مساء.\nدليل المدينة\n",
		"الرئيسية\nلم يقل أحد شيئا عن العمل حتى الآن.\nدليل المدينة\n",
	};
	ghirbal_learner *learner;
	ghirbal_status status = ghirbal_learner_new(&learner, allocator);
	size_t i;

	memory->size = 0;
	for (i = 0; i < 3 && !status; i++)
		status = ghirbal_learn(learner, "example.com", 11, pages[i], strlen(pages[i]));
	if (!status)
		status = ghirbal_learner_write(learner, part, take, memory);
	ghirbal_learner_free(learner);
	return status;
}

/* Learns, merges, loads and looks, as far as memory goes. */
static ghirbal_status go_through(const ghirbal_allocator *allocator)
{
	static const char rows[] = "ghirbal memory 1\nx.org\t9\tsite\nx.org\t8\t-\tدليل المدينة\n";
	struct text part = {0}, whole = {0};
	ghirbal_memory *opened = NULL;
	ghirbal_status status = learn(allocator, true, &part);

	if (!status)
		status = ghirbal_memory_open(&opened, part.data, part.size, allocator, NULL);
	if (!status)
		status = ghirbal_memory_merge((const ghirbal_memory *const *)&opened, 1, false,
		                              take, &whole, allocator);
	ghirbal_memory_close(opened);
	if (!status)
		status = ghirbal_memory_load(rows, sizeof rows - 1, take, &whole, allocator, NULL);
	text_free(&part);
	text_free(&whole);
	return status;
}

static void check_refusals(void)
{
	struct miser miser = {0};
	const ghirbal_allocator allocator = {miser_resize, &miser};
	size_t all, i;

	if (go_through(&allocator))
		fail("refusals", "learning fails with memory enough");
	all = miser.calls;
	for (i = 1; i <= all; i++) {
		miser = (struct miser){.refuse = i};
		if (go_through(&allocator) != GHIRBAL_NO_MEMORY || miser.blocks > 0)
			fail("refusals", "allocation %zu of %zu: not told, or %zu blocks lost", i,
			     all, miser.blocks);
	}
}

/* Walks and looks up all that a memory says of itself. */
static void look_around(const ghirbal_memory *memory)
{
	ghirbal_memory_line line;
	size_t at = 0, sum = 0, i;

	while (ghirbal_memory_next(memory, &at, &line)) {
		for (i = 0; i < line.length; i++)
			sum += (unsigned char)line.text[i];
		for (i = 0; i < line.site_length; i++)
			sum += (unsigned char)line.site[i];
	}
	if (sum == SIZE_MAX)
		fail("walk", "a sum that cannot be");
}

static void clean_with(const ghirbal_rules *rules, const ghirbal_memory *memory)
{
	static const char page[] = "الرئيسية\nقال المدير إن العمل يبدأ غدا صباحا.\nدليل المدينة\n";
	struct outcome outcome;
	ghirbal_settings settings = settings_into(&outcome, "none");
	ghirbal_stream *stream;

	settings.memory = memory;
	if (ghirbal_stream_new(&stream, rules, &settings, NULL) == GHIRBAL_OK) {
		if (ghirbal_stream_site(stream, "example.com", 11) ||
		    ghirbal_clean(stream, page, sizeof page - 1))
			fail("damage", "a page is not cleaned");
		ghirbal_stream_free(stream);
	}
	outcome_free(&outcome);
}

/* Every byte in turn is changed in a few ways, and the checksum made to fit. */
static void check_damage(const ghirbal_rules *rules, bool part)
{
	static const unsigned char changes[] = {0xFF, 0x80, 0x01};
	struct text memory = {0};
	ghirbal_memory *opened;
	size_t i, k;

	if (learn(NULL, part, &memory))
		fail("damage", "nothing is learned");
	for (i = 0; i + 8 < memory.size; i++)
		for (k = 0; k < sizeof changes; k++) {
			char *sum = memory.data + memory.size - 8;

			memory.data[i] = (char)(memory.data[i] ^ changes[k]);
			if (ghirbal_memory_open(&opened, memory.data, memory.size, NULL, NULL) !=
			    GHIRBAL_BAD_MEMORY)
				fail("damage", "byte %zu changed is not noticed", i);
			gh_put64(sum, gh_checksum_whole(memory.data, memory.size - 8));
			if (!ghirbal_memory_open(&opened, memory.data, memory.size, NULL, NULL)) {
				look_around(opened);
				clean_with(rules, opened);
			}
			ghirbal_memory_close(opened);
			memory.data[i] = (char)(memory.data[i] ^ changes[k]);
			gh_put64(sum, gh_checksum_whole(memory.data, memory.size - 8));
		}
	text_free(&memory);
}

static void check_misuse(void)
{
	struct text memory = {0};
	ghirbal_memory *opened = NULL;
	struct outcome outcome;
	ghirbal_settings settings = settings_into(&outcome, "none");
	ghirbal_stream *stream;

	settings.only_normalize = true;
	if (learn(NULL, false, &memory) ||
	    ghirbal_memory_open(&opened, memory.data, memory.size, NULL, NULL) ||
	    ghirbal_memory_merge((const ghirbal_memory *const *)&opened, 1, false, take, &memory,
	                         NULL) != GHIRBAL_MISUSE)
		fail("misuse", "a whole memory is merged");
	ghirbal_memory_close(opened);
	if (learn(NULL, true, &memory) ||
	    ghirbal_memory_open(&opened, memory.data, memory.size, NULL, NULL))
		fail("misuse", "no part is made");
	settings.memory = opened;
	if (ghirbal_stream_new(&stream, NULL, &settings, NULL) != GHIRBAL_MISUSE)
		fail("misuse", "a part is taken for a memory");
	ghirbal_memory_close(opened);
	text_free(&memory);
	outcome_free(&outcome);
}

int main(void)
{
	ghirbal_rules *rules = default_rules();

	check_refusals();
	check_damage(rules, false);
	check_damage(rules, true);
	check_misuse();
	ghirbal_rules_free(rules);
	return exit_status("test-memory", 1);
}
