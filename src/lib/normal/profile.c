/* SPDX-License-Identifier: MIT */
#include "normal/profile.h"

#include <stdio.h>
#include <string.h>

#include "ground/nearest.h"
#include "ground/utf8.h"
_Static_assert(GH_SWITCH_COUNT <= GHIRBAL_SWITCHES, "a counter for each switch");

enum profile { NONE, LIGHT, STANDARD, SEARCH, PROFILES };

static const char *const profile_names[PROFILES] = {"none", "light", "standard", "search"};

#define MOST_CHOICES 4
#define ON_OFF {"off", "on"}

/* The settings are indexes into the choices, by profile: none, light, standard, search. */
struct row {
	const char *name;
	const char *choice[MOST_CHOICES];
	unsigned char set[PROFILES];
	unsigned char plus; /* the choice that "+name" makes */
	const char *text;
};

static const struct row rows[GH_SWITCH_COUNT] = {
	[GH_COMPOSE] = {"compose",
                        ON_OFF,
                        {0, 1, 1, 1},
                        1,
                        "compose to NFC before anything is deleted: alef and a hamza sign become "
                        "one letter"},
	[GH_TASHKEEL] = {"tashkeel",
                         ON_OFF,
                         {0, 0, 1, 1},
                         1,
                         "delete vowel and reading marks: all the classes from harakat to dagger"},
	[GH_HARAKAT] =
		{"harakat", ON_OFF, {0, 0, 1, 1}, 1, "delete short vowels: fatha, damma, kasra"},
	[GH_TANWIN] =
		{"tanwin", ON_OFF, {0, 0, 1, 1}, 1, "delete the doubled vowels that end in n"},
	[GH_SUKUN] = {"sukun", ON_OFF, {0, 0, 1, 1}, 1, "delete the sign for no vowel"},
	[GH_SHADDA] = {"shadda", ON_OFF, {0, 0, 1, 1}, 1, "delete the doubling sign"},
	[GH_MADDA] = {"madda",
                      ON_OFF,
                      {0, 0, 1, 1},
                      1,
                      "delete a madda sign that composes with no letter"},
	[GH_QURAN] =
		{"quran", ON_OFF, {0, 0, 1, 1}, 1, "delete recitation marks and small letters"},
	[GH_HONORIFIC_MARKS] = {"honorific-marks",
                                ON_OFF,
                                {0, 0, 1, 1},
                                1,
                                "delete the honorific signs written above a name"},
	[GH_DAGGER] = {"dagger",
                       {"keep", "drop", "alef"},
                       {0, 0, 1, 1},
                       1,
                       "the small alef above: drop it, write it as alef where the word has one, or "
                       "keep it"},
	[GH_TATWEEL] = {"tatweel",
                        {"keep", "context", "all"},
                        {0, 1, 1, 2},
                        1,
                        "delete the stretching stroke: only between letters and under marks, or "
                        "everywhere"},
	[GH_FORMS_B] = {"forms-b",
                        ON_OFF,
                        {0, 1, 1, 1},
                        1,
                        "presentation forms FE70-FEFC become letters, no blank put in"},
	[GH_FORMS_A] = {"forms-a",
                        ON_OFF,
                        {0, 1, 1, 1},
                        1,
                        "presentation forms FB50-FDFF become letters where those are Arabic"},
	[GH_HONORIFICS] =
		{"honorifics",
                 {"keep", "words", "expand", "drop"},
                 {0, 0, 0, 1},
                 2,
                 "one-character phrases such as FDFA: write out single words or all, or drop them"},
	[GH_INVISIBLE] = {"invisible",
                          ON_OFF,
                          {0, 1, 1, 1},
                          1,
                          "delete control, direction and zero-width characters, not those that "
                          "emoji and Persian need"},
	[GH_BLANKS] =
		{"blanks",
                 {"off", "on", "one"},
                 {0, 1, 1, 1},
                 1,
                 "cut blanks at line ends, make all other white space a space; one: single spaces"},
	[GH_DECORATION] =
		{"decoration",
                 ON_OFF,
                 {0, 0, 0, 0},
                 1,
                 "delete Latin accents and filler letters put on Arabic words as ornament"},
	[GH_LOOKALIKES] =
		{"lookalikes",
                 ON_OFF,
                 {0, 0, 0, 1},
                 1,
                 "Persian and Urdu yeh, kaf and heh become the Arabic letters they look like"},
	[GH_ALEF] = {"alef", ON_OFF, {0, 0, 0, 1}, 1, "every alef becomes a bare alef"},
	[GH_WASLA] = {"wasla", ON_OFF, {0, 0, 0, 0}, 1, "alef wasla becomes a bare alef"},
	[GH_HAMZA_ALEF] = {"hamza-alef",
                           ON_OFF,
                           {0, 0, 0, 1},
                           1,
                           "hamza and alef in turn become alef with madda"},
	[GH_HAMZA] = {"hamza",
                      ON_OFF,
                      {0, 0, 0, 1},
                      1,
                      "waw and yeh lose their hamza, and hamza signs on other letters go"},
	[GH_YEH] = {"yeh",
                    ON_OFF,
                    {0, 0, 0, 1},
                    1,
                    "alef maksura becomes yeh, and with a hamza behind it yeh with hamza"},
	[GH_TEH] = {"teh", ON_OFF, {0, 0, 0, 1}, 1, "teh marbuta becomes heh"},
	[GH_TANWIN_ALEF] = {"tanwin-alef",
                            ON_OFF,
                            {0, 0, 0, 0},
                            1,
                            "a final alef that carries tanwin goes with it"},
	[GH_DIGITS] = {"digits",
                       {"off", "ascii", "arabic"},
                       {0, 0, 0, 1},
                       1,
                       "one kind of digits; decimal and thousands separators stay"},
	[GH_PUNCTUATION] =
		{"punctuation",
                 ON_OFF,
                 {0, 0, 0, 0},
                 1,
                 "Arabic punctuation and all quotes become ASCII; of !!! and ??? one stays"},
	[GH_ELONGATION] = {"elongation",
                           {"off", "on", "one"},
                           {0, 0, 0, 0},
                           1,
                           "an Arabic letter three times or more in a row becomes two, or one"},
	[GH_MOJIBAKE] = {"mojibake",
                         ON_OFF,
                         {0, 0, 0, 0},
                         1,
                         "undo a wrong decoding of a line where plausible Arabic comes out"},
	[GH_ENTITIES] = {"entities", ON_OFF, {0, 0, 0, 0}, 1, "decode HTML entities, once"},
};

