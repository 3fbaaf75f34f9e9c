/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "text/fold.h"
#include "ground/utf8.h"

#define ROOM 512

/* The names that letters.def is written in. */
enum {
	DROPPED = GH_KEY_DROPPED,
	FORM = GH_KEY_FORM,
	FOREIGN = GH_KEY_FOREIGN,
	HAMZA = GH_KEY_HAMZA,
	ALEF = GH_KEY_ALEF,
	BEH = GH_KEY_BEH,
	TEH = GH_KEY_TEH,
	THEH = GH_KEY_THEH,
	JEEM = GH_KEY_JEEM,
	HAH = GH_KEY_HAH,
	KHAH = GH_KEY_KHAH,
	DAL = GH_KEY_DAL,
	THAL = GH_KEY_THAL,
	REH = GH_KEY_REH,
	ZAIN = GH_KEY_ZAIN,
	SEEN = GH_KEY_SEEN,
	SHEEN = GH_KEY_SHEEN,
	SAD = GH_KEY_SAD,
	DAD = GH_KEY_DAD,
	TAH = GH_KEY_TAH,
	ZAH = GH_KEY_ZAH,
	AIN = GH_KEY_AIN,
	GHAIN = GH_KEY_GHAIN,
	FEH = GH_KEY_FEH,
	QAF = GH_KEY_QAF,
	KAF = GH_KEY_KAF,
	LAM = GH_KEY_LAM,
	MEEM = GH_KEY_MEEM,
	NOON = GH_KEY_NOON,
	HEH = GH_KEY_HEH,
	WAW = GH_KEY_WAW,
	YEH = GH_KEY_YEH,
	PEH = GH_KEY_PEH,
	TCHEH = GH_KEY_TCHEH,
	JEH = GH_KEY_JEH,
	GAF = GH_KEY_GAF,
	VEH = GH_KEY_VEH,
	TTEH = GH_KEY_TTEH,
	DDAL = GH_KEY_DDAL,
	RREH = GH_KEY_RREH,
	NOON_GHUNNA = GH_KEY_NOON_GHUNNA,
	YEH_BARREE = GH_KEY_YEH_BARREE
};

static const struct row {
	uint32_t cp;
	unsigned char key;
	const char *clean;
	enum gh_class class;
} rows[] = {
#define GH_LETTER(cp, key, clean, class) {cp, key, clean, GH_CLASS_##class},
#include "text/letters.def"
#undef GH_LETTER
};

#define ROWS (sizeof rows / sizeof *rows)

struct key {
	unsigned char bytes[2 * ROOM + 64];
	size_t size;
};

static struct key fold_bytes(const char *text, size_t size)
{
	struct key key;

	assert_true(size <= ROOM);
	key.size = gh_fold(text, size, key.bytes);
	return key;
}

static struct key fold(const char *text)
{
	return fold_bytes(text, strlen(text));
}

static bool same(const char *a, const char *b)
{
	struct key x = fold(a), y = fold(b);

	return x.size == y.size && memcmp(x.bytes, y.bytes, x.size) == 0;
}

/* One code point between two letters, so that a blank is seen as one. */
static struct key fold_between(uint32_t cp)
{
	char text[16] = "م";
	size_t size = 2 + gh_utf8_put(cp, text + 2);

	memcpy(text + size, "م", 3);
	return fold_bytes(text, size + 2); /* the row may be that of NUL */
}

static void test_rows_are_in_order(void **state)
{
	size_t i;

	(void)state;
	assert_true(ROWS > 500);
	for (i = 1; i < ROWS; i++)
		assert_true(rows[i - 1].cp < rows[i].cp);
}

