/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "miser.h"
#include "rules/match.h"
#include "rules/prefilter.h"
#include "rules/walk.h"

/* Rules, a matcher and one document matched with it. */
struct bench {
	struct miser miser;
	ghirbal_allocator from;
	struct gh_ruleset set;
	struct gh_matcher *matcher;
	struct gh_scratch *scratch;
	struct gh_doc doc;
	struct gh_hits hits;
};

static ghirbal_status set_up(struct bench *bench, const char *rules)
{
	ghirbal_status status;

	memset(&bench->hits, 0, sizeof bench->hits);
	bench->matcher = NULL;
	bench->scratch = NULL;
	bench->from = (ghirbal_allocator){miser_resize, &bench->miser};
	gh_ruleset_init(&bench->set, &bench->from);
	gh_doc_init(&bench->doc, &bench->from);
	status = gh_ruleset_add(&bench->set, "t", rules, strlen(rules), NULL);
	if (!status)
		status = gh_matcher_new(&bench->matcher, &bench->set, NULL);
	if (!status) {
		bench->scratch = gh_scratch_new(bench->matcher, &bench->from);
		status = bench->scratch ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
	}
	return status;
}

static bool match(struct bench *bench, const char *text, size_t size)
{
	size_t number = 1;

	return gh_doc_read(&bench->doc, text, size, &number, true) &&
	       gh_match(bench->matcher, bench->scratch, &bench->doc, &bench->hits);
}

static void tear_down(struct bench *bench)
{
	gh_hits_free(&bench->from, &bench->hits);
	gh_doc_free(&bench->doc);
	gh_scratch_free(bench->scratch);
	gh_matcher_free(bench->matcher);
	gh_ruleset_free(&bench->set);
	assert_int_equal(bench->miser.blocks, 0);
}

/* The line number of the rule that a verb has on one line of text, or 0. */
static uint32_t ruled(struct bench *bench, enum gh_verb verb, const char *text)
{
	uint32_t rule;

	assert_true(match(bench, text, strlen(text)));
	assert_int_equal(bench->doc.count, 1);
	rule = bench->hits.lines[0].rule[verb];
	return rule == GH_NO_RULE ? 0 : bench->set.rules[rule].line;
}

/* What the spans leave of a line, with | where each was. */
static const char *left_by_cuts(struct bench *bench, const char *text)
{
	static char left[512];
	size_t i, at = 0, size = 0;

	assert_true(match(bench, text, strlen(text)));
	for (i = 0; i < bench->hits.lines[0].cuts; i++) {
		const struct gh_cut *cut = &bench->hits.cuts.all[bench->hits.lines[0].cut + i];

		assert_true(cut->start >= at && cut->length > 0 &&
		            cut->start + cut->length <= strlen(text));
		size += (size_t)snprintf(left + size, sizeof left - size, "%.*s|",
		                         (int)(cut->start - at), text + at);
		at = cut->start + cut->length;
	}
	(void)snprintf(left + size, sizeof left - size, "%s", text + at);
	return left;
}

/* ---- whole lines ---- */

static void test_whole_lines(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(
		set_up(&bench, "ghirbal 1\nhead line شاهد أيضا\ndrop line 12:30\nkeep line x y\n"),
		GHIRBAL_OK);
	assert_int_equal(ruled(&bench, GH_HEAD, "شاهد أيضاً"), 2);
	assert_int_equal(ruled(&bench, GH_HEAD, " ** شَاهِدْ  ايـــضا : "), 2);
	assert_int_equal(ruled(&bench, GH_HEAD, ": شاهد أيضا..."), 2);
	assert_int_equal(ruled(&bench, GH_HEAD, "شاهد أيضا."), 2);
	assert_int_equal(ruled(&bench, GH_HEAD, "شاهد: أيضا"), 0);
	assert_int_equal(ruled(&bench, GH_HEAD, "شاهد أيضا كيف"), 0);
	assert_int_equal(ruled(&bench, GH_HEAD, "شاهد"), 0);
	assert_int_equal(ruled(&bench, GH_HEAD, "شاهد أيضاه"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "٠٩:٤٥"), 3);
	assert_int_equal(ruled(&bench, GH_DROP, "12 30"), 0);
	assert_int_equal(ruled(&bench, GH_KEEP, "X: Y"), 0);
	assert_int_equal(ruled(&bench, GH_KEEP, "X - Y"), 4);
	assert_int_equal(ruled(&bench, GH_DROP, "—"), 0);
	tear_down(&bench);
}

/* ---- slots ---- */

static const char slots[] =
	"ghirbal 1\n"
	"slot n digits\n"
	"slot text words 1-5\n"
	"slot month يناير | كانون الثاني\n"
	"slot date {n} {month} {n} | {n} {month}\n"
	"slot time {n}:{n} | {n}:{n} م\n"
	"drop line التعليقات على {text} مغلقة\n"
	"drop line {n} تعليق\n"
	"drop line نشر في {date}\n"
	"drop line نشر في {date} {time}\n"
	"drop line {text} غير متواجد\n"
	"drop line {text} بقلم {text}\n"
	"drop line المصدر: {text}\n"
	"drop line {date}\n"
	"drop line {text} نهاية {n}\n";

