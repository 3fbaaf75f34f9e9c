/* SPDX-License-Identifier: MIT */
/* The only file that sees pcre2.h, and of more than five hundred lines for that. */
#include "rules/pattern.h"

#include <stdio.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "ground/utf8.h"
#include "rules/atom.h"
#include "rules/pursuit.h"
#include "text/bare.h"

/* Longer lines are data or damage; a pattern is not tried on them, so that none can hang a run. */
#define MATCH_LINE 65536

/*
 * Steps a pattern may take on one line, over all places where it may begin: in proportion to the
 * line, so that no pattern costs a page more than its bytes, and many times what honest ones take.
 */
#define STEPS_A_LINE 20000u
#define STEPS_A_BYTE 1000u
#define STEPS_LEAST 700u

/*
 * Patterns are followed along so much of a line, then along so much, before they run on all of it.
 */
#define PREFIX 96
#define LONG_PREFIX 512

#define HEAP_KIB 8192u

/*
 * Places for the characters that lines begin with, or have behind a first blank: ASCII, the Arabic
 * block and, in turns, the others.
 */
#define OPENINGS (0x80 + 0x100 + 61)

/* Beside the character of an opening: no pattern may begin so. */
#define CLOSED (UINT32_C(1) << 30)

/* A pattern as a thread has it: drawn when it is first tried, compiled when it is first needed. */
struct trial {
	const struct gh_sketches *sketches; /* in which it is drawn; NULL: it was not tried yet */
	struct gh_sketch sketch;
	size_t hoped, failed;  /* how often the beginning of a line said so */
	pcre2_code *code;      /* NULL: it was never needed, as most never are */
	bool anchored;         /* PCRE2 tries it at the beginning of a line alone */
	uint64_t line;         /* the last on which its cue was found */
};

/* Which patterns without a cue may match a line: a row of bits for each way in which one begins. */
struct openings {
	uint64_t *bits;
	size_t words;          /* of a row */
	uint32_t of[2 * OPENINGS]; /* whose row stands at this place */
};

struct gh_trials {
	ghirbal_allocator from;
	pcre2_general_context *pcre;
	pcre2_compile_context *compile;
	pcre2_match_context *context;
	pcre2_match_data *data;
	struct trial *all;  /* by pattern */
	size_t count;
	uint64_t line;      /* a number for each line looked at */
	uint32_t *due;      /* patterns whose cue stands in it */
	size_t due_count;
	struct gh_sketches sketches;
	struct openings openings;
	struct gh_buf expanded; /* the pattern compiled last */
	struct gh_buf bare; /* the line looked at as patterns see it, once one has asked */
	uint64_t bare_line;
	size_t bare_read;   /* so many bytes of it */
	uint64_t given_up;  /* trials that ended for want of steps */
};

/* One line that patterns run on. */
struct run {
	const struct gh_patterns *patterns;
	struct gh_trials *trials;
	const struct gh_line *line;
	const struct gh_asking *asking;
	bool failed; /* for want of memory */
};

/* ---- memory for PCRE2 ---- */

static void *pcre_take(size_t size, void *from)
{
	return gh_resize(from, NULL, size);
}

static void pcre_give(void *block, void *from)
{
	gh_release(from, block);
}

/* ---- the patterns of a set ---- */

static ghirbal_status bad_pattern(const struct gh_ruleset *set, const struct gh_rule *rule,
                                  int code, size_t offset, ghirbal_error *error)
{
	const char *text = set->text.data + rule->text,
		   *file = set->text.data + set->files[rule->file];
	PCRE2_UCHAR reason[96];
	size_t length = rule->length - offset, i = 0;

	if (code == PCRE2_ERROR_HEAP_FAILED)
		return GHIRBAL_NO_MEMORY;
	if (!error)
		return GHIRBAL_BAD_RULE;
	memset(error, 0, sizeof *error);
	(void)pcre2_get_error_message(code, reason, sizeof reason);
	(void)snprintf(error->file, sizeof error->file, "%s", file);
	error->line = rule->line;
	(void)snprintf(error->text, sizeof error->text, "the pattern is wrong at byte %zu: %s",
	               offset + 1, (const char *)reason);
	while (i < length && i + 4 < sizeof error->word) {
		uint32_t cp;
		size_t step = gh_utf8_next(text + offset + i, length - i, &cp);

		memcpy(error->word + i, text + offset + i, step);
		i += step;
	}
	return GHIRBAL_BAD_RULE;
}

