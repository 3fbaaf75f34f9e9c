/* SPDX-License-Identifier: MIT */
#include "judge/shape.h"

#include <string.h>

#include "text/fold.h"

#define HEAD 128        /* key bytes at the head of a line that are read word by word */
/* a line longer than this is a paragraph, and half as much of its head will do */
#define LONG_KEY 420
#define SHORT_WORDS 20  /* dates, addresses and separators mean something up to this many words */
#define STEMS 32        /* of one line */
#define KNOWN 2048      /* slots of the table of known words: a power of two, at most half full */
#define SEEN_SHIFT 21   /* leaves as many bits of a hash as KNOWN has values */

enum word_class {
	FUNCTION = 1,
	SITE = 2,
	MONTH = 4,
	AGO = 8,
	SECTION = 16,
	SPAM = 32,
	POLICY = 64
};

struct gh_words {
	unsigned char seen[KNOWN]; /* by other bits of the hash: most words are not known */
	struct {
		uint32_t hash;
		uint32_t classes;
	} slots[KNOWN];
};

/* ---- known words ---- */

static uint64_t stir(uint64_t h, uint64_t eight)
{
	h = (h ^ eight) * GH_WORD_FACTOR;
	return h ^ h >> 29;
}

/* Reads up to GH_KEY_SLACK bytes behind the word. */
static uint32_t hash_word(const unsigned char *word, size_t n)
{
	uint64_t h = n;

	for (; n > 8; word += 8, n -= 8)
		h = stir(h, gh_eight(word));
	return (uint32_t)(stir(h, gh_word_head(word, n, GH_KEY_SLACK)) >> 32);
}

static uint32_t classes_of(const struct gh_words *known, uint32_t hash)
{
	size_t at = hash & (KNOWN - 1);

	while (known->seen[hash >> SEEN_SHIFT] && known->slots[at].classes) {
		if (known->slots[at].hash == hash)
			return known->slots[at].classes;
		at = (at + 1) & (KNOWN - 1);
	}
	return 0;
}

static void add_known(struct gh_words *known, const char *word, uint32_t class)
{
	unsigned char key[GH_FOLD_ROOM(64) + GH_KEY_SLACK];
	uint32_t hash = hash_word(key, gh_fold(word, strlen(word), key));
	size_t at = hash & (KNOWN - 1);

	while (known->slots[at].classes && known->slots[at].hash != hash)
		at = (at + 1) & (KNOWN - 1);
	known->seen[hash >> SEEN_SHIFT] = 1;
	known->slots[at].hash = hash;
	known->slots[at].classes |= class;
}

static void add_all_known(struct gh_words *known)
{
	static const struct {
		const char *word;
		uint32_t class;
	} list[] = {
#define GH_FUNCTION_WORD(word) {word, FUNCTION},
#define GH_SITE_WORD(word) {word, SITE},
#define GH_MONTH_WORD(word) {word, MONTH},
#define GH_AGO_WORD(word) {word, AGO},
#define GH_SECTION_WORD(word) {word, SECTION},
#define GH_SPAM_WORD(word) {word, SPAM},
#define GH_POLICY_WORD(word) {word, POLICY},
#include "judge/words.def"
#undef GH_FUNCTION_WORD
#undef GH_SITE_WORD
#undef GH_MONTH_WORD
#undef GH_AGO_WORD
#undef GH_SECTION_WORD
#undef GH_SPAM_WORD
#undef GH_POLICY_WORD
	};
	size_t i;

	for (i = 0; i < sizeof list / sizeof list[0]; i++)
		add_known(known, list[i].word, list[i].class);
}

bool gh_shapes_init(struct gh_shapes *shapes, const ghirbal_allocator *from)
{
	memset(shapes, 0, sizeof *shapes);
	shapes->from = *from;
	shapes->known = gh_resize(from, NULL, sizeof *shapes->known);
	if (!shapes->known)
		return false;
	memset(shapes->known, 0, sizeof *shapes->known);
	add_all_known(shapes->known);
	return true;
}

void gh_shapes_free(struct gh_shapes *shapes)
{
	gh_release(&shapes->from, shapes->known);
	gh_release(&shapes->from, shapes->lines);
	gh_release(&shapes->from, shapes->stems);
}

