/* SPDX-License-Identifier: MIT */
#include "rules/pattern.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/utf8.h"
#include "rules/require.h"

/* Longer lines are data or damage; a pattern is not tried on them, so that none can hang a run. */
#define MATCH_LINE 65536

/* Steps a pattern may take on one line, over all places where it may begin. */
#define MATCH_STEPS 50000000u
#define MATCH_STEPS_LEAST 700u

/* PCRE2 checks an ill-formed line whole before each match: more would cost its length squared. */
#define MOST_ILL_FORMED_CUTS 64

#define JIT_STACK_LEAST ((size_t)32 << 10)
#define JIT_STACK_MOST ((size_t)512 << 10)
#define HEAP_KIB 8192u

/*
 * PCRE2 looks at all of a line before each match, unless it is told that the line is well-formed.
 */
#define NO_BYTE (-1)

struct gh_pattern {
	pcre2_code *code;
	pcre2_code *trusting; /* of a cut, which matches often: for well-formed lines; else NULL */
	uint32_t rule;
	bool anchored;
	const uint8_t *begins; /* one bit a byte: those that can begin an anchored match, or NULL */
	int first;             /* the byte that every match begins with, or NO_BYTE */
};

struct gh_patterns {
	ghirbal_allocator from;
	const struct gh_ruleset *set;
	pcre2_general_context *pcre;
	pcre2_compile_context *compile;
	struct gh_pattern *all;
	size_t count, room;
	uint32_t *everywhere; /* patterns without a required literal */
	size_t everywhere_count, everywhere_room;
	struct gh_literals literals;
};

