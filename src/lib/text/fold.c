/* SPDX-License-Identifier: MIT */
#include "text/fold.h"

#include <stdbool.h>
#include <string.h>

#include "ground/utf8.h"
#include "ground/vector.h"

#define LETTER_LIMIT 0x10F00

enum {
	DROPPED = GH_KEY_DROPPED,
	FORM = GH_KEY_FORM,
	FOREIGN = GH_KEY_FOREIGN,
	HAMZA = GH_KEY_HAMZA,
	ALEF = GH_KEY_ALEF,
	BEH = GH_KEY_BEH,
	TEH = GH_KEY_TEH,
	THEH = GH_KEY_THEH,
	JEEM = GH_KEY_JEEM,
	HAH = GH_KEY_HAH,
	KHAH = GH_KEY_KHAH,
	DAL = GH_KEY_DAL,
	THAL = GH_KEY_THAL,
	REH = GH_KEY_REH,
	ZAIN = GH_KEY_ZAIN,
	SEEN = GH_KEY_SEEN,
	SHEEN = GH_KEY_SHEEN,
	SAD = GH_KEY_SAD,
	DAD = GH_KEY_DAD,
	TAH = GH_KEY_TAH,
	ZAH = GH_KEY_ZAH,
	AIN = GH_KEY_AIN,
	GHAIN = GH_KEY_GHAIN,
	FEH = GH_KEY_FEH,
	QAF = GH_KEY_QAF,
	KAF = GH_KEY_KAF,
	LAM = GH_KEY_LAM,
	MEEM = GH_KEY_MEEM,
	NOON = GH_KEY_NOON,
	HEH = GH_KEY_HEH,
	WAW = GH_KEY_WAW,
	YEH = GH_KEY_YEH,
	PEH = GH_KEY_PEH,
	TCHEH = GH_KEY_TCHEH,
	JEH = GH_KEY_JEH,
	GAF = GH_KEY_GAF,
	VEH = GH_KEY_VEH,
	TTEH = GH_KEY_TTEH,
	DDAL = GH_KEY_DDAL,
	RREH = GH_KEY_RREH,
	NOON_GHUNNA = GH_KEY_NOON_GHUNNA,
	YEH_BARREE = GH_KEY_YEH_BARREE
};

/* Indexed by code point: sparse, and only the few pages of it that a text uses are ever touched. */
const unsigned char gh_fold_keys[LETTER_LIMIT] = {
#define GH_LETTER(cp, key, clean, class) [cp] = key,
#include "text/letters.def"
#undef GH_LETTER
};

static const unsigned char classes[LETTER_LIMIT] = {
#define GH_LETTER(cp, key, clean, class) [cp] = GH_CLASS_##class,
#include "text/letters.def"
#undef GH_LETTER
};

#define LOOKED_UP_BY_BYTE(cp)                                                                      \
	((cp) < 0x100 || ((cp) >= 0x600 && (cp) < 0x700) || ((cp) >= 0x2000 && (cp) < 0x2040))
#define GH_LETTER(cp, key, clean, class) && !(LOOKED_UP_BY_BYTE(cp) && key == FORM)
_Static_assert(1
#include "text/letters.def"
	, "a key of several letters where the kernels look up one");
#undef GH_LETTER
#define GH_LETTER(cp, key, clean, class) && !((cp) >= 0x2080 && (cp) < 0x2C00)
_Static_assert(1
#include "text/letters.def"
	, "a letter where the kernels take all for signs");
#undef GH_LETTER

enum gh_class gh_letter_class(uint32_t cp)
{
	return cp < LETTER_LIMIT ? (enum gh_class)classes[cp] : GH_CLASS_NONE;
}

const char *gh_letter_clean(uint32_t cp)
{
	switch (cp) {
#define GH_LETTER(cp, key, clean, class) case cp: return clean;
#include "text/letters.def"
#undef GH_LETTER
	default:
		return "";
	}
}