/* ---- words of a key ---- */

/* The next word of key from *at on, which moves behind it; its length, 0 at the end. */
static size_t next_word(const unsigned char *key, size_t length, size_t *at,
                        const unsigned char **word)
{
	size_t start = *at;

	while (start < length && (key[start] == GH_KEY_BLANK || key[start] == GH_KEY_COLON))
		start++;
	*word = key + start;
	*at = gh_word_end(key, start, length);
	return *at - start;
}

static bool all_digits(const unsigned char *word, size_t n)
{
	while (n > 0 && word[n - 1] == GH_KEY_DIGIT)
		n--;
	return n == 0;
}

static bool has_clitic(const unsigned char *w, size_t n)
{
	if (n <= 4)
		return false;
	if (w[0] == GH_KEY_WAW || (w[0] == GH_KEY_LAM && w[1] == GH_KEY_LAM))
		return true;
	return w[1] == GH_KEY_ALEF && w[2] == GH_KEY_LAM &&
	       (w[0] == GH_KEY_BEH || w[0] == GH_KEY_KAF || w[0] == GH_KEY_FEH);
}

static void strip_prefix(const unsigned char **word, size_t *length)
{
	const unsigned char *w = *word;
	size_t n = *length, cut = 0;

	if (n > 4 && (w[0] == GH_KEY_WAW || w[0] == GH_KEY_FEH))
		w++, n--;
	if (n > 4 && w[0] == GH_KEY_LAM && w[1] == GH_KEY_LAM)
		cut = 2;
	else if (n > 5 && (w[0] == GH_KEY_BEH || w[0] == GH_KEY_KAF) && w[1] == GH_KEY_ALEF &&
	         w[2] == GH_KEY_LAM)
		cut = 3;
	else if (n > 4 && w[0] == GH_KEY_ALEF && w[1] == GH_KEY_LAM)
		cut = 2;
	else if (n > 4 && (w[0] == GH_KEY_BEH || w[0] == GH_KEY_LAM || w[0] == GH_KEY_KAF))
		cut = 1;
	*word = w + cut;
	*length = n - cut;
}

/* One suffix goes: هما كما هم ها نا ات ون ين ان يه ه ي ا, if three letters stay. */
static size_t without_suffix(const unsigned char *w, size_t n)
{
	unsigned char last = w[n - 1], second = n > 3 ? w[n - 2] : 0, third = n > 3 ? w[n - 3] : 0;
	size_t cut = 0;

	if (last == GH_KEY_ALEF && second == GH_KEY_MEEM &&
	    (third == GH_KEY_HEH || third == GH_KEY_KAF))
		cut = 3;
	else if ((last == GH_KEY_ALEF && (second == GH_KEY_HEH || second == GH_KEY_NOON)) ||
	         (last == GH_KEY_MEEM && second == GH_KEY_HEH) ||
	         (last == GH_KEY_TEH && second == GH_KEY_ALEF) ||
	         (last == GH_KEY_NOON &&
	          (second == GH_KEY_WAW || second == GH_KEY_YEH || second == GH_KEY_ALEF)) ||
	         (last == GH_KEY_HEH && second == GH_KEY_YEH))
		cut = 2;
	if (cut == 0 || n < cut + 3)
		cut = last == GH_KEY_HEH || last == GH_KEY_YEH || last == GH_KEY_ALEF;
	return n >= cut + 3 ? n - cut : n;
}

/* The stem of a content word, hashed; 0 for a word that says nothing of the subject. */
static uint32_t stem_of(const unsigned char *word, size_t n, uint32_t classes)
{
	if (n <= 2 || (classes & FUNCTION) || all_digits(word, n))
		return 0;
	strip_prefix(&word, &n);
	return hash_word(word, without_suffix(word, n)) | 1;
}

size_t gh_stems(const struct gh_shapes *shapes, const unsigned char *key, size_t length,
                uint32_t *out, size_t room)
{
	const unsigned char *word;
	size_t at = 0, n, count = 0;

	while (count < room && (n = next_word(key, length, &at, &word)) > 0) {
		uint32_t stem = stem_of(word, n, classes_of(shapes->known, hash_word(word, n)));

		if (stem)
			out[count++] = stem;
	}
	return count;
}

