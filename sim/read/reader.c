/* reader.c - libyaml's events become a tree. */
#include "reader.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "../files.h"

enum { DEEPEST = 10, LONGEST_MAP = 4096 };

struct reading {
    yaml_parser_t parser;
    const char *path;
    struct sim_errors *errors;
};

void sim_node_free(struct sim_node *node)
{
    while (node != NULL) {
        struct sim_node *next = node->next;
        sim_node_free(node->first);
        free(node->text);
        free(node->key);
        free(node);
        node = next;
    }
}

const struct sim_node *sim_node_get(const struct sim_node *map, const char *key)
{
    for (const struct sim_node *node = map == NULL ? NULL : map->first; node != NULL; node = node->next)
        if (node->key != NULL && strcmp(node->key, key) == 0) {
            return node;
        }
    return NULL;
}

int sim_node_count(const struct sim_node *node)
{
    int count = 0;
    for (const struct sim_node *member = node->first; member != NULL; member = member->next)
        count++;
    return count;
}

static const char *skip_digits(const char *at)
{
    while (isdigit((unsigned char)*at))
        at++;
    return at;
}

bool sim_number(const char *text, double *value)
{
    const char *at = text + (*text == '-' || *text == '+'), *digits = at;
    at = skip_digits(at);
    if (at == digits || (digits[0] == '0' && at - digits > 1)) {
        return false;
    }
    if (*at == '.') {
        const char *fraction = at + 1;
        at = skip_digits(fraction);
        if (at == fraction) {
            return false;
        }
    }
    if (*at == 'e' || *at == 'E') {
        const char *power = at + 1 + (at[1] == '-' || at[1] == '+');
        at = skip_digits(power);
        if (at == power) {
            return false;
        }
    }
    *value = strtod(text, NULL);
    return *at == '\0' && isfinite(*value);
}

const char *sim_number_hint(const char *text, char room[96])
{
    size_t length = strspn(text, "0123456789.+-");
    char head[32];
    double value = 0;

    if (text[0] == '\'' && sim_number(text + 1, &value)) {
        snprintf(room, 96, "; write %.60s, without the apostrophe", text + 1);
        return room;
    }
    if (strstr(text, " or ") != NULL) {
        return "; write the one that is meant";
    }
    if (strpbrk(text, ",' ") != NULL && strspn(text, "0123456789.,' +-") == strlen(text)) {
        return "; a number has a point before its fraction, and no mark between thousands";
    }
    snprintf(head, sizeof head, "%.*s", (int)length, text);
    if (!sim_number(head, &value) || text[length] == '\0') {
        return "";
    }
    bool percent = strcmp(text + length + strspn(text + length, " "), "%") == 0;
    if (!percent && text[length] != ' ') {
        return "";
    }
    if (!percent) {
        return "; a number stands here without its unit";
    }
    snprintf(room, 96, "; write %.10g", value / 100);
    return room;
}

/* --- building --- */

static struct sim_node *node_new(struct reading *reading, enum sim_node_kind kind, const yaml_mark_t *mark)
{
    struct sim_node *node = calloc(1, sizeof *node);
    if (node == NULL) {
        sim_complain(reading->errors, reading->path, 0, 0, "no memory");
        return NULL;
    }
    node->kind = kind;
    node->line = (int)mark->line + 1;
    node->column = (int)mark->column + 1;
    return node;
}

static bool next_event(struct reading *reading, yaml_event_t *event)
{
    if (yaml_parser_parse(&reading->parser, event)) {
        return true;
    }
    const yaml_parser_t *p = &reading->parser;
    if (p->error == YAML_READER_ERROR) {
        sim_complain(reading->errors, reading->path, 0, 0, "is not UTF-8 from byte %zu on: save it as UTF-8 (%s)",
                     p->problem_offset, p->problem == NULL ? "bad byte" : p->problem);
    } else {
        const char *problem = p->problem == NULL ? "it breaks off" : p->problem;
        bool colon = strncmp(problem, "mapping values are not allowed", 30) == 0;
        sim_complain(reading->errors, reading->path, (int)p->problem_mark.line + 1, (int)p->problem_mark.column + 1,
                     "is not YAML: %s%s%s%s", problem, p->context == NULL ? "" : " ",
                     p->context == NULL ? "" : p->context,
                     colon ? "; a text with ': ' in it wants quotes, as in title: \"One: two\"" : "");
    }
    return false;
}

