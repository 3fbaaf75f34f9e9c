/* SPDX-License-Identifier: MIT */
#include "normal/word.h"

#include <string.h>

#include "text/fold.h"
#include "base/utf8.h"

enum {
	ALEF = 0x0627,
	ALEF_MADDA = 0x0622,
	ALEF_HAMZA = 0x0623,
	ALEF_HAMZA_BELOW = 0x0625,
	ALEF_WASLA = 0x0671,
	WAW = 0x0648,
	WAW_HAMZA = 0x0624,
	YEH = 0x064A,
	YEH_HAMZA = 0x0626,
	ALEF_MAKSURA = 0x0649,
	TEH_MARBUTA = 0x0629,
	HEH = 0x0647,
	KAF = 0x0643,
	SEEN = 0x0633,
	DAD = 0x0636,
	MADDA = 0x0653,
	HAMZA_ABOVE = 0x0654,
	HAMZA_BELOW = 0x0655,
	DAGGER = 0x0670,
	FARSI_YEH = 0x06CC,
	KEHEH = 0x06A9,
	HEH_GOAL = 0x06C1,
	HEH_DOACHASHMEE = 0x06BE,
	AE = 0x06D5,
	TAIL_FRAGMENT = 0xFE73,
	ZWJ = 0x200D,
	TATWEEL = GH_TATWEEL_SIGN
};

bool gh_is_letter(uint32_t cp)
{
	switch (gh_letter_class(cp)) {
	case GH_CLASS_LETTER:
		return true;
	case GH_CLASS_FORM_A:
	case GH_CLASS_FORM_B:
	case GH_CLASS_FORM_OTHER:
		return cp != TAIL_FRAGMENT;
	default:
		return false;
	}
}

enum gh_switch gh_mark_switch(uint32_t cp)
{
	switch (gh_letter_class(cp)) {
	case GH_CLASS_HARAKA: return GH_HARAKAT;
	case GH_CLASS_TANWIN: return GH_TANWIN;
	case GH_CLASS_SUKUN: return GH_SUKUN;
	case GH_CLASS_SHADDA: return GH_SHADDA;
	case GH_CLASS_MADDA: return GH_MADDA;
	case GH_CLASS_DAGGER: return GH_DAGGER;
	case GH_CLASS_QURAN: return GH_QURAN;
	case GH_CLASS_HONORIFIC_MARK: return GH_HONORIFIC_MARKS;
	default: return GH_TASHKEEL;
	}
}

bool gh_is_mark(uint32_t cp)
{
	return gh_mark_switch(cp) != GH_TASHKEEL || gh_letter_class(cp) == GH_CLASS_HAMZA_MARK;
}

bool gh_mark_goes(uint32_t cp, const ghirbal_normal *normal)
{
	enum gh_switch which = gh_mark_switch(cp);

	return which != GH_TASHKEEL && gh_switch_on(normal, which);
}

bool gh_is_control(uint32_t cp)
{
	return (cp < 0x20 && cp != '\t' && cp != '\n') || (cp >= 0x7F && cp < 0xA0);
}

static bool is_hamza_mark(uint32_t cp)
{
	return cp >= MADDA && cp <= HAMZA_BELOW;
}

static bool is_latin(uint32_t cp)
{
	return (cp | 0x20) - 'a' < 26 || (cp >= 0xC0 && cp < 0x250 && cp != 0xD7 && cp != 0xF7);
}

static bool is_digit(uint32_t cp)
{
	return cp - '0' < 10 || cp - 0x660 < 10 || cp - 0x6F0 < 10;
}

#define BIT(which) (UINT32_C(1) << (which))

static uint32_t letter_touched_by(uint32_t cp)
{
	switch (cp) {
	case ALEF_MADDA: case ALEF_HAMZA: case ALEF_HAMZA_BELOW: case ALEF_WASLA:
		return BIT(GH_ALEF);
	case WAW_HAMZA: case YEH_HAMZA:
		return BIT(GH_HAMZA);
	case ALEF_MAKSURA:
		return BIT(GH_YEH);
	case TEH_MARBUTA:
		return BIT(GH_TEH);
	case HEH_GOAL:
		return BIT(GH_LOOKALIKES) | BIT(GH_DECORATION);
	case FARSI_YEH: case KEHEH: case HEH_DOACHASHMEE: case AE:
		return BIT(GH_LOOKALIKES);
	default:
		return 0;
	}
}

