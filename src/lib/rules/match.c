/* SPDX-License-Identifier: MIT */
/*
 * What rules say of a line: phrases by the walk, whole lines, literals and patterns, told together.
 * One file of more than five hundred lines, since all of them share the view of a line and its
 * budget.
 */
#include "rules/match.h"

#include <string.h>

#include "rules/barren.h"
#include "rules/guard.h"
#include "rules/prefilter.h"
#include "rules/walk.h"
#include "text/memo.h"

/*
 * What walks may take on a line, by the length of its key, so that slots nested in slots cost no
 * line more than its bytes.  The default rules take at most seven steps a byte on the pages at
 * hand.
 */
#define STEPS_A_LINE 65536
#define STEPS_A_BYTE 128

/* What rules said of the lines in the memo, by place. */
struct remembered {
	uint32_t turns[GH_MEMO_LINES];
	struct gh_hit hits[GH_MEMO_LINES];
};

struct gh_scratch {
	ghirbal_allocator from;
	struct gh_lexemes *lexemes;
	struct gh_words words; /* of the line that is looked at */
	struct gh_spans spans;
	struct gh_trials *trials;
	struct gh_doc example;
	struct gh_hits example_hits;
	struct remembered *remembered;
	struct gh_barren barren[GH_BARREN_KEYS];
	uint64_t given_up; /* lines on which walks took too many steps */
	bool uncued;       /* the one rule that counts is tried without its cue */
};

/* A look at the lines of a document, one after another. */
struct look {
	const struct gh_matcher *matcher;
	struct gh_scratch *scratch;
	const struct gh_doc *doc;
	struct gh_hits *hits;
	uint32_t only;            /* the one rule that counts, or GH_NO_RULE */
	uint32_t except;          /* the one that does not, or GH_NO_RULE */
	/* at this line */
	const struct gh_line *line;
	const unsigned char *key;
	size_t length;            /* of the key */
	size_t begin, end;        /* of the key without colons at its ends */
	size_t words;             /* between them; if more than matter, at least so many */
	struct gh_hit *hit;       /* the line's own */
	enum { UNKNOWN, GUARDED, OPEN } guard;
	unsigned covered;         /* by the longest phrase of a walk */
	size_t start;             /* of the walk's phrases in the key */
	struct gh_span cut;       /* the longest of a walk */
	size_t steps;             /* that walks may still take */
	bool told;                /* a text was found, whatever comes of it */
	bool failed;              /* for want of memory */
};

struct gh_scratch *gh_scratch_new(const struct gh_matcher *matcher, const ghirbal_allocator *from)
{
	struct gh_scratch *scratch = gh_resize(from, NULL, sizeof *scratch);

	if (!scratch)
		return NULL;
	memset(scratch, 0, sizeof *scratch);
	scratch->from = *from;
	gh_doc_init(&scratch->example, from);
	scratch->trials = gh_trials_new(matcher->patterns, from);
	scratch->remembered = gh_resize(from, NULL, sizeof *scratch->remembered);
	scratch->lexemes = gh_lexemes_new(&matcher->trie.words, from);
	if (!scratch->trials || !scratch->remembered || !scratch->lexemes) {
		gh_scratch_free(scratch);
		return NULL;
	}
	memset(scratch->remembered->turns, 0, sizeof scratch->remembered->turns);
	return scratch;
}

struct gh_lexemes *gh_scratch_lexemes(const struct gh_scratch *scratch)
{
	return scratch->lexemes;
}

uint64_t gh_scratch_given_up(const struct gh_scratch *scratch)
{
	return scratch->given_up + gh_trials_given_up(scratch->trials);
}

void gh_scratch_free(struct gh_scratch *scratch)
{
	ghirbal_allocator from;

	if (!scratch)
		return;
	from = scratch->from;
	gh_trials_free(scratch->trials);
	gh_release(&from, scratch->remembered);
	gh_lexemes_free(scratch->lexemes);
	gh_release(&from, scratch->spans.all);
	gh_release(&from, scratch->spans.origins);
	gh_hits_free(&from, &scratch->example_hits);
	gh_doc_free(&scratch->example);
	gh_release(&from, scratch);
}

