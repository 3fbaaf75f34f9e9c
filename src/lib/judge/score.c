/* SPDX-License-Identifier: MIT */
#include "judge/score.h"

#include <string.h>

static const struct {
	unsigned char reason;
	const char *words;
} rows[] = {
#define GH_WEIGHT(name, weight, prior, reason, words) {GH_BY_##reason, words},
#include "judge/weights.def"
};

static const int level_bias[] = {
#define GH_LEVEL(level, bias) [GHIRBAL_##level] = (bias) * GH_ONE,
#include "judge/weights.def"
};

static const int switch_cost =
#define GH_SWITCH(cost) (cost) * GH_ONE
#include "judge/weights.def"
	;

void gh_score_init(struct gh_score *score)
{
	memset(score, 0, sizeof *score);
	score->weights = gh_trained_weights;
	gh_evidence_init(&score->evidence);
}

void gh_score_free(struct gh_score *score, const ghirbal_allocator *from)
{
	gh_release(from, score->paths);
	gh_evidence_free(&score->evidence, from);
}

static bool has_marked_neighbour(const uint32_t *marks, uint32_t mark)
{
	return ((marks[-1] | marks[1]) & mark) != 0;
}

/*
 * What does not look like prose and is an author's: verses, dialogue, results, code, lists by
 * number.
 */
static bool has_form(const uint32_t *marks)
{
	static const uint32_t forms[] = {GH_VERSE, GH_RESULT, GH_CODE, GH_NUMBERED};
	const uint32_t any = GH_VERSE | GH_RESULT | GH_CODE | GH_NUMBERED | GH_VOWELLED | GH_BULLET;
	size_t k;

	if (!(*marks & any))
		return false;
	if (*marks & GH_VOWELLED)
		return true;
	for (k = 0; k < sizeof forms / sizeof forms[0]; k++)
		if ((*marks & forms[k]) && has_marked_neighbour(marks, forms[k]))
			return true;
	return (*marks & GH_BULLET) && (*marks & (GH_STOP | GH_ASKS)) &&
	       has_marked_neighbour(marks, GH_BULLET);
}

/*
 * A score decides only where there is doubt: not on long paragraphs, not on what has a form of its
 * own, and not between two paragraphs that have nothing but such lines between them.
 */
static bool is_open(const struct gh_page *page, const struct gh_decision *decisions, size_t i)
{
	return decisions[i].verdict == GHIRBAL_KEPT &&
	       !gh_is(page, i, GH_IS_KEPT | GH_IS_ENCLOSED) && page->words[i] <= GH_P_TOO_LONG &&
	       !has_form(page->marks + i);
}

bool gh_score_lines(struct gh_score *score, struct gh_page *page, ghirbal_level level,
                    struct gh_decision *decisions)
{
	size_t i;

	for (i = 0; i < page->doc->count; i++) {
		if (is_open(page, decisions, i))
			page->facts[i] |= GH_IS_OPEN | GH_IS_WEIGHED;
		else if (decisions[i].reason >= GH_BY_MENU)
			page->facts[i] |= GH_IS_WEIGHED;
	}
	if (!gh_evidence_read(&score->evidence, page))
		return false;
	gh_evidence_weigh(&score->evidence, page, &score->weights);
	for (i = 0; i < page->doc->count; i++) {
		int32_t sum = page->score[i] + level_bias[level];

		if (gh_is(page, i, GH_IS_OPEN))
			decisions[i].score = sum > GH_CERTAIN    ? GH_CERTAIN
			                     : sum < -GH_CERTAIN ? -GH_CERTAIN
			                                         : sum;
	}
	return true;
}

/* The better of staying and changing, for one state; *from is the state before. */
static int64_t step(int64_t stay, int64_t change, unsigned char *from)
{
	*from = change - switch_cost > stay;
	return *from ? change - switch_cost : stay;
}

/* ---- the reason, and the group it points to ---- */

/* The reason whose evidence weighed most against the line: see reasons.def. */
static enum gh_reason main_reason(const struct gh_score *score, const int16_t *values)
{
	int32_t against[GH_REASONS + 1] = {0};
	enum gh_reason worst = GH_BY_PLACE;
	size_t k;

	for (k = 0; k < GH_EVIDENCE; k++)
		if (score->weights.of[k] * values[k] < 0)
			against[rows[k].reason] -= score->weights.of[k] * values[k];
	against[GH_BY_NEARNESS] /= 2;
	against[GH_BY_PLACE] /= 2;
	for (k = GH_BY_MENU; k < GH_REASONS; k++)
		if (against[k] > against[worst])
			worst = (enum gh_reason)k;
	return worst;
}

/* The group of the closest line that a rule takes, if it is close. */
static unsigned char group_nearby(const struct gh_page *page, size_t i)
{
	size_t k;

	for (k = 1; k <= GH_P_NEARBY && k <= i; k++)
		if (gh_is(page, i - k, GH_IS_SITES))
			return page->subject[i - k];
	for (k = 1; k <= GH_P_NEARBY; k++)
		if (gh_is(page, i + k, GH_IS_SITES))
			return page->subject[i + k];
	return GH_GROUPS;
}