uint32_t gh_touched_by(uint32_t cp)
{
	uint32_t sign = gh_ascii_sign(cp) != cp ? BIT(GH_PUNCTUATION) : 0;

	if (gh_is_control(cp))
		return BIT(GH_INVISIBLE);
	if (cp == '&')
		return BIT(GH_ENTITIES);
	if (cp >= 0x300 && cp < 0x370)
		return BIT(GH_DECORATION);
	switch (gh_letter_class(cp)) {
	case GH_CLASS_LETTER: return letter_touched_by(cp);
	case GH_CLASS_DIGIT: return BIT(GH_DIGITS);
	case GH_CLASS_TATWEEL: return BIT(GH_TATWEEL);
	case GH_CLASS_FORM_A: return BIT(GH_FORMS_A);
	case GH_CLASS_FORM_B: return BIT(GH_FORMS_B);
	case GH_CLASS_HONORIFIC: return BIT(GH_HONORIFICS);
	case GH_CLASS_INVISIBLE: return BIT(GH_INVISIBLE);
	case GH_CLASS_JOINER: return cp == ZWJ ? BIT(GH_INVISIBLE) : 0;
	case GH_CLASS_ODD_BLANK: return BIT(GH_BLANKS);
	case GH_CLASS_HAMZA_MARK: return BIT(GH_ALEF) | BIT(GH_HAMZA);
	default: return gh_mark_switch(cp) == GH_TASHKEEL ? sign : BIT(gh_mark_switch(cp));
	}
}

static void count(struct gh_word *word, enum gh_switch which, size_t n)
{
	word->changed[which] += n;
}

/* The code point at i, which may be the neighbour before or after the word. */
static uint32_t at(const struct gh_word *word, size_t i)
{
	return i < word->n ? word->cp[i] : word->after;
}

/* The nearest code point before i that is no mark and no tatweel. */
static uint32_t base_before(const struct gh_word *word, size_t i)
{
	while (i > 0) {
		uint32_t cp = word->cp[--i];

		if (!gh_is_mark(cp) && cp != TATWEEL)
			return cp;
	}
	return word->before;
}

/* Whether the same word of the language goes on after i. */
static bool letter_follows(const struct gh_word *word, size_t i)
{
	for (i++; i < word->n; i++)
		if (!gh_is_mark(word->cp[i]) && word->cp[i] != TATWEEL)
			return gh_is_letter(word->cp[i]);
	return gh_is_letter(word->after);
}

/* ---- invisible ---- */

void gh_word_drop_invisible(struct gh_word *word)
{
	size_t i, kept = 0;

	for (i = 0; i < word->n; i++)
		if (gh_letter_class(word->cp[i]) != GH_CLASS_INVISIBLE &&
		    !gh_is_control(word->cp[i]))
			word->cp[kept++] = word->cp[i];
	count(word, GH_INVISIBLE, word->n - kept);
	word->n = kept;
}

/* ---- forms-a, forms-b, honorifics ---- */

static size_t put_phrase(const char *text, uint32_t *to)
{
	size_t n = strlen(text), count_put = 0;

	while (n > 0) {
		size_t step = gh_utf8_next(text, n, &to[count_put++]);

		text += step;
		n -= step;
	}
	return count_put;
}

/* A phrase that is written out where a letter or digit touches it would run into that word. */
static bool touches(uint32_t cp)
{
	return gh_is_letter(cp) || gh_is_mark(cp) || is_digit(cp) ||
	       gh_letter_class(cp) == GH_CLASS_HONORIFIC;
}

static size_t put_honorific(struct gh_word *word, size_t i, uint32_t *to, size_t made,
                            unsigned choice)
{
	size_t start = made;

	if (choice == GH_HONORIFICS_DROP)
		return made;
	if (touches(i > 0 ? word->cp[i - 1] : word->before) && (made == 0 || to[made - 1] != ' '))
		to[made++] = ' ';
	made += put_phrase(gh_letter_clean(word->cp[i]), to + made);
	if (touches(at(word, i + 1)))
		to[made++] = ' ';
	return made > start ? made : start;
}

/*
 * The tail fragment finishes a seen, sheen, sad or dad of the old code pages, which is whole here.
 */
