/* field.h - worlds as rows of numbers, sorted once along each factor, so that boxes and trees are cut from them without
 * sorting again. */
#ifndef SIM_FIELD_H
#define SIM_FIELD_H

#include <stdbool.h>
#include <stdint.h>

enum {
    SIM_MOST_LEVELS_OF_FACTOR = 64
}; /* a factor with more values is cut by the places of worlds and not level by level */

/** A position in a field's order holds the number of a world, and this bit where its value is that of the position
 * before. */
#define SIM_TIE (UINT32_C(1) << 31)

struct sim_field {
    long n; /* worlds, under 2^31 */
    int factors;
    const double *x;  /* [world][factor]; the caller's */
    const int *words; /* [factor]: how many words a factor chooses among, at most SIM_MOST_LEVELS_OF_FACTOR; 0: it has
                         an order */
    uint32_t *order;  /* [factor][position]: worlds by rising value */
    uint32_t *place;  /* [world][factor]: the world's position in the order, or its level where there are levels */
    unsigned char *code; /* [world][factor]: the level, or the place without its last `shift` bits. A row takes a
                            quarter of the memory */
    int shift;
    int *levels; /* [factor]: how many values it has, up to SIM_MOST_LEVELS_OF_FACTOR; 0: more. A word is its own level
                  */
    uint32_t *starts; /* [factor][SIM_MOST_LEVELS_OF_FACTOR + 1]: position at which a level starts */
};

/** Sort the worlds. False without memory. Whatever is returned, sim_field_free() may be called. */
bool sim_field_init(struct sim_field *self, const double *x, const int *words, long n, int factors);
void sim_field_free(struct sim_field *self);

static inline uint32_t sim_field_world(const struct sim_field *self, int factor, uint32_t position)
{
    return self->order[(long)factor * self->n + position] & ~SIM_TIE;
}

/** Is the value at a position that of the position before? */
static inline bool sim_field_tied(const struct sim_field *self, int factor, uint32_t position)
{
    return self->order[(long)factor * self->n + position] & SIM_TIE;
}

static inline double sim_field_value(const struct sim_field *self, int factor, uint32_t position)
{
    return self->x[(long)sim_field_world(self, factor, position) * self->factors + factor];
}

#endif
