/* SPDX-License-Identifier: MIT */
#include "rules/require.h"

#include <string.h>

#include "text/fold.h"
#include "base/utf8.h"

/* Longer literals are not much rarer than these. */
#define LONG 8

/* More alternatives than this, or deeper groups, are not worth a look. */
#define MOST_SET 32
#define MOST_DEPTH 16

/*
 * What a stretch of the pattern requires is a set of literals, one of which must be there: a run of
 * characters alone, or one from each alternative of a group.  A set is the end of literals->all.
 */
struct set {
	size_t first;    /* in literals->all */
	size_t shortest; /* key bytes of its shortest; 0: nothing is required */
	bool leads;      /* the key begins with one of them */
};

struct reading {
	struct gh_literals *literals;
	const char *pattern;
	size_t length, at;
	uint32_t number;
	struct gh_buf run; /* the literal characters read last */
	size_t last;       /* where in run the last character begins */
	bool front;        /* nothing but ^ and what leaves no key was read of this alternative */
	unsigned depth;    /* of groups */
	bool failed;       /* for want of memory */
};

/*
 * How much a set narrows the search: long literals and those at a line's beginning do, many do not.
 */
static size_t worth(const struct set *set, size_t end)
{
	size_t length = set->shortest < LONG ? set->shortest : LONG, count = end - set->first;

	if (set->shortest < (set->leads ? GH_LITERAL_LEADING : GH_LITERAL_INSIDE) || count > MOST_SET)
		return 0;
	return (set->leads ? length + LONG : length) * MOST_SET - count + 1;
}

/* Of two sets, the second behind the first, the better stays. */
static void choose(struct reading *reading, struct set *best, struct set other)
{
	struct gh_literals *literals = reading->literals;
	size_t count = literals->count - other.first;

	if (worth(&other, literals->count) > worth(best, other.first)) {
		memmove(literals->all + best->first, literals->all + other.first,
		        count * sizeof *literals->all);
		literals->count = best->first + count;
		best->shortest = other.shortest;
		best->leads = other.leads;
	} else {
		literals->count = other.first;
	}
}

static bool add_literal(struct reading *reading, size_t length)
{
	struct gh_literals *literals = reading->literals;
	struct gh_literal *grown;

	grown = gh_array_grow(&literals->from, literals->all, sizeof *grown, &literals->room,
	                      literals->count + 1);
	if (!grown)
		return false;
	literals->all = grown;
	grown[literals->count++] = (struct gh_literal){.key = literals->keys.size,
	                                               .length = length,
	                                               .number = reading->number,
	                                               .leads = reading->front};
	literals->keys.size += length;
	return true;
}

static void end_run(struct reading *reading, struct set *best)
{
	struct gh_literals *literals = reading->literals;
	struct gh_buf *run = &reading->run, *keys = &literals->keys;
	struct set alone = {literals->count, 0, reading->front};

	if (run->size == 0 || reading->failed)
		return;
	reading->failed = !gh_buf_reserve(&literals->from, keys, GH_FOLD_ROOM(run->size));
	if (reading->failed)
		return;
	alone.shortest = gh_fold(run->data, run->size, (unsigned char *)keys->data + keys->size);
	reading->failed = !add_literal(reading, alone.shortest);
	if (!reading->failed)
		choose(reading, best, alone);
	reading->front = reading->front && alone.shortest == 0;
	run->size = 0;
}

