/* SPDX-License-Identifier: MIT */
/*
 * libghirbal: take a site's chrome out of text pulled off Arabic web pages, and normalise the rest.
 *
 * Three kinds of object.  ghirbal_rules is built, sealed and from then on read-only: any number of
 * threads may share it.  ghirbal_stream belongs to one thread; bytes go in by ghirbal_feed(),
 * documents end by ghirbal_end(), clean text leaves through the sink.  ghirbal_normal says what the
 * normaliser does and is a plain value.
 *
 * Text is a pointer and a length in bytes, UTF-8, and never needs a NUL; it may be NULL if the
 * length is 0.  Any other NULL, where a comment does not allow it, is GHIRBAL_MISUSE and changes
 * nothing.  The library prints nothing, exits never, sets no locale, no signal and no environment,
 * keeps no global state and may be used on both sides of a fork().
 */
#ifndef GHIRBAL_H
#define GHIRBAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GHIRBAL_VERSION_MAJOR 0
#define GHIRBAL_VERSION_MINOR 2
#define GHIRBAL_VERSION_PATCH 0

/* "0.2.0", the version of the library that runs, which may be newer than this header. */
const char *ghirbal_version(void);

/*
 * What a call returns, and what the caller does next.  A call on rules that fails changes nothing,
 * so the set stays in use.  A stream that has failed repeats its status on every call but those for
 * its counts, and is fit for ghirbal_stream_free() only.
 */
typedef enum ghirbal_status {
	GHIRBAL_OK = 0,
	/* The sink or a callback returned non-zero.  Nothing more is written. */
	GHIRBAL_STOPPED = 1,
	/* The allocator refused.  Free some memory and call again, or give up. */
	GHIRBAL_NO_MEMORY = 2,
	/* A rule text is wrong: ghirbal_error says where.  Mend it. */
	GHIRBAL_BAD_RULE = 3,
	/* A word in a list is unknown: ghirbal_error has it and the nearest known one. */
	GHIRBAL_BAD_NAME = 4,
	/*
	 * Bytes that are not UTF-8, under GHIRBAL_INVALID_FAIL, in a line that stays.  Parts of the
	 * document before this one may have been written.  Make a new stream for the next document,
	 * or give up.
	 */
	GHIRBAL_BAD_UTF8 = 5,
	/* The caller's mistake: not sealed, sealed twice, an index too high, a null argument. */
	GHIRBAL_MISUSE = 6,
	/*
	 * Bytes that are no site memory, or a damaged one: ghirbal_error says what.  Learn it anew.
	 */
	GHIRBAL_BAD_MEMORY = 7
} ghirbal_status;

/* One plain sentence for a status, in English, never NULL. */
const char *ghirbal_status_text(ghirbal_status);

/*
 * Where memory comes from.  resize() is realloc() with a context: block may be NULL, what it
 * returns is aligned as malloc()'s is, size 0 frees and returns NULL; on failure it returns NULL
 * and leaves the block alone.  It must be safe to call from each thread that uses an object made
 * with it.
 */
typedef struct ghirbal_allocator {
	void *(*resize)(void *context, void *block, size_t size);
	void *context;
} ghirbal_allocator;

/* ---- errors in rule files and lists ---- */

typedef struct ghirbal_error {
	char file[256];  /* the name given with the text, cut if longer; "" for a list */
	size_t line;     /* from 1; 0 for a list */
	char word[64];   /* the word at fault, UTF-8, cut at a character; "" if none */
	char nearest[64];/* the known word nearest to it, "" if none is near */
	char text[160];  /* what is wrong, one sentence without a full stop */
} ghirbal_error;

/* Is told of a mistake, valid during the call; what it returns other than 0 ends the telling. */
typedef int ghirbal_error_report(void *context, const ghirbal_error *error);

/* ---- rules ---- */

typedef struct ghirbal_rules ghirbal_rules;

/*
 * Makes an empty set of rules, which the caller frees.  allocator may be NULL for the C library's;
 * it is copied.  On failure *rules is NULL.
 */
ghirbal_status ghirbal_rules_new(ghirbal_rules **rules, const ghirbal_allocator *allocator);