static void test_slots(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(set_up(&bench, slots), GHIRBAL_OK);
	assert_int_equal(ruled(&bench, GH_DROP, "التعليقات على كذا مغلقة"), 7);
	assert_int_equal(ruled(&bench, GH_DROP, "التعليقات على «كذا: وكذا» – وكذا مغلقة"), 7);
	assert_int_equal(ruled(&bench, GH_DROP, "التعليقات على مغلقة"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "التعليقات على مغلقة مغلقة"), 7);
	assert_int_equal(ruled(&bench, GH_DROP, "التعليقات على ا ب ت ث ج ح مغلقة"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "التعليقات على كذا مغلقة الآن"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "نشر في: 3 يناير 2020"), 9);
	assert_int_equal(ruled(&bench, GH_DROP, "نشر في ٣ كانون الثاني"), 9);
	assert_int_equal(ruled(&bench, GH_DROP, "نشر في 3 يناير 2020 - 10:30 م"), 10);
	assert_int_equal(ruled(&bench, GH_DROP, "نشر في 3 يناير 10:30"), 10);
	assert_int_equal(ruled(&bench, GH_DROP, "نشر في 3 كانون"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "أحمد علي غير متواجد"), 11);
	assert_int_equal(ruled(&bench, GH_DROP, "غير متواجد"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "عنوان المقال بقلم أحمد علي"), 12);
	assert_int_equal(ruled(&bench, GH_DROP, "بقلم أحمد علي"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "المصدر: وكالات"), 13);
	assert_int_equal(ruled(&bench, GH_DROP, "المصدر وكالات"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "1 كانون الثاني 2021"), 14);
	assert_int_equal(ruled(&bench, GH_DROP, "كلام عن نهاية 12"), 15);
	assert_int_equal(ruled(&bench, GH_DROP, "كلام عن نهاية الشهر"), 0);
	tear_down(&bench);
}

static void test_numbers(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(set_up(&bench, slots), GHIRBAL_OK);
	assert_int_equal(ruled(&bench, GH_DROP, "1 تعليق"), 8);
	assert_int_equal(ruled(&bench, GH_DROP, "(١٬٢٣٤٬٥٦٧) تعليق"), 8);
	assert_int_equal(ruled(&bench, GH_DROP, "1.5 تعليق"), 8);
	assert_int_equal(ruled(&bench, GH_DROP, "12,34,56 تعليق"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "1: تعليق"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "1a تعليق"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "تعليق"), 0);
	tear_down(&bench);
}

/* ---- edges, inside, the guard ---- */

/* ---- what a walk may begin with ---- */

struct sight {
	size_t length; /* of the key */
	bool backward, any;
};

static void see(void *context, const struct gh_accept *accept, unsigned count, size_t edge)
{
	struct sight *sight = context;

	(void)count;
	if (!accept->whole || edge == (sight->backward ? 0 : sight->length))
		sight->any = true;
}

/* One line of words that rules know, numbers and others, with blanks or colons between. */
static size_t make_line(char *line)
{
	static const char *const words[] = {
		"1", "22", "333", "مايو", "يونيو", "كانون", "الثاني", "واس", "و", "ا", "س", "ص",
		"تم", "قراءة", "شيء", "a", "b", "c", "2026"};
	size_t size = 0, left;

	for (left = 1 + (size_t)rand() % 7; left > 0; left--)
		size += (size_t)sprintf(line + size, "%s%s",
		                        words[(size_t)rand() % (sizeof words / sizeof *words)],
		                        left == 1 ? "" : rand() % 5 ? " " : ":");
	return size;
}

/*
 * Whether the prefilter lets the walk of a root from this word pass, if it is one that a line asks
 * for.
 */
static bool may_pass(const struct bench *bench, enum gh_root root, const struct gh_words *words,
                     size_t at)
{
	static enum gh_kernel kernel;
	bool long_line = rand() % 2;
	unsigned may;

	do
		kernel = (kernel + 1) % GH_KERNELS;
	while (!gh_kernel_runs(kernel));
	may = gh_prefilter(bench->matcher, kernel, words->key, words->length, long_line);

	return may & GH_MAY_HAVE || (root == GH_ROOT_BEGIN ? at > 0
	                             : root == GH_ROOT_END ? at + 1 < words->count
	                                                   : long_line);
}

/* Where no walk is begun none would have found anything, whatever slots phrases begin with. */
static void test_beginnings(void **state)
{
	static const char *const rules =
		"ghirbal 1\n[info]\nslot n digits\nslot some words 1-2\n"
		"slot month مايو | يونيو | كانون الثاني\n"
		"slot day {n} {month} | {month} {n} | {n} {n} {n} | {n} {month} {n}\n"
		"slot time {n}:{n} | {n}:{n} ص\nslot date {day} | {day} {time} | {time} {day}\n"
		"slot agency واس | و ا س | {month}\n"
		"slot letter a | b | c | d | e | f | g | h | i | j | k | l\n"
		"slot letters {letter} | {letter} {letter} | {letter} {some} | {n} {letter}\n"
		"drop line {date}\ndrop line {n} {n}\ndrop line {n} قراءة\ndrop line {agency} "
	        "{agency}\n"
		"drop line 22 مايو\ndrop line {month} 333\ndrop starts {n} {some} تم\n"
		"drop starts {n} {n} شيء\ndrop ends {date} ص\ndrop ends تم {n}\ndrop line {n}\n"
		"drop line {letters} {letters} {letters} {letters}\nhint has {month} {time}\n";
	struct bench bench = {0};
	char text[256];
	size_t round, at;
	enum gh_root root;

	(void)state;
	assert_int_equal(set_up(&bench, rules), GHIRBAL_OK);
	for (round = 0; round < 20000; round++) {
		struct gh_words words;
		const struct gh_line *line;

		assert_true(match(&bench, text, make_line(text)));
		line = bench.doc.lines;
		gh_words_open(&words, gh_scratch_lexemes(bench.scratch),
		              gh_line_key(&bench.doc, line), 0, line->key_length, false);
		gh_words_read(&words, GH_WORDS_PLACES);
		for (root = GH_ROOT_BEGIN; root < GH_ROOT_OPEN; root++)
			for (at = 0; at < words.count; at++) {
				struct sight sight = {line->key_length, root == GH_ROOT_END, false};
				size_t steps = 100000;

				if (words.all[at].lexeme.marks & GH_MARK(root) &&
				    gh_trie_can_begin(&bench.matcher->trie, root, &words, at) &&
				    may_pass(&bench, root, &words, at))
					continue;
				gh_trie_walk(&bench.matcher->trie, root, &words, at, see, &sight,
				             &steps);
				if (sight.any)
					fail_msg("%s: no walk %d from word %zu", text, (int)root,
					         at);
			}
	}
	tear_down(&bench);
}

