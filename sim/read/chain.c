/* chain.c - file after file, until one extends nothing. */
#include "chain.h"

#include <stdlib.h>
#include <string.h>

#include "reading.h"

void sim_chain_free(struct sim_chain *self)
{
    for (int i = 0; i < self->count; i++) {
        sim_node_free(self->roots[i]);
        free(self->paths[i]);
    }
    self->count = 0;
}

/** May `next`, which `extends` of the last file names, be read? Complains where not. */
static bool goes_on(const struct sim_chain *self, const struct sim_node *extends, const char *next,
                    struct sim_errors *errors)
{
    const char *at = self->paths[self->count - 1];
    char *real = realpath(next, NULL);
    bool circle = false;

    for (int i = 0; i < self->count; i++) {
        char *before = realpath(self->paths[i], NULL);
        circle = circle || (before != NULL && real != NULL && strcmp(before, real) == 0);
        free(before);
    }
    free(real);
    if (circle) {
        sim_complain(errors, at, extends->line, extends->column, "'%s' extends itself in a circle", extends->text);
    } else if (self->count == SIM_LONGEST_CHAIN) {
        sim_complain(errors, at, extends->line, extends->column, "the chain of `extends` has more than %d files",
                     SIM_LONGEST_CHAIN);
    }
    return !circle && self->count < SIM_LONGEST_CHAIN;
}

/** Read one more file, or `text` in its place; returns what it extends, or NULL. Takes over `path`. */
static const struct sim_node *add(struct sim_chain *self, char *path, const char *text, size_t limit,
                                  struct sim_errors *errors)
{
    struct sim_node *root = NULL;

    self->status = text != NULL ? sim_parse_yaml(path, text, strlen(text), &root, errors)
                                : sim_read_yaml(path, limit, &root, errors);
    if (self->status != SIM_OK || root->kind != SIM_MAP) {
        if (root != NULL && root->kind != SIM_MAP) {
            sim_complain(errors, path, root->line, root->column, "a study is made of 'key: value' lines");
        }
        sim_node_free(root);
        free(path);
        return NULL;
    }
    self->roots[self->count] = root;
    self->paths[self->count++] = path;
    return sim_key_node(root, SIM_KEY_study_extends);
}

void sim_chain_init(struct sim_chain *self, const char *path, const char *text, size_t limit, struct sim_errors *errors)
{
    char *next = strdup(path);
    bool more = true;

    *self = (struct sim_chain){ .status = SIM_OK };
    while (more && next != NULL) {
        int before = errors->count;
        const struct sim_node *extends = add(self, next, self->count == 0 ? text : NULL, limit, errors);
        more = extends != NULL;
        next = more ? sim_path_beside(self->paths[self->count - 1], extends, errors) : NULL;
        if (errors->count > before || (next != NULL && !goes_on(self, extends, next, errors))) {
            free(next);
            return;
        }
    }
    if (more) {
        self->status = sim_fail(errors, SIM_MEMORY, "no memory for a study");
    }
}