uint32_t gh_taking_rule(const struct gh_hit *hit)
{
	size_t verb;

	for (verb = 0; verb < GH_CUT; verb++)
		if (gh_verb_takes(verb) && hit->rule[verb] != GH_NO_RULE)
			return hit->rule[verb];
	return GH_NO_RULE;
}

/* ---- finding ---- */

static bool is_open(struct look *look)
{
	if (look->guard == UNKNOWN)
		look->guard = look->length <= GH_GUARD_KEY &&
		                              !gh_ends_in_stop(look->line->text, look->line->length)
		                      ? OPEN
		                      : GUARDED;
	return look->guard == OPEN;
}

static bool counts(const struct look *look, uint32_t rule)
{
	return look->only == GH_NO_RULE ? rule != look->except : look->only == rule;
}

/* More exact: by how, then without slots, then longer; the order of the files settles the rest. */
static bool is_better(const struct gh_ruleset *set, uint32_t a, uint32_t b)
{
	const struct gh_rule *one = &set->rules[a], *other = &set->rules[b];

	if (one->how != other->how)
		return one->how < other->how;
	if (one->phrase.literal != other->phrase.literal)
		return one->phrase.literal;
	if (one->length != other->length)
		return one->length > other->length;
	return a < b;
}

static void claim(struct look *look, uint32_t rule)
{
	const struct gh_rule *claimed = &look->matcher->set->rules[rule];
	uint32_t *best = &look->hit->rule[claimed->verb];

	if (*best != GH_NO_RULE && !is_better(look->matcher->set, rule, *best))
		return;
	*best = rule;
}

static void found_whole(void *context, uint32_t rule)
{
	struct look *look = context;

	look->told = true;
	if (counts(look, rule))
		claim(look, rule);
}

/* What stands behind a phrase: a text that ends in a colon takes the colons with it. */
static bool take_colon(const struct look *look, const struct gh_accept *accept, size_t *edge)
{
	if (!accept->colon)
		return true;
	if (*edge == look->length || look->key[*edge] != GH_KEY_COLON)
		return false;
	while (*edge < look->length && look->key[*edge] == GH_KEY_COLON)
		++*edge;
	return true;
}

static void find_cut(struct look *look, uint32_t rule, size_t start, size_t end)
{
	struct gh_span *cut = &look->cut;
	size_t length = cut->end - cut->start;

	if (cut->rule == GH_NO_RULE || end - start > length ||
	    (end - start == length && is_better(look->matcher->set, rule, cut->rule)))
		*cut = (struct gh_span){start, end, rule};
}

static void find_phrase(struct look *look, const struct gh_accept *accept, size_t edge)
{
	const struct gh_rule *rule = &look->matcher->set->rules[accept->rule];

	if ((accept->kind == GH_AS_LINE && edge < look->end) ||
	    (accept->kind == GH_AS_LINE_BACKWARD && edge > look->begin))
		return;
	if (!take_colon(look, accept, &edge))
		return;
	if (rule->verb == GH_CUT) {
		if (accept->kind == GH_AS_ENDS)
			find_cut(look, accept->rule, edge, look->length);
		else
			find_cut(look, accept->rule, look->start, edge);
		return;
	}
	if (!rule->guarded || is_open(look))
		claim(look, accept->rule);
}

static void find_tail(struct look *look, const struct gh_accept *accept, size_t edge)
{
	uint32_t *tail = &look->hit->tail;

	/* A line of more words is no teaser with a button behind it. */
	if (edge <= look->begin || look->words > GH_COVER_WORDS ||
	    gh_ends_in_stop(look->line->text, look->line->length))
		return;
	if (*tail == GH_NO_RULE || is_better(look->matcher->set, accept->rule, *tail))
		*tail = accept->rule;
}

static void found(void *context, const struct gh_accept *accept, unsigned words, size_t edge)
{
	struct look *look = context;

	look->told = true;
	if (!counts(look, accept->rule))
		return;
	if (accept->kind == GH_AS_CUE) {
		if (take_colon(look, accept, &edge))
			gh_trials_note(look->scratch->trials, look->matcher->patterns,
			               accept->rule);
	} else if (accept->kind == GH_AS_COVER) {
		if (words > look->covered)
			look->covered = words;
	} else if (accept->kind == GH_AS_TAIL) {
		find_tail(look, accept, edge);
	} else {
		find_phrase(look, accept, edge);
	}
}