static void test_edges(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(set_up(&bench, "ghirbal 1\n"
	                                "drop starts للمزيد:\n"
	                                "drop starts تابعونا عبر\n"
	                                "drop ends قراءة المزيد\n"
	                                "drop has اضغط هنا\n"
	                                "drop has المصدر:\n"),
	                 GHIRBAL_OK);
	assert_int_equal(ruled(&bench, GH_DROP, "للمزيد : كذا"), 2);
	assert_int_equal(ruled(&bench, GH_DROP, "للمزيد:"), 2);
	assert_int_equal(ruled(&bench, GH_DROP, "للمزيد كذا"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "— تابعونا عبر: فيسبوك"), 3);
	assert_int_equal(ruled(&bench, GH_DROP, "تابعونا عبر"), 3);
	assert_int_equal(ruled(&bench, GH_DROP, "تابعونا عبرنا"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "قال تابعونا عبر"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "عنوان: قراءة المزيد ..."), 4);
	assert_int_equal(ruled(&bench, GH_DROP, "عنوان وقراءة المزيد"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "قراءة المزيد من العناوين"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "للتحميل (اضغط هنا) الآن"), 5);
	assert_int_equal(ruled(&bench, GH_DROP, "واضغط هنا"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "صورة، المصدر: كذا"), 6);
	assert_int_equal(ruled(&bench, GH_DROP, "صورة المصدر كذا"), 0);
	tear_down(&bench);
}

static void test_guard(void **state)
{
	struct bench bench = {0};
	char text[1024];
	size_t i;

	(void)state;
	assert_int_equal(set_up(&bench, "ghirbal 1\ndrop starts اقرأ المزيد\nkeep starts قال "
	                                "الراوي\nhint has كذا كذا\n"),
	                 GHIRBAL_OK);
	assert_int_equal(ruled(&bench, GH_DROP, "اقرأ المزيد عن الخبر"), 2);
	assert_int_equal(ruled(&bench, GH_DROP, "اقرأ المزيد عن الخبر.."), 2);
	assert_int_equal(ruled(&bench, GH_DROP, "اقرأ المزيد عن الخبر…."), 2);
	assert_int_equal(ruled(&bench, GH_DROP, "اقرأ المزيد عن الخبر؟"), 2);
	assert_int_equal(ruled(&bench, GH_DROP, "اقرأ المزيد عن الخبر."), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "اقرأ المزيد عن «الخبر.» "), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "اقرأ المزيد عن خبر۔"), 0);
	assert_int_equal(ruled(&bench, GH_KEEP, "قال الراوي كذا."), 3);
	assert_int_equal(ruled(&bench, GH_HINT, "إن كذا كذا."), 0);
	strcpy(text, "اقرأ المزيد");
	for (i = 0; i < 149 / 4; i++)
		strcat(text, " بتث");
	assert_int_equal(ruled(&bench, GH_DROP, text), 2); /* 11 + 37 * 4 = 159 */
	strcat(text, "ب");
	assert_int_equal(ruled(&bench, GH_DROP, text), 2);
	strcat(text, "ب");
	assert_int_equal(ruled(&bench, GH_DROP, text), 0);
	tear_down(&bench);
}

/* Whatever leaves part of the line open has the guard; a text with a stop of its own has none. */
static void test_guard_of_open_texts(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(set_up(&bench, "ghirbal 1\n"
	                                "slot n digits\n"
	                                "slot w words 1-9\n"
	                                "slot on {n} | يوم {w}\n"
	                                "drop line انضم {on}\n"
	                                "drop line صدر العدد {n}\n"
	                                "head line تعليقات {w} مغلقة.\n"
	                                "end match ^ظهرت المقالة\n"
	                                "end match ^حقوق .{2,60}$\n"
	                                "end match ^رخصة .{2,60}\\.?\\s*$\n"
	                                "end match ^بنود[^.]*$\n"
	                                "hint match ^سعره \\.*$\n"
	                                "keep match ^قال\n"),
	                 GHIRBAL_OK);
	assert_int_equal(ruled(&bench, GH_DROP, "انضم يوم الجمعة"), 5);
	assert_int_equal(ruled(&bench, GH_DROP, "انضم يوم رحل أبوه إلى الجيش."), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "صدر العدد 12."), 6);
	assert_int_equal(ruled(&bench, GH_HEAD, "تعليقات هذا الخبر مغلقة."), 7);
	assert_int_equal(ruled(&bench, GH_END, "ظهرت المقالة في موقعنا"), 8);
	assert_int_equal(ruled(&bench, GH_END, "ظهرت المقالة بعد موته بعام."), 0);
	assert_int_equal(ruled(&bench, GH_END, "حقوق النشر لنا"), 9);
	assert_int_equal(ruled(&bench, GH_END, "حقوق النشر بيعت في المزاد."), 0);
	assert_int_equal(ruled(&bench, GH_END, "رخصة المشاع الإبداعي."), 10);
	assert_int_equal(ruled(&bench, GH_END, "بنود الخدمة"), 11);
	assert_int_equal(ruled(&bench, GH_HINT, "سعره ."), 12);
	assert_int_equal(ruled(&bench, GH_KEEP, "قال كلمته ومضى."), 13);
	tear_down(&bench);
}