/** Anchors, aliases and tags are refused: a study says what it means where it stands. */
static bool refuse_tricks(struct reading *reading, const yaml_event_t *event)
{
    const unsigned char *anchor = NULL, *tag = NULL;
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    const char *what = event->type == YAML_ALIAS_EVENT ? "an alias (*)"
                       : anchor != NULL                ? "an anchor (&)"
                       : tag != NULL                   ? "a tag (!)"
                                                       : NULL;
    if (what != NULL) {
        sim_complain(reading->errors, reading->path, (int)event->start_mark.line + 1, (int)event->start_mark.column + 1,
                     "%s cannot be used in a study; write the value out", what);
    }
    return what != NULL;
}

static struct sim_node *node_read(struct reading *reading, const yaml_event_t *event, int depth);

/** A copy of a scalar, of a key or a value. NULL without memory, or with a complaint where it is cut by a zero byte. */
static char *scalar_copy(struct reading *reading, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    if (strlen(text) != event->data.scalar.length) {
        sim_complain(reading->errors, reading->path, (int)event->start_mark.line + 1, (int)event->start_mark.column + 1,
                     "a text cannot contain a zero byte");
        return NULL;
    }
    return strdup(text);
}

static bool scalar_fill(struct reading *reading, struct sim_node *node, const yaml_event_t *event)
{
    node->text = scalar_copy(reading, event);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return node->text != NULL;
}

static void refuse_double(struct reading *reading, const struct sim_node *map, const struct sim_node *member)
{
    for (const struct sim_node *before = map->first; before != NULL; before = before->next)
        if (strcmp(before->key, member->key) == 0) {
            sim_complain(reading->errors, reading->path, member->key_line, member->key_column,
                         "'%s' is given twice; the first time in line %d", member->key, before->key_line);
            return;
        }
}

/** Where a member of a map is, and its name; `text` is NULL in a list. */
struct key {
    char *text;
    int line, column;
};

/** The key that `event` is; *event becomes that of its value. False with a complaint, and *event is deleted then. */
static bool key_read(struct reading *reading, yaml_event_t *event, struct key *key)
{
    *key = (struct key){ .line = (int)event->start_mark.line + 1, .column = (int)event->start_mark.column + 1 };
    bool tricky = refuse_tricks(reading, event);
    if (event->type == YAML_SCALAR_EVENT) {
        key->text = scalar_copy(reading, event);
    } else if (!tricky) {
        sim_complain(reading->errors, reading->path, key->line, key->column, "a key must be a plain word");
    }
    yaml_event_delete(event);
    if (key->text == NULL || !next_event(reading, event)) {
        free(key->text);
        return false;
    }
    return true;
}

/** One member that begins with `event`, which is deleted; NULL with a complaint. */
static struct sim_node *member_read(struct reading *reading, const struct sim_node *parent, yaml_event_t *event,
                                    int depth)
{
    struct key key = { 0 };
    struct sim_node *member;

    if (parent->kind == SIM_MAP && !key_read(reading, event, &key)) {
        return NULL;
    }
    member = node_read(reading, event, depth);
    yaml_event_delete(event);
    if (member == NULL) {
        free(key.text);
        return NULL;
    }
    member->key = key.text;
    member->key_line = key.line;
    member->key_column = key.column;
    if (key.text != NULL) {
        refuse_double(reading, parent, member);
    }
    return member;
}

/** Members of a list or map up to its end event. */
static bool members_read(struct reading *reading, struct sim_node *parent, int depth)
{
    const yaml_event_type_t last = parent->kind == SIM_LIST ? YAML_SEQUENCE_END_EVENT : YAML_MAPPING_END_EVENT;
    struct sim_node **end = &parent->first;
    yaml_event_t event;

    for (int count = 0; next_event(reading, &event); count++) {
        if (event.type == last) {
            yaml_event_delete(&event);
            return true;
        }
        if (parent->kind == SIM_MAP && count == LONGEST_MAP) { /* doubles are looked for among all: keep them few */
            sim_complain(reading->errors, reading->path, (int)event.start_mark.line + 1,
                         (int)event.start_mark.column + 1, "a map has more than %d keys", LONGEST_MAP);
            yaml_event_delete(&event);
            return false;
        }
        struct sim_node *member = member_read(reading, parent, &event, depth);
        if (member == NULL) {
            return false;
        }
        *end = member;
        end = &member->next;
    }
    return false;
}