/* What a pattern is compiled with. */
struct compiler {
	pcre2_compile_context *context;
	const struct gh_spellings *spellings;
	const ghirbal_allocator *from;
	struct gh_buf *expanded;
	uint32_t options; /* beside those that all have */
	int code;      /* what was wrong, and where */
	size_t offset;
};

static pcre2_code *compile_text(struct compiler *compiler, const char *text, size_t length)
{
	return pcre2_compile((PCRE2_SPTR)text, length,
	                     PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | compiler->options,
	                     &compiler->code, &compiler->offset, compiler->context);
}

static pcre2_code *compile(struct compiler *compiler, struct gh_slice pattern)
{
	compiler->expanded->size = 0;
	compiler->code = PCRE2_ERROR_HEAP_FAILED;
	if (!gh_expand(compiler->spellings, compiler->from, pattern, compiler->expanded))
		return NULL;
	return compile_text(compiler, compiler->expanded->data, compiler->expanded->size);
}

/* An author is told where the pattern is wrong as it was written, not as it was expanded. */
static ghirbal_status tell_wrong(struct compiler *compiler, const struct gh_ruleset *set,
                                 const struct gh_rule *rule, ghirbal_error *error)
{
	int code = compiler->code;
	pcre2_code *made = NULL;

	if (code != PCRE2_ERROR_HEAP_FAILED)
		made = compile_text(compiler, set->text.data + rule->text, rule->length);
	if (made) {
		compiler->code = code;
		compiler->offset = 0;
	}
	pcre2_code_free(made);
	return bad_pattern(set, rule, compiler->code, compiler->offset, error);
}

/*
 * A pattern is compiled here to see whether it can be, if that is not plain: where it runs it is
 * compiled again.
 */
static ghirbal_status check(struct gh_patterns *patterns, struct gh_slice pattern,
                            const struct gh_rule *rule, ghirbal_error *error)
{
	pcre2_general_context *pcre =
		pcre2_general_context_create(pcre_take, pcre_give, &patterns->from);
	struct gh_buf expanded = {0};
	struct compiler compiler = {.spellings = &patterns->spellings, .from = &patterns->from,
	                            .expanded = &expanded};
	ghirbal_status status = GHIRBAL_NO_MEMORY;

	compiler.context = pcre ? pcre2_compile_context_create(pcre) : NULL;
	if (compiler.context) {
		pcre2_code *made;

		made = compile(&compiler, pattern);
		status = made ? GHIRBAL_OK
		              : tell_wrong(&compiler, patterns->set, rule, error);
		pcre2_code_free(made);
	}
	pcre2_compile_context_free(compiler.context);
	pcre2_general_context_free(pcre);
	gh_buf_free(&patterns->from, &expanded);
	return status;
}

bool gh_patterns_everywhere(struct gh_patterns *patterns)
{
	if (!GH_GROW(&patterns->from, patterns->everywhere, patterns->everywhere_room,
	             patterns->everywhere_count + 1))
		return false;
	patterns->everywhere[patterns->everywhere_count++] = (uint32_t)patterns->count - 1;
	return true;
}

ghirbal_status gh_patterns_add(struct gh_patterns *patterns, uint32_t number, ghirbal_error *error)
{
	const struct gh_rule *rule = &patterns->set->rules[number];
	struct gh_slice pattern = {patterns->set->text.data + rule->text, rule->length};
	ghirbal_status status =
		gh_is_plain(pattern) ? GHIRBAL_OK : check(patterns, pattern, rule, error);

	if (status)
		return status;
	if (!GH_GROW(&patterns->from, patterns->all, patterns->room, patterns->count + 1))
		return GHIRBAL_NO_MEMORY;
	patterns->all[patterns->count++] = (struct gh_pattern){.rule = number};
	return GHIRBAL_OK;
}

static struct gh_slice text_of(const struct gh_patterns *patterns, uint32_t number)
{
	const struct gh_rule *rule = &patterns->set->rules[patterns->all[number].rule];

	return (struct gh_slice){patterns->set->text.data + rule->text, rule->length};
}