static bool ends_seen(const struct gh_word *word, size_t made)
{
	const uint32_t *cp = word->spare;

	while (made > 0 && (gh_is_mark(cp[made - 1]) || word->order(cp[made - 1]) != 0 ||
	                    cp[made - 1] == TATWEEL))
		made--;
	return made > 0 && cp[made - 1] >= SEEN && cp[made - 1] <= DAD;
}

static bool is_form(uint32_t cp, const ghirbal_normal *normal)
{
	enum gh_class class = gh_letter_class(cp);

	return (class == GH_CLASS_FORM_B && gh_switch_on(normal, GH_FORMS_B)) ||
	       (class == GH_CLASS_FORM_A && gh_switch_on(normal, GH_FORMS_A));
}

void gh_word_unfold_forms(struct gh_word *word, const ghirbal_normal *normal)
{
	unsigned honorifics = gh_switch_choice(normal, GH_HONORIFICS);
	size_t i, made = 0;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];
		enum gh_class class = gh_letter_class(cp);

		if (class == GH_CLASS_HONORIFIC && honorifics) {
			made = put_honorific(word, i, word->spare, made, honorifics);
			count(word, GH_HONORIFICS, 1);
		} else if (cp == TAIL_FRAGMENT && is_form(cp, normal) && ends_seen(word, made)) {
			count(word, GH_FORMS_B, 1);
		} else if (cp != TAIL_FRAGMENT && is_form(cp, normal)) {
			made += put_phrase(gh_letter_clean(cp), word->spare + made);
			count(word, class == GH_CLASS_FORM_A ? GH_FORMS_A : GH_FORMS_B, 1);
		} else {
			word->spare[made++] = cp;
		}
	}
	memcpy(word->cp, word->spare, made * sizeof *word->cp);
	word->n = made;
}

/* ---- dagger=alef ---- */

/* Words spelt today without the alef that the dagger stands for, alefs bare (normalisation.md). */
static const char *const short_words[] = {
	"هذا", "هذه",  "هذان", "هكذا", "هؤلاء", "ذلك",    "كذلك",
	"لكن", "لكنه", "الله", "لله",  "اله",   "الرحمن", "اولئك",
};

static bool in_word(uint32_t cp)
{
	return gh_is_letter(cp) || gh_is_mark(cp) || cp == TATWEEL;
}

/*
 * The letters of the word around i in UTF-8, alefs bare; "" if it is too long to be a short word.
 */
static void spell(const struct gh_word *word, size_t i, char *out, size_t room)
{
	size_t start = i, size = 0;

	out[0] = '\0';
	while (start > 0 && in_word(word->cp[start - 1]))
		start--;
	if (start == 0 && in_word(word->before))
		return;
	for (i = start; in_word(at(word, i)); i++) {
		uint32_t cp = at(word, i);
		bool alef = cp == ALEF_MADDA || cp == ALEF_HAMZA || cp == ALEF_HAMZA_BELOW ||
		            cp == ALEF_WASLA;

		if (i >= word->n || size + 5 > room) {
			out[0] = '\0';
			return;
		}
		if (gh_is_letter(cp))
			size += gh_utf8_put(alef ? ALEF : cp, out + size);
		out[size] = '\0';
	}
}

/* One-letter words that are written together with the next: and, so, by, like, for. */
static bool is_short_word(const char *spelt)
{
	static const char particles[][3] = {"و", "ف", "ب", "ك", "ل"};
	size_t i, skip;

	for (i = 0; i < sizeof short_words / sizeof *short_words; i++)
		if (strcmp(spelt, short_words[i]) == 0)
			return true;
	for (skip = 0; skip < sizeof particles / sizeof *particles; skip++)
		if (strncmp(spelt, particles[skip], 2) == 0)
			for (i = 0; i < sizeof short_words / sizeof *short_words; i++)
				if (strcmp(spelt + 2, short_words[i]) == 0)
					return true;
	return false;
}

void gh_word_lengthen(struct gh_word *word)
{
	size_t i;

	for (i = 0; i < word->n; i++) {
		char spelt[32];

		/* On alef maksura the dagger only says how that is read. */
		if (word->cp[i] != DAGGER || base_before(word, i) == ALEF_MAKSURA ||
		    !letter_follows(word, i))
			continue;
		spell(word, i, spelt, sizeof spelt);
		if (is_short_word(spelt))
			continue;
		word->cp[i] = ALEF;
		word->stirred = true;
		count(word, GH_DAGGER, 1);
	}
}

/* ---- tashkeel ---- */