static void keep_span(struct look *look)
{
	if (look->cut.rule != GH_NO_RULE &&
	    !gh_spans_add(&look->scratch->from, &look->scratch->spans, look->cut))
		look->failed = true;
	look->cut.rule = GH_NO_RULE;
}

static void take_walk(struct look *look, enum gh_root root, size_t at)
{
	const struct gh_words *words = &look->scratch->words;

	look->start = words->all[at].start;
	gh_trie_walk(&look->matcher->trie, root, words, at, found, look, &look->steps);
}

static void walk(struct look *look, enum gh_root root, size_t at)
{
	if (gh_trie_can_begin(&look->matcher->trie, root, &look->scratch->words, at))
		take_walk(look, root, at);
}

/* ---- along the words of a line ---- */

static void open_words(struct look *look)
{
	gh_words_open(&look->scratch->words, look->scratch->lexemes, look->key, look->begin,
	              look->end, false);
}

struct stride {
	unsigned wanted;  /* the marks that matter on this line */
	size_t covered;   /* the words before this place in the key are counted */
	size_t cut_until; /* spans keep apart */
	bool open;        /* a phrase that begins and ends with any words may be here */
};

/*
 * Menus and phrases of any words are on lines of few words only, so that no more need be counted.
 */
static size_t count_words(const struct look *look)
{
	size_t open = look->matcher->open_words,
	       most = open > GH_COVER_WORDS ? open : GH_COVER_WORDS;

	return gh_words_count(look->scratch->lexemes, look->key + look->begin,
	                      look->end - look->begin, most);
}

/* What begins a line: a line text with slots, or a starts text. */
static void follow_first(struct look *look, struct stride *stride, unsigned marks)
{
	struct gh_words *words = &look->scratch->words;

	if (!(marks & GH_MARK(GH_ROOT_BEGIN)))
		return;
	gh_words_read(words, 2);
	if (gh_trie_can_begin(&look->matcher->trie, GH_ROOT_BEGIN, words, 0)) {
		gh_words_read(words, GH_WORDS_PLACES);
		walk(look, GH_ROOT_BEGIN, 0);
		stride->cut_until = look->cut.rule == GH_NO_RULE ? 0 : look->cut.end;
		keep_span(look);
	}
}

/* Of a menu the longest phrases are counted, one behind another. */
static void follow_cover(struct look *look, struct stride *stride, size_t at)
{
	const struct gh_key_word *words = look->scratch->words.all + at;

	if (!gh_trie_can_begin(&look->matcher->trie, GH_ROOT_COVER, &look->scratch->words, at))
		return;
	look->covered = 0;
	take_walk(look, GH_ROOT_COVER, at);
	look->hit->covered = (unsigned short)(look->hit->covered + look->covered);
	if (look->covered > 0)
		stride->covered = words[look->covered - 1].start + words[look->covered - 1].length;
}

static void follow_word(struct look *look, struct stride *stride, size_t at, unsigned marks)
{
	size_t start = look->scratch->words.all[at].start;

	if (marks & GH_MARK(GH_ROOT_COVER) && start >= stride->covered)
		follow_cover(look, stride, at);
	if (marks & GH_MARK(GH_ROOT_OPEN))
		stride->open = true;
	if (marks & (GH_MARK(GH_ROOT_INSIDE) | GH_MARK_UNGUARDED)) {
		walk(look, GH_ROOT_INSIDE, at);
		if (start < stride->cut_until)
			look->cut.rule = GH_NO_RULE;
		else if (look->cut.rule != GH_NO_RULE)
			stride->cut_until = look->cut.end;
		keep_span(look);
	}
}

/* The marks that matter on all words of the line. */
static unsigned wanted_marks(const struct look *look)
{
	unsigned wanted = 0;

	if (look->length <= GH_GUARD_KEY)
		wanted = GH_MARK(GH_ROOT_INSIDE);
	else if (look->matcher->unguarded)
		wanted = GH_MARK_UNGUARDED;
	/* A line of more words is no menu. */
	if (look->words <= GH_COVER_WORDS)
		wanted |= GH_MARK(GH_ROOT_COVER);
	if (look->words <= look->matcher->open_words)
		wanted |= GH_MARK(GH_ROOT_OPEN);
	return wanted;
}