/* Code points that letters.def leaves out: blanks and signs part words, the rest are letters. */
static unsigned char general_key(uint32_t cp)
{
	if (cp < 0xC0 || cp == 0xD7 || cp == 0xF7)
		return GH_KEY_BLANK;
	if (cp >= 0x300 && cp < 0x370)
		return GH_KEY_DROPPED; /* combining accents: é is e whether composed or not */
	if (cp >= 0x2000 && cp < 0x2C00)
		return GH_KEY_BLANK; /* punctuation, arrows, boxes, dingbats */
	if ((cp >= 0x3000 && cp < 0x3040) || (cp >= 0xE000 && cp < 0xF900))
		return GH_KEY_BLANK; /* CJK punctuation; private use is icon fonts */
	if (cp >= 0x1F000 && cp < 0x1FB00)
		return GH_KEY_BLANK; /* emoji */
	return GH_KEY_FOREIGN;
}

static unsigned char letter_key(uint32_t cp)
{
	unsigned char key = cp < LETTER_LIMIT ? gh_fold_keys[cp] : 0;

	return key ? key : cp == GH_UTF8_BAD ? GH_KEY_FOREIGN : general_key(cp);
}

/* A presentation form folds as the letters it stands for. */
static size_t add_form(unsigned char *key, size_t size, uint32_t form)
{
	const char *clean = gh_letter_clean(form);
	size_t n = strlen(clean);

	while (n > 0) {
		uint32_t cp;
		size_t step = gh_utf8_next(clean, n, &cp);
		unsigned char byte = letter_key(cp);

		if (byte != GH_KEY_DROPPED)
			size = gh_key_add(key, size, byte);
		clean += step;
		n -= step;
	}
	return size;
}

size_t gh_fold_character(const char *text, size_t n, unsigned char *key, size_t *size)
{
	const unsigned char *b = (const unsigned char *)text;
	uint32_t cp;
	size_t step;
	unsigned char byte;

	/* The two-byte Arabic block is most of the text there is: no general decoding for it. */
	if ((b[0] & 0xFC) == 0xD8 && n > 1 && (b[1] & 0xC0) == 0x80) {
		cp = (uint32_t)(b[0] & 0x1F) << 6 | (b[1] & 0x3F);
		step = 2;
	} else {
		step = gh_utf8_next(text, n, &cp);
	}
	byte = letter_key(cp);
	if (byte == GH_KEY_FORM)
		*size = add_form(key, *size, cp);
	else if (byte != GH_KEY_DROPPED)
		*size = gh_key_add(key, *size, byte);
	return step;
}

/* Where a run of Arabic letters and blanks stands, in the text and in its keys. */
struct run {
	size_t at, size;
};

/*
 * Folds on while there are pairs of bytes of the Arabic block and blanks between them: nearly all
 * of most texts.  Writing each byte and only then moving on, or not, spares the branches that a
 * processor cannot foresee.
 */
static struct run fold_run(const unsigned char *text, size_t stop, unsigned char *key,
                           struct run run)
{
	while (run.at + 1 < stop) {
		unsigned lead = text[run.at], trail = text[run.at + 1];
		unsigned char byte;

		if (lead == ' ') {
			key[run.size] = GH_KEY_BLANK;
			run.size += !gh_takes_no_blank(key[run.size - 1]);
			run.at++;
			continue;
		}
		if ((lead & 0xFC) != 0xD8 || (trail & 0xC0) != 0x80)
			break;
		byte = gh_fold_keys[(lead & 0x1F) << 6 | (trail & 0x3F)];
		if (byte <= GH_KEY_COLON && byte != GH_KEY_DROPPED && byte != GH_KEY_DIGIT)
			break;
		key[run.size] = byte;
		run.size += byte != GH_KEY_DROPPED;
		run.at += 2;
	}
	return run;
}

size_t gh_fold(const char *text, size_t n, unsigned char *key)
{
	struct run run = {0, 0};

	while (run.at < n) {
		if (run.size > 0)
			run = fold_run((const unsigned char *)text, n, key, run);
		if (run.at < n)
			run.at += gh_fold_character(text + run.at, n - run.at, key, &run.size);
	}
	return run.size - (run.size > 0 && key[run.size - 1] == GH_KEY_BLANK);
}

