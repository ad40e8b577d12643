/* progress.c - prints runs done, rate, time left and failures. */
#include "progress.h"

#include <stdio.h>
#include <time.h>

double sim_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void sim_progress_begin(struct sim_progress *self, enum sim_progress_kind kind, long total, long before)
{
    *self =
        (struct sim_progress){ .kind = kind, .total = total, .before = before, .begun = sim_seconds(), .shown = -1 };
}

static void time_text(double seconds, char *text, int size)
{
    long s = (long)(seconds + 0.5);
    if (s >= 3600) {
        snprintf(text, (size_t)size, "%ld h %02ld min", s / 3600, s % 3600 / 60);
    } else if (s >= 60) {
        snprintf(text, (size_t)size, "%ld min %02ld s", s / 60, s % 60);
    } else {
        snprintf(text, (size_t)size, "%ld s", s);
    }
}

static void show(const struct sim_progress *self, long done, long failed, const char *end)
{
    double spent = sim_seconds() - self->begun, rate = spent > 0 ? (double)(done - self->before) / spent : 0;
    double left = rate > 0 ? (double)(self->total - done) / rate : 0;
    char text[64];

    if (self->kind == SIM_PROGRESS_JSON) {
        fprintf(stderr,
                "{\"done\": %ld, \"total\": %ld, \"failed\": %ld, \"runs_per_second\": %.1f, \"seconds_left\": %.1f}\n",
                done, self->total, failed, rate, left);
    } else if (self->kind == SIM_PROGRESS_LINE) {
        time_text(left, text, sizeof text);
        fprintf(stderr, "\r%ld of %ld runs, %.0f a second, %s left%s", done, self->total, rate, text,
                failed > 0 ? ", some failed" : "");
        fprintf(stderr, "   %s", end);
    }
    fflush(stderr);
}

void sim_progress_show(struct sim_progress *self, long done, long failed)
{
    double now = sim_seconds();
    if (self->kind != SIM_PROGRESS_NONE && (self->shown < 0 || now - self->shown >= 0.25)) {
        self->shown = now;
        show(self, done, failed, "");
    }
}

void sim_progress_end(struct sim_progress *self, long done, long failed)
{
    if (self->kind != SIM_PROGRESS_NONE) {
        show(self, done, failed, self->kind == SIM_PROGRESS_LINE ? "\n" : "");
    }
}
