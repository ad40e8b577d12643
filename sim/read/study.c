/* study.c - a study file, and all it extends, becomes a study. Parents are applied first, the file itself last. */
#include "study.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../files.h"
#include "claim.h"
#include "reading.h"

enum {
    LARGEST_FILE = 1 << 20,
    LARGEST_RESOLVED = 16 << 20,
    LONGEST_CHAIN = 8,
    MOST_MONTHS = 12000,
    MOST_ARMS = 256,
    LONGEST_ARM = 100
};

/** The files of a study from the outermost parent to itself, and the world that they add up to. */
struct chain {
    struct sim_node *roots[LONGEST_CHAIN];
    char *paths[LONGEST_CHAIN];
    int count;
    enum sim_status status; /* of reading them */
};

static void chain_free(struct chain *chain)
{
    for (int i = 0; i < chain->count; i++) {
        sim_node_free(chain->roots[i]);
        free(chain->paths[i]);
    }
}

/** May `next`, which `extends` of the last file names, be read? Complains where not. */
static bool chain_goes_on(const struct chain *chain, const struct sim_node *extends, const char *next,
                          struct sim_errors *errors)
{
    const char *at = chain->paths[chain->count - 1];
    char *real = realpath(next, NULL);
    bool circle = false;

    for (int i = 0; i < chain->count; i++) {
        char *before = realpath(chain->paths[i], NULL);
        circle = circle || (before != NULL && real != NULL && strcmp(before, real) == 0);
        free(before);
    }
    free(real);
    if (circle) {
        sim_complain(errors, at, extends->line, extends->column, "'%s' extends itself in a circle", extends->text);
    } else if (chain->count == LONGEST_CHAIN) {
        sim_complain(errors, at, extends->line, extends->column, "more than %d files extend each other", LONGEST_CHAIN);
    }
    return !circle && chain->count < LONGEST_CHAIN;
}

/** Read one more file, or its `text`, into the chain; returns what it extends, or NULL. Takes over `path`. */
static const struct sim_node *chain_add(struct chain *chain, char *path, const char *text, size_t limit,
                                        struct sim_errors *errors)
{
    struct sim_node *root = NULL;

    chain->status = text != NULL ? sim_parse_yaml(path, text, strlen(text), &root, errors)
                                 : sim_read_yaml(path, limit, &root, errors);
    if (chain->status != SIM_OK || root->kind != SIM_MAP) {
        if (root != NULL && root->kind != SIM_MAP) {
            sim_complain(errors, path, root->line, root->column, "a study is made of 'key: value' lines");
        }
        sim_node_free(root);
        free(path);
        return NULL;
    }
    chain->roots[chain->count] = root;
    chain->paths[chain->count++] = path;
    return sim_node_get(root, "extends");
}

/** Read `path` and whatever it extends; the file itself comes first, its parents after it. */
static void chain_read(struct chain *chain, const char *path, const struct sim_overrides *overrides,
                       struct sim_errors *errors)
{
    size_t limit = overrides->resolved ? LARGEST_RESOLVED : LARGEST_FILE;
    char *next = strdup(path);
    bool more = true;

    while (more && next != NULL) {
        int before = errors->count;
        const char *text = chain->count == 0 ? overrides->text : NULL;
        const struct sim_node *extends = chain_add(chain, next, text, limit, errors);
        more = extends != NULL;
        next = more ? sim_path_beside(chain->paths[chain->count - 1], extends, errors) : NULL;
        if (errors->count > before || (next != NULL && !chain_goes_on(chain, extends, next, errors))) {
            free(next);
            return;
        }
    }
    if (more) {
        sim_fail(errors, SIM_MEMORY, "no memory for a study");
    }
}

/* --- single keys --- */

/** Nothing that a terminal or a reader of the results could take for more than text: no control characters of ASCII or
 * Unicode, line separators or byte order marks. `lines`: line breaks may stand in it. */
static bool is_plain_text(const char *text, bool lines)
{
    static const char *const odd[] = { "\xe2\x80\xa8", "\xe2\x80\xa9", "\xef\xbb\xbf", "\xef\xbf\xbe", "\xef\xbf\xbf" };
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++)
        if ((*at < ' ' && !(lines && *at == '\n')) || *at == 0x7f || (*at == 0xc2 && at[1] < 0xa0)) {
            return false;
        }
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        if (strstr(text, odd[i]) != NULL) {
            return false;
        }
    return true;
}

