/* network_dl.c - UCINET's DL: what there is (n, nr, nc, labels, format), and behind "data:" a matrix or lists. */
#include <string.h>
#include <strings.h>

#include "../lookup.h"
#include "network_parts.h"
#include "reader.h"

enum form { FORM_FULLMATRIX, FORM_EDGELIST, FORM_NODELIST };

/** What stands before the data. */
struct head {
    double n, rows, columns; /* 0: not said */
    enum form form;
    bool embedded; /* labels stand among the data */
    int named;     /* nodes that have labels so far */
    int known[2];  /* embedded labels seen so far of rows and of columns; in a one-mode network all are rows */
    struct sim_lookup nodes[2];
    char *line; /* the rest of the line that is being read */
};

/** The next word, from the next lines if need be; NULL at the end. */
static char *word_next(struct sim_net *self, struct head *head)
{
    char *word = head->line == NULL ? NULL : sim_net_word(&head->line, ",=");
    while (word == NULL) {
        head->line = sim_net_line(self);
        if (head->line == NULL) {
            return NULL;
        }
        word = sim_net_word(&head->line, ",=");
    }
    return word;
}

/** Room for the nodes, as soon as it is known how many. */
static bool nodes_known(struct sim_net *self, const struct head *head)
{
    if (self->nodes > 0) {
        return true;
    }
    self->rows = head->rows > 0 && head->columns > 0 ? (int)head->rows : 0;
    return sim_net_nodes(self, self->rows > 0 ? head->rows + head->columns : head->n);
}

static bool number_read(struct sim_net *self, struct head *head, const char *key, double *value)
{
    const char *word = word_next(self, head);
    bool good = word != NULL && sim_number(word, value) && *value >= 1 && *value <= SIM_MOST_NODES;
    if (!good) {
        sim_net_complain(self, "%s wants a whole number from 1 to %d", key, SIM_MOST_NODES);
    }
    return good;
}

static bool format_read(struct sim_net *self, struct head *head)
{
    static const char *const words[] = { "fullmatrix", "edgelist", "nodelist" };
    const char *word = word_next(self, head);
    for (int i = 0; word != NULL && i < 3; i++)
        if (strncasecmp(word, words[i], strlen(words[i])) == 0) {
            head->form = (enum form)i;
            return true;
        }
    sim_net_complain(self, "format '%.60s' is none of: fullmatrix edgelist1 edgelist2 nodelist1 nodelist2",
                     word == NULL ? "" : word);
    return false;
}

/** "labels: a, b, c", also of rows or columns alone; or "labels embedded". */
static bool labels_read(struct sim_net *self, struct head *head)
{
    int end;

    if (!nodes_known(self, head)) {
        return false;
    }
    end = self->rows > 0 && head->named < self->rows ? self->rows : self->nodes;
    for (; head->named < end; head->named++) {
        char *word = word_next(self, head);
        if (word == NULL) {
            sim_net_complain(self, "has %d labels for %d nodes", head->named, self->nodes);
            return false;
        }
        if (strcasecmp(word, "embedded") == 0) {
            head->embedded = true;
            return true;
        }
        self->name[head->named] = word;
    }
    return true;
}

/** One word of the head with what follows it; *data: the head ends. */
static bool key_read(struct sim_net *self, struct head *head, char *word, bool *data)
{
    word[strcspn(word, ":")] = '\0';
    if (strcasecmp(word, "data") == 0) {
        *data = true;
        return nodes_known(self, head);
    }
    if (strcasecmp(word, "n") == 0) {
        return number_read(self, head, word, &head->n);
    }
    if (strcasecmp(word, "nr") == 0) {
        return number_read(self, head, word, &head->rows);
    }
    if (strcasecmp(word, "nc") == 0) {
        return number_read(self, head, word, &head->columns);
    }
    if (strcasecmp(word, "format") == 0) {
        return format_read(self, head);
    }
    if (strcasecmp(word, "labels") == 0) {
        return labels_read(self, head);
    }
    if (strcasecmp(word, "embedded") == 0) {
        head->embedded = true;
        return true;
    }
    if (strcasecmp(word, "diagonal") == 0) {
        const char *is = word_next(self, head);
        bool there = is != NULL && strcasecmp(is, "present") == 0;
        if (!there) {
            sim_net_complain(self, "a matrix without its diagonal is not read here: write it with diagonal=present");
        }
        return there;
    }
    bool before_labels = strcasecmp(word, "row") == 0 || strncasecmp(word, "col", 3) == 0;
    if (!before_labels) {
        sim_net_complain(self, "'%.60s' is none of: n nr nc format diagonal row column labels embedded data", word);
    }
    return before_labels;
}