/*
 * From here on ghirbal_rules_add() and ghirbal_rules_seal() go on behind a mistake and tell report
 * of each, so that an author mends a file in one go.  Their status and *error are as without: those
 * of the first.  report may be NULL for no more of it.
 */
void ghirbal_rules_on_error(ghirbal_rules *rules, ghirbal_error_report *report, void *context);

/* Adds the rules built into the library.  They are ordinary rule files, see ghirbal-rules(5). */
ghirbal_status ghirbal_rules_add_defaults(ghirbal_rules *rules, ghirbal_error *error);

/*
 * Adds one rule file's text of size bytes.  name, a string, is what addresses ("name:12") and
 * errors will say; both are copied.  On GHIRBAL_BAD_RULE *error is filled; error may be NULL, here
 * and below.
 */
ghirbal_status ghirbal_rules_add(ghirbal_rules *rules, const char *name, const char *text,
                                 size_t size, ghirbal_error *error);

/*
 * Switches groups off, before sealing: after ghirbal_rules_strip() only the groups of the
 * comma-separated list are stripped from pages, after ghirbal_rules_spare() all but those.  What
 * would be told under a group that is off stays in the text, whether a rule, structure or score
 * decided; nothing else changes.  On GHIRBAL_BAD_NAME *error has the word and the nearest name.
 */
ghirbal_status ghirbal_rules_strip(ghirbal_rules *rules, const char *list, ghirbal_error *error);
ghirbal_status ghirbal_rules_spare(ghirbal_rules *rules, const char *list, ghirbal_error *error);

/*
 * Compiles the rules; afterwards the set is read-only and may be shared by threads.  On
 * GHIRBAL_BAD_RULE, for a pattern that PCRE2 refuses, the rule is still in the set: make it anew
 * without.
 */
ghirbal_status ghirbal_rules_seal(ghirbal_rules *rules, ghirbal_error *error);

/* One rule as the set knows it.  Its strings live until the set grows or is freed. */
typedef struct ghirbal_rule_info {
	const char *file;  /* "share.rules" */
	size_t line;
	const char *group; /* "share" */
	const char *verb;  /* "drop" */
	const char *how;   /* "line" */
	const char *text;  /* as written, without trailing blanks */
	bool active;       /* false if its group is switched off */
} ghirbal_rule_info;

/* Rules are numbered from 0 in the order in which they were added. */
size_t ghirbal_rules_count(const ghirbal_rules *rules);
ghirbal_status ghirbal_rules_get(const ghirbal_rules *rules, size_t index, ghirbal_rule_info *info);

/*
 * The name of a group that the set knows, those without rules too; NULL past the last.  It lives as
 * the strings of ghirbal_rule_info do.
 */
const char *ghirbal_rules_group(const ghirbal_rules *rules, size_t index);

/*
 * Runs every ok and no example of a sealed set against its own rule.  report, which may be NULL, is
 * called for each that fails, with the example's file, line and text; if it returns non-zero that
 * is the end (GHIRBAL_STOPPED).  *ran, unless ran is NULL, is the number of examples run.
 */
typedef int ghirbal_example_report(void *context, const char *file, size_t line,
                                   const char *example, bool should_match);
ghirbal_status ghirbal_rules_check(const ghirbal_rules *rules, ghirbal_example_report *report,
                                   void *context, size_t *ran);

/* One thing that an author of rules should look at.  Its strings live during the call. */
typedef struct ghirbal_finding {
	const char *file;
	size_t line;            /* of the rule, or of its example */
	bool fails;             /* it is wrong; otherwise it is worth a look */
	const char *what;       /* what is found, without a full stop */
	const char *text;       /* the rule's text, the example, or the line that shows it */
	const char *other_file; /* the other rule that is meant, or NULL and 0 */
	size_t other_line;
} ghirbal_finding;

/*
 * Reviews a sealed set: examples against their own rules as ghirbal_rules_check() does; each no
 * within an article and between two paragraphs against the whole set; and rules that lack examples,
 * repeat others, take prose, or are held by a keep rule.  report and *ran are as for
 * ghirbal_rules_check().
 */
typedef int ghirbal_finding_report(void *context, const ghirbal_finding *finding);
ghirbal_status ghirbal_rules_review(const ghirbal_rules *rules, ghirbal_finding_report *report,
                                    void *context, size_t *ran);

