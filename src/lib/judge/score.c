/* SPDX-License-Identifier: MIT */
#include "judge/score.h"

#include <string.h>

#include "judge/trait.h"

static const struct {
	unsigned char reason, length;
	const char *words;
} rows[] = {
#define GH_WEIGHT(name, weight, prior, reason, words) {GH_BY_##reason, sizeof words - 1, words},
#include "judge/weights.def"
};

static const int level_bias[] = {
#define GH_LEVEL(level, bias) [GHIRBAL_##level] = (bias) * GH_ONE,
#include "judge/weights.def"
};

void gh_score_init(struct gh_score *score)
{
	memset(score, 0, sizeof *score);
	score->weights = gh_trained_weights;
}

void gh_score_free(struct gh_score *score, const ghirbal_allocator *from)
{
	gh_path_free(&score->path, from);
	gh_matrix_free(&score->evidence, from);
}

/* ---- what speaks against a line ---- */

static void list_row(struct gh_score *score, size_t row, const int16_t *numbers, bool by_line)
{
	if (score->weights.of[row] < 0)
		score->against[score->against_count++] = (struct gh_against){
			.numbers = numbers, .lines = by_line ? UINT32_MAX : 0,
			.row = (unsigned char)row, .reason = rows[row].reason,
			.weight = score->weights.of[row]};
}

/* No number is below 0: only a row that weighs so speaks against anything. */
static void list_against(struct gh_score *score)
{
	const struct gh_matrix *matrix = &score->evidence;
	size_t row;

	score->listed = true;
	score->against_count = 0;
	for (row = GH_E_BIAS + 1; row < GH_SHAPE_EVIDENCE; row++)
		list_row(score, row, &score->traits[row], false);
	for (row = GH_SHAPE_EVIDENCE; row < GH_EVIDENCE; row++)
		if (matrix->told[row] || matrix->of_page[row])
			list_row(score, row, gh_matrix_row(matrix, row), matrix->told[row]);
}

/* ---- the score ---- */

static bool has_marked_neighbour(const uint32_t *marks, uint32_t mark)
{
	return ((marks[-1] | marks[1]) & mark) != 0;
}

/* Of lines that have some form. */
#define FORMS (GH_VERSE | GH_RESULT | GH_CODE | GH_NUMBERED | GH_VOWELLED | GH_BULLET)

/*
 * What does not look like prose and is an author's: verses, dialogue, results, code, lists by
 * number.
 */