/* --- data --- */

/** The node of a word, a row or a column: by its number, or where labels are embedded by its label, which names the
 * next node if it is new. -1 with a complaint. */
static int node_of(struct sim_net *self, struct head *head, char *word, bool column)
{
    int kind = column && self->rows > 0, first = kind == 1 ? self->rows : 0;
    int count = kind == 0 && self->rows > 0 ? self->rows : self->nodes - first;
    int node;

    if (!head->embedded) {
        return sim_net_node(self, word, first, count);
    }
    node = word == NULL ? -1 : sim_lookup_find(&head->nodes[kind], word);
    if (node >= 0) {
        return node;
    }
    node = first + head->known[kind];
    if (word == NULL || head->known[kind] == count || !sim_lookup_add(&head->nodes[kind], word, node)) {
        sim_net_complain(self, "'%.60s': there are more labels than nodes", word == NULL ? "" : word);
        return -1;
    }
    self->name[node] = word;
    head->known[kind]++;
    return node;
}

static bool matrix_read(struct sim_net *self, struct head *head)
{
    int rows = self->rows > 0 ? self->rows : self->nodes, columns = self->nodes - self->rows;

    for (int i = 0; head->embedded && i < columns; i++) {
        char *word = word_next(self, head);
        self->name[self->rows + i] = word == NULL ? self->name[self->rows + i] : word;
    }
    for (int row = 0; row < rows; row++) {
        if (head->embedded) {
            char *word = word_next(self, head);
            self->name[row] = word != NULL && self->rows > 0 ? word : self->name[row];
        }
        if (!sim_net_row(self, row, &head->line, self->rows, columns)) {
            return false;
        }
    }
    return true;
}

static bool lists_read(struct sim_net *self, struct head *head)
{
    bool rest = head->line != NULL && head->line[strspn(head->line, " \t,")] != '\0', good = true; /* behind "data:" */

    for (char *line = rest ? head->line : sim_net_line(self); good && line != NULL;
         line = good ? sim_net_line(self) : NULL) {
        int from = node_of(self, head, sim_net_word(&line, ","), false);
        char *word = sim_net_word(&line, ",");
        good = from >= 0;
        do {
            int to = good ? node_of(self, head, word, true) : -1;
            const char *weight = head->form == FORM_EDGELIST ? sim_net_word(&line, ",") : NULL;
            good = to >= 0 && sim_net_link(self, from, to, weight, true);
            word = good && head->form == FORM_NODELIST ? sim_net_word(&line, ",") : NULL;
        } while (word != NULL);
    }
    return good;
}

bool sim_dl_read(struct sim_net *self)
{
    struct head head = { 0 };
    bool data = false, good = true;

    word_next(self, &head); /* "dl" */
    while (good && !data) {
        char *word = word_next(self, &head);
        if (word == NULL) {
            sim_net_complain(self, "ends before its data");
        }
        good = word != NULL && key_read(self, &head, word, &data);
    }
    good = good && (head.form == FORM_FULLMATRIX ? matrix_read(self, &head) : lists_read(self, &head));
    sim_lookup_free(&head.nodes[0]);
    sim_lookup_free(&head.nodes[1]);
    return good;
}
