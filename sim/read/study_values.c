/* study_values.c - one value of a parameter, and one month. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "reading.h"

static bool choice_of(const struct sim_param *p, const char *text, double *value, char *problem, size_t size)
{
    int index = sim_param_choice(p, text);
    *value = index;
    if (index < 0) {
        snprintf(problem, size, "'%s' = %.60s is none of: %s%s", p->name, text, p->choices,
                 sim_word_hint(text, p->choices).text);
    }
    return index >= 0;
}

static bool flag_of(const struct sim_param *p, const char *text, double *value, char *problem, size_t size)
{
    int index = sim_word_index(p->cell == NULL ? "false true" : "false true 0 1", text);
    *value = index % 2 == 1;
    if (index < 0) {
        snprintf(problem, size, "'%s' = %.60s is neither true nor false%s", p->name, text, sim_flag_hint(text));
    }
    return index >= 0;
}

static bool number_of(const struct sim_param *p, const char *text, double *value, char *problem, size_t size)
{
    char room[96];
    if (!sim_number(text, value)) {
        snprintf(problem, size, "'%s' = %.60s is not a number (%g..%g %s)%s", p->name, text, p->low, p->high, p->unit,
                 sim_number_hint(text, room));
    } else if (p->kind == SIM_WHOLE && *value != floor(*value)) {
        snprintf(problem, size, "'%s' = %.60s is not a whole number (%g..%g %s)", p->name, text, p->low, p->high,
                 p->unit);
    } else if (*value < p->low || *value > p->high) {
        snprintf(problem, size, "'%s' = %.60s is outside %g..%g (%s)", p->name, text, p->low, p->high, p->unit);
    } else {
        return true;
    }
    return false;
}

bool sim_value_of(const struct sim_model *model, int param, const char *text, double *value, char *problem, size_t size)
{
    const struct sim_param *p = &model->params.list[param];

    if (text[0] == '\0') {
        snprintf(problem, size, "'%s' has no value", p->name);
        return false;
    }
    return p->kind == SIM_CHOICE ? choice_of(p, text, value, problem, size)
           : p->kind == SIM_FLAG ? flag_of(p, text, value, problem, size)
                                 : number_of(p, text, value, problem, size);
}

bool sim_read_value(struct sim_reading *reading, int param, const struct sim_node *node, double *value)
{
    char problem[512];
    const struct sim_param *p = &reading->model->params.list[param];

    if (node->kind != SIM_SCALAR) {
        sim_at(reading, node, "'%s' wants one value%s", p->name,
               p->shapes ? "" : ", or { path: [[month, value], ...] }");
        return false;
    }
    if (node->quoted && p->kind != SIM_CHOICE) {
        sim_at(reading, node, "'%s' = \"%.60s\" is a text; write %s without quotes", p->name, node->text,
               p->kind == SIM_FLAG ? "true or false" : "the number");
        return false;
    }
    if (!sim_value_of(reading->model, param, node->text, value, problem, sizeof problem)) {
        sim_at(reading, node, "%s", problem);
        return false;
    }
    return true;
}

bool sim_month_of(const struct sim_study *study, const char *text, double *month, char *problem, size_t size)
{
    int year = 0, in_year = 0, start = 0, first = 1;
    enum sim_dated dated = sim_date_of(text, &year, &in_year, problem, size);

    if (dated == SIM_DATE) {
        sscanf(study->start, "%d-%d", &start, &first);
        *month = 12 * (year - start) + in_year - first;
        snprintf(problem, size, "%s lies before the study's first month, %s", text, study->start);
        return *month >= 0;
    }
    if (dated == SIM_NO_DATE) {
        snprintf(problem, size, "'%.60s' is no month: a number from 0, or a date such as 2017-04", text);
    }
    return dated == SIM_NO_DATE && sim_number(text, month) && *month >= 0 && *month <= 1e6;
}
