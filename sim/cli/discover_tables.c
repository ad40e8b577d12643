/* discover_tables.c - boxes, their limits, how they were peeled, and the tree, as rows of tables. */
#include "discover_tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_SIZE = 1024 };

/** The words of a set, such as "up, down". */
static void words_text(const struct sim_param *param, uint64_t words, char *text)
{
    text[0] = '\0';
    for (int w = 0; w < SIM_MOST_LEVELS_OF_FACTOR; w++)
        if (words >> w & 1) {
            char word[128];
            sim_param_text(param, w, word, sizeof word);
            snprintf(text + strlen(text), WORDS_SIZE - strlen(text), "%s%s", text[0] == '\0' ? "" : ", ", word);
        }
}

/** The end of a range as people say it: of whole numbers the last one that is kept. */
static double end_of(const struct sim_param *param, enum sim_side side, double at)
{
    return param->kind != SIM_WHOLE ? at : side == SIM_LOW ? ceil(at) : floor(at);
}

static const char *sign_of(enum sim_side side)
{
    return side == SIM_LOW ? ">=" : side == SIM_HIGH ? "<=" : "is";
}

void sim_discover_say_box(const struct sim_plan *plan, const struct sim_found_box *found, int number)
{
    printf("box %d: ", number);
    for (int k = 0; k < found->limits_count; k++) {
        const struct sim_found_limit *limit = &found->limits[k];
        const struct sim_param *param = sim_plan_factor(plan, limit->limit.factor);
        char text[WORDS_SIZE];
        if (limit->limit.side == SIM_WORDS) {
            words_text(param, found->box.ranges[limit->limit.factor].words, text);
        } else {
            snprintf(text, sizeof text, "%.4g", end_of(param, limit->limit.side, limit->at));
        }
        printf("%s%s %s %s", k > 0 ? " and " : "", param->name, sign_of(limit->limit.side), text);
    }
    printf("\n");
}

/* --- boxes and limits --- */

static const char *const box_columns[] = { "box",      "significant",  "coverage",    "density", "mass", "worlds",
                                           "met",      "left",         "limits",      "parting", "line", "p",
                                           "shuffles", "coverage_new", "density_new", "when" };

static void put_box(struct sim_sheet *sheet, const struct sim_discovery *all, const struct sim_found_box *found,
                    int number, const char *when)
{
    const struct sim_load box = found->box.load, out = found->drawn_not, outs = found->drawn_not_all;
    double left = all->all.hits > 0 ? found->box.all.hits / all->all.hits : 0;

    sim_sheet_number(sheet, number);
    sim_sheet_word(sheet, found->significant ? "yes" : "no");
    SIM_SHEET_PUT(sheet, box.hits / all->all.hits, box.hits / box.worlds, box.worlds / all->all.worlds, box.worlds,
                  box.hits, found->box.all.worlds, found->limits_count, found->parting, found->line, found->p,
                  found->shuffles, found->significant && outs.hits > 0 ? left * out.hits / outs.hits : (double)NAN,
                  found->significant && out.worlds > 0 ? out.hits / out.worlds : (double)NAN);
    sim_sheet_word(sheet, when);
}

static const char *const limit_columns[] = { "box",  "parameter", "limit",  "at",      "low",  "high",
                                             "kept", "quasi_p",   "lowest", "highest", "unit", "words" };

static void put_limit(struct sim_sheet *sheet, const struct sim_plan *plan, const struct sim_field *field,
                      const struct sim_found_box *found, int k, int number)
{
    const struct sim_found_limit *limit = &found->limits[k];
    int f = limit->limit.factor;
    const struct sim_param *param = sim_plan_factor(plan, f);
    bool words = limit->limit.side == SIM_WORDS;
    char text[WORDS_SIZE] = "";

    if (words) {
        words_text(param, found->box.ranges[f].words, text);
    }
    sim_sheet_number(sheet, number);
    sim_sheet_word(sheet, param->name);
    sim_sheet_word(sheet, sign_of(limit->limit.side));
    SIM_SHEET_PUT(
        sheet, end_of(param, limit->limit.side, limit->at), found->significant ? limit->interval.low : (double)NAN,
        found->significant ? limit->interval.high : (double)NAN, found->significant ? limit->kept : (double)NAN,
        limit->quasi_p, words ? (double)NAN : sim_field_value(field, f, 0),
        words ? (double)NAN : sim_field_value(field, f, (uint32_t)(field->n - 1)));
    sim_sheet_word(sheet, param->unit);
    sim_sheet_word(sheet, text);
}

/* --- trajectory --- */

static const char *const step_columns[] = { "box",        "step",   "coverage",  "density", "mass",
                                            "restricted", "chosen", "parameter", "peeled",  "at" };