/* Steps on all words of a line of few. */
static void step_on_words(struct look *look, struct stride *stride)
{
	const struct gh_words *words = &look->scratch->words;
	size_t at;

	for (at = 0; at < words->count; at++) {
		unsigned marks = words->all[at].lexeme.marks & stride->wanted;

		if (marks)
			follow_word(look, stride, at, marks);
	}
}

/* Steps on those words of a line of any length that an unguarded phrase begins with. */
static void step_on_unguarded(struct look *look, struct stride *stride)
{
	struct gh_words *words = &look->scratch->words;

	open_words(look);
	while (gh_words_seek(words, &look->matcher->unguarded_words)) {
		gh_words_read(words, 2);
		if (words->all[0].lexeme.marks & GH_MARK_UNGUARDED &&
		    gh_trie_can_begin(&look->matcher->trie, GH_ROOT_INSIDE, words, 0)) {
			gh_words_read(words, GH_WORDS_PLACES);
			follow_word(look, stride, 0, GH_MARK_UNGUARDED);
		}
		words->at = words->all[0].start + words->all[0].length;
	}
}

/* Steps on what may begin a phrase on this line; returns where the last span ends. */
static size_t walk_words(struct look *look)
{
	struct gh_words *words = &look->scratch->words;
	struct stride stride = {.wanted = wanted_marks(look)};
	bool whole = stride.wanted & ~GH_MARK_UNGUARDED;

	if (words->count == 0)
		gh_words_read(words, whole ? GH_WORDS_ROOM : 1);
	follow_first(look, &stride, words->all[0].lexeme.marks);
	if (whole)
		step_on_words(look, &stride);
	else if (stride.wanted)
		step_on_unguarded(look, &stride);
	if (stride.open)
		walk(look, GH_ROOT_OPEN, 0);
	return stride.cut_until;
}

/*
 * The words at the line's end are the last of a short line; of a long one they are read for this.
 */
static void walk_end(struct look *look, struct gh_span *cut)
{
	struct gh_words *words = &look->scratch->words;
	bool whole = words->count > 0;

	if (!whole)
		gh_words_read_last(words, 2);
	if (words->all[words->count - 1].lexeme.marks & GH_MARK(GH_ROOT_END) &&
	    gh_trie_can_begin(&look->matcher->trie, GH_ROOT_END, words, words->count - 1)) {
		if (!whole) {
			open_words(look);
			gh_words_read_last(words, GH_WORDS_PLACES);
		}
		walk(look, GH_ROOT_END, words->count - 1);
	}
	*cut = look->cut;
	look->cut.rule = GH_NO_RULE;
	if (!whole)
		open_words(look);
}

/* ---- patterns ---- */

static bool pattern_counts(void *context, uint32_t rule)
{
	struct look *look = context;

	return counts(look, rule) &&
	       (!look->matcher->set->rules[rule].guarded || is_open(look));
}

static void pattern_found(void *context, uint32_t rule)
{
	claim(context, rule);
}

static bool pattern_cuts(void *context, uint32_t rule, size_t start, size_t length)
{
	struct look *look = context;

	return gh_cuts_add(&look->scratch->from, &look->hits->cuts,
	                   (struct gh_cut){start, length, rule});
}

static bool find_patterns(struct look *look)
{
	const struct gh_asking asking = {look, pattern_counts, pattern_found, pattern_cuts};

	return gh_patterns_run(look->matcher->patterns, look->scratch->trials, look->line,
	                       &asking);
}

/* ---- a line ---- */

static void clear(struct gh_hit *hit, size_t cut)
{
	size_t verb;

	memset(hit, 0, sizeof *hit);
	hit->tail = GH_NO_RULE;
	hit->cut = (uint32_t)cut;
	for (verb = 0; verb < GH_CUT; verb++)
		hit->rule[verb] = GH_NO_RULE;
}

