/* SPDX-License-Identifier: MIT */
/* Every kernel that this machine runs sees of JSON strings what the portable one sees. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mask.h"

#define BLOCKS 5
#define ROUNDS 20000

static uint64_t seed;

static size_t pick(size_t below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(seed >> 33) % below;
}

/* Mostly letters, or any bytes; all that some mask has stands in it again and again. */
static void make_text(char *text, size_t size)
{
	static const char wanted[] = "\"\\\x1f\n\x20\x02\xc2\xe2\x80\x81\x84\x85\x86\xa8\xc3\xe3\xdc\x7f";
	size_t calm = pick(30), i;

	for (i = 0; i < size; i++)
		text[i] = pick(calm + 1) > 0 ? (char)(0xd8 + pick(4))
		          : pick(2) > 0     ? wanted[pick(sizeof wanted - 1)]
		                            : (char)pick(256);
}

static void compare(const char *loop, mask_kernel *tried, mask_kernel *portable, const char *text,
                    size_t blocks)
{
	uint64_t got[BLOCKS], want[BLOCKS];

	tried(text, blocks, got);
	portable(text, blocks, want);
	if (memcmp(got, want, blocks * sizeof *got) == 0)
		return;
	printf("%s differs\n", loop);
	exit(1);
}

int main(void)
{
	const struct masks *portable = masks_by(GH_KERNEL_PORTABLE), *tried;
	/* No byte more than may be looked at, so that ASan sees one that is. */
	char *text = malloc(BLOCKS * MASK_BLOCK + 1);
	size_t kernel, round, blocks, from;

	if (!text)
		return 1;
	for (kernel = 0; kernel < GH_KERNELS; kernel++) {
		tried = masks_by((enum gh_kernel)kernel);
		for (round = 0; tried && round < ROUNDS; round++) {
			make_text(text, BLOCKS * MASK_BLOCK + 1);
			blocks = 1 + pick(BLOCKS);
			from = (BLOCKS - blocks) * MASK_BLOCK;
			compare("ends", tried->ends, portable->ends, text + from, blocks);
			compare("quoted", tried->quoted, portable->quoted, text + from, blocks);
		}
		printf("kernel %zu: %s\n", kernel, tried ? "tested" : "not of this machine");
	}
	free(text);
	return 0;
}