/* By verb the most exact rule: by how, then without slots, then longer. */
static void test_most_exact(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(set_up(&bench, "ghirbal 1\n"
	                                "slot text words 1-5\n"
	                                "drop match اقرأ\n"
	                                "drop has اقرأ\n"
	                                "drop ends المزيد\n"
	                                "drop starts اقرأ\n"
	                                "drop starts اقرأ أيضا\n"
	                                "drop line اقرأ {text}\n"
	                                "drop line اقرأ المزيد\n"
	                                "head line اقرأ المزيد\n"),
	                 GHIRBAL_OK);
	assert_int_equal(ruled(&bench, GH_DROP, "اقرأ المزيد"), 9);
	assert_int_equal(bench.set.rules[bench.hits.lines[0].rule[GH_DROP]].how, GH_LINE);
	assert_int_equal(ruled(&bench, GH_HEAD, "اقرأ المزيد"), 10);
	assert_int_equal(ruled(&bench, GH_DROP, "اقرأ هذا"), 8);
	assert_int_equal(ruled(&bench, GH_DROP, "اقرأ أيضا ا ب ت ث ج ح"), 7);
	assert_int_equal(bench.set.rules[bench.hits.lines[0].rule[GH_DROP]].how, GH_STARTS);
	assert_int_equal(ruled(&bench, GH_DROP, "اقرأ ا ب ت ث ج ح المزيد"), 6);
	assert_int_equal(ruled(&bench, GH_DROP, "كلام ا ب ت ث ج ح المزيد"), 5);
	assert_int_equal(ruled(&bench, GH_DROP, "كلام اقرأ كلام"), 4);
	assert_int_equal(ruled(&bench, GH_DROP, "كلام اقرأه كلام"), 3);
	tear_down(&bench);
}

static void test_groups_off(void **state)
{
	struct bench bench = {0};
	const char *rules = "ghirbal 1\n[share]\ndrop line شارك\n[nav]\ndrop starts شارك\n";
	bool matched;

	(void)state;
	bench.from = (ghirbal_allocator){miser_resize, &bench.miser};
	gh_ruleset_init(&bench.set, &bench.from);
	gh_doc_init(&bench.doc, &bench.from);
	assert_int_equal(gh_ruleset_add(&bench.set, "t", rules, strlen(rules), NULL), GHIRBAL_OK);
	assert_int_equal(gh_ruleset_switch(&bench.set, "share", true, NULL), GHIRBAL_OK);
	assert_int_equal(gh_matcher_new(&bench.matcher, &bench.set, NULL), GHIRBAL_OK);
	bench.scratch = gh_scratch_new(bench.matcher, &bench.from);
	assert_non_null(bench.scratch);
	/* What a group that is off is spared is the sieve's to say: the line is still share's. */
	assert_int_equal(ruled(&bench, GH_DROP, "شارك"), 3);
	assert_int_equal(bench.hits.lines[0].covered, 1);
	/* Its examples are run. */
	assert_true(gh_match_example(bench.matcher, bench.scratch, 0, "شارك", 8, &matched));
	assert_true(matched);
	assert_true(gh_match_example(bench.matcher, bench.scratch, 0, "شارك الآن", 17, &matched));
	assert_false(matched);
	assert_true(gh_match_example(bench.matcher, bench.scratch, 1, "شارك الآن", 17, &matched));
	assert_true(matched);
	assert_true(gh_match_example(bench.matcher, bench.scratch, 1, "  ", 2, &matched));
	assert_false(matched);
	tear_down(&bench);
}

/*
 * A phrase of many words is found wherever it stands on a line longer than the window on its words.
 */
static void test_long_lines(void **state)
{
	struct bench bench = {0};
	char text[8192];
	size_t before, i, size;

	(void)state;
	assert_int_equal(set_up(&bench, "ghirbal 1\nslot text words 1-40\nkeep has سند {text} هنا\n"
	                                "keep ends عند {text} النهاية\n"),
	                 GHIRBAL_OK);
	for (before = 150; before < 600; before++) {
		size_t between = before % 41;

		for (i = size = 0; i < before; i++)
			size += (size_t)sprintf(text + size, "ما ");
		size += (size_t)sprintf(text + size, "سند");
		for (i = 0; i < between; i++)
			size += (size_t)sprintf(text + size, " لا");
		sprintf(text + size, " هنا وهناك");
		assert_int_equal(ruled(&bench, GH_KEEP, text), between > 0 ? 3 : 0);
		size = (size_t)(strstr(text, "سند") - text);
		memcpy(text + size, "عند", strlen("عند"));
		sprintf(strstr(text, " هنا وهناك"), " النهاية");
		assert_int_equal(ruled(&bench, GH_KEEP, text), between > 0 ? 4 : 0);
	}
	tear_down(&bench);
}

/* ---- tails and menus ---- */

static void test_tails(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(
		set_up(&bench, "ghirbal 1\ndrop line قراءة المزيد\ndrop line المزيد\nend line ا ب\n"
	                       "hint line إلى آخره هنا\ndrop line ا ب ت ث ج\n"),
		GHIRBAL_OK);
	assert_true(match(&bench, "عنوان طويل قراءة المزيد", strlen("عنوان طويل قراءة المزيد")));
	assert_int_equal(bench.hits.lines[0].tail, 0);
	assert_int_equal(ruled(&bench, GH_DROP, "قراءة المزيد"), 2);
	assert_int_equal(bench.hits.lines[0].tail, GH_NO_RULE); /* nothing stands before it */
	assert_int_equal(ruled(&bench, GH_DROP, "عنوان طويل قراءة المزيد."), 0);
	assert_int_equal(bench.hits.lines[0].tail, GH_NO_RULE);
	assert_int_equal(ruled(&bench, GH_DROP, "عنوان طويل قراءة المزيد »…"), 0);
	assert_int_equal(bench.hits.lines[0].tail, 0);
	assert_int_equal(ruled(&bench, GH_DROP, "عنوان طويل المزيد"), 0);
	assert_int_equal(bench.hits.lines[0].tail, GH_NO_RULE); /* one word */
	assert_int_equal(ruled(&bench, GH_DROP, "عنوان ا ب"), 0);
	assert_int_equal(bench.hits.lines[0].tail, GH_NO_RULE); /* an end */
	assert_int_equal(ruled(&bench, GH_DROP, "عنوان ا ب ت ث ج"), 0);
	assert_int_equal(bench.hits.lines[0].tail, GH_NO_RULE); /* five words */
	assert_int_equal(ruled(&bench, GH_DROP, "عنوان إلى آخره هنا"), 0);
	assert_int_equal(bench.hits.lines[0].tail, 3);
	assert_int_equal(
		ruled(&bench, GH_DROP,
	              "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 قراءة المزيد"),
		0);
	assert_int_equal(bench.hits.lines[0].words, 30);
	assert_int_equal(bench.hits.lines[0].tail, 0);
	assert_int_equal(
		ruled(&bench, GH_DROP,
	              "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 قراءة المزيد"),
		0);
	assert_int_equal(bench.hits.lines[0].tail, GH_NO_RULE);
	tear_down(&bench);
}