void ghirbal_rules_free(ghirbal_rules *rules); /* NULL is fine */

/* ---- the normaliser ---- */

/*
 * A set of switches, made by ghirbal_normal_parse() from the language of ghirbal(1) --normalize
 * ("standard,+digits").  A plain value: copy it as you like.
 */
typedef struct ghirbal_normal {
	uint32_t on;        /* one bit a switch */
	uint8_t choice[8];  /* for switches with more than on and off */
} ghirbal_normal;

/* On GHIRBAL_BAD_NAME *error names the word and the nearest known one, *normal is untouched. */
ghirbal_status ghirbal_normal_parse(ghirbal_normal *normal, const char *list, ghirbal_error *error);

/*
 * One row of the switch table as the program knows it, for --list-normalize; false past the end.
 * Its strings live as long as the program.
 */
typedef struct ghirbal_switch_info {
	const char *name;
	const char *none, *light, *standard, *search; /* in each profile: "on", "off" or a choice */
	const char *choices;                          /* "drop|alef|keep", or "" */
	const char *text;                             /* what it does, one line */
} ghirbal_switch_info;
bool ghirbal_switch_get(size_t index, ghirbal_switch_info *info);

/*
 * Normalises one buffer of whole lines.  out has room bytes; *size is set to the bytes needed, and
 * nothing is allocated.  If *size > room, out holds nothing useful: call again with that room.
 * Three times the input plus 64 is enough unless honorifics are expanded.  A call costs some ten
 * microseconds before the first byte, so give it many lines at once.  changed, if not NULL,
 * has GHIRBAL_SWITCHES counters to which the changes by each switch are added.
 */
#define GHIRBAL_SWITCHES 32
ghirbal_status ghirbal_normalize(const ghirbal_normal *normal, const char *text, size_t length,
                                 char *out, size_t room, size_t *size, uint64_t *changed);

/* ---- site memories ---- */

/*
 * What was learned of sites: of each line of a site, in how many different documents it stood.  A
 * memory is bytes, which the caller maps or reads and keeps in place; it is read-only and may be
 * shared by threads and processes.  The method: a line that stands on many pages of a site, and in
 * a run of such lines, is the site's; one that no other page has is the page's.
 */
typedef struct ghirbal_memory ghirbal_memory;

/*
 * Opens the bytes of a memory, which must be aligned to eight, as mmap() and malloc() give them,
 * and outlive it.  They are read once, for their checksum.  On failure *memory is NULL; on
 * GHIRBAL_BAD_MEMORY error->text says what is wrong.
 */
ghirbal_status ghirbal_memory_open(ghirbal_memory **memory, const void *bytes, size_t size,
                                   const ghirbal_allocator *allocator, ghirbal_error *error);
void ghirbal_memory_close(ghirbal_memory *memory); /* NULL is fine */

/* True of a part, which names the documents themselves and is there to be merged with others. */
bool ghirbal_memory_is_part(const ghirbal_memory *memory);

/* A line as the memory has it.  Its strings live as long as the memory's bytes. */
typedef struct ghirbal_memory_line {
	const char *site;      /* no string: site_length bytes */
	size_t site_length;
	uint64_t hash;         /* of the site and the line's folded key */
	uint32_t documents;    /* different ones of the site in which the line stood */
	const char *text;      /* the line, or its first 240 bytes */
	size_t length;         /* 0: this is no line but the site, with all its documents */
} ghirbal_memory_line;

/* Reads line after line in the order of their hashes: *at is 0 first.  False after the last. */
bool ghirbal_memory_next(const ghirbal_memory *memory, size_t *at, ghirbal_memory_line *line);

/*
 * Gets the bytes of a memory that is written, piece by piece; returns 0 to go on, else the writing
 * stops with GHIRBAL_STOPPED.
 */
typedef int ghirbal_memory_write(void *context, const char *bytes, size_t size);

/*
 * Merges parts into one memory, or into one larger part: the same bytes in whatever order, and
 * those that learning all at once would have given.  GHIRBAL_MISUSE if one of them is no part.
 */