static void text_read(struct sim_reading *reading, const struct sim_node *node, char **text, bool lines)
{
    if (node->kind != SIM_SCALAR || node->text[strspn(node->text, "\n")] == '\0') {
        sim_at(reading, node, "%s wants a text", node->key);
        return;
    }
    free(*text);
    *text = strdup(node->text);
    if (*text == NULL) {
        sim_at(reading, node, "no memory for it");
        return;
    }
    for (size_t end = strlen(*text); end > 0 && (*text)[end - 1] == '\n'; end--)
        (*text)[end - 1] = '\0';
    if (!is_plain_text(*text, lines)) {
        sim_at(reading, node, "%s holds a control character%s", node->key, lines ? "" : " or a line break");
    }
}

static void seed_read(struct sim_reading *reading, const struct sim_node *node)
{
    reading->study->seed =
        (uint64_t)sim_read_whole(reading, node, "seed", 0, 9007199254740991.0, (long)reading->study->seed);
}

static void start_read(struct sim_reading *reading, const struct sim_node *node)
{
    int year = 0, month = 0, end = 0;
    if (node->kind != SIM_SCALAR || strspn(node->text, "0123456789-") != 7 ||
        sscanf(node->text, "%4d-%2d%n", &year, &month, &end) != 2 || node->text[end] != '\0' || end != 7 || year < 1 ||
        month < 1 || month > 12) {
        sim_at(reading, node, "start wants a year and month, such as 2010-04");
        return;
    }
    memcpy(reading->study->start, node->text, sizeof reading->study->start);
}

static void histories_read(struct sim_reading *reading, const struct sim_node *node)
{
    const struct sim_model *model = reading->model;
    bool all = node->kind == SIM_SCALAR && strcmp(node->text, "all") == 0;
    bool none = node->kind == SIM_SCALAR && strcmp(node->text, "none") == 0;

    if (node->kind != SIM_LIST && !all && !none) {
        sim_at(reading, node, "histories wants all, none, or a list of names");
        return;
    }
    for (int i = 0; i < model->histories_count; i++)
        reading->study->histories[i] = all;
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        int which = -1;
        for (int i = 0; i < model->histories_count; i++)
            if (member->kind == SIM_SCALAR && strcmp(model->histories[i].name, member->text) == 0) {
                which = i;
            }
        if (which >= 0) {
            reading->study->histories[which] = true;
            continue;
        }
        const char *names[256];
        char hint[160];
        for (int i = 0; i < model->histories_count && i < 256; i++)
            names[i] = model->histories[i].name;
        sim_hint(member->kind == SIM_SCALAR ? member->text : "", names,
                 model->histories_count < 256 ? model->histories_count : 256, hint, sizeof hint);
        sim_at(reading, member, "'%.64s' is no history%s", member->kind == SIM_SCALAR ? member->text : "a list",
               hint[0] != '\0' ? hint : "; `describe` lists them");
    }
}

/** A key that is about the study and not about a world; arms, claim and close-ups are read when the worlds are. */
static void study_key_read(struct sim_reading *reading, const struct sim_node *node)
{
    struct sim_study *study = reading->study;
    const char *key = node->key;

    if (strcmp(key, "title") == 0) {
        text_read(reading, node, &study->title, false);
    } else if (strcmp(key, "question") == 0) {
        text_read(reading, node, &study->question, true);
    } else if (strcmp(key, "months") == 0) {
        study->months = (int)sim_read_whole(reading, node, "months", 1, MOST_MONTHS, study->months);
    } else if (strcmp(key, "start") == 0) {
        start_read(reading, node);
    } else if (strcmp(key, "seed") == 0) {
        seed_read(reading, node);
    } else if (strcmp(key, "replicates") == 0) {
        study->replicates = sim_read_whole(reading, node, "replicates", 1, 1e9, study->replicates);
        study->until.outcome = -1; /* of what the study extends */
    } else if (strcmp(key, "until") == 0) {
        sim_read_until(reading, node);
    } else if (strcmp(key, "histories") == 0) {
        histories_read(reading, node);
    } else if (strcmp(key, "design") == 0) {
        sim_read_design(reading, node);
    }
}

