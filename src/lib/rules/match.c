/* SPDX-License-Identifier: MIT */
#include "rules/match.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "text/fold.h"
#include "rules/literal.h"
#include "rules/trie.h"
#include "base/utf8.h"

/* A phrase of starts, ends or has that removes a line is chrome on a short line only. */
#define GUARD_KEY 160

/* Menus show in this many words of a line. */
#define COVER_WORDS 30

/* A button at the end of a teaser: "... قراءة المزيد". */
#define TAIL_LEAST 2
#define TAIL_MOST 4

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

#define NONE UINT32_MAX

enum accept_kind { AS_LINE, AS_LINE_BACKWARD, AS_STARTS, AS_ENDS, AS_HAS, AS_COVER, AS_TAIL };

/* Inline phrases that no guard keeps off long lines have a mark of their own. */
#define MARK_UNGUARDED GH_MARK_OWN(0)

/* Words that begin a whole line without slots. */
#define MARK_WHOLE GH_MARK_OWN(1)

struct whole {
	uint64_t hash;
	uint32_t rule, next; /* next of the same table place, or NONE */
};

/*
 * PCRE2 looks at all of a line before each match, unless it is told that the line is well-formed.
 */
#define NO_BYTE (-1)

struct pattern {
	pcre2_code *code;
	pcre2_code *trusting; /* of a cut, which matches often: for well-formed lines; else NULL */
	uint32_t rule;
	bool anchored;
	const uint8_t *begins; /* one bit a byte: those that can begin an anchored match, or NULL */
	int first;             /* the byte that every match begins with, or NO_BYTE */
};

struct gh_matcher {
	ghirbal_allocator from;
	const struct gh_ruleset *set;
	struct gh_trie trie;
	bool unguarded; /* there are inline phrases for long lines */
	/* of the longest phrase that begins and ends with any words; 0: there is none */
	size_t open_words;
	bool *active;   /* by rule: its group is on */

	struct whole *wholes; /* `line` texts without slots */
	size_t wholes_count;
	uint32_t *whole_table;
	size_t whole_table_size; /* a power of two */
	size_t longest_whole;    /* key bytes */

	pcre2_general_context *pcre;
	pcre2_compile_context *compile;
	struct pattern *patterns;
	size_t patterns_count, patterns_room;
	uint32_t *everywhere; /* patterns without a required literal */
	size_t everywhere_count, everywhere_room;
	struct gh_literals literals;
};

struct span {
	size_t start, end; /* in the key */
	uint32_t rule;
};

struct gh_scratch {
	ghirbal_allocator from;
	struct gh_view view;
	struct span *spans;
	size_t spans_count, spans_room;
	size_t *origins;
	size_t origins_room;

	pcre2_general_context *pcre;
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
	uint64_t *tried; /* by pattern: the last line that it was tried on */
	uint64_t line;   /* a number for each line looked at */
	struct gh_buf bare; /* the line looked at as patterns see it, once one has asked */
	uint64_t bare_line;

	struct gh_doc example;
	struct gh_hits example_hits;
};

