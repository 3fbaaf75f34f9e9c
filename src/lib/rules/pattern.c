/* SPDX-License-Identifier: MIT */
/* The only file that sees pcre2.h, and of more than five hundred lines for that. */
#include "rules/pattern.h"

#include <stdio.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "ground/utf8.h"
#include "rules/cue.h"
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

/* Patterns that are bound to a line's beginning are tried on so much of it first. */
#define PREFIX 64

#define HEAP_KIB 8192u

#define NO_BYTE (-1)

/* A pattern as a thread has it: compiled when it is first needed, which most never are. */
struct trial {
	pcre2_code *code;
	const uint8_t *begins; /* one bit a byte: those that can begin an anchored match, or NULL */
	int first;             /* the byte that every match begins with, or NO_BYTE */
	char lead[4];          /* the character that every match begins with */
	size_t lead_length;    /* 0: it is not known */
	bool anchored;
	uint64_t line;         /* the last on which its cue was found */
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
	struct gh_buf expanded; /* the pattern compiled last */
	struct gh_buf bare; /* the line looked at as patterns see it, once one has asked */
	uint64_t bare_line;
	uint64_t given_up;  /* trials that ended for want of steps */
};

/* One line that patterns run on. */
struct run {
	const struct gh_patterns *patterns;
	struct gh_trials *trials;
	const struct gh_line *line;
	const struct gh_asking *asking;
	unsigned char first; /* the first byte that patterns see, once it was asked for (begun) */
	bool begun;
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
	int code;      /* what was wrong, and where */
	size_t offset;
};

static pcre2_code *compile_text(struct compiler *compiler, const char *text, size_t length)
{
	return pcre2_compile((PCRE2_SPTR)text, length,
	                     PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &compiler->code,
	                     &compiler->offset, compiler->context);
}

static pcre2_code *compile(struct compiler *compiler, const struct gh_ruleset *set,
                           const struct gh_rule *rule)
{
	struct gh_slice pattern = {set->text.data + rule->text, rule->length};

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

/* A pattern is compiled here to see whether it can be: where it runs it is compiled again. */
static ghirbal_status check(struct gh_patterns *patterns, const struct gh_rule *rule,
                            ghirbal_error *error)
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

		made = compile(&compiler, patterns->set, rule);
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
	ghirbal_status status = check(patterns, rule, error);

	if (status)
		return status;
	if (!GH_GROW(&patterns->from, patterns->all, patterns->room, patterns->count + 1))
		return GHIRBAL_NO_MEMORY;
	patterns->all[patterns->count++] = (struct gh_pattern){.rule = number};
	return GHIRBAL_OK;
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
	}
	gh_release(&from, patterns);
}

/* ---- what a thread needs ---- */