/** Whose map a world is read from: a study's own, an arm's, or a scenario's that an arm extends. */
enum owner { OF_STUDY, OF_ARM, OF_SCENARIO };

/** Is this key about the study and not about the world? A study reads it; a scenario behind an arm only has it. */
static bool is_about_the_study(struct sim_reading *reading, const struct sim_node *node, enum owner owner)
{
    if (!sim_is_study_key(node->key)) {
        return false;
    }
    if (owner == OF_STUDY) {
        study_key_read(reading, node);
    }
    return owner != OF_ARM || strcmp(node->key, "extends") == 0;
}

/** Everything in a map that is about a world: parameters in their order, then tables in the model's order. */
static void world_read(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *map, enum owner owner)
{
    reading->seen = calloc((size_t)reading->model->params.count + 1, sizeof *reading->seen);
    for (const struct sim_node *node = map->first; node != NULL; node = node->next) {
        if (strcmp(node->key, "without") == 0) {
            sim_read_without(reading, arm, node);
        } else if (sim_table_named(reading->model, node->key) < 0 && !is_about_the_study(reading, node, owner)) {
            sim_read_setting(reading, arm, node->key, node);
        }
    }
    free(reading->seen);
    reading->seen = NULL;
    for (int t = 0; t < reading->model->tables_count; t++) {
        const struct sim_node *node = sim_node_get(map, reading->model->tables[t].name);
        if (node != NULL) {
            sim_read_table(reading, arm, t, node);
        }
    }
}

/* --- arms --- */

static bool arm_add(struct sim_reading *reading, const struct sim_arm *base, const char *name)
{
    struct sim_study *study = reading->study;
    struct sim_arm *more = realloc(study->arms, (size_t)(study->arms_count + 1) * sizeof *more);
    if (more == NULL) {
        return false;
    }
    study->arms = more;
    if (!sim_arm_copy(&more[study->arms_count], base, reading->model, name)) {
        sim_arm_free(&more[study->arms_count], reading->model);
        return false;
    }
    study->arms_count++;
    return true;
}

/** The scenario that an arm extends, with all that extends in turn, into the arm. */
static void arm_extend(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *extends)
{
    const char *own_path = reading->path;
    char *path = sim_path_beside(own_path, extends, reading->errors);
    struct chain chain = { 0 };

    if (path == NULL) {
        return;
    }
    chain_read(&chain, path, &(struct sim_overrides){ 0 }, reading->errors);
    for (int i = chain.count - 1; i >= 0; i--) {
        reading->path = chain.paths[i];
        world_read(reading, arm, chain.roots[i], OF_SCENARIO);
    }
    reading->path = own_path;
    chain_free(&chain);
    free(path);
}

static void arms_read(struct sim_reading *reading, const struct sim_arm *base, const struct sim_node *node)
{
    if (node->kind != SIM_MAP || node->first == NULL) {
        sim_at(reading, node, "arms are { name: { setting: value, ... }, ... }");
        return;
    }
    for (const struct sim_node *member = node->first; member != NULL; member = member->next) {
        bool empty = member->kind == SIM_SCALAR && member->text[0] == '\0' && !member->quoted;
        if (reading->study->arms_count == MOST_ARMS || member->key[0] == '\0' || strlen(member->key) > LONGEST_ARM) {
            sim_at_key(reading, member, "an arm has a name of 1 to %d characters, and a study at most %d arms",
                       LONGEST_ARM, MOST_ARMS);
            return;
        }
        if (!is_plain_text(member->key, false)) {
            sim_at_key(reading, member, "the name of an arm holds a control character or a line break");
        }
        if (member->kind != SIM_MAP && !empty) {
            sim_at(reading, member, "arm '%s' wants settings: { parameter: value, ... }, or {}", member->key);
            continue;
        }
        if (!arm_add(reading, base, member->key)) {
            sim_at(reading, member, "no memory for another arm");
            return;
        }
        if (!empty) {
            struct sim_arm *arm = &reading->study->arms[reading->study->arms_count - 1];
            const struct sim_node *extends = sim_node_get(member, "extends");
            if (extends != NULL) {
                arm_extend(reading, arm, extends);
            }
            world_read(reading, arm, member, OF_ARM);
        }
    }
}

