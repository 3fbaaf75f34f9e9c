/* SPDX-License-Identifier: MIT */
#include "rules/lint.h"

#include <string.h>

#include "rules/guard.h"
#include "rules/phrase.h"
#include "text/fold.h"

struct lint {
	const struct gh_ruleset *set;
	const struct gh_matcher *matcher;
	struct gh_scratch *scratch;
	ghirbal_finding_report *report;
	void *context;
	ghirbal_status status; /* the first that is not GHIRBAL_OK ends it */
	struct gh_buf key;     /* of an example */
};

/* Prose of three kinds that no rule has business with: a pattern that takes one takes anything. */
static const char *const prose[] = {
	"وصل القطار إلى المحطة القديمة قبل الفجر ولم يكن على الرصيف أحد",
	"يزرع أهل الوادي القمح في الخريف ويحصدونه حين تشتد شمس الصيف",
	"The old mill by the river was sold to a family from the hills",
};

/* ---- telling ---- */

static void tell(struct lint *lint, const struct gh_rule *rule, size_t line, bool fails,
                 const char *what, const char *text, uint32_t other)
{
	const struct gh_ruleset *set = lint->set;
	const char *strings = set->text.data;
	ghirbal_finding finding = {.file = strings + set->files[rule->file],
	                           .line = line,
	                           .fails = fails,
	                           .what = what,
	                           .text = text};

	if (other != GH_NO_RULE) {
		finding.other_file = strings + set->files[set->rules[other].file];
		finding.other_line = set->rules[other].line;
	}
	if (lint->status == GHIRBAL_OK && lint->report &&
	    lint->report(lint->context, &finding) != 0)
		lint->status = GHIRBAL_STOPPED;
}

static const char *text_of(const struct lint *lint, const struct gh_rule *rule)
{
	return lint->set->text.data + rule->text;
}

static void advise(struct lint *lint, const struct gh_rule *rule, const char *what, uint32_t other)
{
	tell(lint, rule, rule->line, false, what, text_of(lint, rule), other);
}

/* ---- what a rule is ---- */

bool gh_lint_is_open(const struct gh_ruleset *set, const struct gh_rule *rule)
{
	if (!gh_verb_takes(rule->verb))
		return false;
	return rule->how != GH_LINE || gh_phrase_holds_open(set, &rule->phrase);
}

static bool is_whole(const struct gh_rule *rule)
{
	return rule->how == GH_LINE && rule->phrase.literal;
}

/* ---- examples ---- */

/* Whether an example is the rule's own text in another spelling, so that it proves nothing. */
static bool repeats(struct lint *lint, const struct gh_rule *rule, const char *text, size_t length)
{
	struct gh_buf *key = &lint->key;
	size_t begin = 0, end;

	key->size = 0;
	if (!gh_buf_reserve(&lint->set->from, key, GH_FOLD_ROOM(length))) {
		lint->status = GHIRBAL_NO_MEMORY;
		return false;
	}
	end = gh_fold(text, length, (unsigned char *)key->data);
	while (begin < end && key->data[begin] == GH_KEY_COLON)
		begin++;
	while (end > begin && key->data[end - 1] == GH_KEY_COLON)
		end--;
	return end - begin == rule->key_length &&
	       memcmp(key->data + begin, lint->set->text.data + rule->key, end - begin) == 0;
}

static void review_example(struct lint *lint, const struct gh_example *example)
{
	const struct gh_rule *rule = &lint->set->rules[example->rule];
	const char *text = lint->set->text.data + example->text;
	bool matched, by_pattern = false;

	if (!gh_match_example(lint->matcher, lint->scratch, example->rule, text, example->length,
	                      &matched) ||
	    (rule->how == GH_MATCH && !matched &&
	     !gh_match_pattern(lint->matcher, lint->scratch, example->rule, text, example->length,
	                       &by_pattern))) {
		lint->status = GHIRBAL_NO_MEMORY;
		return;
	}
	if (matched != example->should_match)
		tell(lint, rule, example->line, true,
		     matched      ? "should not match and does"
		     : by_pattern ? "has none of the texts that stand below the pattern"
		                  : "should match and does not",
		     text, GH_NO_RULE);
	else if (matched && rule->how != GH_MATCH && rule->phrase.literal &&
	         repeats(lint, rule, text, example->length))
		tell(lint, rule, example->line, false, "the example only repeats the rule", text,
		     GH_NO_RULE);
}

/* ---- rules ---- */