static void assert_cover(struct bench *bench, const char *text, unsigned covered, unsigned words)
{
	assert_true(match(bench, text, strlen(text)));
	assert_int_equal(bench->hits.lines[0].covered, covered);
	if (covered > 0)
		assert_int_equal(bench->hits.lines[0].words, words);
}

static void test_covers(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(set_up(&bench, "ghirbal 1\nslot n digits\nslot text words 1-3\n"
	                                "drop line الرئيسية\ndrop line اتصل بنا\nhead line اتصل "
	                                "بنا الآن\nend line رياضة\n"
	                                "hint line أخبار\ndrop line صحة {text}\ndrop line {n} "
	                                "تعليق\ndrop starts فن\n"
	                                "slot one الحج | البيت\ndrop line دليل {one}\ndrop line "
	                                "دليل الحج والعمرة كاملا\n"),
	                 GHIRBAL_OK);
	assert_cover(&bench, "الرئيسية أخبار رياضة اتصل بنا", 4, 5);
	assert_cover(&bench, "الرئيسية | رياضة : اتصل بنا الآن اتصل", 5, 6);
	assert_cover(&bench, "فن صحة الناس 1,200 تعليق رياضة", 4, 7);
	assert_cover(&bench, "كلام لا يعرفه أحد", 0, 4);
	assert_cover(&bench, "دليل الحج والعمرة كاملا هنا", 4, 5); /* the longest, wherever it stands in the trie */
	assert_cover(&bench, "اتصل", 0, 1);
	assert_cover(&bench, "بنا اتصل: بنا", 0, 3); /* a colon is part of the text */
	tear_down(&bench);
}

/* ---- cuts ---- */

static void test_cuts(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(set_up(&bench, "ghirbal 1\nslot name words 1-2\n"
	                                "cut has مقالات ذات صلة{joined}\n"
	                                "cut starts شارك الخبر:\n"
	                                "cut ends اقرأ المزيد\n"
	                                "cut has بقلم {name} خاص\n"
	                                "cut has بقلم {name}\n"
	                                "cut match \\s*\\[إعلان\\]\n"),
	                 GHIRBAL_OK);
	assert_string_equal(left_by_cuts(&bench, "نص مقالاتُ ذات صلةٍولفت بيان"), "نص |ولفت بيان");
	assert_string_equal(left_by_cuts(&bench, "مقالات ذات صلة وقال"), "| وقال");
	assert_string_equal(left_by_cuts(&bench, "مقالات ذات صل وقال"), "مقالات ذات صل وقال");
	assert_string_equal(left_by_cuts(&bench, "• شارك الخبر : قال"), "|قال");
	assert_string_equal(left_by_cuts(&bench, "شارك الخبر قال"), "شارك الخبر قال");
	assert_string_equal(left_by_cuts(&bench, "قال كذا. اقرأ المزيد..."), "قال كذا. |");
	assert_string_equal(left_by_cuts(&bench, "ثم بقلم أحمد علي خاص"), "ثم |");
	assert_string_equal(left_by_cuts(&bench, "ثم بقلم أحمد علي ثم"), "ثم | ثم");
	assert_string_equal(left_by_cuts(&bench, "قال [إعلان] ثم [إعلان]."), "قال| ثم|.");
	assert_string_equal(
		left_by_cuts(&bench, "شارك الخبر: مقالات ذات صلةقال [إعلان] اقرأ المزيد"),
		"||قال| |");
	tear_down(&bench);
}

/* Spans keep apart whatever rules they are of. */
static void test_cuts_keep_apart(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(set_up(&bench, "ghirbal 1\ncut has ا ب\ncut has ب ت\ncut match ب ت ث\ncut "
	                                "starts ا ب ت\ncut ends ث ج\n"),
	                 GHIRBAL_OK);
	assert_string_equal(left_by_cuts(&bench, "ا ب ت ث ج"), "| |");
	assert_string_equal(left_by_cuts(&bench, "ا ب ا ب ت ا ب"), "| | ت |");
	assert_string_equal(left_by_cuts(&bench, "ج ب ت ث ج"), "ج | ج");
	tear_down(&bench);
}

/* A pattern may match thousands of times on a line, whatever bytes it has. */
static void test_many_cuts(void **state)
{
	static char text[40001];
	struct bench bench = {0};
	size_t i;

	(void)state;
	for (i = 0; i + 4 < sizeof text; i += 4)
		memcpy(text + i, "abx ", 4);
	assert_int_equal(set_up(&bench, "ghirbal 1\ncut match abx?\n"), GHIRBAL_OK);
	assert_true(match(&bench, text, sizeof text - 1));
	assert_int_equal(bench.hits.lines[0].cuts, 10000);
	assert_int_equal(bench.hits.cuts.all[9999].start, 39996);
	assert_int_equal(bench.hits.cuts.all[9999].length, 3);
	text[39999] = '\xFF';
	assert_true(match(&bench, text, sizeof text - 1));
	assert_int_equal(bench.hits.lines[0].cuts, 10000);
	tear_down(&bench);
}