static void count_mark(struct gh_word *word, uint32_t cp)
{
	count(word, gh_mark_switch(cp), 1);
	count(word, GH_TASHKEEL, 1);
}

/* A tatweel whose marks all go was only put there to carry them. */
static bool bare_seat(const struct gh_word *word, size_t i, const ghirbal_normal *normal)
{
	size_t end = i + 1;

	if (!gh_switch_on(normal, GH_TATWEEL))
		return false;
	while (end < word->n && gh_is_mark(word->cp[end]))
		if (!gh_mark_goes(word->cp[end++], normal))
			return false;
	return end > i + 1;
}

void gh_word_strip_marks(struct gh_word *word, const ghirbal_normal *normal)
{
	size_t i, kept = 0;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];

		if (gh_mark_goes(cp, normal))
			count_mark(word, cp);
		else if (cp == TATWEEL && bare_seat(word, i, normal))
			count(word, GH_TATWEEL, 1);
		else
			word->cp[kept++] = cp;
	}
	word->stirred = word->stirred || kept < word->n;
	word->n = kept;
}

/* ---- tatweel ---- */

/* A run of tatweels, with the marks that stand on them, and what stands around it. */
struct stretch {
	size_t start, end;
	bool letter_before, letter_after;
	bool joins;  /* letters on one side, a digit, Latin or a quote on the other */
	bool marked; /* some tatweel carries a mark that stays */
};

/* Either quote: in right-to-left text the closing one is often typed to open. */
static bool is_quote(uint32_t cp)
{
	return cp == '"' || cp == '\'' || gh_ascii_sign(cp) == '"' || gh_ascii_sign(cp) == '\'';
}

static struct stretch find_stretch(const struct gh_word *word, size_t start)
{
	struct stretch run = {start, start, false, false, false, false};
	uint32_t before = base_before(word, start), after;

	while (run.end < word->n && (word->cp[run.end] == TATWEEL || gh_is_mark(word->cp[run.end])))
		run.marked = gh_is_mark(word->cp[run.end++]) || run.marked;
	after = at(word, run.end);
	run.letter_before = gh_is_letter(before);
	run.letter_after = gh_is_letter(after);
	run.joins =
		(run.letter_before && (is_digit(after) || is_latin(after) || is_quote(after))) ||
		(run.letter_after && (is_digit(before) || is_latin(before)));
	return run;
}

/* A hamza on a tatweel is a letter of the word, and the tatweel its seat. */
static bool seats_hamza(const struct gh_word *word, size_t i)
{
	for (i++; i < word->n && gh_is_mark(word->cp[i]); i++)
		if (word->cp[i] == HAMZA_ABOVE || word->cp[i] == HAMZA_BELOW)
			return true;
	return false;
}

static bool is_needless(const struct gh_word *word, const struct stretch *run, size_t i)
{
	if (seats_hamza(word, i))
		return false;
	if (run->letter_before && run->letter_after)
		return true;
	if (run->joins)
		return i > run->start; /* one is how "al-" is written before GPS */
	return run->letter_before && run->marked; /* the letter can carry the marks */
}

void gh_word_drop_tatweel(struct gh_word *word, enum gh_tatweel choice)
{
	struct stretch run = {0, 0, false, false, false, false};
	size_t i, kept = 0, n = word->n;

	for (i = 0; i < n; i++) {
		bool drop = false;

		if (word->cp[i] == TATWEEL) {
			if (i >= run.end)
				run = find_stretch(word, i);
			drop = choice == GH_TATWEEL_ALL || is_needless(word, &run, i);
		}
		if (drop)
			count(word, GH_TATWEEL, 1);
		else
			word->spare[kept++] = word->cp[i];
	}
	memcpy(word->cp, word->spare, kept * sizeof *word->cp);
	word->stirred = word->stirred || kept < n;
	word->n = kept;
}

/* ---- decoration ---- */

void gh_word_drop_accents(struct gh_word *word)
{
	size_t i, kept = 0, n = word->n;
	bool arabic = gh_is_letter(word->before);

	for (i = 0; i < n; i++) {
		uint32_t cp = word->cp[i];
		bool accent = cp >= 0x300 && cp < 0x370;

		if (accent && arabic)
			continue;
		if (!accent && !gh_is_mark(cp))
			arabic = gh_is_letter(cp) || cp == TATWEEL;
		word->cp[kept++] = cp;
	}
	count(word, GH_DECORATION, n - kept);
	word->stirred = word->stirred || kept < n;
	word->n = kept;
}