ghirbal_status ghirbal_memory_merge(const ghirbal_memory *const *parts, size_t count, bool part,
                                    ghirbal_memory_write *write, void *context,
                                    const ghirbal_allocator *allocator);

/*
 * Makes a memory of its text form, as --show-memory prints it and people edit it: see ghirbal(1).
 * On GHIRBAL_BAD_MEMORY error->line and error->text say what is wrong.
 */
ghirbal_status ghirbal_memory_load(const char *text, size_t size, ghirbal_memory_write *write,
                                   void *context, const ghirbal_allocator *allocator,
                                   ghirbal_error *error);

/*
 * Takes note of documents, to make a memory or a part of one.  Belongs to one thread.  What it
 * holds grows with what it is given, about as much as the text; write a part and merge when it is
 * too much.
 */
typedef struct ghirbal_learner ghirbal_learner;
ghirbal_status ghirbal_learner_new(ghirbal_learner **learner, const ghirbal_allocator *allocator);
void ghirbal_learner_free(ghirbal_learner *learner); /* NULL is fine */

/* Takes note of one whole document of a site: length bytes of text. */
ghirbal_status ghirbal_learn(ghirbal_learner *learner, const char *site, size_t site_length,
                             const char *text, size_t length);

size_t ghirbal_learner_size(const ghirbal_learner *learner); /* bytes held */

/* Writes what was noted since the last time, as a part or as a memory, and forgets it. */
ghirbal_status ghirbal_learner_write(ghirbal_learner *learner, bool part,
                                     ghirbal_memory_write *write, void *context);

/* ---- streams ---- */

/* How readily a line goes that no rule names: --level in ghirbal(1). */
typedef enum ghirbal_level { GHIRBAL_LIGHT, GHIRBAL_STANDARD, GHIRBAL_STRICT } ghirbal_level;
typedef enum ghirbal_invalid {
	GHIRBAL_INVALID_REPLACE, /* one U+FFFD for each maximal subpart (Unicode 15, table 3-8) */
	GHIRBAL_INVALID_KEEP,    /* the bytes stay as they are */
	GHIRBAL_INVALID_FAIL     /* GHIRBAL_BAD_UTF8 */
} ghirbal_invalid;

typedef enum ghirbal_verdict {
	GHIRBAL_KEPT,
	GHIRBAL_DROPPED, /* a line */
	GHIRBAL_CUT,     /* a span of a line, with the blanks that would have been left double */
	GHIRBAL_BLANK    /* blank lines beside a line that went */
} ghirbal_verdict;

/*
 * One removal, told while its document is being written.  Valid during the callback only.
 *
 * Removals account for every byte that goes: each holds those bytes from offset to offset + extent
 * that no earlier removal of its document held, and a line dropped its end as well.
 */
typedef struct ghirbal_removal {
	uint64_t document;     /* from 1, as counted by this stream */
	uint64_t line;         /* from 1, within the document */
	ghirbal_verdict verdict;
	const char *group;     /* "share"; that of its evidence if no rule; "" for blank lines */
	size_t rule;           /* its number for ghirbal_rules_get(), or GHIRBAL_NO_RULE */
	const char *rule_file; /* its address, or NULL where no rule decided */
	size_t rule_line;
	/*
	 * a name such as "menu" or "after-end"; "rule" when a rule decided, "blank" for blank lines
	 */
	const char *reason;
	const char *evidence;  /* the figures that weighed most, in words; "" if a rule decided */
	double score;          /* the judge's, -4 to 4, below zero means chrome; 0 for a rule */
	const char *text;      /* the bytes removed, as they came in, without a line's end */
	size_t length;
	const char *line_end;  /* of a line dropped: "\n", "\r\n", or "" at the end of the document */
	size_t line_end_length;
	uint64_t offset;       /* of the text in its document, in bytes as they were fed */
	uint64_t extent;       /* more than length where spans had been cut out of the text before */
} ghirbal_removal;

#define GHIRBAL_NO_RULE SIZE_MAX

