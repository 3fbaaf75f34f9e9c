/* SPDX-License-Identifier: MIT */
/*
 * The score of a line: its evidence weighed, and the lines decided together.
 */
#ifndef GH_SCORE_H
#define GH_SCORE_H

#include "judge/decision.h"
#include "judge/path.h"

struct gh_against {
	const int16_t *numbers; /* of each line, or one of the page or of the line's shape */
	uint32_t lines;         /* UINT32_MAX if of each line, else 0: masks the number of a line */
	unsigned char row, reason;
	int16_t weight;         /* below 0 */
};

struct gh_score {
	struct gh_weights weights;
	struct gh_matrix evidence; /* of the last page that was scored */
	struct gh_against against[GH_EVIDENCE]; /* rows that can speak against a line of it */
	size_t against_count;
	bool listed; /* they are, which only reports ask for */
	int16_t traits[GH_SHAPE_EVIDENCE]; /* of the line that was asked about last */
	struct gh_path path;
	bool asked; /* why lines go will be asked for: all evidence of all lines in doubt is read */
};

/* With the weights of weights.def. */
void gh_score_init(struct gh_score *score);
void gh_score_free(struct gh_score *score, const ghirbal_allocator *from);

/*
 * Scores the lines that are in doubt and decides them together; the decisions of others stand.
 * False for want of memory.
 */
bool gh_score_lines(struct gh_score *score, struct gh_page *page, ghirbal_level level,
                    struct gh_decision *decisions);

/*
 * Puts words for the evidence that weighed most against line i into out of room bytes, and finds
 * the decision's reason and group if it goes by its score.  Returns their length.
 */
size_t gh_score_explain(struct gh_score *score, const struct gh_page *page, size_t i,
                        struct gh_decision *decision, char *out, size_t room);

#endif