/* Where ghirbal_normal keeps the choices that are more than on and off. */
static int choice_slot(enum gh_switch which)
{
	switch (which) {
	case GH_DAGGER: return 0;
	case GH_TATWEEL: return 1;
	case GH_HONORIFICS: return 2;
	case GH_DIGITS: return 3;
	case GH_BLANKS: return 4;
	case GH_ELONGATION: return 5;
	default: return -1;
	}
}

bool gh_switch_on(const ghirbal_normal *normal, enum gh_switch which)
{
	return normal->on >> which & 1;
}

unsigned gh_switch_choice(const ghirbal_normal *normal, enum gh_switch which)
{
	int slot = choice_slot(which);

	if (!gh_switch_on(normal, which))
		return 0;
	return slot < 0 ? 1 : normal->choice[slot];
}

static void choose(ghirbal_normal *normal, enum gh_switch which, unsigned choice)
{
	int slot = choice_slot(which);

	normal->on &= ~(UINT32_C(1) << which);
	if (choice)
		normal->on |= UINT32_C(1) << which;
	if (slot >= 0)
		normal->choice[slot] = (unsigned char)choice;
}

static void take_profile(ghirbal_normal *normal, enum profile profile)
{
	unsigned i;

	memset(normal, 0, sizeof *normal);
	for (i = 0; i < GH_SWITCH_COUNT; i++)
		choose(normal, (enum gh_switch)i, rows[i].set[profile]);
}

/* tashkeel is the sum of its classes: it sets them all, and any of them turns it on. */
static void choose_with_classes(ghirbal_normal *normal, enum gh_switch which, unsigned choice)
{
	bool any = false;
	unsigned i;

	if (which != GH_TASHKEEL)
		choose(normal, which, choice);
	for (i = GH_HARAKAT; i <= GH_DAGGER; i++) {
		/* "+tashkeel" does not take dagger=alef back. */
		if (which == GH_TASHKEEL && !(choice && gh_switch_on(normal, (enum gh_switch)i)))
			choose(normal, (enum gh_switch)i, choice);
		any = any || gh_switch_on(normal, (enum gh_switch)i);
	}
	choose(normal, GH_TASHKEEL, any);
}

static bool same(const char *name, const char *word, size_t n)
{
	return strlen(name) == n && memcmp(name, word, n) == 0;
}

static int find_switch(const char *word, size_t n)
{
	int i;

	for (i = 0; i < GH_SWITCH_COUNT; i++)
		if (same(rows[i].name, word, n))
			return i;
	return -1;
}

static int find_profile(const char *word, size_t n)
{
	int i;

	for (i = 0; i < PROFILES; i++)
		if (same(profile_names[i], word, n))
			return i;
	return -1;
}

static int find_choice(const struct row *row, const char *word, size_t n)
{
	int i;

	for (i = 0; i < MOST_CHOICES && row->choice[i]; i++)
		if (same(row->choice[i], word, n))
			return i;
	return -1;
}

/* ---- errors ---- */

/* Cuts at a character, so that what a message quotes stays UTF-8. */
static void copy_word(char *to, size_t room, const char *word, size_t n)
{
	n = gh_utf8_cut(word, n, room - 1);
	memcpy(to, word, n);
	to[n] = '\0';
}

static ghirbal_status refuse(ghirbal_error *error, const char *word, size_t n, const char *nearest,
                             const char *text)
{
	if (error) {
		memset(error, 0, sizeof *error);
		copy_word(error->word, sizeof error->word, word, n);
		if (nearest)
			copy_word(error->nearest, sizeof error->nearest, nearest, strlen(nearest));
		snprintf(error->text, sizeof error->text, "%s", text);
	}
	return GHIRBAL_BAD_NAME;
}

