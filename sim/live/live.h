/* live.h - a study in memory that is asked again and again with other settings. It computes one pack at a time. For
 * more, open it more than once (the page does, one for each worker). Runs are the same bits as those of `run`. */
#ifndef SIM_LIVE_H
#define SIM_LIVE_H

#include "../pack.h"
#include "../sentence.h"
#include "bytes.h"

enum { SIM_LIVE_WATCHED = 8 };

/** What a pack computes: replicates of an arm, a lane each; or one replicate in drawn worlds, a lane each. */
struct sim_live_job {
    int arm;
    uint32_t replicate; /* of lane 0 */
    int world;          /* of lane 0; -1: the study's own world in all lanes */
};

/** Events of the first lanes of the last pack. */
struct sim_live_events {
    int lanes;        /* whose events are wanted; 0: none */
    int occasion;     /* the kind that is wanted; -1: all */
    double *numbers;  /* [lane of the kernel][month before, this month][number]: the state of each wanted lane */
    double **columns; /* [lane][month before, this month][state variable] */
    double *rows;     /* [event][SIM_LIVE_EVENT + fields of the model] */
    long count, room;
    int lane, turn; /* whose month is being looked at */
    bool good;      /* false: no memory */
};

/** The first numbers of an event; its fields follow. */
enum { SIM_LIVE_LANE, SIM_LIVE_MONTH, SIM_LIVE_OCCASION, SIM_LIVE_ENTITY, SIM_LIVE_OTHER, SIM_LIVE_EVENT };

struct sim_live {
    const struct sim_model *model;
    const struct sim_kernel *kernel;
    struct sim_live_study study;
    int *base;   /* [arm]: arm of the study whose tables it has */
    void *world; /* of the arm that was run last */
    int world_of;
    bool stale; /* that arm was changed in what shapes a world */
    struct sim_room room;
    size_t room_bytes;
    float *histories; /* [history][month][lane] of the last pack */
    int *moving;      /* parameters of the arm in hand that follow a path */
    int moving_count;
    int watched[SIM_LIVE_WATCHED], watched_count; /* state variables that are kept of lane 0 */
    float *watch;                                 /* [month][row], the rows of one after those of the other */
    int watch_rows;                               /* rows of all */
    struct sim_live_job job;                      /* in hand */
    struct sim_live_events events;
};

/** Open the bytes of sim_live_write(). Whatever is returned, sim_live_free() may be called. */
SIM_MUST_USE enum sim_status sim_live_open(struct sim_live *self, const struct sim_model *model,
                                           const struct sim_kernel *kernel, const unsigned char *bytes, size_t size,
                                           struct sim_errors *errors);
void sim_live_free(struct sim_live *self);

/** Add a copy of arm `from`. Its number, or -1 without memory. */
int sim_live_add(struct sim_live *self, int from);

/** Make arm `to` a copy of arm `from` again. False without memory. */
bool sim_live_copy(struct sim_live *self, int to, int from);

/** Set a parameter of an arm for all months. Refuses a value outside its range. */
SIM_MUST_USE enum sim_status sim_live_set(struct sim_live *self, int arm, int param, double value,
                                          struct sim_errors *errors);

/** Let a parameter of an arm follow `count` points, in straight lines if it is real and in steps if not: months rising
 * from 0, values in its range. */
SIM_MUST_USE enum sim_status sim_live_path(struct sim_live *self, int arm, int param, const double *months,
                                           const double *values, int count, struct sim_errors *errors);

/** Keep state variables of lane 0 month by month from the next run on: at most SIM_LIVE_WATCHED of them. */
void sim_live_watch(struct sim_live *self, const int *states, int count);

/** How many rows the i-th of them has in the world of the last run. */
int sim_live_rows(const struct sim_live *self, int i);

/** Report the events of the first `lanes` lanes from the next run on: those of an occasion, or all (-1). */
void sim_live_tell(struct sim_live *self, int lanes, int occasion);

/** The sentence of event `i` of the last run, as `story` has it; into `text` of `size` bytes. */
void sim_live_sentence(const struct sim_live *self, long i, char *text, size_t size);

/** Compute a pack: self->histories, and the outcomes and failed lanes of self->room.pack. If there are fewer drawn
 * worlds than lanes, they are repeated. A parameter that a setting has changed keeps its value in all of them.
 * Refuses settings from which no world can be made. */
SIM_MUST_USE enum sim_status sim_live_run(struct sim_live *self, struct sim_live_job job, struct sim_errors *errors);

#endif
