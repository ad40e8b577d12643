/* lifetimes.c - scores of the log-rank test, and signs that change places. */
#include "lifetimes.h"

void sim_logrank_scores(const long *events, int months, long runs, double *scores)
{
    double hazard = 0, left = (double)runs;

    for (int month = 0; month < months; month++) {
        hazard += left > 0 ? (double)events[month] / left : 0;
        left -= (double)events[month];
        scores[month] = 1 - hazard;
    }
    scores[months] = -hazard;
}

static double flipped(const double *difference, long rows, struct sim_stream *stream)
{
    uint32_t signs = 0;
    double sum = 0;
    for (long r = 0; r < rows; r++) {
        signs = r % 32 == 0 ? sim_stream_word(stream) : signs >> 1;
        sum += signs & 1 ? difference[r] : -difference[r];
    }
    return fabs(sum);
}

void sim_logrank_paired(const double *difference, long rows, struct sim_stream stream, double *chi2, double *p)
{
    double sum = 0, squares = 0;
    long as_far = 1;

    for (long r = 0; r < rows; r++) {
        sum += difference[r];
        squares += difference[r] * difference[r];
    }
    bool has_spread = rows > 1 && squares > 0;
    *chi2 = has_spread ? sum * sum / squares : (double)NAN;
    for (int b = 0; b < SIM_SIGNS; b++)
        as_far += flipped(difference, rows, &stream) >= fabs(sum) * (1 - 1e-12);
    *p = has_spread ? (double)as_far / (SIM_SIGNS + 1) : (double)NAN;
}