bool gh_patterns_draw(struct gh_patterns *patterns)
{
	for (; patterns->drawn < patterns->count; patterns->drawn++)
		if (!gh_sketch_draw(&patterns->sketches, &patterns->from, &patterns->spellings,
		                    text_of(patterns, (uint32_t)patterns->drawn),
		                    &patterns->all[patterns->drawn].sketch))
			return false;
	return true;
}

struct gh_patterns *gh_patterns_new(const struct gh_ruleset *set)
{
	struct gh_patterns *patterns = gh_resize(&set->from, NULL, sizeof *patterns);

	if (!patterns)
		return NULL;
	memset(patterns, 0, sizeof *patterns);
	patterns->from = set->from;
	patterns->set = set;
	gh_spellings_init(&patterns->spellings);
	return patterns;
}

void gh_patterns_free(struct gh_patterns *patterns)
{
	ghirbal_allocator from;

	if (!patterns)
		return;
	from = patterns->from;
	if (!patterns->set->borrowed) {
		gh_release(&from, patterns->all);
		gh_release(&from, patterns->everywhere);
		gh_sketches_free(&from, &patterns->sketches);
	}
	gh_release(&from, patterns);
}

/* ---- what a thread needs ---- */

static bool open_openings(struct gh_trials *trials, size_t count)
{
	struct openings *openings = &trials->openings;

	openings->words = (count + 63) / 64;
	memset(openings->of, 0xFF, sizeof openings->of);
	openings->bits = gh_resize(&trials->from, NULL,
	                           2 * OPENINGS * openings->words * sizeof *openings->bits + 1);
	return openings->bits != NULL;
}

static bool open_trials(struct gh_trials *trials, const struct gh_patterns *patterns)
{
	size_t count = patterns->count;

	trials->all = gh_resize(&trials->from, NULL, count * sizeof *trials->all);
	trials->pcre = pcre2_general_context_create(pcre_take, pcre_give, &trials->from);
	trials->due = gh_resize(&trials->from, NULL, count * sizeof *trials->due);
	if (!trials->all || !trials->due || !trials->pcre ||
	    !open_openings(trials, patterns->everywhere_count))
		return false;
	memset(trials->all, 0, count * sizeof *trials->all);
	trials->count = count;
	trials->compile = pcre2_compile_context_create(trials->pcre);
	trials->context = pcre2_match_context_create(trials->pcre);
	trials->data = pcre2_match_data_create(1, trials->pcre);
	if (!trials->compile || !trials->context || !trials->data)
		return false;
	(void)pcre2_set_heap_limit(trials->context, HEAP_KIB);
	return true;
}

struct gh_trials *gh_trials_new(const struct gh_patterns *patterns, const ghirbal_allocator *from)
{
	struct gh_trials *trials = gh_resize(from, NULL, sizeof *trials);

	if (!trials)
		return NULL;
	memset(trials, 0, sizeof *trials);
	trials->from = *from;
	if (patterns->count > 0 && !open_trials(trials, patterns)) {
		gh_trials_free(trials);
		return NULL;
	}
	return trials;
}

void gh_trials_free(struct gh_trials *trials)
{
	ghirbal_allocator from;
	size_t i;

	if (!trials)
		return;
	from = trials->from;
	for (i = 0; i < trials->count; i++)
		pcre2_code_free(trials->all[i].code);
	pcre2_match_data_free(trials->data);
	pcre2_match_context_free(trials->context);
	pcre2_compile_context_free(trials->compile);
	pcre2_general_context_free(trials->pcre);
	gh_release(&from, trials->all);
	gh_release(&from, trials->due);
	gh_release(&from, trials->openings.bits);
	gh_sketches_free(&from, &trials->sketches);
	gh_buf_free(&from, &trials->expanded);
	gh_buf_free(&from, &trials->bare);
	gh_release(&from, trials);
}

uint64_t gh_trials_given_up(const struct gh_trials *trials)
{
	return trials->given_up;
}

/* NULL for want of memory. */
static struct trial *open_trial(struct run *run, uint32_t number)
{
	const struct gh_patterns *patterns = run->patterns;
	struct gh_trials *trials = run->trials;
	struct trial *trial = &trials->all[number];

	if (trial->sketches)
		return trial;
	if (number < patterns->drawn) {
		trial->sketch = patterns->all[number].sketch;
		trial->sketches = &patterns->sketches;
	} else if (gh_sketch_draw(&trials->sketches, &trials->from, &patterns->spellings,
	                          text_of(patterns, number), &trial->sketch)) {
		trial->sketches = &trials->sketches;
	} else {
		run->failed = true;
		return NULL;
	}
	return trial;
}

