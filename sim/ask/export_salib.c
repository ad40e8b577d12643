/* export_salib.c - a design and its outcomes as SALib reads them. */
#include <float.h>
#include <stdlib.h>

#include "export.h"
#include "responses.h"

/** SALib's word for a factor's distribution; NULL where it has none. */
static const char *distribution(const struct sim_factor *factor)
{
    static const char *const words[] = { "unif", "logunif", "truncnorm", "triang", NULL };
    return factor->levels_count > 0 ? NULL : words[factor->distribution];
}

static void range_of(const struct sim_factor *factor, double *low, double *high)
{
    *low = factor->levels_count > 0 ? DBL_MAX : factor->low;
    *high = factor->levels_count > 0 ? -DBL_MAX : factor->high;
    for (int i = 0; i < factor->levels_count; i++) {
        *low = factor->levels[i] < *low ? factor->levels[i] : *low;
        *high = factor->levels[i] > *high ? factor->levels[i] : *high;
    }
}

static void put_number(const char *before, double value, FILE *file)
{
    char text[64];
    sim_number_text(value, text, sizeof text);
    fprintf(file, "%s%s", before, text);
}

/** Bounds as SALib has them: a truncated normal adds mean and standard deviation, a triangle its mode as a share of the
 * range. */
static void put_bounds(const struct sim_factor *factor, bool whole, FILE *file)
{
    double low, high;
    range_of(factor, &low, &high);
    put_number("[", low, file);
    put_number(", ", high, file);
    if (whole && factor->distribution == SIM_NORMAL) {
        put_number(", ", factor->a, file);
        put_number(", ", factor->b, file);
    } else if (whole && factor->distribution == SIM_TRIANGULAR) {
        put_number(", ", (factor->a - low) / (high - low), file);
    }
    fputs("]", file);
}

/** Outcomes that are words have no mean. */
static bool is_number(const struct sim_plan *plan, int outcome)
{
    return plan->model->outcomes[outcome].choices == NULL;
}

void sim_export_problem(const struct sim_plan *plan, FILE *file)
{
    const struct sim_design *design = &plan->study->design;
    bool whole = true; /* SALib knows every distribution */

    fprintf(file, "{\n \"num_vars\": %d,\n \"names\": [", design->factors_count);
    for (int i = 0; i < design->factors_count; i++) {
        fprintf(file, "%s\"%s\"", i > 0 ? ", " : "", plan->model->params.list[design->factors[i].param].name);
        whole = whole && distribution(&design->factors[i]) != NULL;
    }
    fputs("],\n \"bounds\": [", file);
    for (int i = 0; i < design->factors_count; i++) {
        fputs(i > 0 ? ", " : "", file);
        put_bounds(&design->factors[i], whole, file);
    }
    for (int i = 0; whole && i < design->factors_count; i++)
        fprintf(file, "%s\"%s\"", i > 0 ? ", " : "],\n \"dists\": [", distribution(&design->factors[i]));
    for (int i = 0; design->parts > 0 && i < design->factors_count; i++) {
        const struct sim_factor *factor = &design->factors[i];
        fprintf(file, "%s\"%s\"", i > 0 ? ", " : "],\n \"groups\": [",
                factor->group[0] != '\0' ? factor->group : plan->model->params.list[factor->param].name);
    }
    fputs("],\n \"outputs\": [", file);
    for (int i = 0, put = 0; i < plan->model->outcomes_count; i++)
        if (is_number(plan, i)) {
            fprintf(file, "%s\"%s\"", put++ > 0 ? ", " : "", plan->model->outcomes[i].name);
        }
    fputs("]\n}\n", file);
}

static void put_line(const double *values, long stride, int count, FILE *file)
{
    for (int i = 0; i < count; i++)
        fprintf(file, "%s%.18e", i > 0 ? " " : "", values[i * stride]);
    fputc('\n', file);
}

enum sim_status sim_export_x(const struct sim_plan *plan, FILE *file, struct sim_errors *errors)
{
    int width = plan->study->design.factors_count;
    double *row = calloc((size_t)width + 1, sizeof *row);

    if (row == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory to export");
    }
    for (long point = 0; point < plan->points; point++) {
        sim_plan_rows(plan, point, 1, row);
        put_line(row, 1, width, file);
    }
    free(row);
    return SIM_OK;
}

enum sim_status sim_export_y(const struct sim_plan *plan, const char *out, int arm, FILE *file,
                             struct sim_errors *errors)
{
    struct sim_responses responses = { 0 };
    int outcomes = plan->model->outcomes_count, numbers = 0;
    double *y = calloc((size_t)outcomes * (size_t)plan->points, sizeof *y);
    enum sim_status status = y == NULL ? sim_fail(errors, SIM_MEMORY, "no memory to export")
                                       : sim_responses_init(&responses, plan, out, arm, errors);

    for (int i = 0; status == SIM_OK && i < outcomes; i++)
        if (is_number(plan, i)) {
            fprintf(file, "%s %s", numbers > 0 ? "" : "#", plan->model->outcomes[i].name);
            sim_responses_means(&responses, i, y + numbers++ * plan->points);
        }
    if (status == SIM_OK) {
        fputc('\n', file);
        for (long point = 0; point < plan->points; point++)
            put_line(y + point, plan->points, numbers, file);
    }
    sim_responses_free(&responses);
    free(y);
    return status;
}
