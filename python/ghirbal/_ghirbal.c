/* SPDX-License-Identifier: MIT */
/*
 * libghirbal for Python, by the limited API: one wheel for every Python from 3.10 on.
 *
 * A Sieve is rules and settings, and the streams made for it: a call takes one that is free, or
 * makes one, so that threads share a Sieve and none waits for another.  The interpreter's lock
 * guards the list of free streams; it is let go of while the library works.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ghirbal.h"
#include "codec.h"

/* ---- bytes that grow ---- */

struct bytes {
	char *data;
	size_t size, room;
};

/* Makes room for size bytes more. */
static bool reserve(struct bytes *bytes, size_t size)
{
	size_t room = bytes->size + size + bytes->size / 2 + 256;
	char *grown;

	if (size <= bytes->room - bytes->size)
		return true;
	grown = realloc(bytes->data, room);
	if (!grown)
		return false;
	bytes->data = grown;
	bytes->room = room;
	return true;
}

/* ---- errors ---- */

static PyObject *raise_status(ghirbal_status status)
{
	if (status == GHIRBAL_NO_MEMORY)
		return PyErr_NoMemory();
	PyErr_SetString(PyExc_RuntimeError, ghirbal_status_text(status));
	return NULL;
}

/* A mistake in a rule or a list is the caller's, and says where and what may have been meant. */
static void raise_error(ghirbal_status status, const ghirbal_error *error)
{
	char place[sizeof error->file + 32] = "";

	if (status == GHIRBAL_BAD_MEMORY) {
		PyErr_Format(PyExc_ValueError, "memory: %s", error->text);
		return;
	}
	if (status != GHIRBAL_BAD_RULE && status != GHIRBAL_BAD_NAME) {
		raise_status(status);
		return;
	}
	if (error->line > 0)
		PyOS_snprintf(place, sizeof place, "%s:%zu: ", error->file, error->line);
	PyErr_Format(PyExc_ValueError, "%s%s%s%s%s%s%s", place, error->word,
	             error->word[0] ? ": " : "", error->text,
	             error->nearest[0] ? "; did you mean " : "", error->nearest,
	             error->nearest[0] ? "?" : "");
}

/* ---- texts and what comes of them ---- */

struct job {
	PyObject *text;        /* borrowed */
	const char *site;      /* or NULL */
	Py_ssize_t site_length;
	size_t at, length;     /* its code points in run.points */
	size_t start, count;   /* what came of it, in units of run.units */
	bool changed;
};

static PyObject *decode(const char *bytes, size_t size)
{
	return PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)size, "replace");
}

/* ---- a sieve and its runs ---- */

struct run {
	ghirbal_stream *stream;
	struct bytes points, units; /* of all texts in hand: code points, what came of them as UTF-16 */
	struct bytes page;     /* the text being cleaned */
	size_t same;           /* bytes of it that came out as they are ... */
	bool changed;          /* ... before something came that is otherwise */
	struct run *next;
	bool repaired;         /* a surrogate of the text in hand, so that it is not itself */
	/* while explain() runs */
	PyObject *removals;
	size_t read, counted;  /* how far the page was read, in bytes and in code points */
};

typedef struct {
	PyObject_HEAD
	ghirbal_rules *rules;
	void *mapped;          /* the bytes of the site memory, or NULL */
	size_t mapped_size;
	ghirbal_memory *memory;
	ghirbal_settings settings;
	struct run *idle;      /* guarded by the interpreter's lock */
} Sieve;

static bool add_units(struct run *run, const char *text, size_t size)
{
	if (!reserve(&run->units, (size + 8) * sizeof(uint16_t)))
		return false;
	size = utf8_to_utf16(text, size, (uint16_t *)(void *)(run->units.data + run->units.size));
	run->units.size += size * sizeof(uint16_t);
	return true;
}

/* Whether the page goes on with these bytes, which may lie in it. */
static bool is_next(const struct run *run, const char *bytes, size_t size)
{
	const char *next = run->page.data + run->same;

	return size <= run->page.size - run->same && (bytes == next || memcmp(bytes, next, size) == 0);
}