static void add_character(struct reading *reading)
{
	uint32_t cp;
	size_t step =
		gh_utf8_next(reading->pattern + reading->at, reading->length - reading->at, &cp);

	reading->last = reading->run.size;
	if (!gh_buf_add(&reading->literals->from, &reading->run, reading->pattern + reading->at,
	                step))
		reading->failed = true;
	reading->at += step;
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void skip_argument(struct reading *reading)
{
	static const char opening[] = "{<'", closing[] = "}>'";
	const char *p = reading->pattern, *open = strchr(opening, p[reading->at]);
	size_t argument = 0, n = reading->length;

	if (p[reading->at] != '\0' && open) {
		reading->at++;
		while (reading->at < n && p[reading->at++] != closing[open - opening])
			;
		return;
	}
	while (argument++ < 3 && reading->at < n && is_alnum(p[reading->at]))
		reading->at++;
}

/*
 * \. is a literal point; \d, \x{41}, \p{L}, \k<name> and their kind are not literal, and whatever
 * could be their argument is passed over: a literal less only costs time.
 */
static void read_escape(struct reading *reading, struct set *best)
{
	const char *p = reading->pattern;
	size_t n = reading->length;
	char kind;

	reading->at++;
	if (reading->at < n && !is_alnum(p[reading->at])) {
		add_character(reading);
		return;
	}
	end_run(reading, best);
	kind = reading->at < n ? p[reading->at++] : '\0';
	reading->front = reading->front && (kind == 's' || kind == 'h');
	if (strchr("0123456789NPcgkopx", kind) && reading->at < n)
		skip_argument(reading);
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

/* The one key byte of the character at `at`, or 0 if it leaves none or more; *step is its length. */
static unsigned char key_of(const struct reading *reading, size_t at, size_t *step)
{
	unsigned char key[GH_FOLD_ROOM(4)];
	uint32_t unused;

	*step = gh_utf8_next(reading->pattern + at, reading->length - at, &unused);
	return gh_fold(reading->pattern + at, *step, key) == 1 ? key[0] : 0;
}

/*
 * A class whose members are all one letter to the fold, such as [إا], is that letter.  Returns where
 * it ends, behind its ], or 0 if it is no such class.
 */
static size_t end_of_letter(const struct reading *reading)
{
	size_t at = reading->at + 1, step;
	unsigned char first = 0;

	for (; at < reading->length && reading->pattern[at] != ']'; at += step) {
		unsigned char key = key_of(reading, at, &step);

		if (key == 0 || key == GH_KEY_BLANK || key == GH_KEY_FOREIGN || (first && key != first))
			return 0;
		first = key;
	}
	return first && at < reading->length ? at + 1 : 0;
}

static void read_class(struct reading *reading, struct set *best)
{
	size_t end = end_of_letter(reading);

	if (end > 0) {
		reading->at++;
		add_character(reading);
		reading->at = end;
		return;
	}
	end_run(reading, best);
	skip_class(reading);
	reading->front = false;
}

static bool is_ahead(const struct reading *reading, const char *text)
{
	size_t length = strlen(text);

	return reading->length - reading->at >= length &&
	       memcmp(reading->pattern + reading->at, text, length) == 0;
}

/* From a ( to behind its ), which in a comment is the first. */
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
		if (is_ahead(reading, "(?#")) {
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
static void read_quantifier(struct reading *reading, struct set *best)
{
	const char *p = reading->pattern;
	size_t at = reading->at;
	bool optional = false;

	if (p[at] != '+' && reading->run.size > 0) {
		reading->run.size = reading->last;
		optional = true;
	}
	end_run(reading, best);
	reading->front = reading->front && !optional;
	if (p[at++] == '{')
		while (at < reading->length && p[at] && strchr("0123456789,}", p[at]))
			at++;
	reading->at = at;
}

static struct set read_alternatives(struct reading *reading);

/* Plain groups are read; of lookarounds, options, comments and conditions nothing is made. */
static void read_group(struct reading *reading, struct set *best)
{
	bool plain =
		is_ahead(reading, "(?:") || !(is_ahead(reading, "(?") || is_ahead(reading, "(*"));
	size_t before = reading->literals->count;
	struct set inner;
	char next;

	if (!plain || reading->depth >= MOST_DEPTH) {
		skip_group(reading);
		reading->front = false;
		return;
	}
	reading->at += is_ahead(reading, "(?:") ? 3 : 1;
	reading->depth++;
	inner = read_alternatives(reading);
	reading->depth--;
	reading->front = false;
	if (reading->at < reading->length)
		reading->at++; /* the ) */
	next = reading->at < reading->length ? reading->pattern[reading->at] : '\0';
	if (next == '?' || next == '*' || next == '{')
		reading->literals->count = before;
	else
		choose(reading, best, inner);
}

/* One character or what stands for some. */
static void read_item(struct reading *reading, struct set *best)
{
	switch (reading->pattern[reading->at]) {
	case '\\':
		read_escape(reading, best);
		break;
	case '[':
		read_class(reading, best);
		break;
	case '(':
		end_run(reading, best);
		read_group(reading, best);
		break;
	case '*': case '?': case '+': case '{':
		read_quantifier(reading, best);
		break;
	case '.': case '^': case '$':
		end_run(reading, best);
		reading->front = false;
		reading->at++;
		break;
	default:
		add_character(reading);
	}
}

/* Reads up to | or ) or the end; what it requires is then the end of literals->all. */
static struct set read_alternative(struct reading *reading)
{
	struct set best = {reading->literals->count, 0, false};

	if (is_ahead(reading, "^") && reading->depth == 0)
		reading->front = ++reading->at > 0;
	while (reading->at < reading->length && !reading->failed &&
	       !is_ahead(reading, "|") && !is_ahead(reading, ")"))
		read_item(reading, &best);
	end_run(reading, &best);
	return best;
}

/* One alternative that requires nothing makes all of them require nothing. */
static struct set read_alternatives(struct reading *reading)
{
	struct set all = {reading->literals->count, SIZE_MAX, true};
	bool more = true, front = reading->front;

	while (more && !reading->failed) {
		struct set one;

		reading->front = front;
		one = read_alternative(reading);
		all.leads = all.leads && one.leads;
		if (one.shortest < all.shortest)
			all.shortest = one.shortest;
		more = reading->at < reading->length && reading->pattern[reading->at] == '|';
		reading->at += more;
	}
	if (worth(&all, reading->literals->count) == 0) {
		reading->literals->count = all.first;
		all.shortest = 0;
	}
	return all;
}

/*
 * Quoting by \Q and blanks without meaning under x would make literals of what is none, under m a
 * line may begin anywhere, and (*ACCEPT) leaves out what follows it.
 */
static bool has_plain_syntax(const char *pattern, size_t length)
{
	size_t i, j;

	for (i = 0; i + 1 < length; i++) {
		if (pattern[i] == '\\' && (pattern[i + 1] == 'Q' || pattern[i + 1] == 'E'))
			return false;
		if (pattern[i] == '(' && pattern[i + 1] == '*')
			return false;
		if (pattern[i] != '(' || pattern[i + 1] != '?')
			continue;
		for (j = i + 2; j < length && (is_alnum(pattern[j]) || strchr("-^", pattern[j]));
		     j++)
			if (pattern[j] == 'x' || pattern[j] == 'm')
				return false;
	}
	return true;
}

bool gh_require(struct gh_literals *literals, const char *pattern, size_t length, uint32_t number,
                bool *required)
{
	struct reading reading = {.literals = literals, .pattern = pattern, .length = length,
	                          .number = number};
	size_t before = literals->count;

	*required = false;
	if (!has_plain_syntax(pattern, length))
		return true;
	*required = read_alternatives(&reading).shortest > 0;
	if (!*required)
		literals->count = before;
	gh_buf_free(&literals->from, &reading.run);
	return !reading.failed;
}