/* Of signs that part words and are not seen otherwise, those that an author may have meant. */
static bool has_lost_sign(const char *text)
{
	static const char *const signs[] = {"©", "®", "™", "/", "\\", "|", "#", "*", "<", ">", "=",
	                                    "+", "~", "@", "\"", "“", "”", "«", "»"};
	size_t i;

	for (i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strstr(text, signs[i]))
			return true;
	return false;
}

static void review_pattern(struct lint *lint, uint32_t number)
{
	const struct gh_rule *rule = &lint->set->rules[number];
	size_t i;

	if (gh_match_is_dear(lint->matcher, lint->scratch, number))
		advise(lint, rule,
		       "the pattern is tried on every line; starts, ends or has below it would say "
		       "on which",
		       GH_NO_RULE);
	for (i = 0; i < sizeof prose / sizeof *prose && rule->verb != GH_KEEP; i++) {
		bool matched;

		if (!gh_match_example(lint->matcher, lint->scratch, number, prose[i],
		                      strlen(prose[i]), &matched))
			lint->status = GHIRBAL_NO_MEMORY;
		else if (matched) {
			tell(lint, rule, rule->line, true, "the pattern takes ordinary prose",
			     prose[i], GH_NO_RULE);
			return;
		}
	}
}

/* Whether whatever rule takes, other takes too, given that other takes rule's text as a line. */
static bool covers(const struct gh_rule *other, const struct gh_rule *rule, bool earlier)
{
	if (other->verb != rule->verb || other->group != rule->group)
		return false;
	if (other->how == rule->how && other->phrase.literal &&
	    other->key_length == rule->key_length)
		return earlier; /* of two that say the same the later is the one too many */
	return rule->how == GH_LINE || other->how == rule->how || other->how == GH_HAS;
}

static void review_text(struct lint *lint, uint32_t number)
{
	const struct gh_rule *rules = lint->set->rules, *rule = &rules[number];
	const struct gh_hit *hit;
	uint32_t other;

	if (rule->verb == GH_CUT || rule->verb == GH_KEEP)
		return;
	if (!gh_match_without(lint->matcher, lint->scratch, number, text_of(lint, rule),
	                      rule->length, &hit)) {
		lint->status = GHIRBAL_NO_MEMORY;
		return;
	}
	if (!hit)
		return;
	other = hit->rule[rule->verb];
	if (hit->rule[GH_KEEP] != GH_NO_RULE)
		advise(lint, rule, "a keep rule holds what this takes", hit->rule[GH_KEEP]);
	else if (other != GH_NO_RULE && covers(&rules[other], rule, other < number))
		advise(lint, rule, "another rule takes all that this takes", other);
}

static void review_rule(struct lint *lint, uint32_t number, bool has_ok, bool has_no)
{
	const struct gh_rule *rule = &lint->set->rules[number];

	if (!has_ok && !is_whole(rule))
		advise(lint, rule, "the rule has no ok", GH_NO_RULE);
	if (!has_no && gh_lint_is_open(lint->set, rule))
		advise(lint, rule, "the rule leaves part of the line open and has no no",
		       GH_NO_RULE);
	if (rule->how == GH_MATCH) {
		review_pattern(lint, number);
		return;
	}
	if (rule->how != GH_LINE && has_lost_sign(text_of(lint, rule)))
		advise(lint, rule, "signs in the text are not compared", GH_NO_RULE);
	if (rule->guarded && rule->phrase.literal && rule->key_length > GH_GUARD_KEY)
		advise(lint, rule, "the guard lets this match no line", GH_NO_RULE);
	if (rule->phrase.literal)
		review_text(lint, number);
}

ghirbal_status gh_lint(const struct gh_matcher *matcher, struct gh_scratch *scratch,
                       ghirbal_finding_report *report, void *context, size_t *ran)
{
	const struct gh_ruleset *set = matcher->set;
	struct lint lint = {.set = set, .matcher = matcher, .scratch = scratch,
	                    .report = report, .context = context};
	size_t at = 0;
	uint32_t i;

	/* Examples stand in the order of their rules. */
	for (i = 0; i < set->count && lint.status == GHIRBAL_OK; i++) {
		bool has[2] = {false, false};

		for (; at < set->examples_count && set->examples[at].rule == i &&
		       lint.status == GHIRBAL_OK; at++) {
			has[set->examples[at].should_match] = true;
			review_example(&lint, &set->examples[at]);
			++*ran;
		}
		review_rule(&lint, i, has[1], has[0]);
	}
	gh_buf_free(&set->from, &lint.key);
	return lint.status;
}