static bool is_plain_letter(uint32_t cp)
{
	return cp >= 0x621 && cp <= YEH && cp != TATWEEL && gh_is_letter(cp);
}

/*
 * Heh goal is a filler only in a word that is Arabic but for it and has it between letters at least
 * twice in turn (the letters of "al-lugha", each with a filler after it); Urdu words do not
 * alternate.
 */
static bool has_fillers(const struct gh_word *word, size_t start, size_t end)
{
	size_t i, turns = 0, last = 0;

	for (i = start; i < end; i++) {
		if (word->cp[i] != HEH_GOAL && !is_plain_letter(word->cp[i]) &&
		    !gh_is_mark(word->cp[i]))
			return false;
		if (word->cp[i] != HEH_GOAL || i == start || i + 1 == end ||
		    word->cp[i + 1] == HEH_GOAL)
			continue;
		if (last && i == last + 2)
			turns++;
		last = i;
	}
	return turns > 0;
}

void gh_word_drop_fillers(struct gh_word *word)
{
	size_t start, end = 0, kept = 0, i;

	for (start = 0; start < word->n; start = end) {
		bool fillers;

		end = start + 1;
		while (in_word(word->cp[start]) && end < word->n && in_word(word->cp[end]))
			end++;
		fillers = has_fillers(word, start, end);
		for (i = start; i < end; i++)
			if (!fillers || word->cp[i] != HEH_GOAL || i == start || i + 1 == end)
				word->spare[kept++] = word->cp[i];
	}
	memcpy(word->cp, word->spare, kept * sizeof *word->cp);
	count(word, GH_DECORATION, word->n - kept);
	word->stirred = word->stirred || kept < word->n;
	word->n = kept;
}

/* ---- lookalikes, alef, hamza, yeh, teh ---- */

static uint32_t lookalike(uint32_t cp)
{
	return cp == KEHEH ? KAF : cp == HEH_GOAL || cp == HEH_DOACHASHMEE || cp == AE ? HEH : cp;
}

static bool has_hamza(const struct gh_word *word, size_t i)
{
	for (i++; i < word->n && word->order(word->cp[i]) != 0; i++)
		if (is_hamza_mark(word->cp[i]))
			return true;
	return false;
}

void gh_word_fold_lookalikes(struct gh_word *word)
{
	size_t i;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];

		if (cp == FARSI_YEH)
			word->cp[i] =
				letter_follows(word, i) || has_hamza(word, i) ? YEH : ALEF_MAKSURA;
		else
			word->cp[i] = lookalike(cp);
		if (word->cp[i] != cp) {
			count(word, GH_LOOKALIKES, 1);
			word->stirred = true;
		}
	}
}

/* What a letter folds to and which switch says so; GH_SWITCH_COUNT if none does. */
static enum gh_switch letter_fold(uint32_t cp, uint32_t *folded)
{
	switch (cp) {
	case ALEF_MADDA:
	case ALEF_HAMZA:
	case ALEF_HAMZA_BELOW:
	case ALEF_WASLA:
		*folded = ALEF;
		return GH_ALEF;
	case WAW_HAMZA:
		*folded = WAW;
		return GH_HAMZA;
	case YEH_HAMZA:
		*folded = YEH;
		return GH_HAMZA;
	case ALEF_MAKSURA:
		*folded = YEH;
		return GH_YEH;
	case TEH_MARBUTA:
		*folded = HEH;
		return GH_TEH;
	default:
		return GH_SWITCH_COUNT;
	}
}

/* Alef maksura folds at the end of a word; with a hamza it is one that Unicode cannot compose. */
static enum gh_switch fold_of(const struct gh_word *word, size_t i, uint32_t *folded)
{
	enum gh_switch which = letter_fold(word->cp[i], folded);

	return which == GH_YEH && (letter_follows(word, i) || has_hamza(word, i)) ? GH_SWITCH_COUNT
	                                                                          : which;
}