/* Every row of letters.def gives the key that it says. */
static void test_every_row(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ROWS; i++) {
		struct key key = fold_between(rows[i].cp);

		assert_int_equal(gh_letter_class(rows[i].cp), rows[i].class);
		assert_string_equal(gh_letter_clean(rows[i].cp), rows[i].clean);
		assert_true(key.size >= 2 && key.bytes[0] == MEEM &&
		            key.bytes[key.size - 1] == MEEM);
		if (rows[i].key == FORM) {
			char text[64] = "م";

			assert_true(strlen(rows[i].clean) > 0);
			strcat(strcat(text, rows[i].clean), "م");
			if (!(key.size == fold(text).size &&
			      memcmp(key.bytes, fold(text).bytes, key.size) == 0))
				fail_msg("U+%04X does not fold as %s", rows[i].cp, rows[i].clean);
		} else if (rows[i].key == DROPPED) {
			assert_int_equal(key.size, 2);
		} else if (key.size != 3 || key.bytes[1] != rows[i].key) {
			fail_msg("U+%04X folds to %02X, not %02X", rows[i].cp, key.bytes[1],
			         rows[i].key);
		}
	}
}

static void put_decomposed(uint32_t cp, char *out)
{
	utf8proc_int32_t parts[8];
	utf8proc_ssize_t count, i;
	int last = 0;

	count = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 8, UTF8PROC_DECOMPOSE, &last);
	assert_true(count > 0 && count <= 8);
	for (i = 0; i < count; i++)
		out += gh_utf8_put((uint32_t)parts[i], out);
	*out = '\0';
}

/* Arabic, and the Latin of French, Turkish and Kurdish pages; letters.def has no further Latin. */
static void test_nfc_and_nfd_fold_alike(void **state)
{
	static const struct {
		uint32_t first, last;
	} blocks[] = {{0xC0, 0x17F}, {0x600, 0x6FF}, {0x750, 0x77F}, {0x870, 0x8FF}};
	size_t block;
	uint32_t cp;

	(void)state;
	for (block = 0; block < sizeof blocks / sizeof *blocks; block++)
		for (cp = blocks[block].first; cp <= blocks[block].last; cp++) {
			char composed[5], parts[64];

			composed[gh_utf8_put(cp, composed)] = '\0';
			put_decomposed(cp, parts);
			if (!same(composed, parts))
				fail_msg("U+%04X folds otherwise when decomposed", cp);
		}
}