/* One look at one line. */
struct look {
	const struct gh_matcher *matcher;
	struct gh_scratch *scratch;
	const struct gh_line *line;
	const unsigned char *key;
	size_t length, slack;     /* of the key; readable bytes behind it */
	size_t begin, end;        /* of the key without colons at its ends */
	size_t words;             /* between them */
	struct gh_hits *hits;
	struct gh_hit *hit;       /* the line's own */
	uint32_t only;            /* the one rule that counts, or GH_NO_RULE */
	enum { UNKNOWN, GUARDED, OPEN } guard;
	unsigned covered;         /* by the longest phrase of a walk */
	size_t start;             /* of the walk's phrases in the key */
	struct span cut;          /* the longest of a walk */
	bool failed;              /* for want of memory */
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

/* ---- compiling: whole lines ---- */

static uint64_t hash_key(const unsigned char *key, size_t length)
{
	uint64_t hash = length;
	size_t i;

	for (i = 0; length - i >= 8; i += 8) {
		hash = (hash ^ gh_eight(key + i)) * GH_WORD_FACTOR;
		hash ^= hash >> 29;
	}
	hash = (hash ^ gh_word_head(key + i, length - i, length - i)) * GH_WORD_FACTOR;
	return hash ^ hash >> 32;
}

static const unsigned char *rule_key(const struct gh_matcher *matcher, const struct gh_rule *rule)
{
	return (const unsigned char *)matcher->set->text.data + rule->key;
}

static bool is_whole(const struct gh_rule *rule)
{
	return rule->how == GH_LINE && rule->phrase.literal;
}

static bool open_wholes(struct gh_matcher *matcher)
{
	size_t i, count = 0;

	for (i = 0; i < matcher->set->count; i++)
		count += is_whole(&matcher->set->rules[i]);
	matcher->whole_table_size = 64;
	while (matcher->whole_table_size < 2 * count)
		matcher->whole_table_size *= 2;
	matcher->wholes = gh_resize(&matcher->from, NULL, count * sizeof *matcher->wholes);
	matcher->whole_table = gh_resize(&matcher->from, NULL,
	                                 matcher->whole_table_size * sizeof *matcher->whole_table);
	if (!matcher->wholes || !matcher->whole_table)
		return false;
	for (i = 0; i < matcher->whole_table_size; i++)
		matcher->whole_table[i] = NONE;
	return true;
}

static void add_whole(struct gh_matcher *matcher, uint32_t number)
{
	const struct gh_rule *rule = &matcher->set->rules[number];
	uint64_t hash = hash_key(rule_key(matcher, rule), rule->key_length);
	uint32_t *head = &matcher->whole_table[hash & (matcher->whole_table_size - 1)];

	matcher->wholes[matcher->wholes_count] = (struct whole){hash, number, *head};
	*head = (uint32_t)matcher->wholes_count++;
	if (rule->key_length > matcher->longest_whole)
		matcher->longest_whole = rule->key_length;
}

/* ---- compiling: phrases ---- */

/* Menus are made of buttons and headings, a number among their words or not. */
static bool is_cover(const struct gh_ruleset *set, const struct gh_rule *rule)
{
	uint32_t i;

	if (rule->how != GH_LINE ||
	    (rule->verb != GH_DROP && rule->verb != GH_HEAD && rule->verb != GH_END))
		return false;
	for (i = 0; i < rule->phrase.count; i++) {
		uint32_t slot = set->parts[rule->phrase.first + i].slot;

		if (slot != GH_NO_SLOT && !set->slots[slot].digits)
			return false;
	}
	return rule->phrase.count <= COVER_WORDS;
}

static bool is_tail(const struct gh_rule *rule)
{
	return is_whole(rule) &&
	       (rule->verb == GH_DROP || rule->verb == GH_HEAD || rule->verb == GH_HINT) &&
	       rule->phrase.count >= TAIL_LEAST && rule->phrase.count <= TAIL_MOST;
}

static bool add_accept(struct gh_matcher *matcher, enum gh_root root, uint32_t number,
                       enum accept_kind kind, unsigned marks)
{
	const struct gh_rule *rule = &matcher->set->rules[number];
	struct gh_accept accept = {.rule = number, .kind = (unsigned char)kind};