/* From here on what came out is written, which so far was the page itself. */
static bool begin_change(struct run *run)
{
	run->changed = true;
	return add_units(run, run->page.data, run->same);
}

/* The library writes whole characters. */
static int take_clean(void *context, const char *bytes, size_t size)
{
	struct run *run = context;

	if (!run->changed && is_next(run, bytes, size)) {
		run->same += size;
		return 0;
	}
	if (!run->changed && !begin_change(run))
		return -1;
	return add_units(run, bytes, size) ? 0 : -1;
}

static void free_run(struct run *run)
{
	ghirbal_stream_free(run->stream);
	free(run->page.data);
	free(run->points.data);
	free(run->units.data);
	free(run);
}

static int take_removal(void *context, const ghirbal_removal *removal);

/* A run of its own, to be given back by end_run(); explaining ones are made for one text. */
static struct run *begin_run(Sieve *sieve, bool explaining)
{
	ghirbal_settings settings = sieve->settings;
	struct run *run = explaining ? NULL : sieve->idle;
	ghirbal_status status;

	if (run) {
		sieve->idle = run->next;
		run->points.size = run->units.size = 0;
		return run;
	}
	run = calloc(1, sizeof *run);
	if (!run) {
		PyErr_NoMemory();
		return NULL;
	}
	settings.write = take_clean;
	settings.removed = explaining ? take_removal : NULL;
	settings.context = run;
	status = ghirbal_stream_new(&run->stream, sieve->rules, &settings, NULL);
	if (status) {
		raise_status(status);
		free_run(run);
		return NULL;
	}
	return run;
}

/* A stream that failed is fit for nothing more; neither is a store that one huge page blew up. */
static void end_run(Sieve *sieve, struct run *run, bool reusable)
{
	if (!reusable || run->points.room > (size_t)64 << 20) {
		free_run(run);
		return;
	}
	run->next = sieve->idle;
	sieve->idle = run;
}

/* ---- the way of a text, without the interpreter's lock ---- */

/* Reads a text into run->page. */
static ghirbal_status read_page(struct run *run, const struct job *job)
{
	const uint32_t *points = (const uint32_t *)(const void *)run->points.data + job->at;

	run->page.size = run->same = 0;
	run->changed = false;
	if (!reserve(&run->page, 4 * job->length + 16))
		return GHIRBAL_NO_MEMORY;
	run->page.size = points_to_utf8(points, job->length, run->page.data, &run->repaired);
	return GHIRBAL_OK;
}

static ghirbal_status clean_job(struct run *run, struct job *job)
{
	ghirbal_status status = read_page(run, job);

	job->start = run->units.size / sizeof(uint16_t);
	if (!status && job->site)
		status = ghirbal_stream_site(run->stream, job->site, (size_t)job->site_length);
	if (!status)
		status = ghirbal_clean(run->stream, run->page.data, run->page.size);
	if (!status && !run->changed && (run->repaired || run->same < run->page.size) &&
	    !begin_change(run))
		status = GHIRBAL_NO_MEMORY;
	job->changed = run->changed;
	job->count = run->units.size / sizeof(uint16_t) - job->start;
	return status;
}

/* With the lock again: the text itself if nothing changed. */
static PyObject *close_job(const struct run *run, const struct job *job)
{
	const uint16_t one = 1;
	int order = *(const char *)&one ? -1 : 1;

	if (!job->changed) {
		Py_INCREF(job->text);
		return job->text;
	}
	return PyUnicode_DecodeUTF16(run->units.data + job->start * sizeof(uint16_t),
	                             (Py_ssize_t)(job->count * sizeof(uint16_t)), NULL, &order);
}