/* Spellings of one phrase that a reader takes as the same. */
static void test_spellings_fold_alike(void **state)
{
	static const char *const pairs[][2] = {
		{"شاهد أيضا", "شاهد ايضاً"},
		{"شاهد أيضًا", "شاهــد أيضا"},
		{"إقرأ أيضاً:", "اقرا ايضا :"},
		{"التعليقات (0)", "التعليقات ( ٣ )"},
		{"مقالات ذات صلة", "مقالات ذات صله"},
		{"الأخبار الأخرى", "الاخبار الاخري"},
		{"تابعونا على فيسبوك", "«تابعونا على فيسبوك»!"},
		{"مَقَالَاتٌ", "مقالات"},
		{"ﻣﻘﺎﻻﺕ ﺃﺧﺮﻯ", "مقالات أخرى"},
		{"مطالب مرتبط", "مطالب مرتبط"},
		{"کتابخانه", "كتابخانه"},
		{"پنج‌شنبه", "پنجشنبه"},
		{"POWERED BY WordPress", "Powered by wordpress"},
		{"À lire aussi", "A LIRE AUSSI"},
		{"\u200Fاقرأ\u00A0أيضا\u200F", "اقرأ أيضا"},
		{"\u202Bشارك\u202C  \t المقال", "شارك المقال"},
		{"• أخبار", "أخبار"},
		{"اقرأ المزيد »", "اقرأ المزيد..."},
		{"ا\u0654خبار", "أخبار"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (!same(pairs[i][0], pairs[i][1]))
			fail_msg("«%s» and «%s» fold apart", pairs[i][0], pairs[i][1]);
}

static void test_words_stay_apart(void **state)
{
	static const char *const pairs[][2] = {
		{"شارك المقال", "شارك المقالة الأولى"},
		{"المصدر: وكالات", "المصدر وكالات"},
		{"كلمة", "كلمات"},
		{"ذات صلة", "ذاتصلة"},
		{"12", "1234"},
		{"پارس", "بارس"},
		{"گل", "كل"},
		{"سؤال", "سال"},
		{"ب", "ت"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (same(pairs[i][0], pairs[i][1]))
			fail_msg("«%s» and «%s» fold alike", pairs[i][0], pairs[i][1]);
}

/* A key has no blank at its ends, none doubled, none beside a colon. */
static void assert_tidy(const struct key *key)
{
	size_t i;

	for (i = 0; i < key->size; i++) {
		unsigned char before = i > 0 ? key->bytes[i - 1] : GH_KEY_BLANK;
		unsigned char after = i + 1 < key->size ? key->bytes[i + 1] : GH_KEY_BLANK;

		assert_true(key->bytes[i] != DROPPED && key->bytes[i] != FORM &&
		            key->bytes[i] != 0);
		if (key->bytes[i] == GH_KEY_BLANK)
			assert_true(before != GH_KEY_BLANK && before != GH_KEY_COLON &&
			            after != GH_KEY_BLANK && after != GH_KEY_COLON);
	}
}

static size_t origin_of(const char *text, size_t size, size_t at)
{
	gh_fold_origins(text, size, &at, 1);
	return at;
}

/*
 * Random bytes, half of them from what pages are made of: the key fits, is tidy, and has an origin.
 */
static void test_any_bytes(void **state)
{
	static const char *const pieces[] = {" ", ":", "ا", "ﷺ", "ﻻ", "\u0640", "\u0651",
	                                     "a", "É", "9", "٣", "—", "م",      "\r"};
	unsigned round;

	(void)state;
	srand(20261124);
	for (round = 0; round < 20000; round++) {
		char text[ROOM];
		struct key key;
		size_t size = 0, at, before = 0;

		while (size < (size_t)(rand() % 60)) {
			const char *piece =
				pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)];

			if (rand() % 4 == 0) {
				text[size++] = (char)rand();
				continue;
			}
			memcpy(text + size, piece, strlen(piece));
			size += strlen(piece);
		}
		key.size = gh_fold(text, size, key.bytes);
		assert_true(key.size <= GH_FOLD_ROOM(size));
		assert_tidy(&key);
		assert_int_equal(origin_of(text, size, key.size), size);
		for (at = 0; at < key.size; at++) {
			size_t origin = origin_of(text, size, at);

			assert_true(origin >= before && origin < size);
			before = origin;
		}
	}
}

/* From the origin of a word the rest of the text folds to the rest of the key. */
static void test_origin_of_each_word(void **state)
{
	static const char text[] = "  «مُقـالات»: ﻻ شيء — 12 \u200Fأيضًا، ﷺ À la une ";
	struct key key = fold(text);
	size_t at, words = 0;

	(void)state;
	for (at = 0; at < key.size; at++) {
		struct key rest;
		size_t origin;

		if (key.bytes[at] == GH_KEY_BLANK || key.bytes[at] == GH_KEY_COLON ||
		    (at > 0 && key.bytes[at - 1] != GH_KEY_BLANK &&
		     key.bytes[at - 1] != GH_KEY_COLON))
			continue;
		words++;
		origin = origin_of(text, sizeof text - 1, at);
		rest = fold(text + origin);
		assert_int_equal(rest.size, key.size - at);
		assert_memory_equal(rest.bytes, key.bytes + at, rest.size);
	}
	assert_true(words >= 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_are_in_order),
		cmocka_unit_test(test_every_row),
		cmocka_unit_test(test_nfc_and_nfd_fold_alike),
		cmocka_unit_test(test_spellings_fold_alike),
		cmocka_unit_test(test_words_stay_apart),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_origin_of_each_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