static void find_phrases(struct look *look)
{
	struct gh_span end_cut;
	size_t cut_until;

	open_words(look);
	if (look->length <= GH_GUARD_KEY) {
		gh_words_read(&look->scratch->words, GH_WORDS_ROOM);
		look->words = look->scratch->words.count;
	} else {
		look->words = count_words(look);
	}
	look->hit->words =
		(unsigned short)(look->words < GH_COVER_WORDS ? look->words : GH_COVER_WORDS);
	walk_end(look, &end_cut);
	cut_until = walk_words(look);
	if (end_cut.rule != GH_NO_RULE && end_cut.start >= cut_until) {
		look->cut = end_cut;
		keep_span(look);
	}
}

static void find_all(struct look *look)
{
	bool guarded = look->length > GH_GUARD_KEY;
	struct stride stride = {0};
	unsigned may;

	while (look->begin < look->end && look->key[look->begin] == GH_KEY_COLON)
		look->begin++;
	while (look->end > look->begin && look->key[look->end - 1] == GH_KEY_COLON)
		look->end--;
	if (look->begin == look->end)
		return;
	may = gh_prefilter(look->matcher, look->scratch->lexemes->kernel, look->key + look->begin,
	                   look->end - look->begin, guarded);
	if (may & GH_MAY_BE_WHOLE)
		gh_wholes_find(&look->matcher->wholes, look->key + look->begin,
		               look->end - look->begin, found_whole, look);
	if (may & GH_MAY_HAVE)
		find_phrases(look);
	else if (guarded && look->matcher->unguarded)
		step_on_unguarded(look, &stride);
}

/*
 * What is found on a line that begins with a number; of keys on which nothing is, that is
 * remembered.
 */
static void find_numbered(struct look *look)
{
	struct gh_barren *place = gh_barren_place(look->scratch->barren, look->key, look->length);
	size_t steps = look->steps;

	if (gh_is_barren(place, look->key, look->length)) {
		look->hit->words = place->words;
		look->steps -= place->steps;
		return;
	}
	look->told = false;
	find_all(look);
	if (!look->told && look->steps > 0)
		gh_barren_note(place, look->key, look->length, look->hit->words,
		               steps - look->steps);
}

/*
 * A line that took too many steps matches no text at all, rather than what came first: so that it
 * is written as it is, and is again when it is cleaned again.
 */
static void find_texts(struct look *look, size_t first)
{
	look->steps = STEPS_A_LINE + STEPS_A_BYTE * look->length;
	if (gh_may_be_barren(look->key, look->length))
		find_numbered(look);
	else
		find_all(look);
	if (look->steps > 0)
		return;
	clear(look->hit, first);
	look->scratch->spans.count = 0;
	gh_trials_begin(look->scratch->trials);
	look->scratch->given_up++;
}

static struct look begin_looking(const struct gh_matcher *matcher, struct gh_scratch *scratch,
                                 const struct gh_doc *doc, struct gh_hits *hits)
{
	return (struct look){.matcher = matcher, .scratch = scratch, .doc = doc, .hits = hits,
	                     .only = GH_NO_RULE, .except = GH_NO_RULE};
}

static void turn_to(struct look *look, size_t index)
{
	look->line = &look->doc->lines[index];
	look->key = gh_line_key(look->doc, look->line);
	look->length = look->end = look->line->key_length;
	look->begin = look->words = 0;
	look->hit = &look->hits->lines[index];
	look->guard = UNKNOWN;
	look->cut.rule = GH_NO_RULE;
	clear(look->hit, look->hits->cuts.count);
	look->scratch->spans.count = 0;
	gh_trials_begin(look->scratch->trials);
}

static bool look_at(struct look *look, size_t index)
{
	struct gh_scratch *scratch = look->scratch;
	struct gh_cuts *cuts = &look->hits->cuts;
	size_t first = cuts->count;

	turn_to(look, index);
	find_texts(look, first);
	if (scratch->uncued)
		gh_trials_note(scratch->trials, look->matcher->patterns, look->only);
	if (look->failed ||
	    !gh_spans_cut(&scratch->from, &scratch->spans, look->line, look->begin, cuts) ||
	    !find_patterns(look))
		return false;
	if (cuts->count > first)
		gh_cuts_part(cuts, first);
	look->hit->cuts = (uint32_t)(cuts->count - first);
	return true;
}

