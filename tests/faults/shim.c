/* SPDX-License-Identifier: MIT */
/*
 * Loaded before the C library (LD_PRELOAD): makes one call of the program that is tested fail, be
 * cut short, or be the last thing that it does.
 *
 *   FAULT="CALL N WHAT"  the Nth call, from 1, of CALL ("any": of all but malloc) gets WHAT:
 *                        "short" (write half), "kill-9" (die before it by this signal), or an errno
 *   FAULT_STAY=1         and so does each one after it, as on a disk that is full
 *   FAULT_SEED=S FAULT_RATE=R   instead, each call fails with one chance in R, all of kinds that
 *                        CALL has, as drawn from S
 *   FAULT_COUNT=FILE     at the end each call's name and number of calls is added to FILE
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#ifdef __linux__
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

enum call {
	WRITE, READ, OPEN, MKOSTEMP, FSYNC, RENAME, FCHMOD, FCHOWN, LINK, UNLINK, CLOSE, FTRUNCATE,
	LSEEK, FSETXATTR, GETXATTR, LISTXATTR, STAT, FSTAT, READLINK, REALPATH, MALLOC, CALLS
};

static const char *const names[CALLS] = {
	"write", "read", "open", "mkostemp", "fsync", "rename", "fchmod", "fchown", "link",
	"unlink", "close", "ftruncate", "lseek", "fsetxattr", "getxattr", "listxattr", "stat",
	"fstat", "readlink", "realpath", "malloc",
};

/* What may go wrong with each, for the random mode; 0 ends the row. */
static const int errors[CALLS][5] = {
	[WRITE] = {ENOSPC, EIO, EINTR, EDQUOT},
	[READ] = {EIO, EINTR},
	[OPEN] = {EACCES, EMFILE, EINTR},
	[MKOSTEMP] = {EACCES, ENOSPC},
	[FSYNC] = {EIO, ENOSPC, EINTR},
	[RENAME] = {EACCES, EIO, ENOSPC},
	[FCHMOD] = {EPERM, EIO},
	[FCHOWN] = {EPERM},
	[LINK] = {EPERM, EMLINK},
	[CLOSE] = {EIO, EINTR},
	[FTRUNCATE] = {EIO},
	[FSETXATTR] = {ENOSPC, EPERM},
	[STAT] = {EIO},
	[REALPATH] = {EACCES},
};

static _Atomic(uint64_t) counts[CALLS], any;
static _Atomic(uint64_t) drawn;

/* The program's own calls only: what the shim does itself must not count. */
static void *next(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 31) * UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ x >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
	return x ^ x >> 32;
}

static int random_fault(enum call call, const char *seed)
{
	const char *rate = getenv("FAULT_RATE");
	uint64_t number = mix(strtoull(seed, NULL, 10) * 1000003 + atomic_fetch_add(&drawn, 1));
	size_t kinds = 0;

	while (errors[call][kinds])
		kinds++;
	if (kinds == 0 || !rate || number % strtoull(rate, NULL, 10) != 0)
		return 0;
	return errors[call][mix(number) % kinds];
}

/* 0 to go on, -1 for a short one, or the errno to fail with. */
static int fault(enum call call)
{
	uint64_t nth = atomic_fetch_add(&counts[call], 1) + 1;
	uint64_t nth_of_any = call == MALLOC ? 0 : atomic_fetch_add(&any, 1) + 1;
	const char *plan = getenv("FAULT"), *seed = getenv("FAULT_SEED");
	const char *stay = getenv("FAULT_STAY");
	size_t size = plan ? strcspn(plan, " ") : 0;
	unsigned long long wanted;
	char *what;

	if (seed)
		return random_fault(call, seed);
	if (!plan)
		return 0;
	if (size == 3 && memcmp(plan, "any", 3) == 0)
		nth = nth_of_any;
	else if (size != strlen(names[call]) || memcmp(plan, names[call], size) != 0)
		return 0;
	wanted = strtoull(plan + size, &what, 10);
	if (stay ? nth < wanted : nth != wanted)
		return 0;
	what++;
	if (strncmp(what, "kill-", 5) == 0) {
		(void)kill(getpid(), atoi(what + 5)); /* it comes later where it is blocked */
		return 0;
	}
	return strcmp(what, "short") == 0 ? -1 : atoi(what);
}

