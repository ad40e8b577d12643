/* memory.h - what is allocated and let go again: several pointers at once, and a text that grows as a stream. */
#ifndef SIM_MEMORY_H
#define SIM_MEMORY_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/** Free each of these pointers. Those that are NULL are passed over. */
#define SIM_FREE(...)                                                                                                  \
    sim_free_each((void *const[]){ __VA_ARGS__ }, sizeof((void *const[]){ __VA_ARGS__ }) / sizeof(void *))

static inline void sim_free_each(void *const *allocations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(allocations[i]);
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