/* --- the whole --- */

static bool study_defaults(struct sim_study *self, const struct sim_model *model)
{
    *self = (struct sim_study){ .months = 120, .seed = 1, .replicates = 100, .until = { .outcome = -1 } };
    snprintf(self->start, sizeof self->start, "%s", model->start == NULL ? "2000-01" : model->start);
    self->histories = calloc((size_t)model->histories_count + 1, sizeof *self->histories);
    for (int i = 0; self->histories != NULL && i < model->histories_count; i++)
        self->histories[i] = true;
    return self->histories != NULL;
}

/** Either a number of replicates or what decides on it; the nearest file has its way, and a file has one. */
static void refuse_both(struct sim_reading *reading, const struct sim_node *root)
{
    const struct sim_node *until = sim_node_get(root, "until"), *replicates = sim_node_get(root, "replicates");
    if (until != NULL && replicates != NULL) {
        sim_at_key(reading, replicates, "replicates and until: a study has one of them; until has its own `at_most`");
    }
}

/** --set name=value, --seed, --replicates: for every arm. */
static void overrides_apply(struct sim_reading *reading, const struct sim_overrides *overrides)
{
    const struct sim_model *model = reading->model;
    struct sim_study *study = reading->study;
    double seed = 0;

    for (int i = 0; i < overrides->set_count; i++) {
        const char *text = overrides->set[i], *equals = strchr(text, '=');
        char name[256] = "", problem[512] = "";
        double value = 0;
        snprintf(name, sizeof name, "%.*s", equals == NULL ? (int)strlen(text) : (int)(equals - text), text);
        int param = sim_params_find(&model->params, name);
        if (equals == NULL) {
            sim_complain(reading->errors, NULL, 0, 0, "--set %.200s: wants name=value", text);
        } else if (sim_is_study_key(name)) {
            sim_complain(reading->errors, NULL, 0, 0, "--set: '%s' is a key of the study and no parameter; %s", name,
                         strcmp(name, "seed") == 0         ? "there is --seed"
                         : strcmp(name, "replicates") == 0 ? "there is --replicates"
                                                           : "change it in the file");
        } else if (param < 0) {
            char hint[256];
            sim_hint_param(model, name, NULL, 0, hint, sizeof hint);
            sim_complain(reading->errors, NULL, 0, 0, "--set: '%s' is not a parameter%s", name, hint);
        } else if (sim_is_varied(study, param)) {
            sim_complain(reading->errors, NULL, 0, 0,
                         "--set: '%s' is varied by the design; take it out of the design to set it", name);
        } else if (!sim_value_of(model, param, equals + 1, &value, problem, sizeof problem)) {
            sim_complain(reading->errors, NULL, 0, 0, "--set: %s", problem);
        } else {
            for (int a = 0; a < study->arms_count; a++) {
                study->arms[a].values[param] = value;
                study->arms[a].given[param] = true;
                study->arms[a].paths[param].count = 0;
            }
        }
    }
    if (overrides->replicates > 0) {
        study->replicates = overrides->replicates;
        study->until.outcome = -1;
    } else if (study->until.outcome >= 0) {
        study->replicates = study->until.at_most;
    }
    if (overrides->seed != NULL && (!sim_number(overrides->seed, &seed) || seed < 0 || seed > 9007199254740991.0 ||
                                    seed != (double)(uint64_t)seed)) {
        sim_complain(reading->errors, NULL, 0, 0, "--seed %.60s is not a whole number from 0 to 2^53 - 1",
                     overrides->seed);
    } else if (overrides->seed != NULL) {
        study->seed = (uint64_t)seed;
    }
}

/** What a key says in the file itself, or else in the nearest that it extends. */
static void nearest_read(struct sim_reading *reading, const struct chain *chain, const char *key,
                         void (*read)(struct sim_reading *reading, const struct sim_node *node))
{
    for (int i = 0; i < chain->count; i++) {
        const struct sim_node *node = sim_node_get(chain->roots[i], key);
        if (node != NULL) {
            reading->path = chain->paths[i];
            read(reading, node);
            break;
        }
    }
    reading->path = chain->paths[0];
}