typedef struct ghirbal_counts {
	uint64_t documents, lines, bytes_in, bytes_out; /* lines read, blank ones too */
	uint64_t lines_dropped, spans_cut;
	uint64_t bytes_removed;   /* with line ends, and blank lines that went with others */
	uint64_t repaired;        /* ill-formed sequences, in lines that stay, replaced or kept */
	uint64_t long_lines;      /* lines longer than max_document, normalised and not judged */
	uint64_t split_documents; /* documents longer than max_document, judged in parts */
	uint64_t remembered;      /* lines that the site memory knows */
	uint64_t changed[GHIRBAL_SWITCHES]; /* by switch, in the order of ghirbal_switch_get */
	uint64_t given_up; /* times rules took too many steps on a line: no match */
} ghirbal_counts;

/*
 * What a stream does.  Fill it by ghirbal_settings_default() and change what you like; a later
 * version takes new settings out of what is reserved, so that a program built today still runs.
 */
typedef struct ghirbal_settings {
	size_t size;          /* of this structure; ghirbal_settings_default() sets it */
	/* Required.  Gets clean bytes; returns 0 to go on, else the stream stops for good. */
	int (*write)(void *context, const char *bytes, size_t size);
	/* Optional.  Told of each removal, in order, before the lines after it are written. */
	int (*removed)(void *context, const ghirbal_removal *removal);
	void *context;
	ghirbal_normal normal;
	ghirbal_level level;
	ghirbal_invalid invalid;
	bool only_normalize;  /* judge nothing; rules may then be NULL */
	/*
	 * The most bytes held of a document, 64 or more; 0: 16 MiB.  A longer one is judged in
	 * parts of whole lines, and a longer line is normalised and not judged.
	 */
	size_t max_document;
	/* Optional.  Must outlive the stream; a part is GHIRBAL_MISUSE. */
	const ghirbal_memory *memory;
	const void *reserved_pointer[3]; /* NULL */
	uint64_t reserved[4];            /* 0 */
} ghirbal_settings;

/*
 * Fills in the defaults: --normalize=standard, --level=standard, replace, 16 MiB.  A stream is not
 * made (GHIRBAL_MISUSE) of settings that this function has not filled.
 */
void ghirbal_settings_default(ghirbal_settings *settings);

typedef struct ghirbal_stream ghirbal_stream;

/*
 * Makes a stream, which the caller frees.  rules must be sealed and outlive it, or may be NULL if
 * settings->only_normalize; settings and allocator, which may be NULL, are copied.  On failure
 * *stream is NULL.
 */
ghirbal_status ghirbal_stream_new(ghirbal_stream **stream, const ghirbal_rules *rules,
                                  const ghirbal_settings *settings,
                                  const ghirbal_allocator *allocator);

/*
 * Says of which site the next document is, before its first byte; it holds for that document.
 * Without it settings->memory is not asked.  See ghirbal(1), SITE MEMORY, for how sites are named.
 */
ghirbal_status ghirbal_stream_site(ghirbal_stream *stream, const char *site, size_t length);

/*
 * Takes any number of bytes of the current document, cut anywhere, even inside a character.  They
 * are copied.  Output depends on the bytes and on where ghirbal_end() is called, never on the cuts.
 */
ghirbal_status ghirbal_feed(ghirbal_stream *stream, const char *bytes, size_t size);

/* Ends the document: it is judged and written.  With nothing fed it is empty, and counts. */
ghirbal_status ghirbal_end(ghirbal_stream *stream);

/*
 * Cleans one whole document of length bytes, as ghirbal_feed() and ghirbal_end() would, where it
 * lies: nothing is copied of a document that max_document admits.  GHIRBAL_MISUSE while another
 * document is open.
 */
ghirbal_status ghirbal_clean(ghirbal_stream *stream, const char *text, size_t length);

/* Sums since the stream was made, kept up to date in place until it is freed. */
const ghirbal_counts *ghirbal_stream_counts(const ghirbal_stream *stream);

/*
 * Removals by rule since the stream was made: hits[i] for rule i of ghirbal_rules_get(), kept up to
 * date in place.  NULL if the stream only normalises.
 */
const uint64_t *ghirbal_stream_hits(const ghirbal_stream *stream);

void ghirbal_stream_free(ghirbal_stream *stream); /* NULL is fine; an open document is dropped */

#ifdef __cplusplus
}
#endif
#endif
