/* SPDX-License-Identifier: MIT */
#include "rules/rule.h"

#include <string.h>

#include "ground/utf8.h"
#include "rules/cue.h"
#include "rules/group.h"
#include "rules/mistake.h"
#include "rules/phrase.h"
#include "text/fold.h"

static size_t find_name(struct gh_slice word, const char *const *names, size_t count)
{
	size_t i = 0;

	while (i < count && !gh_slice_equals(word, names[i]))
		i++;
	return i;
}

static ghirbal_status check_joined(struct gh_reader *reader, const struct gh_rule *rule)
{
	const struct gh_part *last =
		&reader->set->parts[rule->phrase.first + rule->phrase.count - 1];
	struct gh_slice word = gh_slice_of("{joined}");

	if (rule->verb != GH_CUT || (rule->how != GH_STARTS && rule->how != GH_HAS))
		return gh_mistake(reader, word, "", "{joined} is for cut starts and cut has only");
	if (rule->phrase.count < 2 || last->slot != GH_NO_SLOT || rule->phrase.colon)
		return gh_mistake(reader, word, "", "{joined} needs two words or more before it");
	return GHIRBAL_OK;
}

/* What a text may not be, so that a slip of the pen does not remove half a page. */
static ghirbal_status check_phrase(struct gh_reader *reader, const struct gh_rule *rule,
                                   struct gh_slice text)
{
	const struct gh_phrase *phrase = &rule->phrase;

	if (phrase->joined && check_joined(reader, rule))
		return GHIRBAL_BAD_RULE;
	if (!gh_phrase_is_fixed(reader->set, phrase))
		return gh_mistake(reader, text, "",
		            "a rule needs a word or a number beside slots of any words");
	if (rule->how == GH_HAS && gh_phrase_begins_open(reader->set, phrase))
		return gh_mistake(reader, text, "",
		                  "a has text cannot begin with a slot of any words");
	if (phrase->least > GH_PHRASE_WORDS && !(rule->how == GH_LINE && phrase->literal))
		return gh_mistake(reader, text, "",
		            "more than 63 words can only be a whole line without slots");
	return GHIRBAL_OK;
}

/* Without what is repeated at its end, such as "*", "+?" or "{2,60}"; the same if nothing is. */
static struct gh_slice without_count(struct gh_slice pattern)
{
	struct gh_slice rest = pattern;

	if (rest.length > 1 && (gh_slice_ends(rest, "?") || gh_slice_ends(rest, "+")))
		if (strchr("*+?}", rest.at[rest.length - 2]))
			rest.length--;
	if (gh_slice_ends(rest, "*") || gh_slice_ends(rest, "+")) {
		rest.length--;
	} else if (gh_slice_ends(rest, "}")) {
		while (rest.length > 0 && rest.at[rest.length - 1] != '{')
			rest.length--;
		rest.length -= rest.length > 0;
	} else {
		rest = pattern;
	}
	return rest;
}

/* A pattern has an end if it ends in an anchor, and not in one behind any letters at all. */
static bool has_end(struct gh_slice pattern)
{
	static const char *const anchors[] = {"$", "\\z", "\\Z"};
	struct gh_slice rest = pattern, before_count;
	size_t i;

	for (i = 0; i < sizeof anchors / sizeof *anchors && rest.length == pattern.length; i++)
		if (gh_slice_ends(pattern, anchors[i]))
			rest.length -= strlen(anchors[i]);
	if (rest.length == pattern.length || gh_slice_ends(rest, "\\"))
		return false;
	before_count = without_count(rest);
	return before_count.length == rest.length || !gh_slice_ends(before_count, ".") ||
	       gh_slice_ends(before_count, "\\.");
}

/*
 * A rule that leaves the rest of the line open could take a sentence that begins, ends or goes on
 * as its text does.  A text with a full stop of its own knows the sentence that it takes.
 */
static bool is_guarded(const struct gh_ruleset *set, const struct gh_rule *rule,
                       struct gh_slice text)
{
	if (rule->verb == GH_KEEP || rule->verb == GH_CUT)
		return false;
	if (rule->how == GH_MATCH)
		return !has_end(text);
	if (rule->how == GH_LINE)
		return gh_phrase_holds_open(set, &rule->phrase) && !gh_slice_ends(text, ".");
	return true;
}

