/* hungry.c - loaded before the C library, it lets one chosen allocation of the program itself fail (not those of
 * libraries). HUNGRY_AT: which, from 1; HUNGRY_COUNT: a file to which their number is written at the end. */
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static uintptr_t begin, end;
static long calls, at;

/** The first object is the program. */
static int look(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X) != 0) {
            begin = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            end = begin + info->dlpi_phdr[i].p_memsz;
        }
    return 1;
}

__attribute__((constructor)) static void start(void)
{
    const char *text = getenv("HUNGRY_AT");
    at = text == NULL ? 0 : atol(text);
    dl_iterate_phdr(look, NULL);
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("HUNGRY_COUNT");
    char text[32];
    int file = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file >= 0) {
        int length = snprintf(text, sizeof text, "%ld", calls);
        if (write(file, text, (size_t)length) < 0) {
            _exit(99);
        }
        close(file);
    }
}

static int starves(const void *caller)
{
    if ((uintptr_t)caller < begin || (uintptr_t)caller >= end ||
        __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED) != at) {
        return 0;
    }
    errno = ENOMEM;
    return 1;
}
#define STARVES starves(__builtin_return_address(0))

void *malloc(size_t size)
{
    return STARVES ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return STARVES ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return STARVES ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return STARVES ? NULL : __libc_memalign(alignment, size);
}

char *strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = STARVES ? NULL : __libc_malloc(size);
    return copy == NULL ? NULL : memcpy(copy, text, size);
}

char *strndup(const char *text, size_t most)
{
    size_t size = strnlen(text, most);
    char *copy = STARVES ? NULL : __libc_malloc(size + 1);
    if (copy != NULL) {
        memcpy(copy, text, size);
        copy[size] = '\0';
    }
    return copy;
}