/* ---- the head of a line, word by word ---- */

struct dating {
	unsigned run;        /* of numbers and month names so far */
	bool month, four, since, date;
};

/*
 * A date is a day, a month by name or number and a year, in any order; or منذ and a span of time.
 */
static void look_for_date(struct dating *d, const unsigned char *word, size_t n, uint32_t classes)
{
	static const unsigned char since[] = {GH_KEY_MEEM, GH_KEY_NOON, GH_KEY_THAL};
	bool number = all_digits(word, n);

	if (d->since && ((number && n <= 2) || (classes & AGO)))
		d->date = true;
	d->since = n == sizeof since && memcmp(word, since, n) == 0;
	if (!(number && (n <= 2 || n == 4)) && !(classes & MONTH)) {
		d->run = 0;
		d->month = d->four = false;
		return;
	}
	d->run++;
	d->month |= (classes & MONTH) != 0;
	d->four |= number && n == 4;
	if (d->four && ((d->run >= 2 && d->month) || d->run >= 3))
		d->date = true;
}

/* What bytes of a key are letters and digits. */
static void count_letters(struct gh_shape *shape, const unsigned char *key, size_t n)
{
	size_t i, blanks = 0, digits = 0, latin = 0;

	for (i = 0; i < n; i++) {
		blanks += (key[i] == GH_KEY_BLANK) | (key[i] == GH_KEY_COLON);
		digits += key[i] == GH_KEY_DIGIT;
		latin += key[i] >= 'a' && key[i] <= 'z';
	}
	shape->letters = (uint16_t)(n - blanks - digits);
	shape->digits = (uint16_t)digits;
	shape->latin = (uint16_t)latin;
}

static void add_stem(struct gh_shape *shape, uint32_t *stems, uint32_t stem)
{
	uint64_t *print = &shape->print[stem >> 6 & 1], bit = UINT64_C(1) << (stem >> 8 & 63);
	uint32_t i;

	/* A bit that is not set is of no stem so far. */
	for (i = 0; i < shape->stems && *print & bit; i++)
		if (stems[i] == stem)
			return;
	if (shape->stems == STEMS)
		return;
	stems[shape->stems++] = stem;
	*print |= bit;
}

/* Reads the words at the head of the key; stems has room for STEMS.  Returns where it stopped. */
static size_t read_head(const struct gh_words *known, const unsigned char *key, size_t length,
                        struct gh_shape *shape, uint32_t *stems)
{
	struct dating dating = {0};
	const unsigned char *word;
	size_t at = 0, n, head = length > LONG_KEY ? HEAD / 2 : HEAD;

	while (at < head && (n = next_word(key, length, &at, &word)) > 0) {
		uint32_t classes = classes_of(known, hash_word(word, n));
		uint32_t stem = stem_of(word, n, classes);

		shape->sample++;
		shape->function = (uint16_t)(shape->function + ((classes & FUNCTION) != 0));
		shape->site = (uint16_t)(shape->site + ((classes & SITE) != 0));
		shape->section = (uint16_t)(shape->section + ((classes & SECTION) != 0));
		shape->spam = (uint16_t)(shape->spam + ((classes & SPAM) != 0));
		shape->policy = (uint16_t)(shape->policy + ((classes & POLICY) != 0));
		shape->clitic = (uint16_t)(shape->clitic + has_clitic(word, n));
		shape->numbers = (uint16_t)(shape->numbers + all_digits(word, n));
		look_for_date(&dating, word, n, classes);
		if (stem)
			add_stem(shape, stems, stem);
	}
	count_letters(shape, key, at);
	if (dating.date)
		shape->marks |= GH_DATED;
	return at;
}

static uint32_t count_rest(const unsigned char *key, size_t length)
{
	uint32_t gaps = 0;
	size_t i;

	for (i = 0; i < length; i++)
		gaps += (key[i] == GH_KEY_BLANK) | (key[i] == GH_KEY_COLON);
	return gaps;
}

/* ---- signs, which only the line itself shows ---- */

struct sign {
	const char *bytes;
	size_t size;
};

#define SIGN(text) {text, sizeof text - 1}
#define COUNT(table) (sizeof table / sizeof table[0])