static ghirbal_status read_text(struct gh_reader *reader, struct gh_rule *rule,
                                struct gh_slice text)
{
	struct gh_ruleset *set = reader->set;
	const struct gh_part *first, *last;
	ghirbal_status status = GHIRBAL_OK;

	rule->length = text.length;
	if (!gh_ruleset_string(set, text, &rule->text))
		return GHIRBAL_NO_MEMORY;
	if (rule->how != GH_MATCH) {
		status = gh_phrase_read(reader, text, &rule->phrase);
		if (!status)
			status = check_phrase(reader, rule, text);
	}
	if (!status)
		rule->guarded = is_guarded(set, rule, text);
	if (status || !rule->phrase.literal)
		return status; /* of a pattern too: it has no phrase */
	first = &set->parts[rule->phrase.first];
	last = first + rule->phrase.count - 1;
	rule->key = first->key;
	rule->key_length = last->key + last->length - first->key;
	return GHIRBAL_OK;
}

/* ---- cues ---- */

static ghirbal_status add_cue(struct gh_reader *reader, uint32_t rule, size_t how,
                              struct gh_slice text, bool guessed)
{
	struct gh_ruleset *set = reader->set;
	/* What a rule's text may not be, this may not. */
	struct gh_rule as_rule = {.verb = GH_KEEP, .how = (unsigned char)how};
	ghirbal_status status = gh_phrase_read(reader, text, &as_rule.phrase);

	if (!status)
		status = check_phrase(reader, &as_rule, text);
	if (status)
		return status;
	if (!GH_GROW(&set->from, set->cues, set->cues_room, set->cues_count + 1))
		return GHIRBAL_NO_MEMORY;
	set->cues[set->cues_count++] =
		(struct gh_cue){as_rule.phrase, rule, (unsigned char)how, guessed};
	return GHIRBAL_OK;
}

static ghirbal_status guess_cue(struct gh_reader *reader, uint32_t rule, struct gh_slice pattern)
{
	char words[GH_CUE_BYTES];
	size_t length = gh_cue_guess(pattern, words);

	return length > 0 ? add_cue(reader, rule, GH_STARTS, (struct gh_slice){words, length}, true)
	                  : GHIRBAL_OK;
}

static void drop_guess(struct gh_ruleset *set, uint32_t rule)
{
	const struct gh_cue *last;

	if (set->cues_count == 0)
		return;
	last = &set->cues[set->cues_count - 1];
	if (last->rule == rule && last->guessed)
		set->cues_count--;
}

/* Below a pattern: texts parted by |, one of which its lines have. */
static ghirbal_status read_cues(struct gh_reader *reader, size_t how, struct gh_slice text)
{
	struct gh_ruleset *set = reader->set;
	ghirbal_status status = GHIRBAL_OK;
	bool more = true;

	if (reader->rule == GH_NO_RULE || set->rules[reader->rule].how != GH_MATCH)
		return gh_mistake(reader, gh_slice_of(gh_hows[how]), "",
		                  "a line begins with this only below a match rule");
	drop_guess(set, reader->rule);
	while (more && !status) {
		const char *bar = text.length ? memchr(text.at, '|', text.length) : NULL;
		size_t length = bar ? (size_t)(bar - text.at) : text.length;
		struct gh_slice one = gh_slice_trim(gh_slice_before(text, length));

		if (one.length == 0)
			return gh_mistake(reader, gh_slice_of("|"), "", "an alternative is empty");
		status = add_cue(reader, reader->rule, how, one, false);
		more = bar != NULL;
		text = gh_slice_after(text, length + more);
	}
	return status;
}

/* ---- rules and examples ---- */