void gh_word_fold_letters(struct gh_word *word, const ghirbal_normal *normal)
{
	bool bare = false; /* the letter lost its hamza, so a second one must not compose with it */
	size_t i, kept = 0, n = word->n;

	for (i = 0; i < n; i++) {
		uint32_t folded = word->cp[i];
		enum gh_switch which = fold_of(word, i, &folded);

		if (which != GH_SWITCH_COUNT && gh_switch_on(normal, which)) {
			count(word, which, 1);
			bare = which == GH_ALEF || which == GH_HAMZA;
		} else {
			folded = word->cp[i];
			if (bare && is_hamza_mark(folded)) {
				count(word, GH_HAMZA, 1);
				continue;
			}
			bare = bare && word->order(folded) != 0;
		}
		word->spare[kept++] = folded;
	}
	memcpy(word->cp, word->spare, kept * sizeof *word->cp);
	word->n = kept;
}

/* ---- digits, punctuation, elongation, blanks ---- */

static uint32_t digit_value(uint32_t cp)
{
	return cp - 0x660 < 10 ? cp - 0x660 : cp - 0x6F0 < 10 ? cp - 0x6F0 : cp - '0';
}

static bool parts_words(uint32_t cp)
{
	return cp == ' ' || gh_letter_class(cp) == GH_CLASS_ODD_BLANK;
}

/* mp3, an address or a file name would be broken by other digits. */
static bool latin_around(const struct gh_word *word, size_t i)
{
	while (i > 0 && !parts_words(word->cp[i - 1]))
		i--;
	for (; i < word->n && !parts_words(word->cp[i]); i++)
		if (is_latin(word->cp[i]))
			return true;
	return false;
}

void gh_word_fold_digits(struct gh_word *word, enum gh_digits choice)
{
	uint32_t zero = choice == GH_DIGITS_ASCII ? '0' : 0x660;
	size_t i;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];

		if (!is_digit(cp) ||
		    (choice == GH_DIGITS_ARABIC && cp < 0x80 && latin_around(word, i)))
			continue;
		word->cp[i] = zero + digit_value(cp);
		count(word, GH_DIGITS, word->cp[i] != cp);
	}
}

uint32_t gh_ascii_sign(uint32_t cp)
{
	switch (cp) {
	case 0x061F: return '?';
	case 0x060C: return ',';
	case 0x061B: return ';';
	case 0x06D4: return '.';
	case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x2039: case 0x203A:
		return '\'';
	case 0x00AB: case 0x00BB: case 0x201C: case 0x201D: case 0x201E: case 0x201F:
		return '"';
	default:
		return cp;
	}
}

uint32_t gh_plain_fold(uint32_t cp, const ghirbal_normal *normal, enum gh_switch *by)
{
	uint32_t folded = cp;

	if (lookalike(cp) != cp && gh_switch_on(normal, GH_LOOKALIKES) &&
	    !gh_switch_on(normal, GH_DECORATION)) {
		*by = GH_LOOKALIKES;
		return lookalike(cp);
	}
	*by = letter_fold(cp, &folded);
	if (*by != GH_SWITCH_COUNT && *by != GH_YEH && gh_switch_on(normal, *by))
		return folded;
	if (is_digit(cp) && gh_switch_choice(normal, GH_DIGITS) == GH_DIGITS_ASCII) {
		*by = GH_DIGITS;
		return '0' + digit_value(cp);
	}
	*by = GH_PUNCTUATION;
	return gh_switch_on(normal, GH_PUNCTUATION) ? gh_ascii_sign(cp) : cp;
}

void gh_word_fold_signs(struct gh_word *word)
{
	size_t i;

	for (i = 0; i < word->n; i++) {
		uint32_t sign = gh_ascii_sign(word->cp[i]);

		count(word, GH_PUNCTUATION, sign != word->cp[i]);
		word->cp[i] = sign;
	}
}

void gh_word_shorten(struct gh_word *word)
{
	uint32_t last = word->tail[1], before_last = word->tail[0];
	size_t i, kept = 0;

	for (i = 0; i < word->n; i++) {
		uint32_t cp = word->cp[i];

		/* Arabic only: www and III are not drawn out. */
		if (gh_is_letter(cp) && last == cp && before_last == cp)
			continue;
		before_last = last;
		last = word->cp[kept++] = cp;
	}
	count(word, GH_ELONGATION, word->n - kept);
	word->n = kept;
}

void gh_word_fold_blanks(struct gh_word *word)
{
	size_t i;

	for (i = 0; i < word->n; i++)
		if (gh_letter_class(word->cp[i]) == GH_CLASS_ODD_BLANK) {
			word->cp[i] = ' ';
			count(word, GH_BLANKS, 1);
		}
}
