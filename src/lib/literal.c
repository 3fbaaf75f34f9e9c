/* SPDX-License-Identifier: MIT */
#include "literal.h"

#include <string.h>

#include "fold.h"
#include "utf8.h"

#define NONE UINT32_MAX

/* A letter alone is in nearly every line and saves nothing. */
#define LEAST 2

/* Longer windows would let the search skip further, but few literals are so long. */
#define MOST_WINDOW 6

struct gh_literal {
	size_t key, length; /* in literals->keys */
	uint32_t number, next;
};

/* ---- reading a pattern ---- */

/* A reading of a pattern for one literal in each of its outermost alternatives. */
struct reading {
	const ghirbal_allocator *from;
	const char *pattern;
	size_t length, at;
	struct gh_buf run;   /* the literal characters read last */
	size_t last;         /* where in run the last character begins */
	struct gh_buf key;   /* the run folded */
	struct gh_buf best;  /* the longest folded run of this alternative */
	bool failed;         /* for want of memory */
};

static void end_run(struct reading *reading)
{
	struct gh_buf *run = &reading->run, *key = &reading->key, swap;

	if (run->size > 0 && !reading->failed) {
		key->size = 0;
		if (!gh_buf_reserve(reading->from, key, GH_FOLD_ROOM(run->size))) {
			reading->failed = true;
			return;
		}
		key->size = gh_fold(run->data, run->size, (unsigned char *)key->data);
		if (key->size > reading->best.size) {
			swap = reading->best;
			reading->best = *key;
			*key = swap;
		}
	}
	run->size = 0;
}