static bool ends_with(const char *s, size_t n, struct sign sign)
{
	return n >= sign.size && s[n - 1] == sign.bytes[sign.size - 1] &&
	       memcmp(s + n - sign.size, sign.bytes, sign.size) == 0;
}

static bool begins_with(const char *s, size_t n, struct sign sign)
{
	return n >= sign.size && s[0] == sign.bytes[0] && memcmp(s, sign.bytes, sign.size) == 0;
}

/* Without blanks, quotes and brackets that close: what the sentence itself ends in. */
static size_t before_closers(const char *s, size_t n)
{
	static const struct sign closers[] = {SIGN("\xC2\xA0"), SIGN("”"), SIGN("»"), SIGN("’")};
	size_t i = 0;

	while (n > 0 && i < COUNT(closers)) {
		if (strchr(" \t\"')]", s[n - 1]) && s[n - 1]) {
			n--;
			i = 0;
		} else if ((unsigned char)s[n - 1] >= 0x80 && ends_with(s, n, closers[i])) {
			n -= closers[i].size;
			i = 0;
		} else {
			i++;
		}
	}
	return n;
}

static uint32_t end_marks(const char *s, size_t n)
{
	static const struct {
		struct sign sign;
		uint32_t mark;
	} ends[] = {{SIGN("…"), GH_TRUNCATED}, {SIGN(".."), GH_TRUNCATED}, {SIGN("."), GH_STOP},
	            {SIGN("۔"), GH_STOP},      {SIGN("؟"), GH_ASKS},       {SIGN("?"), GH_ASKS},
	            {SIGN("!"), GH_ASKS},      {SIGN("*"), GH_STARRED},    {SIGN(":"), GH_COLON}};
	size_t i;

	n = before_closers(s, n);
	for (i = 0; i < COUNT(ends); i++)
		if (ends_with(s, n, ends[i].sign))
			return ends[i].mark;
	return 0;
}

/* A digit of any of the three sets at s: its length in bytes, or 0. */
static size_t digit_at(const char *s, size_t n)
{
	if (n > 0 && s[0] >= '0' && s[0] <= '9')
		return 1;
	if (n > 1 && (((unsigned char)s[0] == 0xD9 && (unsigned char)s[1] >= 0xA0 &&
	               (unsigned char)s[1] <= 0xA9) ||
	              ((unsigned char)s[0] == 0xDB && (unsigned char)s[1] >= 0xB0 &&
	               (unsigned char)s[1] <= 0xB9)))
		return 2;
	return 0;
}

static uint32_t number_mark(const char *s, size_t n)
{
	size_t at = digit_at(s, n), more;

	if (at == 0)
		return 0;
	more = digit_at(s + at, n - at);
	at += more;
	while (at < n && s[at] == ' ')
		at++;
	if (at + 1 >= n || (s[at] != '.' && s[at] != ')' && s[at] != '-'))
		return 0;
	/* 1.2 numbers a table of contents */
	return digit_at(s + at + 1, n - at - 1) ? 0 : GH_NUMBERED;
}

static uint32_t begin_marks(const char *s, size_t n)
{
	static const struct sign bullets[] = {SIGN("•"), SIGN("·"), SIGN("▪"), SIGN("●"), SIGN("◾"),
	                                      SIGN("■"), SIGN("*"), SIGN("-"), SIGN("–"), SIGN("—"),
	                                      SIGN("►"), SIGN("▶"), SIGN("✅"), SIGN("✔"), SIGN("☑"),
	                                      SIGN("✓"), SIGN("🔹"), SIGN("🔸"), SIGN("◆"), SIGN("○"),
	                                      SIGN("▫"), SIGN("➢"), SIGN("➤"), SIGN("⭐")};
	static const struct sign quotes[] = {SIGN("\""), SIGN("“"), SIGN("«"), SIGN("‘"),
	                                     SIGN("”"),  SIGN("﴿"), SIGN("{")};
	size_t i;

	while (n > 0 && (*s == ' ' || *s == '\t'))
		s++, n--;
	if (n > 0 && ((unsigned char)*s & 0xFC) == 0xD8 && !digit_at(s, n))
		return 0; /* an Arabic letter, as most lines begin with */
	for (i = 0; i < COUNT(bullets); i++)
		if (begins_with(s, n, bullets[i]) && n > bullets[i].size + 1)
			return GH_BULLET;
	for (i = 0; i < COUNT(quotes); i++)
		if (begins_with(s, n, quotes[i]))
			return GH_QUOTED;
	return number_mark(s, n);
}