bool gh_match_line(const struct gh_matcher *matcher, struct gh_scratch *scratch,
                   const struct gh_doc *doc, size_t index, struct gh_hits *hits)
{
	struct look look = begin_looking(matcher, scratch, doc, hits);

	return look_at(&look, index);
}

/*
 * What rules say of a line they say of its bytes alone.  Lines with spans, which are few, are not
 * remembered, nor those on which rules gave up, which are counted.
 */
static bool match_remembered(struct look *look, size_t index)
{
	const struct gh_line *line = &look->doc->lines[index];
	struct gh_hit *hit = &look->hits->lines[index];
	struct remembered *remembered = look->scratch->remembered;
	uint64_t given_up;

	if (gh_is_remembered(line, remembered->turns[line->memo.at])) {
		*hit = remembered->hits[line->memo.at];
		return true;
	}
	given_up = gh_scratch_given_up(look->scratch);
	if (!look_at(look, index))
		return false;
	if (gh_has_memo(line) && hit->cuts == 0 && gh_scratch_given_up(look->scratch) == given_up) {
		remembered->turns[line->memo.at] = line->memo.turn;
		remembered->hits[line->memo.at] = *hit;
	}
	return true;
}

bool gh_match(const struct gh_matcher *matcher, struct gh_scratch *scratch,
              const struct gh_doc *doc, struct gh_hits *hits)
{
	struct look look = begin_looking(matcher, scratch, doc, hits);
	size_t i;

	if (!GH_GROW(&doc->from, hits->lines, hits->room, doc->count))
		return false;
	hits->cuts.count = 0;
	for (i = 0; i < doc->count; i++)
		if (!match_remembered(&look, i))
			return false;
	return true;
}

void gh_hits_free(const ghirbal_allocator *from, struct gh_hits *hits)
{
	gh_release(from, hits->lines);
	gh_release(from, hits->cuts.all);
	memset(hits, 0, sizeof *hits);
}

/*
 * Reads one line that is no document's, for rules to be tried on; NULL if there is nothing in it.
 */
static bool try_text(const struct gh_matcher *matcher, struct gh_scratch *scratch, uint32_t only,
                     uint32_t except, const char *text, size_t length,
                     const struct gh_hit **hit)
{
	struct gh_hits *hits = &scratch->example_hits;
	struct look look = begin_looking(matcher, scratch, &scratch->example, hits);
	size_t number = 1;

	*hit = NULL;
	if (!gh_doc_read(&scratch->example, text, length, &number, true))
		return false;
	if (scratch->example.count == 0)
		return true;
	if (!GH_GROW(&scratch->from, hits->lines, hits->room, 1))
		return false;
	hits->cuts.count = 0;
	*hit = hits->lines;
	look.only = only;
	look.except = except;
	return look_at(&look, 0);
}

bool gh_match_example(const struct gh_matcher *matcher, struct gh_scratch *scratch, uint32_t rule,
                      const char *text, size_t length, bool *matched)
{
	const struct gh_rule *tried = &matcher->set->rules[rule];
	const struct gh_hit *hit;

	*matched = false;
	if (!try_text(matcher, scratch, rule, GH_NO_RULE, text, length, &hit))
		return false;
	if (hit)
		*matched = tried->verb == GH_CUT ? hit->cuts > 0 : hit->rule[tried->verb] == rule;
	return true;
}

bool gh_match_pattern(const struct gh_matcher *matcher, struct gh_scratch *scratch, uint32_t rule,
                      const char *text, size_t length, bool *matched)
{
	bool well;

	scratch->uncued = true;
	well = gh_match_example(matcher, scratch, rule, text, length, matched);
	scratch->uncued = false;
	return well;
}

bool gh_match_is_dear(const struct gh_matcher *matcher, struct gh_scratch *scratch, uint32_t rule)
{
	return gh_trials_is_dear(scratch->trials, matcher->patterns, rule);
}

bool gh_match_without(const struct gh_matcher *matcher, struct gh_scratch *scratch, uint32_t rule,
                      const char *text, size_t length, const struct gh_hit **hit)
{
	return try_text(matcher, scratch, GH_NO_RULE, rule, text, length, hit);
}
