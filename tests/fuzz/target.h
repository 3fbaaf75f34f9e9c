/* SPDX-License-Identifier: MIT */
/*
 * What a fuzzer calls.  Each file of this folder but drive.c is one target and links with libFuzzer
 * (./configure --enable-fuzzer CC=clang) or with drive.c, which make check runs.
 */
#ifndef TARGET_H
#define TARGET_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says what is broken and aborts, which both engines take for a finding. */
#define HOLD(what) \
	do { \
		if (!(what)) \
			broken(#what, __FILE__, __LINE__); \
	} while (0)
_Noreturn void broken(const char *what, const char *file, int line);

/* Numbers out of one seed: xorshift, so that a run can be had again. */
uint64_t next_random(uint64_t *state);

#endif