/* ---- running ---- */

/* What a pattern runs on. */
struct subject {
	const char *text;
	size_t length;
	struct trial *trial;
	uint32_t options;
};

/* The line as gh_fold_bare() gives it, at least so much of it; false for want of memory. */
static bool make_bare(struct run *run, size_t most)
{
	struct gh_trials *trials = run->trials;
	const struct gh_line *line = run->line;
	size_t length = line->length > most ? gh_utf8_cut(line->text, line->length, most)
	                                    : line->length;

	if (trials->bare_line == trials->line && trials->bare_read >= length)
		return true;
	trials->bare.size = 0;
	if (!gh_buf_reserve(&trials->from, &trials->bare, GH_BARE_ROOM(length) + 1)) {
		run->failed = true;
		return false;
	}
	trials->bare.size = gh_fold_bare(line->text, length, trials->bare.data);
	trials->bare_line = trials->line;
	trials->bare_read = length;
	return true;
}

/* It was checked before, so if it cannot be compiled now that is for want of memory. */
static bool compile_trial(struct run *run, struct trial *trial)
{
	struct gh_trials *trials = run->trials;
	struct compiler compiler = {trials->compile, &run->patterns->spellings, &trials->from,
	                            &trials->expanded, PCRE2_NO_UTF_CHECK, 0, 0};
	uint32_t options = 0;

	trial->code = compile(&compiler, text_of(run->patterns, (uint32_t)(trial - trials->all)));
	if (!trial->code) {
		run->failed = true;
		return false;
	}
	(void)pcre2_pattern_info(trial->code, PCRE2_INFO_ALLOPTIONS, &options);
	trial->anchored = (options & PCRE2_ANCHORED) != 0;
	return true;
}

static void set_steps(struct run *run, const struct trial *trial)
{
	uint32_t length = (uint32_t)run->line->length;
	uint32_t steps = STEPS_A_LINE + STEPS_A_BYTE * length;

	/* PCRE2 counts them anew from each place where a match may begin. */
	if (!trial->anchored)
		steps /= length + 1;
	(void)pcre2_set_match_limit(run->trials->context,
	                            steps > STEPS_LEAST ? steps : STEPS_LEAST);
}

/*
 * A bare line is well-formed whatever the line is.  A bound that is met is no match, the same on
 * every run and told; a want of memory is neither.  There is no machine code: it counts steps
 * otherwise, and would decide otherwise.
 */
static int match(struct run *run, const struct subject *subject, size_t at)
{
	struct trial *trial = subject->trial;
	int result;

	if (!trial->code && !compile_trial(run, trial))
		return PCRE2_ERROR_NOMEMORY;
	set_steps(run, trial);
	result = pcre2_match(trial->code, (PCRE2_SPTR)subject->text, subject->length, at,
	                     subject->options | PCRE2_NO_UTF_CHECK, run->trials->data,
	                     run->trials->context);
	if (result == PCRE2_ERROR_NOMEMORY)
		run->failed = true;
	return result;
}

/* The next place of the character that a match begins with, or the end. */
static size_t seek_lead(const struct subject *subject, size_t at)
{
	char lead[4];
	size_t last = gh_utf8_put(subject->trial->sketch.lead, lead) - 1;

	while (subject->length - at > last) {
		const char *found = memchr(subject->text + at + last, lead[last],
		                           subject->length - at - last);

		if (!found)
			break;
		if (memcmp(found - last, lead, last) == 0)
			return (size_t)(found - subject->text) - last;
		at = (size_t)(found - subject->text) - last + 1;
	}
	return subject->length;
}

/* As may_match() says of a line's beginning. */
static bool may_match_at(const struct subject *subject, size_t at)
{
	struct gh_slice text = {subject->text, subject->length};
	bool goes_on = text.length - at > PREFIX;

	if (goes_on)
		text.length = at + gh_utf8_cut(text.at + at, text.length - at, PREFIX);
	return gh_may_match(subject->trial->sketches, &subject->trial->sketch, text, at, goes_on);
}

/*
 * Letters of one script share their first byte, and PCRE2 looks for no more: on a long line the
 * places of the first letter are found here, and each is tried alone.
 */
