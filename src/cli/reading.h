/* SPDX-License-Identifier: MIT */
/*
 * The command line as it is read: its words taken as what an option asks for, and what is wrong
 * with it.
 */
#ifndef READING_H
#define READING_H

#include "option.h"
#include "options.h"

/* What is being read, and where it goes wrong. */
struct reading {
	struct options *options;
	struct log *log;
	bool failed;
};

/* Tells what is wrong; the line is then read to its end all the same. */
void wrong(struct reading *reading, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What getopt_long() refused: an option that is none, or not as it should be. */
void wrong_option(struct reading *reading, int what, int letter_or_id, const char *given);

/* Which of the "a|b|c" of the option's row word is, from 0; a word that is none of them is told. */
unsigned choose(struct reading *reading, int id, const char *word);

/* "16M" to bytes; K, M and G are powers of 1024. */
size_t read_size(struct reading *reading, int id, const char *word);
unsigned read_jobs(struct reading *reading, const char *word);
uint64_t read_seed(struct reading *reading, const char *word);
void read_normal(struct reading *reading, const char *list);
/* A list given twice is one list. */
void join_list(struct bytes *list, const char *more);
void read_field(struct reading *reading, const char *name);
/* UTF-8 is what needs no conversion, and broken bytes of it are repaired one by one. */
void read_encoding(struct reading *reading, const char *name);

#endif