/* Away from the article a line of few words is a menu's, and a longer one links to another page. */
static unsigned char group_by_size(const struct gh_page *page, size_t i)
{
	return page->words[i] <= GH_P_ENTRY_WORDS ? GH_GROUP_NAV : GH_GROUP_RELATED;
}

static void drop(const struct gh_score *score, const struct gh_page *page, size_t i,
                 struct gh_decision *decision)
{
	int16_t values[GH_EVIDENCE_ROOM];
	unsigned char group = GH_GROUPS;
	enum gh_reason reason;

	if (!score->reasons) {
		gh_drop(decision, GH_BY_PLACE);
		return;
	}
	gh_evidence_of(&score->evidence, page, i, values);
	reason = main_reason(score, values);
	if (reason == GH_BY_MENU && page->words[i] > GH_P_MENU_WORDS)
		reason = GH_BY_HEADLINES;
	gh_drop(decision, reason);
	if (decision->reason == GH_BY_PHRASE)
		group = page->subject[i];
	else if (decision->reason == GH_BY_NEARNESS)
		group = group_nearby(page, i);
	else if (decision->reason != GH_BY_PLACE)
		return;
	decision->group = group == GH_GROUPS ? group_by_size(page, i) : group;
}

bool gh_score_decode(struct gh_score *score, const struct gh_page *page,
                     struct gh_decision *decisions)
{
	size_t i, count = page->doc->count;
	int64_t keep = 0, gone = 0;
	unsigned char *paths, state;

	if (!GH_GROW(&page->from, score->paths, score->paths_room, count))
		return false;
	paths = score->paths;
	for (i = 0; i < count; i++) {
		int64_t sum = decisions[i].score, next_keep, next_gone;
		unsigned char from_keep, from_gone;

		paths[i] = 0;
		if (decisions[i].verdict == GHIRBAL_DROPPED)
			continue;
		next_keep = step(keep, gone, &from_keep) + sum;
		next_gone = step(gone, keep, &from_gone) - sum;
		keep = next_keep, gone = next_gone;
		paths[i] = (unsigned char)(from_keep | from_gone << 1);
	}
	state = gone > keep;
	for (i = count; i-- > 0;) {
		if (decisions[i].verdict == GHIRBAL_DROPPED)
			continue;
		if (state && gh_is(page, i, GH_IS_OPEN))
			drop(score, page, i, &decisions[i]);
		state = (unsigned char)(state ^ (paths[i] >> state & 1));
	}
	return true;
}

/* ---- in words ---- */

#define TOLD 3 /* pieces of evidence that an explanation names */

/* By hand, since printf costs more than the weighing, and its decimal point is the locale's. */
static void add_words(char *out, size_t room, size_t *size, const char *words, int32_t part)
{
	size_t length = strlen(words), start = *size;
	uint32_t tenths = (uint32_t)((GH_SCORE_ONE / 2 - 10 * part) / GH_SCORE_ONE);

	/* A piece that does not fit is left out whole. */
	if (tenths > 99 || start + length + sizeof ";  -9.9" > room)
		return;
	if (start > 0) {
		out[(*size)++] = ';';
		out[(*size)++] = ' ';
	}
	memcpy(out + *size, words, length);
	*size += length;
	out[(*size)++] = ' ';
	out[(*size)++] = '-';
	out[(*size)++] = (char)('0' + tenths / 10);
	out[(*size)++] = '.';
	out[(*size)++] = (char)('0' + tenths % 10);
	out[*size] = '\0';
}

/* The pieces that weigh most against the line, the heaviest first. */
struct heaviest {
	size_t k[TOLD];
	int32_t part[TOLD];
};

static void weigh_in(struct heaviest *heaviest, size_t k, int32_t part)
{
	size_t at = TOLD;

	for (; at > 0 && part < heaviest->part[at - 1]; at--) {
		if (at == TOLD)
			continue;
		heaviest->k[at] = heaviest->k[at - 1];
		heaviest->part[at] = heaviest->part[at - 1];
	}
	if (at == TOLD)
		return;
	heaviest->k[at] = k;
	heaviest->part[at] = part;
}

void gh_score_explain(const struct gh_score *score, const struct gh_page *page, size_t i, char *out,
                      size_t room)
{
	struct heaviest heaviest = {{0}, {0}};
	int16_t values[GH_EVIDENCE_ROOM];
	size_t k, size = 0;

	gh_evidence_of(&score->evidence, page, i, values);
	for (k = 0; k < GH_EVIDENCE; k++)
		if (k != GH_E_BIAS && score->weights.of[k] * values[k] < heaviest.part[TOLD - 1])
			weigh_in(&heaviest, k, score->weights.of[k] * values[k]);
	for (k = 0; k < TOLD && heaviest.part[k] <= -GH_SCORE_ONE / 20; k++)
		add_words(out, room, &size, rows[heaviest.k[k]].words, heaviest.part[k]);
}