size_t gh_fold_portable(struct gh_folding *folding, size_t stop, struct gh_fold_end *ends,
                        size_t room)
{
	const unsigned char *text = (const unsigned char *)folding->text;
	struct run run = {folding->at, folding->keys_size};
	size_t count = 0;

	while (run.at < stop && count < room) {
		run = fold_run(text, stop, folding->keys, run);
		if (run.at >= stop)
			break;
		if (text[run.at] != '\n') {
			run.at += gh_fold_character(folding->text + run.at, folding->size - run.at,
			                   folding->keys, &run.size);
			continue;
		}
		run.size = gh_key_add(folding->keys, run.size, GH_KEY_LINE);
		ends[count++] = (struct gh_fold_end){run.at, run.size - 1};
		run.at++;
	}
	folding->at = run.at;
	folding->keys_size = run.size;
	return count;
}

static void fill(unsigned char *table, uint32_t first, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		table[i] = letter_key(first + (uint32_t)i);
}

void gh_fold_tables_fill(struct gh_fold_tables *tables)
{
	fill(tables->ascii, 0, sizeof tables->ascii);
	tables->ascii['\n'] = GH_KEY_LINE;
	fill(tables->latin, 0x80, sizeof tables->latin);
	fill(tables->arabic, 0x600, sizeof tables->arabic);
	fill(tables->punct, 0x2000, sizeof tables->punct);
	memset(tables->blank, GH_KEY_BLANK, sizeof tables->blank);
	memset(tables->colon, GH_KEY_COLON, sizeof tables->colon);
	memset(tables->line, GH_KEY_LINE, sizeof tables->line);
	memset(tables->lead, 0xD8, sizeof tables->lead);
}

gh_fold_kernel *gh_fold_kernel_of(enum gh_kernel kernel)
{
	if (!gh_kernel_runs(kernel))
		return NULL;
	if (kernel == GH_KERNEL_PORTABLE)
		return gh_fold_portable;
#ifdef GH_HAVE_VECTOR
	if (kernel == GH_KERNEL_SSE2 || kernel == GH_KERNEL_NEON)
		return gh_fold_vector;
#endif
#ifdef GH_HAVE_X86
	/* Where it is slow to gather bits these are slower than no kernel at all. */
	if (!gh_kernel_gathers())
		return NULL;
	if (kernel == GH_KERNEL_AVX2)
		return gh_fold_avx2;
	if (kernel == GH_KERNEL_AVX512)
		return gh_fold_avx512;
#endif
	return NULL;
}

gh_fold_kernel *gh_fold_fastest(void)
{
	size_t kernel = GH_KERNELS;
	gh_fold_kernel *found = NULL;

	while (!found)
		found = gh_fold_kernel_of((enum gh_kernel)--kernel);
	return found;
}

void gh_fold_origins(const char *text, size_t n, size_t *at, size_t count)
{
	/*
	 * Only the last byte matters to gh_key_add(), so the walk keeps its key in a window of one
	 * form.
	 */
	unsigned char window[64];
	size_t i = 0, size = 0, base = 0, next = 0, blank = n;

	while (i < n && next < count) {
		size_t before = base + size;
		size_t step = gh_fold_character(text + i, n - i, window, &size);

		/*
		 * A blank may yet become a colon's or be the end's, which has none: what follows
		 * tells.
		 */
		for (; next < count && base + size > at[next]; next++) {
			bool is_blank = window[at[next] - base] == GH_KEY_BLANK;

			if (is_blank && base + size == at[next] + 1)
				break;
			at[next] = is_blank && at[next] < before ? blank : i;
		}
		if (base + size > before && window[size - 1] == GH_KEY_BLANK)
			blank = i;
		i += step;
		if (size > 40) {
			window[0] = window[size - 1];
			base += size - 1;
			size = 1;
		}
	}
	while (next < count)
		at[next++] = n;
}