static bool open_trials(struct gh_trials *trials, size_t count)
{
	trials->all = gh_resize(&trials->from, NULL, count * sizeof *trials->all);
	trials->pcre = pcre2_general_context_create(pcre_take, pcre_give, &trials->from);
	trials->due = gh_resize(&trials->from, NULL, count * sizeof *trials->due);
	if (!trials->all || !trials->due || !trials->pcre)
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
	if (patterns->count > 0 && !open_trials(trials, patterns->count)) {
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
	gh_buf_free(&from, &trials->expanded);
	gh_buf_free(&from, &trials->bare);
	gh_release(&from, trials);
}

uint64_t gh_trials_given_up(const struct gh_trials *trials)
{
	return trials->given_up;
}

/* A sign has no case: of a letter PCRE2 would tell one of two bytes that may come first. */
static bool is_sign(uint32_t unit)
{
	return unit > ' ' && unit < 0x7F && !(unit >= '0' && unit <= '9') &&
	       !((unit | 0x20) >= 'a' && (unit | 0x20) <= 'z');
}

static void learn_beginning(struct trial *trial)
{
	uint32_t kind = 0, unit = 0, options = 0;

	(void)pcre2_pattern_info(trial->code, PCRE2_INFO_ALLOPTIONS, &options);
	trial->anchored = (options & PCRE2_ANCHORED) != 0;
	if (trial->anchored)
		(void)pcre2_pattern_info(trial->code, PCRE2_INFO_FIRSTBITMAP, &trial->begins);
	(void)pcre2_pattern_info(trial->code, PCRE2_INFO_FIRSTCODETYPE, &kind);
	(void)pcre2_pattern_info(trial->code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
	trial->first = kind == 1 && is_sign(unit) ? (int)unit : NO_BYTE;
}

/* A letter of one spelling stands in what was compiled as it was written. */
static void learn_lead(struct trial *trial, const struct gh_ruleset *set, uint32_t number,
                       const struct gh_buf *expanded)
{
	const struct gh_rule *rule = &set->rules[number];
	struct gh_slice first =
		gh_cue_first((struct gh_slice){set->text.data + rule->text, rule->length});

	if (first.length < 2 || expanded->size < first.length ||
	    memcmp(expanded->data, first.at, first.length) != 0)
		return;
	memcpy(trial->lead, first.at, first.length);
	trial->lead_length = first.length;
}

/* It was compiled before, so if it cannot be now that is for want of memory. */
static struct trial *compile_trial(struct run *run, uint32_t number)
{
	struct gh_trials *trials = run->trials;
	const struct gh_ruleset *set = run->patterns->set;
	struct trial *trial = &trials->all[number];
	uint32_t rule = run->patterns->all[number].rule;
	struct compiler compiler = {trials->compile, &run->patterns->spellings, &trials->from,
	                            &trials->expanded, 0, 0};

	trial->code = compile(&compiler, set, &set->rules[rule]);
	if (!trial->code) {
		run->failed = true;
		return NULL;
	}
	learn_beginning(trial);
	learn_lead(trial, set, rule, &trials->expanded);
	return trial;
}

static struct trial *open_trial(struct run *run, uint32_t number)
{
	struct trial *trial = &run->trials->all[number];

	return trial->code ? trial : compile_trial(run, number);
}

/* ---- running ---- */

/* What a pattern runs on. */
struct subject {
	const char *text;
	size_t length;
	const struct trial *trial;
	uint32_t options;
};

/* The line as gh_fold_bare() gives it, made when the first pattern runs; false for want of memory. */
static bool make_bare(struct run *run)
{
	struct gh_trials *trials = run->trials;
	const struct gh_line *line = run->line;

	if (trials->bare_line == trials->line)
		return true;
	trials->bare.size = 0;
	if (!gh_buf_reserve(&trials->from, &trials->bare, GH_BARE_ROOM(line->length) + 1)) {
		run->failed = true;
		return false;
	}
	trials->bare.size = gh_fold_bare(line->text, line->length, trials->bare.data);
	trials->bare_line = trials->line;
	return true;
}

/*
 * A bare line is well-formed whatever the line is.  A bound that is met is no match, the same on every
 * run and told; a want of memory is neither.  There is no machine code: it counts steps otherwise, and
 * would decide otherwise.
 */
static int match(struct run *run, const struct subject *subject, size_t at)
{
	int result = pcre2_match(subject->trial->code, (PCRE2_SPTR)subject->text, subject->length, at,
	                         subject->options | PCRE2_NO_UTF_CHECK, run->trials->data,
	                         run->trials->context);

	if (result == PCRE2_ERROR_NOMEMORY)
		run->failed = true;
	return result;
}

/* The next place of the character that a match begins with, or the end. */
static size_t seek_lead(const struct subject *subject, size_t at)
{
	const struct trial *trial = subject->trial;
	size_t last = trial->lead_length - 1;

	while (subject->length - at > last) {
		const char *found = memchr(subject->text + at + last, trial->lead[last],
		                           subject->length - at - last);

		if (!found)
			break;
		if (memcmp(found - last, trial->lead, last) == 0)
			return (size_t)(found - subject->text) - last;
		at = (size_t)(found - subject->text) - last + 1;
	}
	return subject->length;
}

/*
 * Letters of one script share their first byte, and PCRE2 looks for no more: on a long line the
 * places of the first letter are found here, and each is tried alone.
 */
static int match_anywhere(struct run *run, const struct subject *subject, size_t at)
{
	struct subject here = *subject;
	int result = PCRE2_ERROR_NOMATCH;

	if (subject->trial->lead_length == 0)
		return match(run, subject, at);
	here.options |= PCRE2_ANCHORED;
	while (result == PCRE2_ERROR_NOMATCH && (at = seek_lead(subject, at)) < subject->length)
		result = match(run, &here, at++);
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
 * Moves on to a place behind: what patterns do not see belongs to the letter before it, and within the
 * letters of one presentation form there is no place but its end.
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

/* Tells of the span between two places of the bare line, of which here is at or before the first. */
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

/* The first byte that patterns see: most lines begin with it themselves. */
static unsigned char first_byte(struct run *run)
{
	const struct gh_line *line = run->line;
	char bare[GH_BARE_ROOM(4) + 32] = "";
	size_t at = 0, size = 0;

	if (run->begun)
		return run->first;
	if (gh_fold_bare_run(line->text, line->length < 2 ? line->length : 2) > 0)
		bare[0] = line->text[0];
	while (at < line->length && size == 0 && !bare[0])
		at += gh_fold_bare_next(line->text + at, line->length - at, bare, &size);
	run->begun = true;
	run->first = (unsigned char)bare[0];
	return run->first;
}

/* What PCRE2 would find out for itself, but only after a call. */
static bool can_begin(struct run *run, const struct trial *trial)
{
	if (trial->begins) {
		unsigned char byte = first_byte(run);

		return trial->begins[byte / 8] >> byte % 8 & 1;
	}
	return trial->first == NO_BYTE || memchr(run->line->text, trial->first, run->line->length);
}

/*
 * The trial of a pattern that may match the line, or NULL.  What it begins with is known once it is
 * compiled, which it is on the first line on which it counts.
 */
static struct trial *trial_of(struct run *run, uint32_t number)
{
	struct trial *trial = &run->trials->all[number];
	const struct gh_asking *asking = run->asking;
	bool known = trial->code != NULL;

	if ((known && !can_begin(run, trial)) ||
	    !asking->counts(asking->context, run->patterns->all[number].rule))
		return NULL;
	return known || (compile_trial(run, number) && can_begin(run, trial)) ? trial : NULL;
}

/*
 * Whether the beginning of a long line lets an anchored pattern hope: most fail in a few characters,
 * and then the line need not be made bare.  A match that needs more than there is counts as hope.
 */
static bool has_hope(struct run *run, const struct trial *trial)
{
	const struct gh_line *line = run->line;
	char bare[GH_BARE_ROOM(PREFIX)];
	struct subject prefix = {bare, PREFIX, trial, PCRE2_PARTIAL_HARD};

	if (!trial->anchored || line->length <= PREFIX || run->trials->bare_line == run->trials->line)
		return true;
	prefix.length = gh_utf8_cut(line->text, line->length, PREFIX);
	prefix.length = gh_fold_bare(line->text, prefix.length, bare);
	return match(run, &prefix, 0) != PCRE2_ERROR_NOMATCH;
}

static void set_steps(struct run *run, const struct trial *trial)
{
	uint32_t length = (uint32_t)run->line->length;
	uint32_t steps = STEPS_A_LINE + STEPS_A_BYTE * length;

	/* PCRE2 counts them anew from each place where a match may begin. */
	if (!trial->anchored)
		steps /= length + 1;
	(void)pcre2_set_match_limit(run->trials->context, steps > STEPS_LEAST ? steps : STEPS_LEAST);
}

static void run_pattern(struct run *run, uint32_t number)
{
	const struct gh_pattern *pattern = &run->patterns->all[number];
	const struct gh_asking *asking = run->asking;
	struct trial *trial = trial_of(run, number);
	struct subject subject;

	if (!trial)
		return;
	set_steps(run, trial);
	if (!has_hope(run, trial) || !make_bare(run))
		return;
	subject = (struct subject){run->trials->bare.data, run->trials->bare.size, trial, 0};
	if (run->patterns->set->rules[pattern->rule].verb == GH_CUT) {
		subject.options = PCRE2_NOTEMPTY;
		find_cuts(run, &subject, pattern->rule);
	} else if (subject.length > 0 && found_again(run, &subject, 0)) {
		asking->found(asking->context, pattern->rule);
	}
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
	/* U+0600 to U+06FF begin with the bytes D8 to DB. */
	return trial && trial->first == NO_BYTE &&
	       (!trial->begins || (trial->begins[0xD8 / 8] & 0x0F) != 0);
}

bool gh_patterns_run(const struct gh_patterns *patterns, struct gh_trials *trials,
                     const struct gh_line *line, const struct gh_asking *asking)
{
	struct run run = {.patterns = patterns, .trials = trials, .line = line, .asking = asking};
	size_t i;

	if (line->length > MATCH_LINE)
		return true;
	for (i = 0; i < trials->due_count; i++)
		run_pattern(&run, trials->due[i]);
	for (i = 0; i < patterns->everywhere_count; i++)
		run_pattern(&run, patterns->everywhere[i]);
	return !run.failed;
}