static int match_anywhere(struct run *run, const struct subject *subject, size_t at)
{
	struct subject here = *subject;
	int result = PCRE2_ERROR_NOMATCH;

	if (subject->trial->sketch.lead == 0)
		return gh_may_match_behind(subject->trial->sketches, &subject->trial->sketch,
		                           (struct gh_slice){subject->text, subject->length}, at)
		               ? match(run, subject, at)
		               : PCRE2_ERROR_NOMATCH;
	here.options |= PCRE2_ANCHORED;
	for (; result == PCRE2_ERROR_NOMATCH && (at = seek_lead(subject, at)) < subject->length;
	     at++)
		if (may_match_at(subject, at))
			result = match(run, &here, at);
	return result;
}

static bool found_again(struct run *run, const struct subject *subject, size_t at)
{
	int result = match_anywhere(run, subject, at);

	run->trials->given_up += result == PCRE2_ERROR_MATCHLIMIT ||
	                         result == PCRE2_ERROR_HEAPLIMIT ||
	                         result == PCRE2_ERROR_DEPTHLIMIT;
	return result >= 0;
}

/* A place of the bare line and where it stood in the line. */
struct place {
	size_t bare, line;
};

/*
 * Moves on to a place behind: what patterns do not see belongs to the letter before it, and within
 * the letters of one presentation form there is no place but its end.
 */
static void move_to(struct place *place, const struct gh_line *line, size_t bare)
{
	char unused[GH_BARE_ROOM(4) + 32];

	while (place->line < line->length) {
		size_t left = line->length - place->line, size, step;

		if (place->bare < bare) {
			size_t most = bare - place->bare < left ? bare - place->bare : left;

			step = gh_fold_bare_run(line->text + place->line, most);
			place->bare += step;
			place->line += step;
			left -= step;
		}
		if (left == 0)
			return;
		step = gh_fold_bare_next(line->text + place->line, left, unused, &size);
		if (place->bare >= bare && size > 0)
			return;
		place->bare += size;
		place->line += step;
	}
}

/*
 * Tells of the span between two places of the bare line, of which here is at or before the first.
 */
static void cut(struct run *run, struct place *here, uint32_t rule, size_t start, size_t end)
{
	const struct gh_asking *asking = run->asking;
	size_t from;

	if (start > 0)
		move_to(here, run->line, start);
	from = here->line;
	move_to(here, run->line, end);
	if (!asking->cut(asking->context, rule, from, here->line - from))
		run->failed = true;
}

static void find_cuts(struct run *run, const struct subject *subject, uint32_t rule)
{
	const size_t *found_at = pcre2_get_ovector_pointer(run->trials->data);
	struct place here = {0, 0};
	size_t at = 0;

	while (at < subject->length && !run->failed && found_again(run, subject, at)) {
		uint32_t unused;

		if (found_at[0] < found_at[1] && found_at[0] >= at)
			cut(run, &here, rule, found_at[0], found_at[1]);
		/* \K may put a match before where it was looked for. */
		if (found_at[1] > at)
			at = found_at[1];
		else
			at += gh_utf8_next(subject->text + at, subject->length - at, &unused);
	}
}

static bool may_begin(struct run *run, const struct trial *trial, size_t most)
{
	struct gh_trials *trials = run->trials;

	return make_bare(run, most) &&
	       gh_may_match(trial->sketches, &trial->sketch,
	                    (struct gh_slice){trials->bare.data, trials->bare.size}, 0,
	                    trials->bare_read < run->line->length);
}

/*
 * Whether the pattern may match, by what it says itself: most fail in a few characters, and then
 * the line need not be made bare, nor the pattern compiled.  A pattern that was seldom told so from
 * the shorter beginning is told from the longer at once, which says the same.
 */
static bool may_match(struct run *run, struct trial *trial)
{
	if (!trial->sketch.bound)
		return true;
	if (run->line->length > PREFIX && trial->failed >= trial->hoped) {
		bool may = may_begin(run, trial, PREFIX);

		trial->hoped += may;
		trial->failed += !may;
		if (!may)
			return false;
	}
	return may_begin(run, trial, LONG_PREFIX);
}

/* Whether the line's beginning, of which so much is bare, surely is what the pattern asks. */
static bool must_match(const struct run *run, const struct trial *trial)
{
	const struct gh_trials *trials = run->trials;

	return trials->bare_line == trials->line && trials->bare.size > 0 &&
	       gh_must_match(trial->sketches, &trial->sketch,
	                     (struct gh_slice){trials->bare.data, trials->bare.size},
	                     trials->bare_read < run->line->length);
}