/* Takes the code points of the job's text, which the lock guards.  False: an error is set. */
static bool open_job(struct run *run, struct job *job)
{
	Py_ssize_t length;

	_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "a wide character is a code point");
	if (!PyUnicode_Check(job->text)) {
		PyErr_SetString(PyExc_TypeError, "text is wanted: a str");
		return false;
	}
	length = PyUnicode_GetLength(job->text);
	if (length < 0)
		return false;
	job->at = run->points.size / sizeof(wchar_t);
	job->length = (size_t)length;
	if (!reserve(&run->points, job->length * sizeof(wchar_t))) {
		PyErr_NoMemory();
		return false;
	}
	run->points.size += job->length * sizeof(wchar_t);
	return length == 0 ||
	       PyUnicode_AsWideChar(job->text, (wchar_t *)(void *)run->points.data + job->at, length) >= 0;
}

static bool open_jobs(struct run *run, struct job *jobs, Py_ssize_t count)
{
	Py_ssize_t i;

	for (i = 0; i < count; i++)
		if (!open_job(run, &jobs[i]))
			return false;
	return true;
}

/* Cleans the texts of jobs; the lock is let go of meanwhile.  False: an error is set. */
static bool clean_jobs(Sieve *sieve, struct job *jobs, Py_ssize_t count, PyObject **clean)
{
	struct run *run = begin_run(sieve, false);
	ghirbal_status status = GHIRBAL_OK;
	Py_ssize_t i;
	bool done;

	if (!run)
		return false;
	done = open_jobs(run, jobs, count);
	if (done) {
		Py_BEGIN_ALLOW_THREADS
		for (i = 0; i < count && !status; i++)
			status = clean_job(run, &jobs[i]);
		Py_END_ALLOW_THREADS
	}
	if (status)
		done = raise_status(status == GHIRBAL_STOPPED ? GHIRBAL_NO_MEMORY : status) != NULL;
	for (i = 0; i < count && done; i++)
		done = (clean[i] = close_job(run, &jobs[i])) != NULL;
	end_run(sieve, run, status == GHIRBAL_OK);
	return done;
}

/* A text, and a site or None. */
static bool read_arguments(PyObject *arguments, struct job *job)
{
	return PyArg_ParseTuple(arguments, "O|z#", &job->text, &job->site, &job->site_length);
}

static PyObject *sieve_clean(PyObject *self, PyObject *arguments)
{
	struct job job = {0};
	PyObject *clean = NULL;

	if (read_arguments(arguments, &job) && !clean_jobs((Sieve *)self, &job, 1, &clean))
		Py_CLEAR(clean);
	return clean;
}

static PyObject *list_of(PyObject **items, Py_ssize_t count)
{
	PyObject *list = PyList_New(count);
	Py_ssize_t i;

	for (i = 0; list && i < count; i++) {
		Py_INCREF(items[i]);
		if (PyList_SetItem(list, i, items[i]) != 0)
			Py_CLEAR(list);
	}
	return list;
}

/* A list of texts that nobody else has, since Python's side made it, and the site of them all or None. */
static PyObject *sieve_clean_all(PyObject *self, PyObject *arguments)
{
	PyObject *texts;
	const char *site;
	Py_ssize_t count, site_length, i;
	PyObject **clean = NULL, *list = NULL;
	struct job *jobs = NULL;

	if (!PyArg_ParseTuple(arguments, "Oz#", &texts, &site, &site_length))
		return NULL;
	if (!PyList_Check(texts)) {
		PyErr_SetString(PyExc_TypeError, "a list of texts is wanted");
		return NULL;
	}
	count = PyList_Size(texts);
	jobs = calloc((size_t)count + 1, sizeof *jobs);
	clean = calloc((size_t)count + 1, sizeof(PyObject *));
	if (!jobs || !clean) {
		PyErr_NoMemory();
		goto out;
	}
	for (i = 0; i < count; i++) {
		jobs[i].site = site;
		jobs[i].site_length = site_length;
		jobs[i].text = PyList_GetItem(texts, i);
	}
	if (clean_jobs((Sieve *)self, jobs, count, clean))
		list = list_of(clean, count);
	for (i = 0; i < count; i++)
		Py_XDECREF(clean[i]);
out:
	free(jobs);
	free(clean);
	return list;
}

