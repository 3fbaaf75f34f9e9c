/* SPDX-License-Identifier: MIT */
/*
 * The normaliser: what a set of switches makes of one word, and which code points call for it at
 * all. What is done and why, code point by code point: ghirbal(1), --normalize.
 */
#ifndef GH_NORM_H
#define GH_NORM_H

#include "normal/mojibake.h"
#include "normal/scan.h"
#include "normal/word.h"

/*
 * What a code point calls for.  Below GH_SWITCH_COUNT: it goes, by that switch, whatever stands
 * beside it; GH_COMPOSE, which deletes nothing, stands for letting it be.
 */
enum gh_act {
	GH_ACT_CALM = GH_COMPOSE,
	GH_ACT_KEPT = GH_SWITCH_COUNT, /* a mark that stays: only its order matters */
	GH_ACT_STRETCH,                /* a tatweel that goes between letters */
	GH_ACT_YEH,                    /* an alef maksura that folds if no hamza follows */
	GH_ACT_HAMZA,                  /* a hamza that joins an alef that follows */
	GH_ACT_WORK,                   /* the word goes through the steps */
	GH_ACT_FOLD = 64               /* and a switch: it folds, whatever stands beside it */
};

struct gh_norm {
	ghirbal_normal normal;
	ghirbal_invalid invalid;
	enum gh_misread page; /* which Arabic set the text is mostly in, if it was read wrongly */
	bool reference; /* every word goes through the steps */
	struct gh_scan scan;
	/* By code point less 0600: */
	unsigned char act[256];   /* what it calls for, enum gh_act */
	unsigned char order[256]; /* its canonical combining class, if it is a mark that stays */
	uint16_t fold[256];       /* what it folds to, where that is all it calls for */
	/* What the other characters that text is full of call for: quotes, dashes, blanks. */
	unsigned char latin_act[64];   /* from 0080 */
	unsigned char general_act[64]; /* from 2000 */
};

void gh_norm_init(struct gh_norm *norm, const ghirbal_normal *normal, ghirbal_invalid invalid);

/* Makes every word go through the steps: slow, and what the fast path is measured against. */
void gh_norm_init_reference(struct gh_norm *norm, const ghirbal_normal *normal,
                            ghirbal_invalid invalid);

/*
 * Has the lines of a text vote, if mojibake is on, in which set they were: once for a document or
 * as much of it as is held at once, before its lines are normalised.
 */
void gh_norm_read(struct gh_norm *norm, const char *text, size_t n);

enum gh_act gh_norm_act(const struct gh_norm *norm, uint32_t cp);

/* Nothing that any step does depends on what is on the other side of two such neighbours. */
bool gh_norm_is_firm(const struct gh_norm *norm, uint32_t cp);

/* Runs the steps on a word, in their order. */
void gh_norm_work(const struct gh_norm *norm, struct gh_word *word);

#endif