struct gh_trials {
	ghirbal_allocator from;
	pcre2_general_context *pcre;
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
	uint64_t *tried; /* by pattern: the last line that it was tried on */
	uint64_t line;   /* a number for each line looked at */
	struct gh_buf bare; /* the line looked at as patterns see it, once one has asked */
	uint64_t bare_line;
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

/* ---- compiling ---- */

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

/*
 * A pattern without a literal that it requires is tried on every line: slow, but what the user
 * asked.
 */
static bool add_literals(struct gh_patterns *patterns, const struct gh_rule *rule)
{
	uint32_t number = (uint32_t)patterns->count - 1, *grown;
	bool required;

	if (!gh_require(&patterns->literals, patterns->set->text.data + rule->text, rule->length,
	                number, &required))
		return false;
	if (required)
		return true;
	grown = gh_array_grow(&patterns->from, patterns->everywhere, sizeof *grown,
	                      &patterns->everywhere_room, patterns->everywhere_count + 1);
	if (!grown)
		return false;
	patterns->everywhere = grown;
	grown[patterns->everywhere_count++] = number;
	/*
	 * Machine code pays for itself on these only, and making it takes longer than reading all
	 * other rules.  Where there is none the pattern is interpreted, with the same result.
	 */
	(void)pcre2_jit_compile(patterns->all[number].code, PCRE2_JIT_COMPLETE);
	if (patterns->all[number].trusting)
		(void)pcre2_jit_compile(patterns->all[number].trusting, PCRE2_JIT_COMPLETE);
	return true;
}

static ghirbal_status compile(struct gh_patterns *patterns, const struct gh_rule *rule,
                              uint32_t options, pcre2_code **made, ghirbal_error *error)
{
	int code;
	size_t offset;

	*made = pcre2_compile((PCRE2_SPTR)(patterns->set->text.data + rule->text), rule->length,
	                      options | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &code,
	                      &offset, patterns->compile);
	return *made ? GHIRBAL_OK : bad_pattern(patterns->set, rule, code, offset, error);
}

/* A sign has no case: of a letter PCRE2 would tell one of two bytes that may come first. */
static bool is_sign(uint32_t unit)
{
	return unit > ' ' && unit < 0x7F && !isalnum((int)unit);
}

static void learn_beginning(struct gh_pattern *pattern)
{
	uint32_t kind = 0, unit = 0;

	pattern->begins = NULL;
	pattern->first = NO_BYTE;
	if (pattern->anchored)
		(void)pcre2_pattern_info(pattern->code, PCRE2_INFO_FIRSTBITMAP, &pattern->begins);
	(void)pcre2_pattern_info(pattern->code, PCRE2_INFO_FIRSTCODETYPE, &kind);
	(void)pcre2_pattern_info(pattern->code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
	if (kind == 1 && is_sign(unit))
		pattern->first = (int)unit;
}

ghirbal_status gh_patterns_add(struct gh_patterns *patterns, uint32_t number, ghirbal_error *error)
{
	const struct gh_rule *rule = &patterns->set->rules[number];
	struct gh_pattern *pattern, *grown;
	ghirbal_status status;
	uint32_t options;

	grown = gh_array_grow(&patterns->from, patterns->all, sizeof *grown, &patterns->room,
	                      patterns->count + 1);
	if (!grown)
		return GHIRBAL_NO_MEMORY;
	patterns->all = grown;
	pattern = &grown[patterns->count];
	*pattern = (struct gh_pattern){.rule = number};
	status = compile(patterns, rule, PCRE2_MATCH_INVALID_UTF, &pattern->code, error);
	if (status)
		return status;
	patterns->count++;
	if (rule->verb == GH_CUT)
		status = compile(patterns, rule, 0, &pattern->trusting, error);
	if (status)
		return status;
	(void)pcre2_pattern_info(pattern->code, PCRE2_INFO_ALLOPTIONS, &options);
	pattern->anchored = (options & PCRE2_ANCHORED) != 0;
	learn_beginning(pattern);
	return add_literals(patterns, rule) ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

void gh_patterns_seal(struct gh_patterns *patterns)
{
	gh_literals_index(&patterns->literals);
}

struct gh_patterns *gh_patterns_new(const struct gh_ruleset *set)
{
	struct gh_patterns *patterns = gh_resize(&set->from, NULL, sizeof *patterns);

	if (!patterns)
		return NULL;
	memset(patterns, 0, sizeof *patterns);
	patterns->from = set->from;
	patterns->set = set;
	gh_literals_init(&patterns->literals, &set->from);
	patterns->pcre = pcre2_general_context_create(pcre_take, pcre_give, &patterns->from);
	if (patterns->pcre)
		patterns->compile = pcre2_compile_context_create(patterns->pcre);
	if (!patterns->compile) {
		gh_patterns_free(patterns);
		return NULL;
	}
	return patterns;
}

void gh_patterns_free(struct gh_patterns *patterns)
{
	ghirbal_allocator from;
	size_t i;

	if (!patterns)
		return;
	for (i = 0; i < patterns->count; i++) {
		pcre2_code_free(patterns->all[i].code);
		pcre2_code_free(patterns->all[i].trusting);
	}
	pcre2_compile_context_free(patterns->compile);
	pcre2_general_context_free(patterns->pcre);
	gh_literals_free(&patterns->literals);
	from = patterns->from;
	gh_release(&from, patterns->all);
	gh_release(&from, patterns->everywhere);
	gh_release(&from, patterns);
}

/* ---- what a thread needs ---- */

/* A PCRE2 built without machine code has no stack for it and needs none. */
static bool open_jit(struct gh_trials *trials)
{
	uint32_t has_jit = 0;

	if (pcre2_config(PCRE2_CONFIG_JIT, &has_jit) != 0 || !has_jit)
		return true;
	trials->stack = pcre2_jit_stack_create(JIT_STACK_LEAST, JIT_STACK_MOST, trials->pcre);
	if (!trials->stack)
		return false;
	pcre2_jit_stack_assign(trials->context, NULL, trials->stack);
	return true;
}

static bool open_trials(struct gh_trials *trials, const struct gh_patterns *patterns)
{
	size_t size = patterns->count * sizeof *trials->tried;

	if (size == 0)
		return true;
	trials->pcre = pcre2_general_context_create(pcre_take, pcre_give, &trials->from);
	trials->tried = gh_resize(&trials->from, NULL, size);
	if (!trials->pcre || !trials->tried)
		return false;
	memset(trials->tried, 0, size);
	trials->context = pcre2_match_context_create(trials->pcre);
	trials->data = pcre2_match_data_create(1, trials->pcre);
	if (!trials->context || !trials->data)
		return false;
	(void)pcre2_set_heap_limit(trials->context, HEAP_KIB);
	return patterns->everywhere_count == 0 || open_jit(trials);
}

struct gh_trials *gh_trials_new(const struct gh_patterns *patterns, const ghirbal_allocator *from)
{
	struct gh_trials *trials = gh_resize(from, NULL, sizeof *trials);

	if (!trials)
		return NULL;
	memset(trials, 0, sizeof *trials);
	trials->from = *from;
	if (!open_trials(trials, patterns)) {
		gh_trials_free(trials);
		return NULL;
	}
	return trials;
}

void gh_trials_free(struct gh_trials *trials)
{
	ghirbal_allocator from;

	if (!trials)
		return;
	from = trials->from;
	pcre2_jit_stack_free(trials->stack);
	pcre2_match_data_free(trials->data);
	pcre2_match_context_free(trials->context);
	pcre2_general_context_free(trials->pcre);
	gh_release(&from, trials->tried);
	gh_buf_free(&from, &trials->bare);
	gh_release(&from, trials);
}

/* ---- running ---- */

/* One pattern on one line. */
struct trial {
	const char *text;
	size_t length;
	const pcre2_code *code;
	uint32_t options;
	size_t most; /* spans to be cut */
};

/* The line as gh_fold_bare() gives it, made when the first pattern runs. */
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

/* A span is cut out of the line itself, so the pattern of a cut sees the line as it is. */
static struct trial open_trial(const struct run *run, const struct gh_pattern *pattern)
{
	const struct gh_line *line = run->line;
	const struct gh_buf *bare = &run->trials->bare;

	if (!pattern->trusting)
		return (struct trial){bare->data, bare->size, pattern->code, 0, 0};
	if (gh_utf8_valid(line->text, line->length) == line->length)
		return (struct trial){line->text, line->length, pattern->trusting,
		                      PCRE2_NOTEMPTY | PCRE2_NO_UTF_CHECK, SIZE_MAX};
	return (struct trial){line->text, line->length, pattern->code, PCRE2_NOTEMPTY,
	                      MOST_ILL_FORMED_CUTS};
}

/* A limit that is met is no match, the same on every run; a want of memory is not, and is told. */
static bool found_again(struct run *run, const struct trial *trial, size_t at)
{
	int result = pcre2_match(trial->code, (PCRE2_SPTR)trial->text, trial->length, at,
	                         trial->options, run->trials->data, run->trials->context);

	if (result == PCRE2_ERROR_NOMEMORY)
		run->failed = true;
	return result >= 0;
}

static void find_cuts(struct run *run, const struct trial *trial, uint32_t rule)
{
	const size_t *found_at = pcre2_get_ovector_pointer(run->trials->data);
	const struct gh_asking *asking = run->asking;
	size_t at = 0, count, length = run->line->length;

	for (count = 0; at < length && count < trial->most && found_again(run, trial, at);
	     count++) {
		uint32_t unused;

		if (found_at[0] < found_at[1] && found_at[0] >= at &&
		    !asking->cut(asking->context, rule, found_at[0], found_at[1] - found_at[0])) {
			run->failed = true;
			return;
		}
		/* \K may put a match before where it was looked for. */
		if (found_at[1] > at)
			at = found_at[1];
		else
			at += gh_utf8_next(run->line->text + at, length - at, &unused);
	}
}

/* The first byte that a pattern sees: most lines begin with it themselves. */
static unsigned char first_byte(const struct gh_line *line)
{
	char bare[GH_BARE_ROOM(4)];
	size_t at = 0;

	while (at < line->length) {
		uint32_t unused;
		size_t step = gh_utf8_next(line->text + at, line->length - at, &unused);

		if (gh_fold_bare(line->text + at, step, bare) > 0)
			return (unsigned char)bare[0];
		at += step;
	}
	return 0;
}

/* What PCRE2 would find out for itself, but only after a call and a check of the line's UTF-8. */
static bool can_begin(const struct gh_pattern *pattern, const struct gh_line *line)
{
	unsigned char byte;

	if (pattern->begins) {
		byte = first_byte(line);
		return pattern->begins[byte / 8] >> byte % 8 & 1;
	}
	return pattern->first == NO_BYTE || memchr(line->text, pattern->first, line->length);
}

static void run_pattern(struct run *run, uint32_t number)
{
	const struct gh_pattern *pattern = &run->patterns->all[number];
	const struct gh_asking *asking = run->asking;
	struct gh_trials *trials = run->trials;
	struct trial trial;
	size_t length = run->line->length;
	uint32_t steps = pattern->anchored ? MATCH_STEPS : MATCH_STEPS / (uint32_t)(length + 1);

	if (trials->tried[number] == trials->line ||
	    !asking->counts(asking->context, pattern->rule))
		return;
	trials->tried[number] = trials->line;
	if (!can_begin(pattern, run->line) || (!pattern->trusting && !make_bare(run)))
		return;
	if (steps < MATCH_STEPS_LEAST)
		steps = MATCH_STEPS_LEAST;
	(void)pcre2_set_match_limit(trials->context, steps);
	trial = open_trial(run, pattern);
	if (pattern->trusting)
		find_cuts(run, &trial, pattern->rule);
	else if (trial.length > 0 && found_again(run, &trial, 0))
		asking->found(asking->context, pattern->rule);
}

static void found_literal(void *context, uint32_t number)
{
	run_pattern(context, number);
}

bool gh_patterns_run(const struct gh_patterns *patterns, struct gh_trials *trials,
                     const struct gh_line *line, const unsigned char *key,
                     const struct gh_asking *asking)
{
	struct run run = {patterns, trials, line, asking, false};
	size_t i;

	if (patterns->count == 0 || line->length > MATCH_LINE)
		return true;
	trials->line++;
	if (patterns->literals.count > 0)
		gh_literals_find(&patterns->literals, key, line->key_length, found_literal, &run);
	for (i = 0; i < patterns->everywhere_count; i++)
		run_pattern(&run, patterns->everywhere[i]);
	return !run.failed;
}