/* What the signs inside a short line are, counted in one walk. */
struct signs {
	unsigned commas, parts, short_parts, piece, code;
	bool separator, opened, closed, copyright, at, dash;
};

static void end_piece(struct signs *g)
{
	g->parts++;
	g->short_parts += g->piece <= 3;
	g->piece = 0;
}

/* Whether the bytes of sign end at s[i]: its last byte has been found there. */
static bool ends_at(const char *s, size_t i, struct sign sign)
{
	return i + 1 >= sign.size && memcmp(s + i + 1 - sign.size, sign.bytes, sign.size) == 0;
}

/*
 * Bytes that may be a sign, or the last byte of one of several: ، ؛ « » © · › ‹ → ← •.  Most bytes
 * are neither, and one look at this table is all they cost.
 */
static const bool telling[256] = {
	[' '] = true,  [','] = true,  ['|'] = true,  ['/'] = true,  [':'] = true,  ['@'] = true,
	['-'] = true,  ['{'] = true,  ['}'] = true,  [';'] = true,  ['='] = true,  ['<'] = true,
	['>'] = true,  ['$'] = true,  ['\\'] = true, ['_'] = true,  ['#'] = true,  ['('] = true,
	[')'] = true,  [0x8C] = true, [0x9B] = true, [0xAB] = true, [0xBB] = true, [0xA9] = true,
	[0xB7] = true, [0xBA] = true, [0xB9] = true, [0x92] = true, [0x90] = true, [0xA2] = true};

static void look_at_tail(struct signs *g, const char *s, size_t i)
{
	static const struct sign commas[] = {SIGN("،"), SIGN("؛")};
	static const struct sign separators[] = {SIGN("›"), SIGN("‹"), SIGN("→"),
	                                         SIGN("←"), SIGN("•"), SIGN("·")};
	size_t k;

	/* Of the Arabic letters many end in one of these bytes, and of signs behind D8 only two. */
	if (i > 0 && ((unsigned char)s[i - 1] & 0xFC) == 0xD8) {
		if (ends_at(s, i, commas[0]) || ends_at(s, i, commas[1])) {
			g->commas++;
			end_piece(g);
		}
		return;
	}
	g->opened |= ends_at(s, i, (struct sign)SIGN("«"));
	g->closed |= ends_at(s, i, (struct sign)SIGN("»"));
	g->copyright |= ends_at(s, i, (struct sign)SIGN("©"));
	for (k = 0; k < COUNT(separators); k++)
		g->separator |= ends_at(s, i, separators[k]);
}

static void look_at_sign(struct signs *g, const char *s, size_t i, size_t n)
{
	switch (s[i]) {
	case ' ':
		g->piece += i > 0 && s[i - 1] != ' ';
		break;
	case ',':
		g->commas++;
		end_piece(g);
		break;
	case '|':
		g->separator = true;
		end_piece(g);
		break;
	case '/':
		g->separator |= i > 0 && i + 1 < n && s[i - 1] == ' ' && s[i + 1] == ' ';
		end_piece(g);
		break;
	case ':':
		g->separator |= i + 1 < n && s[i + 1] == ':';
		break;
	case '@':
		g->at |= i > 0 && i + 1 < n && s[i - 1] > ' ' && s[i + 1] > ' ';
		break;
	case '-':
		g->dash = true;
		break;
	case '{':
	case '}':
	case ';':
	case '=':
	case '<':
	case '>':
	case '$':
	case '\\':
	case '_':
	case '#':
	case '(':
	case ')':
		g->code++;
		break;
	default:
		look_at_tail(g, s, i);
		break;
	}
}

