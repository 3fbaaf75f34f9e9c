/* SPDX-License-Identifier: MIT */
/*
 * The sieve: one part of a document goes in, the clean part comes out.
 *
 * The text is normalised first, so that rules and judge see what will be written and nothing else.
 * Spans are cut first and the lines matched again as they then read, since phrases come before
 * context.  The judge then looks at what is left until nothing more goes: so what comes out is what
 * cleaning it again would give.
 */
#ifndef GH_SIEVE_H
#define GH_SIEVE_H

#include "judge/judge.h"
#include "block.h"
#include "memory/recall.h"
#include "piece.h"

struct gh_sieve {
	ghirbal_allocator from;
	const ghirbal_settings *settings;
	const struct gh_ruleset *set;
	const struct gh_matcher *matcher;
	struct gh_norm norm;
	ghirbal_counts *counts;
	uint64_t *rule_hits;  /* by rule */
	struct gh_teller teller;

	const struct gh_store *memory; /* or NULL */
	struct gh_memo *memo;      /* of lines seen before */
	struct gh_recall recall;
	uint64_t site;             /* of this document, if has_site */
	bool has_site;

	struct gh_scratch *scratch;
	struct gh_judge *judge;
	struct gh_block block;     /* what is cleaned now */
	size_t run, run_end;       /* bytes of the block next to be written as they are */
	struct gh_buf out;

	/* what the next part of the same document must know */
	size_t number;         /* of its first line */
	bool first;            /* nothing of this document has been read yet */
	bool written;          /* something of this document was written */
};

ghirbal_status gh_sieve_init(struct gh_sieve *sieve, const ghirbal_allocator *from);
void gh_sieve_free(struct gh_sieve *sieve);

void gh_sieve_begin(struct gh_sieve *sieve); /* a document begins */

/* Cleans whole lines and hands them to the sink; last says that the document ends with them. */
ghirbal_status gh_sieve_part(struct gh_sieve *sieve, const char *text, size_t size, bool last);

/* Normalises text, a piece of a line too long to hold, and hands it to the sink. */
ghirbal_status gh_sieve_pass(struct gh_sieve *sieve, const char *text, size_t size);

#endif