/* ---- explain ---- */

/* Code points up to byte offset at; removals come in order, so the page is counted once. */
static Py_ssize_t point_of(struct run *run, size_t at)
{
	if (at < run->read)
		run->read = run->counted = 0;
	for (; run->read < at; run->read++)
		run->counted += ((unsigned char)run->page.data[run->read] & 0xC0) != 0x80;
	return (Py_ssize_t)run->counted;
}

static PyObject *rule_address(const ghirbal_removal *removal)
{
	if (!removal->rule_file)
		Py_RETURN_NONE;
	return PyUnicode_FromFormat("%s:%zu", removal->rule_file, removal->rule_line);
}

/* The lock is held: an explaining run works under it. */
static int take_removal(void *context, const ghirbal_removal *removal)
{
	struct run *run = context;
	PyObject *rule, *text, *row;
	Py_ssize_t start, end;
	int failed;

	/* A blank line goes with its neighbour, which was told. */
	if (removal->verdict == GHIRBAL_BLANK)
		return 0;
	start = point_of(run, removal->offset);
	end = point_of(run, removal->offset + removal->extent);
	rule = rule_address(removal);
	text = decode(removal->text, removal->length);
	if (!rule || !text) {
		Py_XDECREF(rule);
		Py_XDECREF(text);
		return -1;
	}
	row = Py_BuildValue("(KnnssNssdN)", (unsigned long long)removal->line, start, end,
	                    removal->verdict == GHIRBAL_CUT ? "cut" : "drop", removal->group, rule,
	                    removal->reason, removal->evidence, removal->score, text);
	failed = !row || PyList_Append(run->removals, row) != 0;
	Py_XDECREF(row);
	return failed ? -1 : 0;
}

/* Reads the page and cleans it for its removals; the lock is held, since they become objects. */
static ghirbal_status explain_job(struct run *run, const struct job *job)
{
	ghirbal_status status = read_page(run, job);

	if (!status && job->site)
		status = ghirbal_stream_site(run->stream, job->site, (size_t)job->site_length);
	return status ? status : ghirbal_clean(run->stream, run->page.data, run->page.size);
}

static PyObject *sieve_explain(PyObject *self, PyObject *arguments)
{
	struct job job = {0};
	struct run *run = read_arguments(arguments, &job) ? begin_run((Sieve *)self, true) : NULL;
	PyObject *removals = run ? run->removals = PyList_New(0) : NULL;

	if (removals && !open_job(run, &job))
		Py_CLEAR(removals);
	if (removals) {
		ghirbal_status status = explain_job(run, &job);

		if (status && !PyErr_Occurred())
			raise_status(status == GHIRBAL_STOPPED ? GHIRBAL_NO_MEMORY : status);
		if (PyErr_Occurred())
			Py_CLEAR(removals);
	}
	if (run)
		free_run(run);
	return removals;
}

/* ---- making a sieve ---- */

/* rules: pairs of a name and a text. */
static ghirbal_status add_rules(ghirbal_rules *rules, PyObject *files, ghirbal_error *error)
{
	Py_ssize_t count = PySequence_Size(files), i;
	ghirbal_status status = GHIRBAL_OK;

	for (i = 0; i < count && !status && !PyErr_Occurred(); i++) {
		PyObject *pair = PySequence_GetItem(files, i);
		const char *name, *text;
		Py_ssize_t size;

		if (pair && PyArg_ParseTuple(pair, "ss#", &name, &text, &size))
			status = ghirbal_rules_add(rules, name, text, (size_t)size, error);
		Py_XDECREF(pair);
	}
	return status;
}