static ghirbal_status refuse_switch(ghirbal_error *error, const char *word, size_t n)
{
	struct gh_nearest best = {0};
	unsigned i;

	for (i = 0; i < GH_SWITCH_COUNT; i++)
		gh_nearest_consider(&best, word, n, rows[i].name, strlen(rows[i].name));
	return refuse(error, word, n, best.name, "no such normalisation switch");
}

static ghirbal_status refuse_profile(ghirbal_error *error, const char *word, size_t n)
{
	struct gh_nearest best = {0};
	unsigned i;

	if (find_switch(word, n) >= 0)
		return refuse(error, word, n, NULL, "a switch needs + or - before its name");
	if (find_profile(word, n) >= 0)
		return refuse(error, word, n, NULL, "a profile stands first in the list");
	for (i = 0; i < PROFILES; i++)
		gh_nearest_consider(&best, word, n, profile_names[i], strlen(profile_names[i]));
	for (i = 0; i < GH_SWITCH_COUNT; i++)
		gh_nearest_consider(&best, word, n, rows[i].name, strlen(rows[i].name));
	return refuse(error, word, n, best.name, "no such normalisation profile or switch");
}

static ghirbal_status refuse_choice(ghirbal_error *error, const struct row *row, const char *word,
                                    size_t n)
{
	struct gh_nearest best = {0};
	char text[sizeof error->text], names[64];
	size_t used = 0;
	unsigned i;

	for (i = 0; i < MOST_CHOICES && row->choice[i]; i++) {
		gh_nearest_consider(&best, word, n, row->choice[i], strlen(row->choice[i]));
		if (used < sizeof names)
			used += (size_t)snprintf(names + used, sizeof names - used, "%s%s",
			                         i ? ", " : "", row->choice[i]);
	}
	snprintf(text, sizeof text, "the switch %s may be %s", row->name, names);
	return refuse(error, word, n, best.name, text);
}

/* ---- the list ---- */

/* "+name", "-name" or "name=choice" */
static ghirbal_status take_switch(ghirbal_normal *normal, const char *word, size_t n,
                                  ghirbal_error *error)
{
	const char *equals = memchr(word, '=', n);
	bool sign = n > 0 && (*word == '+' || *word == '-');
	const char *name = word + sign;
	size_t length = (equals ? (size_t)(equals - word) : n) - sign;
	int which = find_switch(name, length), choice;

	if (which < 0)
		return sign || equals ? refuse_switch(error, name, length)
		                      : refuse_profile(error, word, n);
	if (equals) {
		size_t rest = n - (size_t)(equals + 1 - word);

		choice = find_choice(&rows[which], equals + 1, rest);
		if (choice < 0 || *word == '-')
			return refuse_choice(error, &rows[which], equals + 1, rest);
	} else if (sign) {
		choice = *word == '+' ? rows[which].plus : 0;
	} else {
		return refuse_profile(error, word, n);
	}
	choose_with_classes(normal, (enum gh_switch)which, (unsigned)choice);
	return GHIRBAL_OK;
}

ghirbal_status ghirbal_normal_parse(ghirbal_normal *normal, const char *list, ghirbal_error *error)
{
	ghirbal_normal made;
	bool first = true;

	if (!normal || !list)
		return GHIRBAL_MISUSE;
	take_profile(&made, STANDARD); /* what a list without a profile starts from */
	for (;;) {
		size_t n = strcspn(list, ",");
		int profile = first ? find_profile(list, n) : -1;

		if (profile >= 0) {
			take_profile(&made, (enum profile)profile);
		} else {
			ghirbal_status status = take_switch(&made, list, n, error);

			if (status != GHIRBAL_OK)
				return status;
		}
		if (!list[n])
			break;
		list += n + 1;
		first = false;
	}
	*normal = made;
	return GHIRBAL_OK;
}

bool ghirbal_switch_get(size_t index, ghirbal_switch_info *info)
{
	/* Joined by hand: the header promises strings that live as long as the library. */
	static const char *const joined[GH_SWITCH_COUNT] = {
		[GH_DAGGER] = "keep|drop|alef",
		[GH_TATWEEL] = "keep|context|all",
		[GH_HONORIFICS] = "keep|words|expand|drop",
		[GH_BLANKS] = "off|on|one",
		[GH_DIGITS] = "off|ascii|arabic",
		[GH_ELONGATION] = "off|on|one",
	};
	const struct row *row;

	if (index >= GH_SWITCH_COUNT)
		return false;
	row = &rows[index];
	info->name = row->name;
	info->none = row->choice[row->set[NONE]];
	info->light = row->choice[row->set[LIGHT]];
	info->standard = row->choice[row->set[STANDARD]];
	info->search = row->choice[row->set[SEARCH]];
	info->choices = joined[index] ? joined[index] : "";
	info->text = row->text;
	return true;
}