__attribute__((destructor)) static void tell(void)
{
	const char *name = getenv("FAULT_COUNT");
	FILE *file = name ? fopen(name, "a") : NULL;
	uint64_t seen[CALLS];
	size_t i;

	for (i = 0; i < CALLS; i++)
		seen[i] = atomic_load(&counts[i]);
	for (i = 0; file && i < CALLS; i++)
		fprintf(file, "%s %llu\n", names[i], (unsigned long long)seen[i]);
	if (file)
		fclose(file);
}

/* A call that can only fail: its arguments as declared, and as passed on. */
#define FAILING(result, failed, call, name, declared, passed)       \
	result name declared                                         \
	{                                                            \
		static result(*real) declared;                       \
		int error = fault(call);                             \
                                                                     \
		if (!real)                                           \
			*(void **)&real = next(#name);               \
		if (error > 0) {                                     \
			errno = error;                               \
			return failed;                               \
		}                                                    \
		return real passed;                                  \
	}

FAILING(int, -1, MKOSTEMP, mkostemp, (char *path, int flags), (path, flags))
FAILING(int, -1, FSYNC, fsync, (int fd), (fd))
FAILING(int, -1, RENAME, rename, (const char *from, const char *to), (from, to))
FAILING(int, -1, FCHMOD, fchmod, (int fd, mode_t mode), (fd, mode))
FAILING(int, -1, FCHOWN, fchown, (int fd, uid_t user, gid_t group), (fd, user, group))
FAILING(int, -1, LINK, link, (const char *from, const char *to), (from, to))
FAILING(int, -1, UNLINK, unlink, (const char *path), (path))
FAILING(int, -1, FTRUNCATE, ftruncate, (int fd, off_t size), (fd, size))
FAILING(off_t, -1, LSEEK, lseek, (int fd, off_t to, int from), (fd, to, from))
FAILING(int, -1, FSETXATTR, fsetxattr,
        (int fd, const char *name, const void *at, size_t size, int flags),
        (fd, name, at, size, flags))
FAILING(ssize_t, -1, GETXATTR, getxattr,
        (const char *path, const char *name, void *at, size_t size), (path, name, at, size))
FAILING(ssize_t, -1, LISTXATTR, listxattr, (const char *path, char *at, size_t size),
        (path, at, size))
FAILING(int, -1, STAT, stat, (const char *path, struct stat *about), (path, about))
FAILING(int, -1, FSTAT, fstat, (int fd, struct stat *about), (fd, about))
FAILING(ssize_t, -1, READLINK, readlink, (const char *path, char *at, size_t size),
        (path, at, size))
FAILING(char *, NULL, REALPATH, realpath, (const char *path, char *at), (path, at))

ssize_t write(int fd, const void *at, size_t size)
{
	static ssize_t (*real)(int, const void *, size_t);
	int error = fault(WRITE);

	if (!real)
		*(void **)&real = next("write");
	if (error > 0) {
		errno = error;
		return -1;
	}
	return real(fd, at, error < 0 && size > 1 ? size / 2 : size);
}

ssize_t read(int fd, void *at, size_t size)
{
	static ssize_t (*real)(int, void *, size_t);
	int error = fault(READ);

	if (!real)
		*(void **)&real = next("read");
	if (error > 0) {
		errno = error;
		return -1;
	}
	return real(fd, at, error < 0 && size > 1 ? size / 2 : size);
}

/* The descriptor is closed all the same, as Linux has it. */
int close(int fd)
{
	static int (*real)(int);
	int error = fault(CLOSE), result;

	if (!real)
		*(void **)&real = next("close");
	result = real(fd);
	if (error > 0) {
		errno = error;
		return -1;
	}
	return result;
}

int open(const char *path, int flags, ...)
{
	static int (*real)(const char *, int, ...);
	int error = fault(OPEN);
	mode_t mode = 0;
	va_list list;

	if (!real)
		*(void **)&real = next("open");
	if (error > 0) {
		errno = error;
		return -1;
	}
	va_start(list, flags);
	if (flags & O_CREAT)
		mode = va_arg(list, mode_t);
	va_end(list);
	return real(path, flags, mode);
}

#ifdef __GLIBC__
/* dlsym() itself allocates, so these are asked for by the names that only glibc has. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

static bool refused(void)
{
	if (fault(MALLOC) <= 0)
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return refused() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return refused() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
	return size > 0 && refused() ? NULL : __libc_realloc(block, size);
}
#endif /* __GLIBC__ */
#else
typedef int nothing; /* elsewhere the test is skipped */
#endif