/* What only PCRE2 can tell. */
static void match_pattern(struct run *run, struct trial *trial, uint32_t rule, bool cuts)
{
	struct subject subject;

	if (!make_bare(run, run->line->length))
		return;
	subject = (struct subject){run->trials->bare.data, run->trials->bare.size, trial, 0};
	if (cuts) {
		subject.options = PCRE2_NOTEMPTY;
		find_cuts(run, &subject, rule);
	} else if (subject.length > 0 && found_again(run, &subject, 0)) {
		run->asking->found(run->asking->context, rule);
	}
}

static void run_pattern(struct run *run, uint32_t number)
{
	const struct gh_asking *asking = run->asking;
	uint32_t rule = run->patterns->all[number].rule;
	bool cuts = run->patterns->set->rules[rule].verb == GH_CUT;
	struct trial *trial = open_trial(run, number);

	if (!trial || !asking->counts(asking->context, rule) || !may_match(run, trial))
		return;
	if (!cuts && must_match(run, trial))
		asking->found(asking->context, rule);
	else
		match_pattern(run, trial, rule, cuts);
}

void gh_trials_begin(struct gh_trials *trials)
{
	trials->line++;
	trials->due_count = 0;
}

/* Patterns stand in the order of their rules. */
static uint32_t number_of(const struct gh_patterns *patterns, uint32_t rule)
{
	size_t low = 0, high = patterns->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (patterns->all[middle].rule < rule)
			low = middle + 1;
		else
			high = middle;
	}
	return (uint32_t)low;
}

void gh_trials_note(struct gh_trials *trials, const struct gh_patterns *patterns, uint32_t rule)
{
	uint32_t number = number_of(patterns, rule);

	if (trials->all[number].line == trials->line)
		return;
	trials->all[number].line = trials->line;
	trials->due[trials->due_count++] = number;
}