/* ---- patterns ---- */

static void test_patterns(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(set_up(&bench, "ghirbal 1\n"
	                                "drop match ^\\s*(?:المصدر|الكاتب)\\s*[:/]\n"
	                                "keep match ^\\d{2}/\\d{2}$\n"
	                                "end match (?i)copyright.{0,9}site\n"
	                                "head match خبرا? عاجل|أنباء\\.عاجلة\n"
	                                "hint match ^.$\n"),
	                 GHIRBAL_OK);
	assert_int_equal(ruled(&bench, GH_DROP, "  الكاتب / أحمد"), 2);
	assert_int_equal(ruled(&bench, GH_DROP, "الكاتب أحمد"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "قال الكاتب: لا"), 0);
	/*
	 * A pattern says the same before and after the normaliser: marks, tatweel and forms are
	 * nothing to it.
	 */
	assert_int_equal(ruled(&bench, GH_DROP, "\xE2\x80\x8Fالكاتِـب: لا"), 2);
	assert_int_equal(ruled(&bench, GH_DROP, "\xEF\xBA\x8Dلكاتب: لا"), 2);
	assert_int_equal(ruled(&bench, GH_KEEP, "٠١/٠٢"), 3);
	assert_int_equal(ruled(&bench, GH_KEEP, "01-02"), 0);
	assert_int_equal(ruled(&bench, GH_END, "© COPYRIGHT My Site"), 4);
	assert_int_equal(ruled(&bench, GH_HEAD, "هذا خبر عاجل"), 5);
	assert_int_equal(ruled(&bench, GH_HEAD, "هذه أنباء.عاجلة"), 5);
	assert_int_equal(ruled(&bench, GH_HEAD, "هذه أنباء عاجلة"), 0);
	assert_int_equal(ruled(&bench, GH_HINT, "©"), 6); /* no literal: tried on each line, even of signs only */
	assert_int_equal(ruled(&bench, GH_HINT, "©©"), 0);
	/* Ill-formed bytes match nothing and break nothing. */
	assert_int_equal(ruled(&bench, GH_DROP, "\xD8 الكاتب: \xFF\xFE"), 0);
	assert_int_equal(ruled(&bench, GH_HEAD, "\xFF\xE2\x82 خبر عاجل \xD8"), 5);
	tear_down(&bench);
}

/* A pattern's letters stand for all their spellings, and nothing else of it changes. */
static void test_spellings(void **state)
{
	static const struct { const char *pattern, *line; bool matches; } cases[] = {
		{"^شكرًا لأسامة$", "شكرا لاسامه", true}, {"^شكرا لأسامة$", "شُكرًا لأُسامة", true}, {"^شكرً?ا$", "شكر", false}, {"^شكرً?ا$", "شكا", false}, {"^شكرً?ا$", "شكراً", true},
		{"^كيلو2$", "کیلو٢", true}, {"^كيلو2$", "كيلو3", false}, {"^[أ-إ]$", "آ", true}, {"^[أ-إ]$", "ب", false},
		{"^[آ-ی]+$", "پارک", true}, {"^[^ة]$", "ه", false}, {"^[^ة]$", "ت", true}, {"^[1-3]$", "۲", true}, {"^[1-3]$", "٤", false},
		{"^[٠-٩]$", "7", true}, {"^[ا-ي-x]+$", "أ-x", true}, {"^[ا-]+$", "إ-", true}, {"^[-ا]+$", "-آ", true}, {"^[]ا]+$", "]آ", true},
		{"^[\\x{0660}-٣]$", "١", true}, {"^[\\x{0660}-٣]$", "1", false}, {"^\\x{0629}$", "ه", false}, {"^\\Qة.\\E$", "ه.", false},
		{"^\\Qة.\\E$", "ة.", true}, {"^س{2}$", "سس", true}, {"^ي{1,2}?$", "ىي", true}, {"^(س)\\1$", "سس", true}, {"^(س)(?1)$", "سس", true},
		{"^(?<n2>س)\\k<n2>$", "سس", true}, {"^(?:ا|ب)(?=ة)ه$", "اة", true}, {"^(?<!1)2$", "٢", true}, {"^ا(?#ة2)ب$", "أب", true},
		{"^[[:alpha:]1]$", "١", true}, {"^\\p{Arabic}2$", "بٲ", false}, {"^(?(?=1)1ا|ب)$", "١أ", true}, {"^ا\\.2$", "إ.2", true},
		{"^(*positive_lookahead:2)2$", "٢", true}, {"^\\N{U+0627}ا$", "اأ", true}, {"^مًا{2}$", "ماا", true}, {"^مــ*ا$", "ما", true},
		{"^ب\xD9\x94$", "ب", true},
		{"شد", "رشرشد", true}, {"شد", "رشرشر", false}, {"ش|د", "رد", true}, {"ش?د", "رد", true}, {"شش+$", "شرششش", true}, {"ش(*ACCEPT)ر", "رش", true},
	};
	struct bench bench = {0};
	char rules[256];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		(void)snprintf(rules, sizeof rules, "ghirbal 1\ndrop match %s\n", cases[i].pattern);
		if (set_up(&bench, rules) != GHIRBAL_OK ||
		    (ruled(&bench, GH_DROP, cases[i].line) == 2) != cases[i].matches)
			fail_msg("%s on %s", cases[i].pattern, cases[i].line);
		tear_down(&bench);
	}
}

/* What a pattern does not see goes with the letter before it, when that is cut. */
static void test_unseen_is_cut(void **state)
{
	struct bench bench = {0};

	(void)state;
	assert_int_equal(set_up(&bench, "ghirbal 1\ncut match \\[إعلان\\]\ncut match بب\n"),
	                 GHIRBAL_OK);
	assert_string_equal(left_by_cuts(&bench, "نصٌّ [إِعْـلَانٌ]\xD9\x8F آخرُ"), "نصٌّ | آخرُ");
	assert_string_equal(left_by_cuts(&bench, "[اعلان]\xD9\x8F"), "|");
	assert_string_equal(left_by_cuts(&bench, "\xFFبَبْ \xFE"), "\xFF| \xFE");
	assert_string_equal(left_by_cuts(&bench, "تبُّبّتبب"), "ت|ت|");
	tear_down(&bench);
}