static bool has_address(const char *s, size_t n)
{
	static const struct sign cues[] = {SIGN("http"), SIGN("www."), SIGN(".com"),
	                                   SIGN(".net"), SIGN(".org"), SIGN(".info")};
	size_t i, k;

	for (i = 0; i < n; i++) {
		if (s[i] != 'h' && s[i] != 'w' && s[i] != '.')
			continue;
		for (k = 0; k < COUNT(cues); k++)
			if (begins_with(s + i, n - i, cues[k]))
				return true;
	}
	return false;
}

/* Nine digits or more with nothing but blanks between, as a folded telephone number is. */
static bool has_phone(const unsigned char *key, size_t n)
{
	size_t i, run = 0;

	for (i = 0; i < n && run < 9; i++) {
		if (key[i] == GH_KEY_DIGIT)
			run++;
		else if (key[i] != GH_KEY_BLANK)
			run = 0;
	}
	return run >= 9;
}

static bool has_time(const unsigned char *key, size_t n)
{
	size_t i;

	for (i = 1; i + 2 < n; i++)
		if (key[i] == GH_KEY_COLON && key[i - 1] == GH_KEY_DIGIT &&
		    key[i + 1] == GH_KEY_DIGIT && key[i + 2] == GH_KEY_DIGIT)
			return true;
	return false;
}

/* A digit, a dash with or without blanks, a digit: 2 - 1.  Years (2019-2020) have more digits. */
static bool has_result(const char *s, size_t n)
{
	size_t i;

	for (i = 1; i + 1 < n; i++) {
		size_t a = i, b = i + 1;

		if (s[i] != '-')
			continue;
		while (a > 0 && s[a - 1] == ' ')
			a--;
		while (b < n && s[b] == ' ')
			b++;
		if (a > 0 && b < n && s[a - 1] >= '0' && s[a - 1] <= '9' &&
		    digit_at(s + b, n - b) && (a < 3 || !digit_at(s + a - 3, 3)))
			return true;
	}
	return false;
}

/* A dash and up to three words at the end, as photographs are credited. */
static bool has_credit(const char *s, size_t n)
{
	static const struct sign dash = SIGN("–");
	size_t i = n, blanks = 0;

	while (i > 0 && blanks <= 3) {
		if (s[i - 1] == '-' || ends_with(s, i, dash))
			return i < n;
		blanks += s[--i] == ' ';
	}
	return false;
}

static bool is_gap(const char *s, size_t n, size_t i)
{
	static const struct sign gaps[] = {SIGN("   "), SIGN("\t"),    SIGN("***"),
	                                   SIGN("* *"), SIGN(" ... "), SIGN(" … ")};
	size_t k;

	for (k = 0; k < COUNT(gaps); k++)
		if (begins_with(s + i, n - i, gaps[k]))
			return true;
	return false;
}

/* A gap in the middle third of the line, so that an indent or a column of figures is none. */
static bool has_halves(const char *s, size_t n)
{
	size_t i;

	for (i = n / 3; i < n - n / 3; i++)
		if (is_gap(s, n, i))
			return true;
	return false;
}

/* Short vowels (U+064B to U+0652) on a third of the letters or more. */
static bool is_vowelled(const char *s, size_t n, size_t letters)
{
	size_t i, vowels = 0;

	for (i = 0; i + 1 < n; i++)
		vowels += (unsigned char)s[i] == 0xD9 && (unsigned char)s[i + 1] >= 0x8B &&
		          (unsigned char)s[i + 1] <= 0x92;
	return letters >= 8 && vowels * 3 >= letters;
}