static ghirbal_status read_rule(struct gh_reader *reader, size_t verb, struct gh_slice rest)
{
	struct gh_ruleset *set = reader->set;
	struct gh_rule rule;
	struct gh_slice how = gh_slice_word(&rest);
	size_t found = find_name(how, gh_hows, GH_HOWS);
	ghirbal_status status;

	reader->rule = GH_NO_RULE;
	reader->skipping = true; /* until it is read */
	if (found == GH_HOWS)
		return gh_mistake(reader, how, gh_nearest_of(how, gh_hows, GH_HOWS),
		            "after the verb comes line, starts, ends, has or match");
	if (rest.length == 0)
		return gh_mistake(reader, how, "", "the rule has no text");
	if (verb == GH_CUT && found == GH_LINE)
		return gh_mistake(reader, how, "",
		            "cut takes a part out of a line; to remove the line write drop");
	memset(&rule, 0, sizeof rule);
	rule.file = reader->file;
	rule.line = (uint32_t)reader->line;
	rule.group = reader->group;
	rule.verb = (unsigned char)verb;
	rule.how = (unsigned char)found;
	status = read_text(reader, &rule, rest);
	if (!status && found == GH_MATCH)
		status = guess_cue(reader, (uint32_t)set->count, rest);
	if (status)
		return status;
	if (!GH_GROW(&set->from, set->rules, set->room, set->count + 1))
		return GHIRBAL_NO_MEMORY;
	reader->rule = (uint32_t)set->count;
	reader->skipping = false;
	set->rules[set->count++] = rule;
	return GHIRBAL_OK;
}

static ghirbal_status read_example(struct gh_reader *reader, bool should_match,
                                   struct gh_slice text)
{
	struct gh_ruleset *set = reader->set;
	struct gh_example example = {0, text.length, reader->rule, (uint32_t)reader->line,
	                             should_match};

	if (reader->rule == GH_NO_RULE)
		return gh_mistake(reader, text, "", "an example stands below its rule");
	if (text.length == 0)
		return gh_mistake(reader, text, "", "the example is empty");
	if (!gh_ruleset_string(set, text, &example.text))
		return GHIRBAL_NO_MEMORY;
	if (!GH_GROW(&set->from, set->examples, set->examples_room, set->examples_count + 1))
		return GHIRBAL_NO_MEMORY;
	set->examples[set->examples_count++] = example;
	return GHIRBAL_OK;
}

/* ---- lines and files ---- */

/* A file that lacks its first line is told of once; skipping says that the line is another's. */
static ghirbal_status read_first(struct gh_reader *reader, struct gh_slice line)
{
	struct gh_slice rest = line, word = gh_slice_word(&rest);

	reader->opened = true;
	if (gh_slice_equals(word, "ghirbal") && gh_slice_equals(rest, "1"))
		return GHIRBAL_OK;
	if (gh_slice_equals(word, "ghirbal"))
		return gh_mistake(reader, rest, "1",
		                  "this version of the rule language is not known here");
	reader->skipping = reader->set->report != NULL;
	return gh_mistake(reader, word, "ghirbal",
	                  "a rule file begins with the line: ghirbal 1");
}

static ghirbal_status read_line(struct gh_reader *reader, struct gh_slice line)
{
	static const char *const words[] = {
#define GH_VERB(id, name, takes) name,
#include "rules/verbs.def"
		"slot", "ok", "no"};
	struct gh_slice rest = line, word = gh_slice_word(&rest);
	size_t verb = find_name(word, gh_verbs, GH_VERBS);
	size_t how = find_name(word, gh_hows, GH_HOWS);
	bool should_match = gh_slice_equals(word, "ok");

	if (should_match || gh_slice_equals(word, "no"))
		return reader->skipping ? GHIRBAL_OK : read_example(reader, should_match, rest);
	if (how == GH_STARTS || how == GH_ENDS || how == GH_HAS)
		return reader->skipping ? GHIRBAL_OK : read_cues(reader, how, rest);
	reader->skipping = false;
	if (line.at[0] == '[')
		return gh_group_read(reader, line);
	if (verb < GH_VERBS)
		return read_rule(reader, verb, rest);
	if (gh_slice_equals(word, "slot"))
		return gh_slot_read(reader, rest);
	return gh_mistake(reader, word, gh_nearest_of(word, words, sizeof words / sizeof *words),
	            "a line begins with a verb, slot, ok, no, [ or #");
}

