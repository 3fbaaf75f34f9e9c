/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "signature.h"

#include <string.h>

#include "ground/utf8.h"

/* ---- formats that say their name ---- */

struct magic {
	size_t at;
	const char *bytes;
	size_t size;
	bool plain; /* these letters may begin a text too: a NUL must tell that it is none */
	struct signature is;
};

/* Numbers are those of the formats' own specifications, as file(1) and IANA have them too. */
static const struct magic magics[] = {
#define MAGIC(at, bytes, plain, what, advice) \
	{at, bytes, sizeof bytes - 1, plain, {what, advice, NULL, false, false}},
#include "signatures.def"
#undef MAGIC
};

/* Bytes that no text has many of. */
struct odd {
	size_t nul, control, broken, wide; /* wide: characters outside ASCII that are well formed */
};

static struct odd count_odd(const char *head, size_t size)
{
	struct odd odd = {0, 0, 0, 0};
	size_t i = 0;

	while (i < size) {
		unsigned char byte = (unsigned char)head[i];
		size_t length = gh_utf8_length(head + i, size - i);

		/* The end of the head may have cut a character. */
		if (length == 0 && size == SIGNATURE_HEAD && size - i < 4 && byte >= 0xc2)
			break;
		odd.nul += byte == 0;
		/* Tab to CR and escape are in texts; so are 1c to 1f in old ones. */
		odd.control += (byte > 0 && byte < '\t') || (byte > '\r' && byte < 0x1b);
		odd.broken += length == 0;
		odd.wide += length > 1;
		i += length ? length : 1;
	}
	return odd;
}

static const struct signature *named(const char *head, size_t size, bool has_nul)
{
	size_t i;

	for (i = 0; i < sizeof magics / sizeof *magics; i++) {
		const struct magic *magic = &magics[i];

		if (magic->at + magic->size <= size && (!magic->plain || has_nul) &&
		    memcmp(head + magic->at, magic->bytes, magic->size) == 0)
			return &magic->is;
	}
	return NULL;
}

/* ---- text in another encoding ---- */

#define CHARSET(name, has_ascii) \
	{"text in " name, "iconv -f " name " -t UTF-8", name, false, has_ascii}

enum charset { UTF16LE, UTF16BE, UTF32LE, UTF32BE, CP1256, ISO8859_6 };
static const struct signature charsets[] = {
	[UTF16LE] = CHARSET("UTF-16LE", false),   [UTF16BE] = CHARSET("UTF-16BE", false),
	[UTF32LE] = CHARSET("UTF-32LE", false),   [UTF32BE] = CHARSET("UTF-32BE", false),
	[CP1256] = CHARSET("Windows-1256", true), [ISO8859_6] = CHARSET("ISO-8859-6", true),
};
/* The mark itself says the order, and iconv takes it away. */
static const struct signature utf16 = CHARSET("UTF-16", false), utf32 = CHARSET("UTF-32", false);

static const struct signature *marked(const char *head, size_t size)
{
	if (size >= 4 &&
	    (memcmp(head, "\xff\xfe\0\0", 4) == 0 || memcmp(head, "\0\0\xfe\xff", 4) == 0))
		return &utf32;
	if (size >= 2 && (memcmp(head, "\xff\xfe", 2) == 0 || memcmp(head, "\xfe\xff", 2) == 0))
		return &utf16;
	return NULL;
}

/* The high bytes of nearly all characters in Arabic and European text. */
static bool is_high(unsigned char byte)
{
	return byte == 0 || byte == 0x06 || byte == 0x20 || byte >= 0xfb;
}

static const struct signature *unmarked_wide(const char *head, size_t size)
{
	size_t high[4] = {0}, zero[4] = {0}, units = size / 4, i;
	bool nearly[4]; /* all are nought or six */

	if (size < 4)
		return NULL;
	for (i = 0; i < 4 * units; i++) {
		high[i % 4] += is_high((unsigned char)head[i]);
		zero[i % 4] += head[i] == '\0' || head[i] == '\x06';
	}
	for (i = 0; i < 4; i++)
		nearly[i] = 10 * zero[i] >= 9 * units;
	/* A byte of nought or six at every other place is in no other text. */
	if (nearly[1] && nearly[2] && nearly[0] != nearly[3])
		return &charsets[nearly[3] ? UTF32LE : UTF32BE];
#define NEARLY_ALL(a, b) (10 * ((a) + (b)) >= 18 * units)
	if (NEARLY_ALL(high[1], high[3]) && zero[1] + zero[3] >= units && zero[0] + zero[2] < units)
		return &charsets[UTF16LE];
	if (NEARLY_ALL(high[0], high[2]) && zero[0] + zero[2] >= units && zero[1] + zero[3] < units)
		return &charsets[UTF16BE];
#undef NEARLY_ALL
	return NULL;
}

/*
 * The article alef lam is C7 E1 in Windows-1256 and C7 E4 in ISO 8859-6: the commonest pair of
 * letters in any Arabic text, and the two encodings differ in its second letter.
 */
static const struct signature *eight_bits(const char *head, size_t size, const struct odd *odd)
{
	size_t windows = 0, iso = 0, i;

	/* Damaged UTF-8 keeps more characters whole than it breaks. */
	if (odd->broken < 8 || odd->wide > odd->broken / 8)
		return NULL;
	for (i = 0; i + 1 < size; i++) {
		windows += head[i] == '\xc7' && head[i + 1] == '\xe1';
		iso += head[i] == '\xc7' && head[i + 1] == '\xe4';
	}
	if (windows + iso == 0 || 100 * (windows + iso) < odd->broken)
		return NULL;
	return &charsets[windows >= iso ? CP1256 : ISO8859_6];
}

const struct signature *signature_of(const char *head, size_t size, bool nul_ends)
{
	static const struct signature binary = {"binary data", NULL, NULL, true, false};
	const struct signature *found = marked(head, size);
	struct odd odd = count_odd(head, size);
	size_t odds;

	if (nul_ends)
		odd.nul = 0;
	odds = odd.nul + odd.control + odd.broken;
	if (!found)
		found = named(head, size, odd.nul > 0);
	if (!found && odds > 0 && !nul_ends)
		found = unmarked_wide(head, size);
	if (!found)
		found = eight_bits(head, size, &odd);
	/* Damaged text has a few such bytes; without a NUL it may be in an encoding not known. */
	if (!found && odd.nul > 0 && odds >= 8 && 10 * odds > size)
		found = &binary;
	return found;
}

bool signature_is_utf8(const char *head, size_t size)
{
	struct odd odd = count_odd(head, size < SIGNATURE_HEAD ? size : SIGNATURE_HEAD);

	return odd.wide > 0 && odd.nul + odd.control + odd.broken == 0;
}
