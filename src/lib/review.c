/* SPDX-License-Identifier: MIT */
#include "review.h"

#include <string.h>

/* An article, and where a line is put into it: in its midst, and between two paragraphs alone. */
static const char *const article[] = {
	"تبدأ بلدية الميناء القديم الأسبوع المقبل ترميم السور البحري الذي تضرر في عواصف الشتاء، "
	"بعد أن وافق المجلس على ميزانية إضافية لهذا العام.\n",
	"وقال رئيس البلدية إن الأعمال ستجري على ثلاث مراحل حتى لا تتوقف حركة الصيادين، وإن "
	"المرحلة الأولى تشمل الجزء الشرقي الذي سقطت منه حجارة كثيرة.\n",
	"وأضاف أن خبراء من الجامعة فحصوا الحجر وأوصوا باستعمال الجير القديم بدل الإسمنت، لأن "
	"الرطوبة تحت الإسمنت تأكل الحجر من الداخل.\n",
	"ويعود السور إلى القرن السادس عشر، وقد رمم آخر مرة قبل ستين عاما حين غرقت أربعة مراكب عند "
	"مدخل الميناء في ليلة واحدة.\n",
};

struct place {
	size_t before, behind; /* paragraphs */
};
static const struct place places[] = {{2, 2}, {1, 1}};

/* What became of the line. */
struct outcome {
	uint64_t line; /* where it stands */
	bool gone;
	const char *what;
	const char *rule_file; /* NULL if no rule decided */
	size_t rule_line;
};

static int write_nowhere(void *context, const char *bytes, size_t size)
{
	(void)context;
	(void)bytes;
	(void)size;
	return 0;
}

static int note_removal(void *context, const ghirbal_removal *removal)
{
	struct outcome *outcome = context;

	if (removal->line != outcome->line || removal->verdict == GHIRBAL_BLANK)
		return 0;
	outcome->gone = true;
	outcome->rule_file = removal->rule_file;
	outcome->rule_line = removal->rule_line;
	return 0;
}

static bool build_page(const ghirbal_allocator *from, struct gh_buf *page, const char *text,
                       const struct place *place)
{
	size_t i;
	bool good = true;

	page->size = 0;
	for (i = 0; i < place->before && good; i++)
		good = gh_buf_add(from, page, article[i], strlen(article[i]));
	good = good && gh_buf_add(from, page, text, strlen(text)) &&
	       gh_buf_add(from, page, "\n", 1);
	for (; i < place->before + place->behind && good; i++)
		good = gh_buf_add(from, page, article[i], strlen(article[i]));
	return good;
}

/* A stream has one context, so each page has a stream: there are few. */
static ghirbal_status clean_page(const struct gh_ruleset *set, const ghirbal_rules *rules,
                                 const struct gh_buf *page, struct outcome *outcome)
{
	ghirbal_settings settings;
	ghirbal_stream *stream;
	ghirbal_status status;

	ghirbal_settings_default(&settings);
	settings.write = write_nowhere;
	settings.removed = note_removal;
	settings.context = outcome;
	status = ghirbal_stream_new(&stream, rules, &settings, &set->from);
	if (status)
		return status;
	status = ghirbal_clean(stream, page->data, page->size);
	ghirbal_stream_free(stream);
	return status;
}

static ghirbal_status review_no(const struct gh_ruleset *set, const ghirbal_rules *rules,
                                const struct gh_example *example, struct gh_buf *page,
                                struct outcome *outcome)
{
	ghirbal_status status = GHIRBAL_OK;
	size_t i;

	for (i = 0; i < sizeof places / sizeof *places && !status && !outcome->gone; i++) {
		outcome->line = places[i].before + 1;
		if (!build_page(&set->from, page, set->text.data + example->text, &places[i]))
			return GHIRBAL_NO_MEMORY;
		status = clean_page(set, rules, page, outcome);
	}
	return status;
}

ghirbal_status gh_review_pages(const struct gh_ruleset *set, const ghirbal_rules *rules,
                               ghirbal_finding_report *report, void *context)
{
	struct gh_buf page = {0};
	ghirbal_status status = GHIRBAL_OK;
	size_t i;

	for (i = 0; i < set->examples_count && !status; i++) {
		const struct gh_example *example = &set->examples[i];
		struct outcome outcome = {0};
		ghirbal_finding finding = {
			.file = set->text.data + set->files[set->rules[example->rule].file],
			.line = example->line,
			.fails = true,
			.what = "goes from an article",
			.text = set->text.data + example->text};

		if (example->should_match)
			continue;
		status = review_no(set, rules, example, &page, &outcome);
		finding.other_file = outcome.rule_file;
		finding.other_line = outcome.rule_file ? outcome.rule_line : 0;
		/* What its own rule takes was told before any page was built. */
		if (finding.other_file == finding.file &&
		    finding.other_line == set->rules[example->rule].line)
			continue;
		if (!status && outcome.gone && report && report(context, &finding) != 0)
			status = GHIRBAL_STOPPED;
	}
	gh_buf_free(&set->from, &page);
	return status;
}
