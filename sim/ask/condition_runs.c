/* condition_runs.c - asks runs whether they meet a condition. */
#include <math.h>

#include "condition.h"

static double compared(int what, double left, double right)
{
    if (isnan(left) || isnan(right)) {
        return (double)NAN;
    }
    return what == SIM_LESS            ? left < right
           : what == SIM_LESS_OR_EQUAL ? left <= right
           : what == SIM_MORE          ? left > right
           : what == SIM_MORE_OR_EQUAL ? left >= right
           : what == SIM_EQUAL         ? left == right
                                       : left != right;
}

/** `decides`: the truth that settles the answer whatever the other side is: 0 of `and`, 1 of `or`. */
static double logical(double left, double right, double decides)
{
    if (left == decides || right == decides) {
        return decides;
    }
    return isnan(left) || isnan(right) ? (double)NAN : 1 - decides;
}

static double of_two(int what, double left, double right)
{
    return what == SIM_PLUS    ? left + right
           : what == SIM_MINUS ? left - right
           : what == SIM_TIMES ? left * right
           : what == SIM_OVER  ? (right == 0 ? (double)NAN : left / right)
           : what == SIM_AND   ? logical(left, right, 0)
           : what == SIM_OR    ? logical(left, right, 1)
                               : compared(what, left, right);
}

double sim_condition_holds(const struct sim_condition *self)
{
    double stack[SIM_MOST_STEPS_OF_A_CONDITION];
    int top = 0;

    for (int i = 0; i < self->steps_count; i++) {
        const struct sim_condition_step *step = &self->steps[i];
        if (step->what == SIM_TAKE_VALUE || step->what == SIM_TAKE_NUMBER) {
            stack[top++] = step->what == SIM_TAKE_VALUE ? self->now[step->value] : step->number;
        } else if (step->what == SIM_NEGATIVE || step->what == SIM_NOT) {
            stack[top - 1] = step->what == SIM_NOT ? 1 - stack[top - 1] : -stack[top - 1];
        } else {
            top--;
            stack[top - 1] = of_two(step->what, stack[top - 1], stack[top]);
        }
    }
    return stack[0];
}

static double value_of(const struct sim_condition_value *value, const struct sim_seen *seen)
{
    double there = 0, holds = 0;
    if (value->entities == 0) {
        return sim_seen_outcome(seen, value->column);
    }
    for (int k = 0; k < value->entities; k++) {
        double one = sim_seen_outcome(seen, value->column + k);
        there += !isnan(one);
        holds += !isnan(one) && compared(value->compare, one, value->with) == 1;
    }
    return there > 0 ? holds / there : (double)NAN;
}

/** Arms of a replicate and point follow each other. */
static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_condition *self = context;

    for (int i = 0; i < self->values_count; i++)
        if (self->values[i].arm == seen->run.arm) {
            self->now[i] = value_of(&self->values[i], seen);
        }
    if (seen->run.arm == self->plan->study->arms_count - 1) {
        double holds = sim_condition_holds(self);
        self->known[seen->run.point] += !isnan(holds);
        self->met[seen->run.point] += holds == 1;
    }
}

enum sim_status sim_condition_ask(struct sim_condition *self, const char *out, struct sim_errors *errors)
{
    return sim_scan(self->plan, out, visit, self, errors);
}
