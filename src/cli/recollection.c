/* SPDX-License-Identifier: MIT */
#include "config.h"

#include "recollection.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool recollection_map(struct recollection *recollection, int fd, const char *file, struct log *log)
{
	ghirbal_error error;
	ghirbal_status status;
	struct stat about;

	*recollection = (struct recollection){NULL, 0, NULL};
	if (fstat(fd, &about) < 0 || !S_ISREG(about.st_mode)) {
		log_error(log, file, "a site memory is a regular file");
		return false;
	}
	if (about.st_size > 0) {
		recollection->size = (size_t)about.st_size;
		recollection->bytes = mmap(NULL, recollection->size, PROT_READ, MAP_SHARED, fd, 0);
	}
	if (recollection->bytes == MAP_FAILED) {
		recollection->bytes = NULL;
		log_error(log, file, "%s", strerror(errno));
		return false;
	}
	status = ghirbal_memory_open(&recollection->memory, recollection->bytes, recollection->size,
	                             NULL, &error);
	if (status != GHIRBAL_OK) {
		log_error(log, file, "%s",
		          status == GHIRBAL_BAD_MEMORY ? error.text : ghirbal_status_text(status));
		recollection_close(recollection);
	}
	return status == GHIRBAL_OK;
}

bool recollection_open(struct recollection *recollection, const char *file, struct log *log)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	bool opened;

	*recollection = (struct recollection){NULL, 0, NULL};
	if (fd < 0) {
		log_error(log, file, "%s", strerror(errno));
		return false;
	}
	opened = recollection_map(recollection, fd, file, log);
	close(fd);
	return opened;
}

void recollection_close(struct recollection *recollection)
{
	ghirbal_memory_close(recollection->memory);
	if (recollection->bytes)
		munmap(recollection->bytes, recollection->size);
	*recollection = (struct recollection){NULL, 0, NULL};
}