static void put_step(struct sim_sheet *sheet, const struct sim_plan *plan, const struct sim_discovery *all,
                     const struct sim_box *box, int number, int s)
{
    const struct sim_peel *step = &box->steps[s];
    bool words = s > 0 && step->limit.side == SIM_WORDS;
    char text[WORDS_SIZE] = "";

    SIM_SHEET_PUT(sheet, number, s, step->box.hits / all->all.hits, step->box.hits / step->box.worlds,
                  step->box.worlds / all->all.worlds, step->restricted);
    sim_sheet_word(sheet, s == box->chosen ? "yes" : "");
    sim_sheet_word(sheet, s == 0 ? "" : sim_plan_factor(plan, step->limit.factor)->name);
    if (words) {
        sim_param_text(sim_plan_factor(plan, step->limit.factor), step->at, text, sizeof text);
    }
    sim_sheet_word(sheet, s == 0 ? "" : words ? text : step->limit.side == SIM_LOW ? "below" : "above");
    sim_sheet_number(sheet, s == 0 || words ? (double)NAN : step->at);
}

struct sim_sheet sim_discover_thinned(const struct sim_sheet *trajectory, int boxes, long most)
{
    struct sim_sheet thin = { .title = trajectory->title,
                              .columns = trajectory->columns,
                              .columns_count = trajectory->columns_count };
    long width = trajectory->columns_count, rows = trajectory->used / width, every = 1 + (rows - 1) / (boxes * most);

    for (long r = 0; r < rows; r++) {
        char *const *row = trajectory->cells + r * width;
        bool last = r + 1 == rows || strcmp(row[0], row[width]) != 0, first = strcmp(row[1], "0") == 0;
        if (atoi(row[0]) <= boxes && (first || last || row[6][0] != '\0' || r % every == 0)) {
            for (long c = 0; c < width; c++)
                trajectory->words[r * width + c]
                    ? sim_sheet_word(&thin, row[c])
                    : sim_sheet_number(&thin, row[c][0] == '\0' ? (double)NAN : atof(row[c]));
        }
    }
    return thin;
}

/* --- tree --- */

static const char *const tree_columns[] = { "node",  "parent", "depth", "parameter", "limit", "at",
                                            "words", "worlds", "met",   "density",   "leaf" };

/** The condition that leads from a parent to a node. */
static void put_branch(struct sim_sheet *sheet, const struct sim_plan *plan, const struct sim_field *field,
                       const struct sim_tree *tree, int k)
{
    const struct sim_tree_node *parent = &tree->nodes[tree->nodes[k].parent];
    const struct sim_param *param = sim_plan_factor(plan, parent->factor);
    int words = field->words[parent->factor];
    enum sim_side side = words > 0 ? SIM_WORDS : k == parent->left ? SIM_HIGH : SIM_LOW;
    uint64_t all = words == SIM_MOST_LEVELS_OF_FACTOR ? UINT64_MAX : (UINT64_C(1) << words) - 1;
    char text[WORDS_SIZE] = "";

    if (words > 0) {
        words_text(param, k == parent->left ? parent->words : all & ~parent->words, text);
    }
    sim_sheet_word(sheet, param->name);
    sim_sheet_word(sheet, sign_of(side));
    sim_sheet_number(sheet, words > 0 ? (double)NAN : end_of(param, side, parent->cut));
    sim_sheet_word(sheet, text);
}

static void put_node(struct sim_sheet *sheet, const struct sim_plan *plan, const struct sim_field *field,
                     const struct sim_tree *tree, int k)
{
    const struct sim_tree_node *node = &tree->nodes[k];

    SIM_SHEET_PUT(sheet, k, k == 0 ? (double)NAN : node->parent, node->depth);
    if (k == 0) {
        sim_sheet_word(sheet, "");
        sim_sheet_word(sheet, "");
        sim_sheet_number(sheet, (double)NAN);
        sim_sheet_word(sheet, "");
    } else {
        put_branch(sheet, plan, field, tree, k);
    }
    SIM_SHEET_PUT(sheet, node->load.worlds, node->load.hits, node->load.hits / node->load.worlds);
    sim_sheet_word(sheet, node->factor < 0 ? "yes" : "no");
}

void sim_discover_fill(struct sim_sheet *sheets, const struct sim_plan *plan, const struct sim_field *field,
                       const struct sim_discovery *found, const struct sim_tree *tree, const char *when)
{
    sheets[SIM_BOXES] = SIM_SHEET("boxes", box_columns);
    sheets[SIM_LIMITS] = SIM_SHEET("limits", limit_columns);
    sheets[SIM_TRAJECTORY] = SIM_SHEET("trajectory", step_columns);
    sheets[SIM_TREE] = SIM_SHEET("tree", tree_columns);
    for (int b = 0; b < found->count; b++) {
        const struct sim_found_box *one = &found->boxes[b];
        put_box(&sheets[SIM_BOXES], found, one, b + 1, when);
        for (int k = 0; k < one->limits_count; k++)
            put_limit(&sheets[SIM_LIMITS], plan, field, one, k, b + 1);
        for (int s = 0; s < one->box.steps_count; s++)
            put_step(&sheets[SIM_TRAJECTORY], plan, found, &one->box, b + 1, s);
    }
    for (int k = 0; tree != NULL && k < tree->count; k++)
        put_node(&sheets[SIM_TREE], plan, field, tree, k);
}