	/* A colon at the end of a starts or has text is part of it; elsewhere the line's end is. */
	accept.colon = rule->phrase.colon && (kind == AS_STARTS || kind == AS_HAS);
	return gh_trie_add(&matcher->trie, root, &rule->phrase, accept, GH_MARK(root) | marks);
}

/* A line text is sought from an end where it has words of its own, if there is one. */
static bool add_line_phrase(struct gh_matcher *matcher, uint32_t number)
{
	const struct gh_ruleset *set = matcher->set;
	const struct gh_phrase *phrase = &set->rules[number].phrase;
	uint32_t first = set->parts[phrase->first].slot;
	uint32_t last = set->parts[phrase->first + phrase->count - 1].slot;

	if (first == GH_NO_SLOT)
		return add_accept(matcher, GH_ROOT_BEGIN, number, AS_LINE, 0);
	if (last == GH_NO_SLOT)
		return add_accept(matcher, GH_ROOT_END, number, AS_LINE_BACKWARD, 0);
	if (!set->slots[first].begins_open)
		return add_accept(matcher, GH_ROOT_BEGIN, number, AS_LINE, 0);
	if (!set->slots[last].ends_open)
		return add_accept(matcher, GH_ROOT_END, number, AS_LINE_BACKWARD, 0);
	if (phrase->most > matcher->open_words)
		matcher->open_words = phrase->most;
	return add_accept(matcher, GH_ROOT_OPEN, number, AS_LINE, 0);
}

static bool add_line_rule(struct gh_matcher *matcher, uint32_t number)
{
	const struct gh_rule *rule = &matcher->set->rules[number];
	bool well = true;

	if (is_whole(rule)) {
		add_whole(matcher, number);
		gh_trie_mark(&matcher->trie, &rule->phrase, MARK_WHOLE);
	} else {
		well = add_line_phrase(matcher, number);
	}
	/*
	 * Evidence about a line is for rules that are on; whole matches of the others are for
	 * examples.
	 */
	if (well && matcher->active[number] && is_cover(matcher->set, rule))
		well = add_accept(matcher, GH_ROOT_COVER, number, AS_COVER, 0);
	if (well && matcher->active[number] && is_tail(rule))
		well = add_accept(matcher, GH_ROOT_END, number, AS_TAIL, 0);
	return well;
}

static bool add_phrase_rule(struct gh_matcher *matcher, uint32_t number)
{
	const struct gh_rule *rule = &matcher->set->rules[number];
	bool unguarded = rule->verb == GH_KEEP || rule->verb == GH_CUT;

	switch (rule->how) {
	case GH_LINE:
		return add_line_rule(matcher, number);
	case GH_STARTS:
		return add_accept(matcher, GH_ROOT_BEGIN, number, AS_STARTS, 0);
	case GH_ENDS:
		return add_accept(matcher, GH_ROOT_END, number, AS_ENDS, 0);
	default:
		matcher->unguarded = matcher->unguarded || unguarded;
		return add_accept(matcher, GH_ROOT_INSIDE, number, AS_HAS,
		                  unguarded ? MARK_UNGUARDED : 0);
	}
}

/* ---- compiling: patterns ---- */

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
static bool add_literals(struct gh_matcher *matcher, const struct gh_rule *rule)
{
	uint32_t number = (uint32_t)matcher->patterns_count - 1, *grown;
	bool required;

	if (!gh_literals_add(&matcher->literals, matcher->set->text.data + rule->text, rule->length,
	                     number, &required))
		return false;
	if (required)
		return true;
	grown = gh_array_grow(&matcher->from, matcher->everywhere, sizeof *grown,
	                      &matcher->everywhere_room, matcher->everywhere_count + 1);
	if (!grown)
		return false;
	matcher->everywhere = grown;
	grown[matcher->everywhere_count++] = number;
	/*
	 * Machine code pays for itself on these only, and making it takes longer than reading all
	 * other rules.  Where there is none the pattern is interpreted, with the same result.
	 */
	(void)pcre2_jit_compile(matcher->patterns[number].code, PCRE2_JIT_COMPLETE);
	if (matcher->patterns[number].trusting)
		(void)pcre2_jit_compile(matcher->patterns[number].trusting, PCRE2_JIT_COMPLETE);
	return true;
}

static ghirbal_status compile(struct gh_matcher *matcher, const struct gh_rule *rule,
                              uint32_t options, pcre2_code **made, ghirbal_error *error)
{
	int code;
	size_t offset;

	*made = pcre2_compile((PCRE2_SPTR)(matcher->set->text.data + rule->text), rule->length,
	                      options | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &code,
	                      &offset, matcher->compile);
	return *made ? GHIRBAL_OK : bad_pattern(matcher->set, rule, code, offset, error);
}

/* A sign has no case: of a letter PCRE2 would tell one of two bytes that may come first. */
static bool is_sign(uint32_t unit)
{
	return unit > ' ' && unit < 0x7F && !isalnum((int)unit);
}

static void learn_beginning(struct pattern *pattern)
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

static ghirbal_status add_pattern(struct gh_matcher *matcher, uint32_t number, ghirbal_error *error)
{
	const struct gh_rule *rule = &matcher->set->rules[number];
	struct pattern *pattern, *grown;
	ghirbal_status status;
	uint32_t options;

	grown = gh_array_grow(&matcher->from, matcher->patterns, sizeof *grown,
	                      &matcher->patterns_room, matcher->patterns_count + 1);
	if (!grown)
		return GHIRBAL_NO_MEMORY;
	matcher->patterns = grown;
	pattern = &grown[matcher->patterns_count];
	*pattern = (struct pattern){.rule = number};
	status = compile(matcher, rule, PCRE2_MATCH_INVALID_UTF, &pattern->code, error);
	if (status)
		return status;
	matcher->patterns_count++;
	if (rule->verb == GH_CUT)
		status = compile(matcher, rule, 0, &pattern->trusting, error);
	if (status)
		return status;
	(void)pcre2_pattern_info(pattern->code, PCRE2_INFO_ALLOPTIONS, &options);
	pattern->anchored = (options & PCRE2_ANCHORED) != 0;
	learn_beginning(pattern);
	return add_literals(matcher, rule) ? GHIRBAL_OK : GHIRBAL_NO_MEMORY;
}

static ghirbal_status add_rules(struct gh_matcher *matcher, ghirbal_error *error)
{
	ghirbal_status status = GHIRBAL_OK;
	uint32_t i;

	for (i = 0; i < matcher->set->count && !status; i++) {
		const struct gh_rule *rule = &matcher->set->rules[i];

		matcher->active[i] = !gh_ruleset_is_off(matcher->set, rule->group);
		if (rule->how == GH_MATCH)
			status = add_pattern(matcher, i, error);
		else if (!add_phrase_rule(matcher, i))
			status = GHIRBAL_NO_MEMORY;
	}
	gh_literals_index(&matcher->literals);
	return status;
}

static bool open_matcher(struct gh_matcher *matcher, const struct gh_ruleset *set)
{
	memset(matcher, 0, sizeof *matcher);
	matcher->from = set->from;
	matcher->set = set;
	gh_literals_init(&matcher->literals, &set->from);
	if (!gh_trie_init(&matcher->trie, set) || !open_wholes(matcher))
		return false;
	matcher->active = gh_resize(&matcher->from, NULL, set->count * sizeof *matcher->active);
	matcher->pcre = pcre2_general_context_create(pcre_take, pcre_give, &matcher->from);
	if (!matcher->active || !matcher->pcre)
		return false;
	matcher->compile = pcre2_compile_context_create(matcher->pcre);
	return matcher->compile != NULL;
}

ghirbal_status gh_matcher_new(struct gh_matcher **matcher, const struct gh_ruleset *set,
                              ghirbal_error *error)
{
	struct gh_matcher *made = gh_resize(&set->from, NULL, sizeof *made);
	ghirbal_status status;

	if (!made)
		return GHIRBAL_NO_MEMORY;
	status = open_matcher(made, set) ? add_rules(made, error) : GHIRBAL_NO_MEMORY;
	if (status) {
		gh_matcher_free(made);
		return status;
	}
	*matcher = made;
	return GHIRBAL_OK;
}

void gh_matcher_free(struct gh_matcher *matcher)
{
	ghirbal_allocator from;
	size_t i;

	if (!matcher)
		return;
	for (i = 0; i < matcher->patterns_count; i++) {
		pcre2_code_free(matcher->patterns[i].code);
		pcre2_code_free(matcher->patterns[i].trusting);
	}
	pcre2_compile_context_free(matcher->compile);
	pcre2_general_context_free(matcher->pcre);
	gh_trie_free(&matcher->trie);
	gh_literals_free(&matcher->literals);
	from = matcher->from;
	gh_release(&from, matcher->active);
	gh_release(&from, matcher->wholes);
	gh_release(&from, matcher->whole_table);
	gh_release(&from, matcher->patterns);
	gh_release(&from, matcher->everywhere);
	gh_release(&from, matcher);
}

/* ---- scratch ---- */

/* A PCRE2 built without machine code has no stack for it and needs none. */
static bool open_jit(struct gh_scratch *scratch)
{
	uint32_t has_jit = 0;

	if (pcre2_config(PCRE2_CONFIG_JIT, &has_jit) != 0 || !has_jit)
		return true;
	scratch->stack = pcre2_jit_stack_create(JIT_STACK_LEAST, JIT_STACK_MOST, scratch->pcre);
	if (!scratch->stack)
		return false;
	pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
	return true;
}

static bool open_patterns(struct gh_scratch *scratch, const struct gh_matcher *matcher)
{
	size_t size = matcher->patterns_count * sizeof *scratch->tried;

	if (size == 0)
		return true;
	scratch->pcre = pcre2_general_context_create(pcre_take, pcre_give, &scratch->from);
	scratch->tried = gh_resize(&scratch->from, NULL, size);
	if (!scratch->pcre || !scratch->tried)
		return false;
	memset(scratch->tried, 0, size);
	scratch->context = pcre2_match_context_create(scratch->pcre);
	scratch->data = pcre2_match_data_create(1, scratch->pcre);
	if (!scratch->context || !scratch->data)
		return false;
	(void)pcre2_set_heap_limit(scratch->context, HEAP_KIB);
	return matcher->everywhere_count == 0 || open_jit(scratch);
}

struct gh_scratch *gh_scratch_new(const struct gh_matcher *matcher, const ghirbal_allocator *from)
{
	struct gh_scratch *scratch = gh_resize(from, NULL, sizeof *scratch);