/*
 * Not 0 if one of eight bytes is below a blank: only such a byte borrows while its top bit is
 * clear.
 */
static uint64_t below_blank(uint64_t eight)
{
	return (eight - UINT64_C(0x2020202020202020)) & ~eight & UINT64_C(0x8080808080808080);
}

/* Control characters are slips that nobody sees; a NUL would cut the strings that are given out. */
static bool is_text(struct gh_slice line)
{
	size_t i = 0;

	while (i < line.length) {
		if (line.length - i >= 8 &&
		    !below_blank(gh_eight((const unsigned char *)line.at + i))) {
			i += 8;
			continue;
		}
		if ((unsigned char)line.at[i] < ' ' && line.at[i] != '\t')
			return false;
		i++;
	}
	return gh_utf8_valid(line.at, line.length) == line.length;
}

/* One line with its number; what is wrong in it spoils no other. */
static ghirbal_status read_any_line(struct gh_reader *reader, struct gh_slice line)
{
	ghirbal_status status;

	if (line.length > 0 && line.at[line.length - 1] == '\r')
		line.length--;
	if (!is_text(line))
		return gh_mistake(reader, gh_slice_of(""), "",
		                  "the line is not plain UTF-8 text");
	line = gh_slice_trim(line);
	if (line.length == 0 || line.at[0] == '#')
		return GHIRBAL_OK;
	if (!reader->opened) {
		status = read_first(reader, line);
		if (!reader->skipping)
			return status;
	}
	return read_line(reader, line);
}

/* Whether reading goes on behind what came of a line. */
static bool goes_on(const struct gh_reader *reader, ghirbal_status status)
{
	return status == GHIRBAL_OK ||
	       (status == GHIRBAL_BAD_RULE && reader->set->report && !reader->stopped);
}

static ghirbal_status read_lines(struct gh_reader *reader, struct gh_slice text)
{
	ghirbal_status status = GHIRBAL_OK;

	if (text.length >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0)
		text = gh_slice_after(text, 3); /* editors of the other kind write a byte order mark */
	while (text.length > 0 && goes_on(reader, status)) {
		const char *newline = memchr(text.at, '\n', text.length);
		size_t length = newline ? (size_t)(newline - text.at) : text.length;

		reader->line++;
		status = read_any_line(reader, gh_slice_before(text, length));
		text = gh_slice_after(text, length + (newline ? 1 : 0));
	}
	if (status == GHIRBAL_NO_MEMORY || reader->wrong)
		return status == GHIRBAL_NO_MEMORY ? status : GHIRBAL_BAD_RULE;
	if (reader->opened)
		return GHIRBAL_OK;
	if (reader->line == 0)
		reader->line = 1; /* of an empty file: where the line should be */
	return gh_mistake(reader, gh_slice_of(""), "ghirbal",
	                  "a rule file begins with the line: ghirbal 1");
}

static ghirbal_status open_file(struct gh_reader *reader)
{
	struct gh_ruleset *set = reader->set;

	if (!gh_groups_known(set))
		return GHIRBAL_NO_MEMORY;
	if (!GH_GROW(&set->from, set->files, set->files_room, set->files_count + 1))
		return GHIRBAL_NO_MEMORY;
	if (!gh_ruleset_string(set, gh_slice_of(reader->name), &set->files[set->files_count]))
		return GHIRBAL_NO_MEMORY;
	reader->file = (uint32_t)set->files_count++;
	reader->group = GH_GROUP_OTHER;
	reader->slots = set->slots_count;
	return GHIRBAL_OK;
}

ghirbal_status gh_ruleset_add(struct gh_ruleset *set, const char *name, const char *text,
                              size_t size, ghirbal_error *error)
{
	struct gh_ruleset earlier = *set;
	struct gh_reader reader = {.set = set, .error = error, .name = name, .rule = GH_NO_RULE};
	ghirbal_status status = open_file(&reader);

	if (!status)
		status = read_lines(&reader, (struct gh_slice){text, size});
	if (status)
		gh_ruleset_take_back(set, &earlier);
	gh_buf_free(&set->from, &reader.raw);
	return status;
}