static bool is_sign(uint32_t cp)
{
	return cp > ' ' && cp < 0x7F && !(cp >= '0' && cp <= '9') &&
	       !((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z');
}

/* Whether the pattern may match a line that begins so. */
static bool may_begin_so(const struct trial *trial, struct gh_slice beginning)
{
	return gh_may_match(trial->sketches, &trial->sketch, beginning, 0, true);
}

static bool may_begin_arabic(const struct trial *trial)
{
	char text[4];
	uint32_t cp;

	for (cp = 0x621; cp < 0x6D4; cp++)
		if (may_begin_so(trial, (struct gh_slice){text, gh_utf8_put(cp, text)}))
			return true;
	return false;
}

bool gh_trials_is_dear(struct gh_trials *trials, const struct gh_patterns *patterns, uint32_t rule)
{
	struct run run = {.patterns = patterns, .trials = trials};
	uint32_t number = number_of(patterns, rule);
	const struct trial *trial;
	size_t i = 0;

	while (i < patterns->everywhere_count && patterns->everywhere[i] != number)
		i++;
	if (i == patterns->everywhere_count)
		return false;
	trial = open_trial(&run, number);
	if (!trial)
		return false;
	return trial->sketch.bound ? may_begin_arabic(trial)
	                           : trial->sketch.lead == 0 || !is_sign(trial->sketch.lead);
}

/* The bits of the patterns that may match a line which begins so. */
static void fill_row(struct run *run, struct gh_slice beginning, uint64_t *row)
{
	const struct gh_patterns *patterns = run->patterns;
	size_t i;

	memset(row, 0, run->trials->openings.words * sizeof *row);
	for (i = 0; i < patterns->everywhere_count; i++) {
		const struct trial *trial = open_trial(run, patterns->everywhere[i]);

		if (trial && (!trial->sketch.bound || may_begin_so(trial, beginning)))
			row[i / 64] |= UINT64_C(1) << i % 64;
	}
}

/*
 * The first character that patterns see of a line, and behind a blank the next, if there are any.
 */
static struct gh_slice read_beginning(struct run *run)
{
	const struct gh_buf *bare = &run->trials->bare;
	size_t length = 0;

	if (make_bare(run, PREFIX) && bare->size > 0) {
		length = gh_utf8_length(bare->data, bare->size);
		if (bare->data[0] == ' ')
			length += gh_utf8_length(bare->data + 1, bare->size - 1);
	}
	return (struct gh_slice){bare->data, length};
}

static bool is_empty(const uint64_t *row, size_t words)
{
	size_t i = 0;

	while (i < words && row[i] == 0)
		i++;
	return i == words;
}

static size_t opening_place(bool blank, uint32_t cp)
{
	size_t place = blank ? OPENINGS : 0;

	if (cp < 0x80)
		return place + cp;
	return place + (cp >> 8 == 6 ? cp - 0x600 + 0x80 : 0x180 + cp % 61);
}

/* The row of patterns for how the line begins. */
static const uint64_t *row_of(struct run *run, struct gh_slice beginning, uint32_t cp)
{
	struct openings *openings = &run->trials->openings;
	size_t place = opening_place(beginning.length > 1 && beginning.at[0] == ' ', cp);
	uint64_t *row = openings->bits + place * openings->words;

	if ((openings->of[place] & ~CLOSED) != cp) {
		fill_row(run, beginning, row);
		openings->of[place] = is_empty(row, openings->words) ? cp | CLOSED : cp;
	}
	return row;
}

/* Whether a line begins as one did on which no pattern without a cue may match. */
static bool is_closed(const struct openings *openings, const struct gh_line *line)
{
	bool blank = line->length > 0 && line->text[0] == ' ';
	const unsigned char *b = (const unsigned char *)line->text + blank;
	uint32_t cp;

	if (line->length < 2u + blank)
		return false;
	if (*b < 0x80)
		cp = *b;
	else if ((*b & 0xFC) == 0xD8 && (b[1] & 0xC0) == 0x80)
		cp = (*b & 0x1Fu) << 6 | (b[1] & 0x3Fu);
	else
		return false;
	return openings->of[opening_place(blank, cp)] == (cp | CLOSED);
}

/*
 * The length of a letter or sign that patterns see as it is; 0 for what is to be looked at closer.
 */
static size_t plain_length(const char *text, size_t n, uint32_t *cp)
{
	const unsigned char *b = (const unsigned char *)text;

	if (n > 0 && *b > ' ' && *b < 0x7F) {
		*cp = *b;
		return 1;
	}
	if (n < 2 || (*b & 0xFC) != 0xD8 || (b[1] & 0xC0) != 0x80)
		return 0;
	*cp = (*b & 0x1Fu) << 6 | (b[1] & 0x3Fu);
	return gh_fold_keys[*cp] >= GH_KEY_HAMZA && gh_fold_keys[*cp] < GH_KEY_FOREIGN ? 2 : 0;
}

/* Most lines begin with such a letter, or with a blank and one. */
static const uint64_t *opening(struct run *run)
{
	const struct gh_line *line = run->line;
	bool blank = line->length > 0 && line->text[0] == ' ';
	uint32_t cp;
	size_t length = plain_length(line->text + blank, line->length - blank, &cp);
	struct gh_slice beginning = {line->text, length + blank};

	if (length > 0)
		return row_of(run, beginning, cp);
	beginning = read_beginning(run);
	if (beginning.length == 0)
		return NULL;
	blank = beginning.length > 1 && beginning.at[0] == ' ';
	(void)gh_utf8_next(beginning.at + blank, beginning.length - blank, &cp);
	return row_of(run, beginning, cp);
}

static void run_everywhere(struct run *run)
{
	const uint32_t *everywhere = run->patterns->everywhere;
	const uint64_t *row = opening(run);
	size_t i;

	for (i = 0; row && i < run->trials->openings.words; i++) {
		uint64_t left;

		for (left = row[i]; left > 0; left &= left - 1)
			run_pattern(run, everywhere[64 * i + (size_t)__builtin_ctzll(left)]);
	}
}

bool gh_patterns_run(const struct gh_patterns *patterns, struct gh_trials *trials,
                     const struct gh_line *line, const struct gh_asking *asking)
{
	struct run run = {.patterns = patterns, .trials = trials, .line = line, .asking = asking};
	size_t i;

	if (line->length > MATCH_LINE ||
	    (trials->due_count == 0 && is_closed(&trials->openings, line)))
		return true;
	for (i = 0; i < trials->due_count; i++)
		run_pattern(&run, trials->due[i]);
	if (patterns->everywhere_count > 0)
		run_everywhere(&run);
	return !run.failed;
}
