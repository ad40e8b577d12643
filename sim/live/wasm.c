/* wasm.c - what the page calls: the functions of live.h on the only study that it holds. Compiled for WebAssembly
 * alone, together with one model, which names itself in `live_model`. */
#include <stdlib.h>

#include "live.h"

extern const struct sim_model *const live_model;

static struct sim_live live;
static struct sim_errors errors;

#define EXPORT(name) __attribute__((export_name(#name)))

/** `size` bytes for the page to write into. */
EXPORT(live_bytes) void *live_bytes(size_t size)
{
    return malloc(size);
}

/** What the last call that did not return 0 complained of. */
EXPORT(live_errors) const char *live_errors(void)
{
    return errors.text == NULL ? "" : errors.text;
}

/** Open a study, once. 0, or a status. */
EXPORT(live_open) int live_open(const unsigned char *bytes, size_t size)
{
    sim_errors_free(&errors);
    return (int)sim_live_open(&live, live_model, live_model->kernels[0], bytes, size, &errors);
}

EXPORT(live_lanes) int live_lanes(void)
{
    return live.kernel->lanes;
}

EXPORT(live_add) int live_add(int from)
{
    return sim_live_add(&live, from);
}

EXPORT(live_copy) int live_copy(int to, int from)
{
    return sim_live_copy(&live, to, from);
}

EXPORT(live_set) int live_set(int arm, int param, double value)
{
    sim_errors_free(&errors);
    return (int)sim_live_set(&live, arm, param, value, &errors);
}

EXPORT(live_path) int live_path(int arm, int param, const double *months, const double *values, int count)
{
    sim_errors_free(&errors);
    return (int)sim_live_path(&live, arm, param, months, values, count, &errors);
}

EXPORT(live_watch) void live_watch(const int *states, int count)
{
    sim_live_watch(&live, states, count);
}

EXPORT(live_tell) void live_tell(int lanes, int occasion)
{
    sim_live_tell(&live, lanes, occasion);
}

/** Compute a pack; `world`: -1, or the first drawn world. 0, or a status. */
EXPORT(live_run) int live_run(int arm, uint32_t replicate, int world)
{
    sim_errors_free(&errors);
    return (int)sim_live_run(&live, (struct sim_live_job){ arm, replicate, world }, &errors);
}

/** double [event][SIM_LIVE_EVENT + field] */
EXPORT(live_events) const double *live_events(void)
{
    return live.events.rows;
}

EXPORT(live_events_count) long live_events_count(void)
{
    return live.events.count;
}

EXPORT(live_sentence) const char *live_sentence(long i)
{
    static char text[SIM_SENTENCE_SIZE];
    sim_live_sentence(&live, i, text, sizeof text);
    return text;
}

/** float [history][month][lane] */
EXPORT(live_histories) const float *live_histories(void)
{
    return live.histories;
}

/** double [outcome][lane] */
EXPORT(live_outcomes) const double *live_outcomes(void)
{
    return live.room.pack.outcomes;
}

/** int32 [lane]: not 0 where a run failed */
EXPORT(live_failed) const int *live_failed(void)
{
    return live.room.pack.failed;
}

/** float [month][row] of the watched state variables, one after the other */
EXPORT(live_watched) const float *live_watched(void)
{
    return live.watch;
}

EXPORT(live_watched_rows) int live_watched_rows(int i)
{
    return sim_live_rows(&live, i);
}