static ghirbal_status fill_rules(ghirbal_rules *rules, PyObject *files, bool defaults,
                                 const char *strip, const char *keep, ghirbal_error *error)
{
	ghirbal_status status = defaults ? ghirbal_rules_add_defaults(rules, error) : GHIRBAL_OK;

	if (!status)
		status = add_rules(rules, files, error);
	if (!status && strip && !PyErr_Occurred())
		status = ghirbal_rules_strip(rules, strip, error);
	if (!status && keep && !PyErr_Occurred())
		status = ghirbal_rules_spare(rules, keep, error);
	if (!status && !PyErr_Occurred())
		status = ghirbal_rules_seal(rules, error);
	return status;
}

/* False with an error set if the file cannot be mapped; of an empty one nothing is. */
static bool map_file(Sieve *sieve, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat about;

	if (fd >= 0 && fstat(fd, &about) == 0 && about.st_size > 0) {
		sieve->mapped_size = (size_t)about.st_size;
		sieve->mapped = mmap(NULL, sieve->mapped_size, PROT_READ, MAP_SHARED, fd, 0);
	}
	if (fd < 0 || sieve->mapped == MAP_FAILED) {
		PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
		sieve->mapped = NULL;
	}
	if (fd >= 0)
		close(fd);
	return !PyErr_Occurred();
}

/* path, NULL for no memory.  The file is mapped, so that processes share one copy. */
static ghirbal_status open_memory(Sieve *sieve, const char *path, ghirbal_error *error)
{
	ghirbal_status status;

	if (!path)
		return GHIRBAL_OK;
	if (!map_file(sieve, path))
		return GHIRBAL_BAD_MEMORY;
	status = ghirbal_memory_open(&sieve->memory, sieve->mapped, sieve->mapped_size, NULL, error);
	if (!status && ghirbal_memory_is_part(sieve->memory)) {
		PyErr_SetString(PyExc_ValueError, "memory: this is a part, to be merged first");
		return GHIRBAL_BAD_MEMORY;
	}
	sieve->settings.memory = sieve->memory;
	return status;
}

static PyObject *sieve_new(PyTypeObject *type, PyObject *arguments, PyObject *names)
{
	static const char *const words[] = {"rules", "default_rules", "strip", "keep", "normalize",
	                                    "level", "max_document", "memory", NULL};
	ghirbal_error error = {0};
	ghirbal_status status;
	PyObject *files;
	const char *memory, *strip, *keep, *normalize;
	int defaults, level;
	Py_ssize_t most, memory_length;
	Sieve *sieve;

	if (!PyArg_ParseTupleAndKeywords(arguments, names, "Opzzsinz#", (char **)(uintptr_t)words, &files,
	                                 &defaults, &strip, &keep, &normalize, &level, &most, &memory, &memory_length))
		return NULL;
	sieve = (Sieve *)PyType_GenericNew(type, NULL, NULL);
	if (!sieve)
		return NULL;
	ghirbal_settings_default(&sieve->settings);
	sieve->settings.level = (ghirbal_level)level;
	sieve->settings.max_document = most < 0 ? 0 : (size_t)most;
	status = ghirbal_normal_parse(&sieve->settings.normal, normalize, &error);
	if (!status)
		status = open_memory(sieve, memory, &error);
	if (!status)
		status = ghirbal_rules_new(&sieve->rules, NULL);
	if (!status)
		status = fill_rules(sieve->rules, files, defaults != 0, strip, keep, &error);
	if (status && !PyErr_Occurred())
		raise_error(status, &error);
	if (PyErr_Occurred()) {
		Py_DECREF(sieve);
		return NULL;
	}
	return (PyObject *)sieve;
}

static void sieve_free(PyObject *self)
{
	Sieve *sieve = (Sieve *)self;
	PyTypeObject *type = Py_TYPE(self);
	freefunc release = (freefunc)(uintptr_t)PyType_GetSlot(type, Py_tp_free);

	while (sieve->idle) {
		struct run *run = sieve->idle;

		sieve->idle = run->next;
		free_run(run);
	}
	ghirbal_rules_free(sieve->rules);
	ghirbal_memory_close(sieve->memory);
	if (sieve->mapped)
		munmap(sieve->mapped, sieve->mapped_size);
	release(self);
	Py_DECREF(type);
}

