/* SPDX-License-Identifier: MIT */
/* The judge: rules, structure and neighbours in, a verdict with its reason out. */
#ifndef GH_JUDGE_H
#define GH_JUDGE_H

#include "judge/decision.h"

/*
 * A thread's working memory for judging; grows to the largest document and stays.  lexemes are the
 * matcher's, which outlive it.
 */
struct gh_judge;
struct gh_judge *gh_judge_new(const ghirbal_allocator *from, struct gh_lexemes *lexemes);
void gh_judge_free(struct gh_judge *judge);

/*
 * To be called before the first judging of a document or part; its lines are then looked at anew.
 * asked: gh_judge_explain() will be called; if not, the scores of decisions mean nothing.
 */
void gh_judge_open(struct gh_judge *judge, bool asked);

/*
 * Decides every line of doc that is left of the one opened; decisions[i] for line i.  Lines that go
 * by their score have all the same reason until gh_judge_explain() finds theirs, which costs as
 * much as the score.  hits are the matcher's.  Returns the decisions, owned by judge and valid
 * until its next use, or NULL for want of memory.
 */
const struct gh_decision *gh_judge(struct gh_judge *judge, const struct gh_ruleset *rules,
                                   const struct gh_doc *doc, const struct gh_hits *hits,
                                   ghirbal_level level);

/*
 * Sets the weights in the order of weights.def, in hundredths, for training; those built in hold
 * until then.
 */
void gh_judge_weigh(struct gh_judge *judge, const int16_t *trained);

/*
 * Finds why line i of the last document goes, which has not been explained before: the decision
 * then has its reason and group, and out of room > 0 bytes words for the evidence that weighed
 * most, a string whose length is returned.
 */
size_t gh_judge_explain(struct gh_judge *judge, size_t i, char *out, size_t room);

#endif