	if (!scratch)
		return NULL;
	memset(scratch, 0, sizeof *scratch);
	scratch->from = *from;
	gh_doc_init(&scratch->example, from);
	if (!open_patterns(scratch, matcher)) {
		gh_scratch_free(scratch);
		return NULL;
	}
	return scratch;
}

void gh_scratch_free(struct gh_scratch *scratch)
{
	ghirbal_allocator from;

	if (!scratch)
		return;
	from = scratch->from;
	pcre2_jit_stack_free(scratch->stack);
	pcre2_match_data_free(scratch->data);
	pcre2_match_context_free(scratch->context);
	pcre2_general_context_free(scratch->pcre);
	gh_release(&from, scratch->tried);
	gh_release(&from, scratch->spans);
	gh_release(&from, scratch->origins);
	gh_buf_free(&from, &scratch->bare);
	gh_hits_free(&from, &scratch->example_hits);
	gh_doc_free(&scratch->example);
	gh_release(&from, scratch);
}

/* ---- the guard ---- */

static bool is_full_stop(uint32_t cp)
{
	return cp == '.' || cp == 0x06D4; /* the Urdu full stop */
}

/* Blanks and what closes a quotation or a bracket may stand behind a full stop. */
static bool is_closing(uint32_t cp)
{
	switch (cp) {
	case ' ': case '\t': case 0xA0: case '"': case '\'': case ')': case ']': case '}':
	case 0xBB: case 0x2018: case 0x2019: case 0x201C: case 0x201D: case 0x200E: case 0x200F:
		return true;
	default:
		return false;
	}
}

/* The character that ends at n > 0 and where it begins. */
static uint32_t last_character(const char *text, size_t n, size_t *start)
{
	uint32_t cp;

	*start = n - 1;
	while (*start > 0 && n - *start < 4 && ((unsigned char)text[*start] & 0xC0) == 0x80)
		--*start;
	if (gh_utf8_next(text + *start, n - *start, &cp) == n - *start)
		return cp;
	*start = n - 1;
	return GH_UTF8_BAD;
}

/* A sentence ends in one full stop; a teaser that was cut off ends in two, three or "…". */
static bool ends_in_stop(const char *text, size_t n)
{
	size_t start = n;
	uint32_t cp = ' ';

	while (n > 0 && is_closing(cp)) {
		n = start;
		if (n > 0)
			cp = last_character(text, n, &start);
	}
	if (n == 0 || !is_full_stop(cp))
		return false;
	cp = start > 0 ? last_character(text, start, &n) : 0;
	return !is_full_stop(cp) && cp != 0x2026;
}

static bool is_open(struct look *look)
{
	if (look->guard == UNKNOWN)
		look->guard = look->length <= GUARD_KEY &&
		                              !ends_in_stop(look->line->text, look->line->length)
		                      ? OPEN
		                      : GUARDED;
	return look->guard == OPEN;
}

/* ---- finding ---- */

static bool counts(const struct look *look, uint32_t rule)
{
	return look->only == GH_NO_RULE ? look->matcher->active[rule] : look->only == rule;
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
	look->hit->how[claimed->verb] = claimed->how;
}

static void find_whole(struct look *look)
{
	const struct gh_matcher *matcher = look->matcher;
	const unsigned char *key = look->key + look->begin;
	size_t length = look->end - look->begin;
	uint64_t hash;
	uint32_t i;

	if (length > matcher->longest_whole)
		return;
	hash = hash_key(key, length);
	i = matcher->whole_table[hash & (matcher->whole_table_size - 1)];
	for (; i != NONE; i = matcher->wholes[i].next) {
		const struct whole *whole = &matcher->wholes[i];
		const struct gh_rule *rule = &matcher->set->rules[whole->rule];

		if (whole->hash == hash && rule->key_length == length &&
		    counts(look, whole->rule) && memcmp(rule_key(matcher, rule), key, length) == 0)
			claim(look, whole->rule);
	}
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
	struct span *cut = &look->cut;
	size_t length = cut->end - cut->start;

	if (cut->rule == GH_NO_RULE || end - start > length ||
	    (end - start == length && is_better(look->matcher->set, rule, cut->rule)))
		*cut = (struct span){start, end, rule};
}

static void find_phrase(struct look *look, const struct gh_accept *accept, size_t edge)
{
	const struct gh_rule *rule = &look->matcher->set->rules[accept->rule];

	if ((accept->kind == AS_LINE && edge < look->end) ||
	    (accept->kind == AS_LINE_BACKWARD && edge > look->begin))
		return;
	if (!take_colon(look, accept, &edge))
		return;
	if (rule->verb == GH_CUT) {
		if (accept->kind == AS_ENDS)
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
	if (edge <= look->begin || look->words > COVER_WORDS ||
	    ends_in_stop(look->line->text, look->line->length))
		return;
	if (*tail == GH_NO_RULE || is_better(look->matcher->set, accept->rule, *tail))
		*tail = accept->rule;
}

static void found(void *context, const struct gh_accept *accept, unsigned words, size_t edge)
{
	struct look *look = context;

	if (!counts(look, accept->rule))
		return;
	if (accept->kind == AS_COVER) {
		if (words > look->covered)
			look->covered = words;
	} else if (accept->kind == AS_TAIL) {
		find_tail(look, accept, edge);
	} else {
		find_phrase(look, accept, edge);
	}
}

static void keep_span(struct look *look)
{
	struct gh_scratch *scratch = look->scratch;
	struct span *grown;

	if (look->cut.rule == GH_NO_RULE)
		return;
	grown = gh_array_grow(&scratch->from, scratch->spans, sizeof *grown, &scratch->spans_room,
	                      scratch->spans_count + 1);
	if (grown) {
		scratch->spans = grown;
		grown[scratch->spans_count++] = look->cut;
	} else {
		look->failed = true;
	}
	look->cut.rule = GH_NO_RULE;
}

static void walk(struct look *look, enum gh_root root, size_t at)
{
	struct gh_view *view = &look->scratch->view;

	look->start = at;
	gh_view_open(view, look->key, look->length, look->slack, at, root == GH_ROOT_END);
	gh_trie_walk(&look->matcher->trie, root, view, found, look);
}

/* ---- along the words of a line ---- */

struct stride {
	unsigned wanted;  /* the marks that matter on this line */
	size_t words;     /* read so far */
	size_t covered;   /* the words up to this one are counted */
	size_t cut_until; /* spans keep apart */
	bool open;        /* a phrase that begins and ends with any words may be here */
};

static uint64_t gaps_from(const struct look *look, size_t base)
{
	return gh_gaps(look->key + base, look->end - base, look->length + look->slack - base);
}

static size_t count_words(const struct look *look)
{
	size_t base, count = 0;
	uint64_t carry = 0; /* the byte before is a gap; a key does not begin with one here */

	for (base = look->begin; base <= look->end; base += 64) {
		uint64_t gaps = gaps_from(look, base);

		count += (size_t)__builtin_popcountll(gaps & ~(gaps << 1 | carry));
		carry = gaps >> 63;
	}
	return count;
}

/* What begins a line: all of it, a line text with slots, or a starts text. */
static void follow_first(struct look *look, struct stride *stride, unsigned marks)
{
	if (marks & MARK_WHOLE)
		find_whole(look);
	if (marks & GH_MARK(GH_ROOT_BEGIN)) {
		walk(look, GH_ROOT_BEGIN, look->begin);
		stride->cut_until = look->cut.rule == GH_NO_RULE ? 0 : look->cut.end;
		keep_span(look);
	}
}

static void follow_word(struct look *look, struct stride *stride, size_t start, unsigned marks)
{
	if (marks & GH_MARK(GH_ROOT_COVER) && stride->words >= stride->covered) {
		look->covered = 0;
		walk(look, GH_ROOT_COVER, start);
		look->hit->covered = (unsigned short)(look->hit->covered + look->covered);
		stride->covered = stride->words + look->covered;
	}
	if (marks & GH_MARK(GH_ROOT_OPEN))
		stride->open = true;
	if (marks & (GH_MARK(GH_ROOT_INSIDE) | MARK_UNGUARDED)) {
		walk(look, GH_ROOT_INSIDE, start);
		if (start < stride->cut_until)
			look->cut.rule = GH_NO_RULE;
		else if (look->cut.rule != GH_NO_RULE)
			stride->cut_until = look->cut.end;
		keep_span(look);
	}
}

static void step_on_word(struct look *look, struct stride *stride, size_t start, size_t end)
{
	uint64_t head =
		gh_word_head(look->key + start, end - start, look->length + look->slack - start);
	unsigned marks = gh_trie_marks(&look->matcher->trie, head);

	if (marks & GH_MARK(GH_ROOT_COVER) && !(marks & GH_MARK_ALONE) &&
	    !gh_trie_goes_on(&look->matcher->trie, head, look->key, end, look->end))
		marks &= ~GH_MARK(GH_ROOT_COVER);
	if (stride->words == 0)
		follow_first(look, stride, marks);
	if (marks & stride->wanted)
		follow_word(look, stride, start, marks & stride->wanted);
	stride->words++;
}

/*
 * Reads all words of a line on which something may stand inside, and the first of any other;
 * returns where the last span ends.
 */
static size_t walk_words(struct look *look)
{
	const struct gh_matcher *matcher = look->matcher;
	struct stride stride = {0, 0, 0, 0, false};
	size_t start = look->begin, base;

	if (look->length <= GUARD_KEY)
		stride.wanted = GH_MARK(GH_ROOT_INSIDE);
	else if (matcher->unguarded)
		stride.wanted = MARK_UNGUARDED;
	/* A line of more words is no menu. */
	if (look->words <= COVER_WORDS)
		stride.wanted |= GH_MARK(GH_ROOT_COVER);
	if (look->words <= matcher->open_words)
		stride.wanted |= GH_MARK(GH_ROOT_OPEN);
	for (base = look->begin; base <= look->end && (stride.words == 0 || stride.wanted);
	     base += 64) {
		uint64_t gaps = gaps_from(look, base);

		for (; gaps; gaps &= gaps - 1) {
			size_t end = base + (size_t)__builtin_ctzll(gaps);

			if (end > start)
				step_on_word(look, &stride, start, end);
			start = end + 1;
		}
	}
	if (stride.open)
		walk(look, GH_ROOT_OPEN, look->begin);
	return stride.cut_until;
}

static void walk_end(struct look *look, struct span *cut)
{
	size_t start = look->end;
	uint64_t head;

	while (start > look->begin && look->key[start - 1] != GH_KEY_BLANK &&
	       look->key[start - 1] != GH_KEY_COLON)
		start--;
	head = gh_word_head(look->key + start, look->end - start,
	                    look->length + look->slack - start);
	if (gh_trie_marks(&look->matcher->trie, head) & GH_MARK(GH_ROOT_END))
		walk(look, GH_ROOT_END, look->length);
	*cut = look->cut;
	look->cut.rule = GH_NO_RULE;
}

/* ---- patterns ---- */

static bool add_cut(struct look *look, struct gh_cut cut)
{
	struct gh_hits *hits = look->hits;
	struct gh_cut *grown;

	grown = gh_array_grow(&look->scratch->from, hits->cuts, sizeof *grown, &hits->cuts_room,
	                      hits->cuts_count + 1);
	if (!grown) {
		look->failed = true;
		return false;
	}
	hits->cuts = grown;
	grown[hits->cuts_count++] = cut;
	look->hit->cuts++;
	return true;
}

/* One pattern on one line. */
struct trial {
	const char *text;
	size_t length;
	const pcre2_code *code;
	uint32_t options;
	size_t most; /* spans to be cut */
};

/* The line as gh_fold_bare() gives it, made when the first pattern runs. */
static bool make_bare(struct look *look)
{
	struct gh_scratch *scratch = look->scratch;
	const struct gh_line *line = look->line;

	if (scratch->bare_line == scratch->line)
		return true;
	scratch->bare.size = 0;
	if (!gh_buf_reserve(&scratch->from, &scratch->bare, GH_BARE_ROOM(line->length) + 1)) {
		look->failed = true;
		return false;
	}
	scratch->bare.size = gh_fold_bare(line->text, line->length, scratch->bare.data);
	scratch->bare_line = scratch->line;
	return true;
}

/* A span is cut out of the line itself, so the pattern of a cut sees the line as it is. */
static struct trial open_trial(const struct look *look, const struct pattern *pattern)
{
	const struct gh_line *line = look->line;
	const struct gh_buf *bare = &look->scratch->bare;

	if (!pattern->trusting)
		return (struct trial){bare->data, bare->size, pattern->code, 0, 0};
	if (gh_utf8_valid(line->text, line->length) == line->length)
		return (struct trial){line->text, line->length, pattern->trusting,
		                      PCRE2_NOTEMPTY | PCRE2_NO_UTF_CHECK, SIZE_MAX};
	return (struct trial){line->text, line->length, pattern->code, PCRE2_NOTEMPTY,
	                      MOST_ILL_FORMED_CUTS};
}

/* A limit that is met is no match, the same on every run; a want of memory is not, and is told. */
static bool found_again(struct look *look, const struct trial *trial, size_t at)
{
	int result = pcre2_match(trial->code, (PCRE2_SPTR)trial->text, trial->length, at,
	                         trial->options, look->scratch->data, look->scratch->context);

	if (result == PCRE2_ERROR_NOMEMORY)
		look->failed = true;
	return result >= 0;
}

static void find_pattern_cuts(struct look *look, const struct trial *trial, uint32_t rule)
{
	const size_t *found_at = pcre2_get_ovector_pointer(look->scratch->data);
	size_t at = 0, count, length = look->line->length;

	for (count = 0; at < length && count < trial->most && found_again(look, trial, at);
	     count++) {
		uint32_t unused;

		if (found_at[0] < found_at[1] && found_at[0] >= at &&
		    !add_cut(look, (struct gh_cut){found_at[0], found_at[1] - found_at[0], rule}))
			return;
		/* \K may put a match before where it was looked for. */
		if (found_at[1] > at)
			at = found_at[1];
		else
			at += gh_utf8_next(look->line->text + at, length - at, &unused);
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
static bool can_begin(const struct pattern *pattern, const struct gh_line *line)
{
	unsigned char byte;

	if (pattern->begins) {
		byte = first_byte(line);
		return pattern->begins[byte / 8] >> byte % 8 & 1;
	}
	return pattern->first == NO_BYTE || memchr(line->text, pattern->first, line->length);
}

static void run_pattern(struct look *look, uint32_t number)
{
	const struct pattern *pattern = &look->matcher->patterns[number];
	struct trial trial;
	size_t length = look->line->length;
	uint32_t steps = pattern->anchored ? MATCH_STEPS : MATCH_STEPS / (uint32_t)(length + 1);

	if (look->scratch->tried[number] == look->scratch->line || !counts(look, pattern->rule))
		return;
	look->scratch->tried[number] = look->scratch->line;
	if (look->matcher->set->rules[pattern->rule].guarded && !is_open(look))
		return;
	if (!can_begin(pattern, look->line) || (!pattern->trusting && !make_bare(look)))
		return;
	if (steps < MATCH_STEPS_LEAST)
		steps = MATCH_STEPS_LEAST;
	(void)pcre2_set_match_limit(look->scratch->context, steps);
	trial = open_trial(look, pattern);
	if (pattern->trusting)
		find_pattern_cuts(look, &trial, pattern->rule);
	else if (trial.length > 0 && found_again(look, &trial, 0))
		claim(look, pattern->rule);
}

static void found_literal(void *context, uint32_t number)
{
	run_pattern(context, number);
}

static void find_patterns(struct look *look)
{
	const struct gh_matcher *matcher = look->matcher;
	size_t i;

	if (look->line->length > MATCH_LINE)
		return;
	look->scratch->line++;
	if (matcher->literals.count > 0)
		gh_literals_find(&matcher->literals, look->key, look->length, found_literal, look);
	for (i = 0; i < matcher->everywhere_count; i++)
		run_pattern(look, matcher->everywhere[i]);
}

/* ---- spans ---- */

/* Turns spans of the key into spans of the line. */
static bool add_spans(struct look *look)
{
	struct gh_scratch *scratch = look->scratch;
	size_t i, count = scratch->spans_count, *origins;

	if (count == 0)
		return true;
	origins = gh_array_grow(&scratch->from, scratch->origins, sizeof *origins,
	                        &scratch->origins_room, 2 * count);
	if (!origins)
		return false;
	scratch->origins = origins;
	for (i = 0; i < count; i++) {
		origins[2 * i] = scratch->spans[i].start;
		origins[2 * i + 1] = scratch->spans[i].end;
	}
	gh_fold_origins(look->line->text, look->line->length, origins, 2 * count);
	for (i = 0; i < count; i++) {
		/* Signs before the first word go with it: a bullet alone says nothing. */
		size_t start = scratch->spans[i].start <= look->begin ? 0 : origins[2 * i];
		struct gh_cut cut = {start, origins[2 * i + 1] - start, scratch->spans[i].rule};

		if (cut.length > 0 && !add_cut(look, cut))
			return false;
	}
	return true;
}

static bool comes_first(const struct gh_cut *a, const struct gh_cut *b)
{
	return a->start != b->start ? a->start < b->start : a->length > b->length;
}

static void sift(struct gh_cut *cuts, size_t root, size_t count)
{
	size_t child;

	while ((child = 2 * root + 1) < count) {
		struct gh_cut swap = cuts[root];

		if (child + 1 < count && comes_first(&cuts[child], &cuts[child + 1]))
			child++;
		if (!comes_first(&cuts[root], &cuts[child]))
			return;
		cuts[root] = cuts[child];
		cuts[child] = swap;
		root = child;
	}
}

/* A heap sort, since qsort() may allocate behind the caller's allocator. */
static void sort_cuts(struct gh_cut *cuts, size_t count)
{
	size_t i;

	for (i = count / 2; i-- > 0;)
		sift(cuts, i, count);
	for (i = count; i-- > 1;) {
		struct gh_cut swap = cuts[0];

		cuts[0] = cuts[i];
		cuts[i] = swap;
		sift(cuts, 0, i);
	}
}

/*
 * Of spans that overlap the first stays; what is left of the others goes when the line is read
 * again.
 */
static void part_cuts(struct look *look)
{
	struct gh_hits *hits = look->hits;
	struct gh_cut *cuts = hits->cuts + look->hit->cut;
	size_t i, kept = 1;

	if (look->hit->cuts < 2)
		return;
	sort_cuts(cuts, look->hit->cuts);
	for (i = 1; i < look->hit->cuts; i++)
		if (cuts[i].start >= cuts[kept - 1].start + cuts[kept - 1].length)
			cuts[kept++] = cuts[i];
	hits->cuts_count -= look->hit->cuts - kept;
	look->hit->cuts = (uint32_t)kept;
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

static void find_all(struct look *look)
{
	struct span end_cut;
	size_t cut_until;

	while (look->begin < look->end && look->key[look->begin] == GH_KEY_COLON)
		look->begin++;
	while (look->end > look->begin && look->key[look->end - 1] == GH_KEY_COLON)
		look->end--;
	if (look->begin == look->end)
		return;
	look->words = count_words(look);
	look->hit->words = (unsigned short)(look->words < COVER_WORDS ? look->words : COVER_WORDS);
	walk_end(look, &end_cut);
	cut_until = walk_words(look);
	if (end_cut.rule != GH_NO_RULE && end_cut.start >= cut_until) {
		look->cut = end_cut;
		keep_span(look);
	}
}

static bool look_at(const struct gh_matcher *matcher, struct gh_scratch *scratch,
                    const struct gh_doc *doc, size_t index, struct gh_hits *hits, uint32_t only)
{
	const struct gh_line *line = &doc->lines[index];
	struct look look = {.matcher = matcher,
	                    .scratch = scratch,
	                    .line = line,
	                    .only = only,
	                    .key = gh_line_key(doc, line),
	                    .length = line->key_length,
	                    .end = line->key_length,
	                    .slack = doc->keys_size - line->key - line->key_length,
	                    .hits = hits,
	                    .hit = &hits->lines[index],
	                    .cut = {.rule = GH_NO_RULE}};

	clear(look.hit, hits->cuts_count);
	scratch->spans_count = 0;
	find_all(&look);
	if (look.failed || !add_spans(&look))
		return false;
	if (matcher->patterns_count > 0)
		find_patterns(&look);
	part_cuts(&look);
	return !look.failed;
}

bool gh_match_line(const struct gh_matcher *matcher, struct gh_scratch *scratch,
                   const struct gh_doc *doc, size_t index, struct gh_hits *hits)
{
	return look_at(matcher, scratch, doc, index, hits, GH_NO_RULE);
}

bool gh_match(const struct gh_matcher *matcher, struct gh_scratch *scratch,
              const struct gh_doc *doc, struct gh_hits *hits)
{
	size_t i;
	struct gh_hit *lines =
		gh_array_grow(&doc->from, hits->lines, sizeof *lines, &hits->room, doc->count);

	if (!lines)
		return false;
	hits->lines = lines;
	hits->cuts_count = 0;
	for (i = 0; i < doc->count; i++)
		if (!gh_match_line(matcher, scratch, doc, i, hits))
			return false;
	return true;
}

void gh_hits_free(const ghirbal_allocator *from, struct gh_hits *hits)
{
	gh_release(from, hits->lines);
	gh_release(from, hits->cuts);
	memset(hits, 0, sizeof *hits);
}

bool gh_match_example(const struct gh_matcher *matcher, struct gh_scratch *scratch, uint32_t rule,
                      const char *text, size_t length, bool *matched)
{
	const struct gh_rule *tried = &matcher->set->rules[rule];
	struct gh_hits *hits = &scratch->example_hits;
	size_t number = 1;
	struct gh_hit *lines;

	*matched = false;
	if (!gh_doc_read(&scratch->example, text, length, &number, true))
		return false;
	if (scratch->example.count == 0)
		return true;
	lines = gh_array_grow(&scratch->from, hits->lines, sizeof *lines, &hits->room, 1);
	if (!lines)
		return false;
	hits->lines = lines;
	hits->cuts_count = 0;
	if (!look_at(matcher, scratch, &scratch->example, 0, hits, rule))
		return false;
	*matched = tried->verb == GH_CUT ? lines->cuts > 0 : lines->rule[tried->verb] == rule;
	return true;
}