/* ---- normalize ---- */

static bool is_same(const struct bytes *a, const struct bytes *b)
{
	return a->size == b->size && (a->size == 0 || memcmp(a->data, b->data, a->size) == 0);
}

/* Normalises page; a new string, or text itself if nothing changed. */
static PyObject *normalize_page(const ghirbal_normal *normal, PyObject *text, const struct run *run)
{
	const struct bytes *page = &run->page;
	struct bytes out = {0};
	PyObject *clean = NULL;
	ghirbal_status status = GHIRBAL_OK;
	size_t wanted = page->size + page->size / 4 + 64;

	/* Twice at most: the first call tells the room that it wants. */
	while (!status && wanted > out.room) {
		if (!reserve(&out, wanted)) {
			free(out.data);
			return PyErr_NoMemory();
		}
		Py_BEGIN_ALLOW_THREADS
		status = ghirbal_normalize(normal, page->data, page->size, out.data, out.room, &wanted, NULL);
		Py_END_ALLOW_THREADS
	}
	out.size = wanted;
	if (status) {
		raise_status(status);
	} else if (!run->repaired && is_same(page, &out)) {
		Py_INCREF(text);
		clean = text;
	} else {
		clean = decode(out.data, out.size);
	}
	free(out.data);
	return clean;
}

static PyObject *normalize(PyObject *module, PyObject *arguments)
{
	ghirbal_normal normal;
	ghirbal_error error = {0};
	ghirbal_status status;
	PyObject *text, *clean = NULL;
	struct job job = {0};
	struct run run = {0};
	const char *switches;

	(void)module;
	if (!PyArg_ParseTuple(arguments, "Us", &text, &switches))
		return NULL;
	status = ghirbal_normal_parse(&normal, switches, &error);
	if (status) {
		raise_error(status, &error);
		return NULL;
	}
	job.text = text;
	if (open_job(&run, &job)) {
		if (read_page(&run, &job))
			PyErr_NoMemory();
		else
			clean = normalize_page(&normal, text, &run);
	}
	free(run.page.data);
	free(run.points.data);
	return clean;
}

/* ---- the module ---- */

static PyMethodDef sieve_methods[] = {
	{"clean", sieve_clean, METH_VARARGS, NULL},
	{"clean_all", sieve_clean_all, METH_VARARGS, NULL},
	{"explain", sieve_explain, METH_VARARGS, NULL},
	{NULL, NULL, 0, NULL},
};

static PyType_Slot sieve_slots[] = {
	{Py_tp_new, (void *)(uintptr_t)sieve_new},
	{Py_tp_dealloc, (void *)(uintptr_t)sieve_free},
	{Py_tp_methods, sieve_methods},
	{0, NULL},
};

static PyType_Spec sieve_spec = {
	.name = "ghirbal._ghirbal.Sieve",
	.basicsize = sizeof(Sieve),
	.flags = Py_TPFLAGS_DEFAULT,
	.slots = sieve_slots,
};

static PyMethodDef module_methods[] = {
	{"normalize", normalize, METH_VARARGS, NULL},
	{NULL, NULL, 0, NULL},
};

static int fill_module(PyObject *module)
{
	PyObject *type = PyType_FromSpec(&sieve_spec);
	int failed = !type || PyModule_AddObjectRef(module, "Sieve", type) != 0;

	codec_init();
	Py_XDECREF(type);
	return failed || PyModule_AddStringConstant(module, "version", ghirbal_version()) ? -1 : 0;
}

static PyModuleDef_Slot module_slots[] = {
	{Py_mod_exec, (void *)(uintptr_t)fill_module},
	{0, NULL},
};

static PyModuleDef module = {
	PyModuleDef_HEAD_INIT,
	.m_name = "ghirbal._ghirbal",
	.m_methods = module_methods,
	.m_slots = module_slots,
};

PyMODINIT_FUNC PyInit__ghirbal(void)
{
	return PyModuleDef_Init(&module);
}