static void add_character(struct reading *reading)
{
	uint32_t cp;
	size_t step = gh_utf8_next(reading->pattern + reading->at, reading->length - reading->at, &cp);

	reading->last = reading->run.size;
	if (!gh_buf_add(reading->from, &reading->run, reading->pattern + reading->at, step))
		reading->failed = true;
	reading->at += step;
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*
 * \. is a literal point; \d, \x{41}, \p{L}, \k<name> and their kind are not literal, and whatever could be
 * their argument is passed over: a literal less only costs time.
 */
static void read_escape(struct reading *reading)
{
	const char *p = reading->pattern;
	size_t argument = 0;

	reading->at++;
	if (reading->at < reading->length && !is_alnum(p[reading->at])) {
		add_character(reading);
		return;
	}
	end_run(reading);
	reading->at++;
	if (reading->at < reading->length && strchr("{<'", p[reading->at]) && p[reading->at]) {
		char close = p[reading->at] == '{' ? '}' : p[reading->at] == '<' ? '>' : '\'';

		reading->at++;
		while (reading->at < reading->length && p[reading->at++] != close)
			;
		return;
	}
	while (argument++ < 3 && reading->at < reading->length && is_alnum(p[reading->at]))
		reading->at++;
}

/* From a [ to behind its ]: a first ] is literal, [:name:] stands inside. */
static void skip_class(struct reading *reading)
{
	const char *p = reading->pattern;
	size_t at = reading->at + 1, n = reading->length;

	if (at < n && p[at] == '^')
		at++;
	if (at < n && p[at] == ']')
		at++;
	while (at < n && p[at] != ']') {
		if (p[at] == '\\') {
			at++;
		} else if (p[at] == '[' && at + 1 < n && p[at + 1] == ':') {
			at += 2;
			while (at < n && p[at] != ']')
				at++;
		}
		at++;
	}
	reading->at = at < n ? at + 1 : n;
}

static void skip_group(struct reading *reading)
{
	const char *p = reading->pattern;
	size_t depth = 0;

	do {
		char c = p[reading->at];

		if (c == '[') {
			skip_class(reading);
			continue;
		}
		if (c == '(' && reading->length - reading->at > 2 && memcmp(p + reading->at, "(?#", 3) == 0) {
			while (reading->at < reading->length && p[reading->at] != ')')
				reading->at++;
			reading->at++;
			continue;
		}
		depth += c == '(';
		depth -= c == ')';
		reading->at += c == '\\' ? 2 : 1;
	} while (depth > 0 && reading->at < reading->length);
	if (reading->at > reading->length)
		reading->at = reading->length;
}

/* What a quantifier repeats may be missing, + excepted. */
static void read_quantifier(struct reading *reading)
{
	const char *p = reading->pattern;
	size_t at = reading->at;

	if (p[at] != '+' && reading->run.size > 0)
		reading->run.size = reading->last;
	end_run(reading);
	if (p[at++] == '{')
		while (at < reading->length && ((p[at] >= '0' && p[at] <= '9') || p[at] == ',' || p[at] == '}'))
			at++;
	reading->at = at;
}

/* Reads up to the end of an outermost alternative; its longest literal is then in best. */
static void read_alternative(struct reading *reading)
{
	reading->best.size = 0;
	while (reading->at < reading->length && !reading->failed) {
		char c = reading->pattern[reading->at];

		if (c == '|')
			break;
		if (c == '\\') {
			read_escape(reading);
		} else if (c == '[') {
			end_run(reading);
			skip_class(reading);
		} else if (c == '(') {
			end_run(reading);
			skip_group(reading);
		} else if (c == '*' || c == '?' || c == '+' || c == '{') {
			read_quantifier(reading);
		} else if (c == '.' || c == '^' || c == '$') {
			end_run(reading);
			reading->at++;
		} else {
			add_character(reading);
		}
	}
	end_run(reading);
}

/* Quoting by \Q and blanks without meaning under x would make literals of what is none. */
static bool has_plain_syntax(const char *pattern, size_t length)
{
	size_t i, j;

	for (i = 0; i + 1 < length; i++) {
		if (pattern[i] == '\\' && (pattern[i + 1] == 'Q' || pattern[i + 1] == 'E'))
			return false;
		if (pattern[i] != '(' || pattern[i + 1] != '?')
			continue;
		for (j = i + 2; j < length && (is_alnum(pattern[j]) || pattern[j] == '-' || pattern[j] == '^'); j++)
			if (pattern[j] == 'x')
				return false;
	}
	return true;
}

static bool add_literal(struct gh_literals *literals, const struct gh_buf *key, uint32_t number)
{
	struct gh_literal *grown;

	grown = gh_array_grow(&literals->from, literals->all, sizeof *grown, &literals->room,
	                      literals->count + 1);
	if (!grown)
		return false;
	literals->all = grown;
	grown[literals->count++] = (struct gh_literal){literals->keys.size, key->size, number, NONE};
	return gh_buf_add(&literals->from, &literals->keys, key->data, key->size);
}

bool gh_literals_add(struct gh_literals *literals, const char *pattern, size_t length, uint32_t number,
                     bool *required)
{
	struct reading reading = {.from = &literals->from, .pattern = pattern, .length = length};
	size_t before = literals->count;
	bool more = has_plain_syntax(pattern, length);

	*required = more;
	while (more && *required && !reading.failed) {
		read_alternative(&reading);
		*required = reading.best.size >= LEAST;
		if (*required && !reading.failed)
			reading.failed = !add_literal(literals, &reading.best, number);
		more = reading.at++ < length;
	}
	if (!*required)
		literals->count = before;
	gh_buf_free(&literals->from, &reading.run);
	gh_buf_free(&literals->from, &reading.key);
	gh_buf_free(&literals->from, &reading.best);
	return !reading.failed;
}

/* ---- the search, after Wu and Manber (1994) ---- */

static uint32_t pair_of(const unsigned char *at)
{
	return (at[0] * 31u + at[1] * 7u) & (GH_LITERAL_PAIRS - 1);
}

void gh_literals_index(struct gh_literals *literals)
{
	size_t i, j, window = MOST_WINDOW;

	for (i = 0; i < literals->count; i++)
		if (literals->all[i].length < window)
			window = literals->all[i].length;
	literals->window = window;
	for (i = 0; i < GH_LITERAL_PAIRS; i++)
		literals->heads[i] = NONE;
	memset(literals->shift, (int)window - 1, sizeof literals->shift);
	for (i = 0; i < literals->count; i++) {
		struct gh_literal *literal = &literals->all[i];
		const unsigned char *key = (const unsigned char *)literals->keys.data + literal->key;
		uint32_t *head = &literals->heads[pair_of(key + window - 2)];

		for (j = 0; j + 2 <= window; j++)
			if (literals->shift[pair_of(key + j)] > window - 2 - j)
				literals->shift[pair_of(key + j)] = (unsigned char)(window - 2 - j);
		literal->next = *head;
		*head = (uint32_t)i;
	}
}

/* The last two bytes of the window say how many places cannot be where a literal's window ends. */
void gh_literals_find(const struct gh_literals *literals, const unsigned char *key, size_t length,
                      gh_literal_found *found, void *context)
{
	const unsigned char *keys = (const unsigned char *)literals->keys.data;
	size_t window = literals->window, at = window;

	while (at <= length) {
		uint32_t pair = pair_of(key + at - 2), i;

		if (literals->shift[pair] > 0) {
			at += literals->shift[pair];
			continue;
		}
		for (i = literals->heads[pair]; i != NONE; i = literals->all[i].next) {
			const struct gh_literal *literal = &literals->all[i];
			size_t start = at - window;

			if (literal->length <= length - start &&
			    memcmp(keys + literal->key, key + start, literal->length) == 0)
				found(context, literal->number);
		}
		at++;
	}
}

void gh_literals_init(struct gh_literals *literals, const ghirbal_allocator *from)
{
	memset(literals, 0, sizeof *literals);
	literals->from = *from;
}

void gh_literals_free(struct gh_literals *literals)
{
	gh_release(&literals->from, literals->all);
	gh_buf_free(&literals->from, &literals->keys);
}