static void read_signs(const struct gh_line *line, const unsigned char *key, struct gh_shape *shape)
{
	const char *s = line->text;
	size_t i, n = line->length;
	struct signs g = {0};

	for (i = 0; i < n; i++) {
		if (telling[(unsigned char)s[i]])
			look_at_sign(&g, s, i, n);
	}
	g.piece++;
	end_piece(&g);
	shape->commas = (uint16_t)(g.commas < 99 ? g.commas : 99);
	if (g.copyright)
		shape->marks |= GH_COPYRIGHT;
	if (g.code >= 3 && shape->latin * 2 > shape->letters)
		shape->marks |= GH_CODE;
	if (shape->words > SHORT_WORDS)
		return;
	if (g.separator || g.opened != g.closed)
		shape->marks |= GH_PARTED;
	/* What the head of the line shows to be missing need not be looked for in all of it. */
	if (g.at || ((shape->latin > 0 || shape->sample < shape->words) && has_address(s, n)))
		shape->marks |= GH_LINKED;
	if (g.parts >= 3 && !(shape->marks & GH_LINKED) && shape->function <= g.parts / 4 &&
	    shape->numbers <= g.parts / 4 && g.short_parts * 5 >= g.parts * 4 &&
	    !(shape->marks & GH_STOP))
		shape->marks |= GH_LISTED;
	if (shape->words >= 4 && has_halves(s, n))
		shape->marks |= GH_VERSE;
	if (is_vowelled(s, n, shape->letters))
		shape->marks |= GH_VOWELLED;
	if (has_credit(s, n))
		shape->marks |= GH_CREDITED;
	if (shape->digits == 0 && shape->sample == shape->words)
		return;
	if (has_phone(key, line->key_length))
		shape->marks |= GH_PHONED;
	if (has_time(key, line->key_length))
		shape->marks |= GH_TIMED;
	if (g.dash && has_result(s, n))
		shape->marks |= GH_RESULT;
}

/* ---- a whole line ---- */

/* Up to eight bytes of a text as a number. */
static uint64_t bytes_at(const char *s, size_t n)
{
	return gh_word_head((const unsigned char *)s, n, n);
}

/* Equal lines give equal values: both ends and the length of a long one will do. */
static uint64_t copy_of(const char *s, size_t n)
{
	uint64_t h;
	size_t i;

	while (n > 0 && (s[0] == ' ' || s[0] == '\t'))
		s++, n--;
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	h = n;
	for (i = 0; i < n && i < 64; i += 8)
		h = stir(h, bytes_at(s + i, n - i));
	for (i = n > 128 ? n - 64 : 64; i < n; i += 8)
		h = stir(h, bytes_at(s + i, n - i));
	return h ^ h >> 31;
}

/* Tables of contents number what they list; the headings themselves may not. */
static uint32_t name_of(const unsigned char *key, size_t n)
{
	while (n > 0 && (*key == GH_KEY_DIGIT || *key == GH_KEY_BLANK))
		key++, n--;
	return hash_word(key, n < HEAD ? n : HEAD);
}

static void read_line(struct gh_shapes *shapes, const struct gh_doc *doc,
                      const struct gh_line *line, struct gh_shape *shape)
{
	const unsigned char *key = gh_line_key(doc, line);
	size_t at;

	memset(shape, 0, sizeof *shape);
	shape->stem = (uint32_t)shapes->stems_count;
	at = read_head(shapes->known, key, line->key_length, shape,
	               shapes->stems + shapes->stems_count);
	shapes->stems_count += shape->stems;
	shape->words = shape->sample + count_rest(key + at, line->key_length - at);
	shape->marks |= end_marks(line->text, line->length) | begin_marks(line->text, line->length);
	if (shape->letters == 0)
		shape->marks |= GH_LETTERLESS;
	if (shape->sample >= 3 && shape->latin * 5 > shape->letters * 4)
		shape->marks |= GH_LATIN;
	if (shape->words > 12)
		shape->marks &= ~(uint32_t)GH_DATED;
	if (line->key_length <= HEAD + HEAD / 2)
		read_signs(line, key, shape);
	shape->copy = copy_of(line->text, line->length);
	shape->name = name_of(key, line->key_length);
}

bool gh_shapes_read(struct gh_shapes *shapes, const struct gh_doc *doc)
{
	struct gh_shape *lines;
	size_t i, fates = doc->count > 0 ? doc->lines[doc->count - 1].fate + 1 : 0;

	lines = gh_array_grow(&shapes->from, shapes->lines, sizeof *lines, &shapes->room, fates);
	if (!lines)
		return false;
	shapes->lines = lines;
	shapes->stems_count = 0;
	for (i = 0; i < doc->count; i++) {
		uint32_t *stems = gh_array_grow(&shapes->from, shapes->stems, sizeof *stems,
		                                &shapes->stems_room, shapes->stems_count + STEMS);

		if (!stems)
			return false;
		shapes->stems = stems;
		read_line(shapes, doc, &doc->lines[i], &lines[doc->lines[i].fate]);
	}
	return true;
}