/** The value that begins with `event`. */
static struct sim_node *node_read(struct reading *reading, const yaml_event_t *event, int depth)
{
    enum sim_node_kind kind = event->type == YAML_SEQUENCE_START_EVENT  ? SIM_LIST
                              : event->type == YAML_MAPPING_START_EVENT ? SIM_MAP
                                                                        : SIM_SCALAR;
    struct sim_node *node = node_new(reading, kind, &event->start_mark);
    bool good = node != NULL;

    refuse_tricks(reading, event);
    if (good && event->type == YAML_ALIAS_EVENT) {
        node->text = strdup("");
        return node;
    }
    if (good && depth > DEEPEST) {
        sim_complain(reading->errors, reading->path, node->line, node->column, "is nested more than %d levels deep",
                     DEEPEST);
        good = false;
    }
    if (good) {
        good = kind == SIM_SCALAR ? scalar_fill(reading, node, event) : members_read(reading, node, depth + 1);
    }
    if (!good) {
        sim_node_free(node);
        return NULL;
    }
    return node;
}

static bool document_read(struct reading *reading, struct sim_node **root)
{
    yaml_event_t event;
    bool more = true;

    while (more && next_event(reading, &event)) {
        if (event.type == YAML_STREAM_END_EVENT) {
            more = false;
        } else if (event.type == YAML_DOCUMENT_START_EVENT && *root != NULL) {
            sim_complain(reading->errors, reading->path, (int)event.start_mark.line + 1, 1,
                         "a second YAML document begins here; a study file has only one");
            more = false;
        } else if (event.type >= YAML_ALIAS_EVENT) {
            *root = node_read(reading, &event, 1);
            more = *root != NULL;
        }
        yaml_event_delete(&event);
    }
    return *root != NULL;
}

/** Tabs and no-break spaces at the beginning of a line are refused where they stand: YAML complains of some tabs alone,
 * and takes the spaces for letters. */
static void refuse_blanks(const char *path, const char *bytes, struct sim_errors *errors)
{
    int line = 1, column = 1;
    for (const char *at = bytes; *at != '\0'; at++, column++) {
        if (*at == '\t') {
            sim_complain(errors, path, line, column, "a study cannot contain tabs; use spaces");
            return;
        }
        if (strncmp(at, "\xc2\xa0", 2) == 0 && (at == bytes || at[-1] == '\n')) {
            sim_complain(errors, path, line, column, "the line begins with a no-break space; use plain spaces");
            return;
        }
        if (*at == '\n') {
            line++;
            column = 0;
        }
    }
}

/** Parse a whole text. A byte order mark, which Windows puts before it, is passed over. */
static enum sim_status text_read(struct reading *reading, const char *bytes, size_t size, struct sim_node **root)
{
    size_t mark = strncmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    int before = reading->errors->count;

    if (!yaml_parser_initialize(&reading->parser)) {
        return sim_fail(reading->errors, SIM_MEMORY, "no memory");
    }
    refuse_blanks(reading->path, bytes, reading->errors);
    yaml_parser_set_encoding(&reading->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reading->parser, (const unsigned char *)bytes + mark, size - mark);
    if (reading->errors->count == before && !document_read(reading, root) && reading->errors->count == before) {
        sim_complain(reading->errors, reading->path, 0, 0, "is empty");
    }
    yaml_parser_delete(&reading->parser);
    return SIM_OK;
}

enum sim_status sim_parse_yaml(const char *path, const char *bytes, size_t size, struct sim_node **root,
                               struct sim_errors *errors)
{
    struct reading reading = { .path = path, .errors = errors };
    int before = errors->count;
    enum sim_status status = SIM_OK;

    *root = NULL;
    if (strlen(bytes) != size) {
        bool wide = strncmp(bytes, "\xff\xfe", 2) == 0 || strncmp(bytes, "\xfe\xff", 2) == 0;
        sim_complain(errors, path, 0, 0, "holds a zero byte: it is %s",
                     wide ? "UTF-16; save it as UTF-8" : "not a text");
    } else {
        status = text_read(&reading, bytes, size, root);
    }
    return status != SIM_OK ? status : errors->count > before ? SIM_USAGE : SIM_OK;
}

enum sim_status sim_read_yaml(const char *path, size_t limit, struct sim_node **root, struct sim_errors *errors)
{
    char *bytes = NULL;
    size_t size = 0;
    enum sim_status status = sim_file_read(path, limit, &bytes, &size, errors);

    *root = NULL;
    if (status == SIM_OK) {
        status = sim_parse_yaml(path, bytes, size, root, errors);
    }
    free(bytes);
    return status;
}