/*
 * Words that a pattern is said to begin with must not keep a line from it.  Each pattern is there
 * twice, the second time in a group with an empty quotation, which says nothing plainly.
 */
static void test_cues(void **state)
{
	static const char *const patterns[] = {
		"abcd",
		"^abcd",
		"^\\s*abcd",
		"^\\s*abcd$()",
		"^ab x",
		"^ab +xy?",
		"^\\s+ab\\s+x$()",
		"^ab\\s*-",
		"^ab\\s*:x?",
		"^ab\\s?x",
		"^ab -?x",
		"^ab cd|x$()",
		"^ab x(*ACCEPT)e",
		"^ab [|] x|e",
		"^abx? e",
		"^ab+ x",
		"^x{2} e",
		"^é x$()",
		"^ab (?:x|e)$()",
		"^\\*ab x",
		"^\\s*ab",
		"abcde?",
		"abcde*f",
		"abcde{0,2}",
		"abcd{2}",
		"(abcd)?x",
		"(abcd){0}x",
		"(?:abcd|xyzt)",
		"^(?:ab|xy)",
		"(?:abcd|x)",
		"abcd|xyzt",
		"^ab|xyzt",
		"(?:abcd)+xyzt",
		"a\\.bcd",
		"[abcd]xyzt",
		"[]abcd]x",
		"[^]]abcd",
		"[[:alpha:]]bcde",
		"\\x61bcde",
		"\\p{L}bcde",
		"(?i)ABCD",
		"(?=abcd)ab",
		"(?!abcd)x",
		"(?#abcd)xyzt",
		"^-?abcd",
		"^\\**abcd",
		"^\\*+\\s*ab",
		"^a?bcde",
		"^.?ab",
		"(?<n>abcd)\\k<n>",
		"abcd(?1)?(x)",
		"ab: cd",
		"ab - cd",
		":abcd",
		"abcd:",
		"\\Aabcd",
		"^(?:(?:ab|cd)|xy)",
		"(?:a(?:bcd|cde)|xyzt)f?",
		"^\\s*(?:x?ab|cd)",
	};
	static const char *const pieces[] = {"abcd", "ab", "xyzt", "x",        "e",   " ",
	                                     "-",    ":",  "*",    ".",        "A",   "BCD",
	                                     "bcde", "cd", "]",    "\xC3\xA9", "\xFF"};
	struct bench bench = {0};
	char rules[8192] = "ghirbal 1\n", text[256];
	size_t i, round, size;

	(void)state;
	srand(1);
	for (i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		(void)sprintf(rules, "ghirbal 1\ndrop match %s\nend match (?:\\Q\\E%s)\n",
		              patterns[i], patterns[i]);
		assert_int_equal(set_up(&bench, rules), GHIRBAL_OK);
		for (round = 0; round < 2000; round++) {
			for (size = 0; size == 0 || (size < 40 && rand() % 5);)
				size += (size_t)sprintf(
					text + size, "%s",
					pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
			assert_true(match(&bench, text, size));
			if (bench.doc.count > 0)
				if ((bench.hits.lines[0].rule[GH_DROP] == 0) !=
				    (bench.hits.lines[0].rule[GH_END] == 1))
					fail_msg("%s on %s", patterns[i], text);
		}
		tear_down(&bench);
	}
}

/*
 * What stands below a pattern says on which lines it is tried: long ones too, if no guard keeps it
 * off them.
 */
static void test_declared_cues(void **state)
{
	struct bench bench = {0};
	char text[1024] = "";
	size_t i;

	(void)state;
	assert_int_equal(set_up(&bench, "ghirbal 1\n"
	                                "drop match [بت]$\n has نص: | كلام\n ends ب\n"
	                                "hint match [بت]\n starts ت ت\n"),
	                 GHIRBAL_OK);
	assert_int_equal(ruled(&bench, GH_DROP, "هذا نص: ت"), 2);
	assert_int_equal(ruled(&bench, GH_DROP, "هذا نص ت"), 0);
	assert_int_equal(ruled(&bench, GH_DROP, "هذا كلام ت"), 2);
	assert_int_equal(ruled(&bench, GH_DROP, "هذا ب"), 2);
	assert_int_equal(ruled(&bench, GH_HINT, "ت ت"), 5);
	assert_int_equal(ruled(&bench, GH_HINT, "ث ت ت"), 0);
	for (i = 0; i < 40; i++)
		strcat(text, "كلمة ");
	strcat(text, "كلام وكلمة ت");
	assert_int_equal(ruled(&bench, GH_DROP, text), 2);
	tear_down(&bench);
}

static void test_bad_patterns(void **state)
{
	struct bench bench = {0};
	ghirbal_error error;
	const char *rules = "ghirbal 1\ndrop line x\ndrop match كلام(غير مغلق\n";

	(void)state;
	assert_int_equal(set_up(&bench, rules), GHIRBAL_BAD_RULE);
	assert_int_equal(gh_matcher_new(&bench.matcher, &bench.set, &error), GHIRBAL_BAD_RULE);
	assert_string_equal(error.file, "t");
	assert_int_equal(error.line, 3);
	assert_non_null(strstr(error.text, "at byte "));
	tear_down(&bench);
}

/* A pattern that would run for ever is stopped, and the line is kept. */
static void test_hungry_pattern(void **state)
{
	struct bench bench = {0};
	char text[4001];

	(void)state;
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	assert_int_equal(
		set_up(&bench,
	               "ghirbal 1\ndrop match aaaa(a+)+(a+)+(a+)+(a+)+$x\ndrop match ^(a|aa)+b\n"),
		GHIRBAL_OK);
	assert_int_equal(ruled(&bench, GH_DROP, text), 0);
	tear_down(&bench);
}

/* ---- hostile lines ---- */

#define HUGE_LINE ((size_t)4 << 20)

static void fill(char *text, const char *piece)
{
	size_t i, length = strlen(piece);

	for (i = 0; i < HUGE_LINE; i++)
		text[i] = piece[i % length];
}

static void test_huge_lines(void **state)
{
	static const char *const pieces[] = {"a",  "a ",   "ab ", ":",    ": a",    "x y ",
	                                     "x ", "y x:", "1 ",  "000 ", "x \xFF", "\xD9\x8E"};
	struct bench bench = {0};
	char *text = malloc(HUGE_LINE);
	size_t i;

	(void)state;
	assert_non_null(text);
	assert_int_equal(set_up(&bench, "ghirbal 1\nslot n digits\nslot text words 1-40\n"
	                                "drop line x {text} y\ndrop line {text} b {text}\ncut has "
	                                "x y\ncut has x {text} z\n"
	                                "cut has {n} y\nkeep has x x x z\ncut starts x y x\ncut "
	                                "ends y x\ncut match aaaa\n"
	                                "drop line a a a a a\n"),
	                 GHIRBAL_OK);
	for (i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		fill(text, pieces[i]);
		assert_true(match(&bench, text, HUGE_LINE));
		assert_true(bench.doc.count <= 1);
		if (strcmp(pieces[i], "x y ") == 0)
			assert_int_equal(bench.hits.lines[0].cuts, HUGE_LINE / 4 - 1); /* the first is longer */
	}
	tear_down(&bench);
	free(text);
}

/* A word for a number, since digits fold alike. */
static const char *word_of(size_t number)
{
	static char word[8];
	size_t i;

	for (i = 0; i < 4; i++, number /= 10)
		word[i] = (char)('a' + number % 10);
	word[4] = '\0';
	return word;
}

/* Many rules that share a beginning, and slots in slots, on lines made to try them all. */
static void test_many_rules(void **state)
{
	struct bench bench = {0};
	char *rules = malloc(400000);
	size_t i, size;
	char text[64];

	(void)state;
	assert_non_null(rules);
	size = (size_t)sprintf(
		rules,
		"ghirbal 1\nslot t words 1-40\nslot a {t} | {t} {t}\nslot b {a} {a} | {a}\n");
	for (i = 0; i < 5000; i++)
		size += (size_t)sprintf(rules + size, "drop line x {b} %s {t} end\n", word_of(i));
	assert_int_equal(set_up(&bench, rules), GHIRBAL_OK);
	for (i = 0; i < 5000; i += 617) {
		(void)sprintf(text, "x x x x %s x x x end", word_of(i));
		assert_int_equal(ruled(&bench, GH_DROP, text), 5 + i);
		(void)sprintf(text, "x x x x %s x x x", word_of(i));
		assert_int_equal(ruled(&bench, GH_DROP, text), 0);
	}
	tear_down(&bench);
	free(rules);
}

/* ---- memory ---- */

static const char everything[] =
	"ghirbal 1\nslot n digits\nslot text words 1-5\nslot m يناير | فبراير\n"
	"drop line قراءة المزيد\nhead starts شاهد: {m}\nend line {text} محفوظة {m}\nhint ends {n} "
        "تعليق\n"
	"cut has ا ب{joined}\ncut match \\[إعلان\\]\nkeep match ^$\ndrop has بقلم {text}\n";

static void test_survives_want_of_memory(void **state)
{
	static const char page[] =
		"كلام قراءة المزيد\nا بت ا ب [إعلان] بقلم س\nكلام محفوظة يناير\n";
	size_t refuse;
	bool well = false;

	(void)state;
	for (refuse = 1; !well; refuse++) {
		struct bench bench = {.miser = {.refuse = refuse, .for_good = true}};
		bool matched;

		well = set_up(&bench, everything) == GHIRBAL_OK &&
		       match(&bench, page, sizeof page - 1) &&
		       gh_match_example(bench.matcher, bench.scratch, 0, "قراءة المزيد", 23,
		                        &matched);
		tear_down(&bench);
	}
	assert_true(refuse > 30);
}

/* Once the largest document was seen, matching allocates nothing. */
static void test_settles(void **state)
{
	static const char page[] =
		"كلام قراءة المزيد\nا بت ا ب [إعلان] بقلم س\nكلام محفوظة يناير\n";
	struct bench bench = {0};
	size_t calls, i;

	(void)state;
	assert_int_equal(set_up(&bench, everything), GHIRBAL_OK);
	assert_true(match(&bench, page, sizeof page - 1));
	calls = bench.miser.calls;
	for (i = 0; i < 10; i++)
		assert_true(match(&bench, page, sizeof page - 1));
	assert_int_equal(bench.miser.calls, calls);
	tear_down(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole_lines),
		cmocka_unit_test(test_slots),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_beginnings),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_guard),
		cmocka_unit_test(test_guard_of_open_texts),
		cmocka_unit_test(test_most_exact),
		cmocka_unit_test(test_groups_off),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_tails),
		cmocka_unit_test(test_covers),
		cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_cuts_keep_apart),
		cmocka_unit_test(test_many_cuts),
		cmocka_unit_test(test_patterns),
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_unseen_is_cut),
		cmocka_unit_test(test_cues),
		cmocka_unit_test(test_declared_cues),
		cmocka_unit_test(test_bad_patterns),
		cmocka_unit_test(test_hungry_pattern),
		cmocka_unit_test(test_huge_lines),
		cmocka_unit_test(test_many_rules),
		cmocka_unit_test(test_survives_want_of_memory),
		cmocka_unit_test(test_settles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
