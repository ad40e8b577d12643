/* memory.h - what is allocated and let go again: several pointers at once, an array with more room, and a text that
 * grows as a stream. */
#ifndef SIM_MEMORY_H
#define SIM_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Free each of these pointers. Those that are NULL are passed over. */
#define SIM_FREE(...)                                                                                                  \
    sim_free_each((void *const[]){ __VA_ARGS__ }, sizeof((void *const[]){ __VA_ARGS__ }) / sizeof(void *))

static inline void sim_free_each(void *const *allocations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(allocations[i]);
}

/** Give the array `list`, which may be NULL, room for so many members. False without memory, and it stays as it was. */
#define SIM_RESIZE(list, members) sim_resize(&(list), (size_t)(members), sizeof *(list))

/** The pointer is copied as bytes, since arrays are of many types. */
static inline bool sim_resize(void *list, size_t members, size_t size)
{
    void *old, *more;
    memcpy(&old, list, sizeof old);
    more = realloc(old, members * size);
    if (more != NULL) {
        memcpy(list, &more, sizeof more);
    }
    return more != NULL;
}

/** Close the stream that open_memstream() made for *text (NULL at first), or NULL where it made none. Returns the text,
 * which the caller frees; NULL where memory was missing. */
static inline char *sim_text_end(FILE *stream, char **text)
{
    if (stream == NULL || fclose(stream) != 0) {
        free(*text);
        *text = NULL;
    }
    return *text;
}

#endif