/** From the read files to arms. */
static void study_build(struct sim_reading *reading, const struct chain *chain, struct sim_arm *base,
                        const struct sim_overrides *overrides)
{
    const struct sim_node *arms = NULL;
    const char *arms_path = NULL;

    for (int i = chain->count - 1; i >= 0; i--) {
        const struct sim_node *own = sim_node_get(chain->roots[i], "arms");
        reading->path = chain->paths[i];
        refuse_both(reading, chain->roots[i]);
        world_read(reading, base, chain->roots[i], OF_STUDY);
        arms = own != NULL ? own : arms;
        arms_path = own != NULL ? chain->paths[i] : arms_path;
    }
    if (arms != NULL) {
        reading->path = arms_path;
        arms_read(reading, base, arms);
    } else if (!arm_add(reading, base, "only")) {
        sim_fail(reading->errors, SIM_MEMORY, "no memory");
    }
    reading->path = chain->paths[0];
    sim_check_design(reading, base);
    overrides_apply(reading, overrides);
    sim_widen_design(reading);
    sim_check_dimensions(reading);
    nearest_read(reading, chain, "snapshots", sim_read_snapshots);
    nearest_read(reading, chain, "events", sim_read_events);
    if (sim_node_get(chain->roots[0], "claim") != NULL) { /* the file's own: who extends it claims nothing */
        sim_read_claim(reading, sim_node_get(chain->roots[0], "claim"));
    }
}

/** A study that somebody names and that cannot be read is named wrongly; one that a folder keeps is lost or out of
 * reach. */
static enum sim_status why_refused(enum sim_status reading, const struct sim_overrides *overrides)
{
    return reading == SIM_MEMORY || (reading == SIM_IO && overrides->resolved) ? reading : SIM_USAGE;
}

enum sim_status sim_study_init(struct sim_study *self, const struct sim_model *model, const char *path,
                               const struct sim_overrides *overrides, struct sim_errors *errors)
{
    struct sim_reading reading = { .model = model, .study = self, .errors = errors, .path = path };
    struct chain chain = { 0 };
    struct sim_arm base = { 0 };
    int before = errors->count;

    if (!study_defaults(self, model) || !sim_arm_init(&base, model, "base")) {
        sim_arm_free(&base, model);
        return sim_fail(errors, SIM_MEMORY, "no memory for a study");
    }
    chain_read(&chain, path, overrides, errors);
    if (chain.count > 0 && errors->count == before) {
        study_build(&reading, &chain, &base, overrides);
    }
    if (self->title == NULL) {
        char *copy = strdup(path);
        self->title = copy == NULL ? NULL : strdup(basename(copy));
        free(copy);
    }
    if (errors->count == before) {
        if (self->title == NULL || !sim_study_write_out(self, model)) {
            sim_fail(errors, SIM_MEMORY, "no memory for a study");
        } else if (strlen(self->text) > LARGEST_RESOLVED) {
            sim_complain(errors, path, 0, 0,
                         "has %zu bytes when all is written out; the most is %d: vary in fewer rows or levels",
                         strlen(self->text), LARGEST_RESOLVED);
        }
    }
    chain_free(&chain);
    sim_arm_free(&base, model);
    return errors->count == before ? SIM_OK : why_refused(chain.status, overrides);
}

void sim_month_text(const struct sim_study *self, int month, char *text, size_t size)
{
    int year = 0, first = 1;
    sscanf(self->start, "%d-%d", &year, &first);
    month += 12 * year + first - 1;
    snprintf(text, size, "%04d-%02d", month / 12, month % 12 + 1);
}

void sim_study_free(struct sim_study *self, const struct sim_model *model)
{
    sim_claim_free(self->claim, self, model);
    for (int a = 0; a < self->arms_count; a++)
        sim_arm_free(&self->arms[a], model);
    for (int i = 0; i < self->design.factors_count; i++)
        free(self->design.factors[i].levels);
    free(self->design.factors);
    free(self->arms);
    free(self->title);
    free(self->question);
    free(self->histories);
    sim_close_up_free(&self->snapshots);
    sim_close_up_free(&self->events);
    free(self->text);
    *self = (struct sim_study){ 0 };
}