static bool has_form(const uint32_t *marks)
{
	static const uint32_t forms[] = {GH_VERSE, GH_RESULT, GH_CODE, GH_NUMBERED};
	size_t k;

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
 * own, and not between two paragraphs that have nothing but such lines between them.  Of sixteen
 * lines from line i on those that are left.
 */
static uint32_t lines_in_doubt(const struct gh_page *page, size_t i)
{
	size_t left = page->doc->count - i;
	uint32_t lines = gh_flagged(page->facts + i, GH_IS_KEPT | GH_IS_ENCLOSED, 0), forms;

	if (left < GH_FLAGS_LINES)
		lines &= (1u << left) - 1;
	forms = lines & gh_flagged_any(page->marks + i, FORMS);
	for (; forms; forms &= forms - 1)
		if (has_form(page->marks + i + __builtin_ctz(forms)))
			lines &= ~(forms & -forms);
	return lines;
}

static void open_lines(struct gh_page *page, const struct gh_decision *decisions, uint32_t open)
{
	uint32_t *facts = page->facts, left;
	size_t i, at, count = page->doc->count;

	for (i = 0; i < count; i += GH_FLAGS_LINES)
		for (left = lines_in_doubt(page, i); left; left &= left - 1) {
			at = i + (size_t)__builtin_ctz(left);
			if (decisions[at].verdict == GHIRBAL_KEPT &&
			    page->words[at] <= GH_P_TOO_LONG)
				facts[at] |= open;
		}
}

/* Reasons are asked for too of what went by the kinds of things that scores go by. */
static void ask_for_others(struct gh_page *page, const struct gh_decision *decisions)
{
	size_t i;

	for (i = 0; i < page->doc->count; i++)
		if (decisions[i].verdict == GHIRBAL_DROPPED && decisions[i].reason >= GH_BY_MENU)
			page->facts[i] |= GH_IS_WEIGHED;
}

/* ---- the lines decided together ---- */

/* Lines of which no reason is asked are weighed as far as their support decides. */
static bool find_support(struct gh_score *score, struct gh_page *page, int bias,
                         struct gh_decision *decisions)
{
	struct gh_range support[GH_SUPPORT_KINDS];

	if (!score->asked) {
		gh_support_bound(page, &score->weights, support);
		gh_path_bound(&score->path, page, support, bias, decisions);
	}
	if (gh_next(page, 0, GH_IS_WEIGHED) == page->doc->count)
		return true;
	if (!gh_support_read(&score->evidence, page))
		return false;
	gh_support_weigh(&score->evidence, page);
	return true;
}

bool gh_score_lines(struct gh_score *score, struct gh_page *page, ghirbal_level level,
                    struct gh_decision *decisions)
{
	const int bias = level_bias[level];

	open_lines(page, decisions, score->asked ? GH_IS_OPEN | GH_IS_WEIGHED : GH_IS_OPEN);
	if (score->asked)
		ask_for_others(page, decisions);
	if (!gh_path_open(&score->path, page) ||
	    !gh_evidence_read(&score->evidence, page, &score->weights, score->asked))
		return false;
	gh_matrix_weigh(&score->evidence, page, page->shapes.lexemes->kernel);
	score->listed = false;
	if (!find_support(score, page, bias, decisions))
		return false;
	gh_path_decide(&score->path, page, bias, decisions);
	return true;
}

/* ---- the group that a reason points to ---- */

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

static unsigned char find_group(const struct gh_page *page, size_t i, unsigned char reason)
{
	unsigned char group = GH_GROUPS;

	if (reason == GH_BY_PHRASE)
		group = page->subject[i];
	else if (reason == GH_BY_NEARNESS)
		group = group_nearby(page, i);
	return group == GH_GROUPS ? group_by_size(page, i) : group;
}

/* ---- in words ---- */

#define TOLD 3 /* pieces of evidence that an explanation names */

/* By hand, since printf costs more than the weighing, and its decimal point is the locale's. */
static void add_words(char *out, size_t room, size_t *size, size_t row, int32_t part)
{
	size_t length = rows[row].length, start = *size;
	uint32_t tenths = (uint32_t)((GH_SCORE_ONE / 2 - 10 * part) / GH_SCORE_ONE);

	/* A piece that does not fit is left out whole. */
	if (tenths > 99 || start + length + sizeof ";  -9.9" > room)
		return;
	if (start > 0) {
		out[(*size)++] = ';';
		out[(*size)++] = ' ';
	}
	memcpy(out + *size, rows[row].words, length);
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
	size_t row[TOLD];
	int32_t part[TOLD];
};

static void weigh_in(struct heaviest *heaviest, size_t row, int32_t part)
{
	size_t at = TOLD;

	for (; at > 0 && part < heaviest->part[at - 1]; at--) {
		if (at == TOLD)
			continue;
		heaviest->row[at] = heaviest->row[at - 1];
		heaviest->part[at] = heaviest->part[at - 1];
	}
	if (at == TOLD)
		return;
	heaviest->row[at] = row;
	heaviest->part[at] = part;
}

/* ---- what weighed against a line ---- */

struct against {
	int32_t sums[GH_REASONS + 1]; /* of each reason's rows, above 0 */
	struct heaviest heaviest;
};

static void weigh_against(struct gh_score *score, const struct gh_page *page, size_t i,
                          struct against *against)
{
	const struct gh_against *row, *end;

	if (!score->listed)
		list_against(score);
	row = score->against, end = row + score->against_count;
	memset(against, 0, sizeof *against);
	gh_traits_of(gh_shape_of(page, i), score->traits);
	for (; row < end; row++) {
		int32_t part = row->numbers[row->lines & i];

		if (part == 0)
			continue;
		part *= row->weight;
		against->sums[row->reason] -= part;
		if (part < against->heaviest.part[TOLD - 1])
			weigh_in(&against->heaviest, row->row, part);
	}
}

/* The reason whose evidence weighed most against the line: see reasons.def. */
static enum gh_reason main_reason(int32_t *sums, size_t words)
{
	enum gh_reason worst = GH_BY_PLACE;
	size_t k;

	sums[GH_BY_NEARNESS] /= 2;
	sums[GH_BY_PLACE] /= 2;
	for (k = GH_BY_MENU; k < GH_REASONS; k++)
		if (sums[k] > sums[worst])
			worst = (enum gh_reason)k;
	return worst == GH_BY_MENU && words > GH_P_MENU_WORDS ? GH_BY_HEADLINES : worst;
}

static void find_reason(const struct gh_page *page, size_t i, struct against *against,
                        struct gh_decision *decision)
{
	gh_explain(decision, main_reason(against->sums, page->words[i]));
	if (decision->reason >= GH_BY_PHRASE)
		decision->group = find_group(page, i, decision->reason);
}

size_t gh_score_explain(struct gh_score *score, const struct gh_page *page, size_t i,
                        struct gh_decision *decision, char *out, size_t room)
{
	struct against against;
	const struct heaviest *heaviest = &against.heaviest;
	size_t k, size = 0;

	weigh_against(score, page, i, &against);
	if (gh_is(page, i, GH_IS_OPEN)) /* and not gone by structure, which says itself why */
		find_reason(page, i, &against, decision);
	for (k = 0; k < TOLD && heaviest->part[k] <= -GH_SCORE_ONE / 20; k++)
		add_words(out, room, &size, heaviest->row[k], heaviest->part[k]);
	return size;
}
