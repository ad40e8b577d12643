/* xml.c - tag after tag, cut out of the text in place. */
#include "xml.h"

#include <stdlib.h>
#include <string.h>

#define wrong(self, ...) (sim_complain((self)->errors, (self)->path, (self)->line, 1, __VA_ARGS__), SIM_XML_WRONG)

static const char blanks[] = " \t\n";
#define CDATA "![CDATA["

/** Pass over `count` characters, and count their lines. */
static void pass(struct sim_xml *self, size_t count)
{
    for (; count > 0 && *self->at != '\0'; count--, self->at++)
        self->line += *self->at == '\n';
}

/** The end of a comment or of an instruction. False where there is none. */
static bool pass_to(struct sim_xml *self, const char *end)
{
    const char *found = strstr(self->at, end);
    if (found != NULL) {
        pass(self, (size_t)(found - self->at) + strlen(end));
    }
    return found != NULL;
}

/** Write a character as UTF-8; returns how many bytes. It needs no more than its reference took. */
static size_t put_character(char *to, unsigned long code)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    to[0] = (char)((0xff00 >> (more + 1) & 0xff) | (code >> (6 * more)));
    for (int i = 1; i <= more; i++)
        to[i] = (char)(0x80 | (code >> (6 * (more - i)) & 0x3f));
    return (size_t)more + 1;
}

/** The character that the reference at `from`, behind its &, stands for; 0: none. */
static unsigned long reference(const char *from, size_t length)
{
    static const struct {
        const char *name;
        char character;
    } known[] = { { "lt", '<' }, { "gt", '>' }, { "amp", '&' }, { "quot", '"' }, { "apos", '\'' } };
    char *end = NULL;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].name) == length && strncmp(from, known[i].name, length) == 0) {
            return (unsigned long)known[i].character;
        }
    bool hex = length > 1 && from[0] == '#' && from[1] == 'x';
    unsigned long code = from[0] == '#' ? strtoul(from + 1 + hex, &end, hex ? 16 : 10) : 0;
    bool good = end == from + length && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return good ? code : 0;
}

/** References in a text become what they stand for. False with a complaint. */
static bool decode(struct sim_xml *self, char *text)
{
    char *write = text;
    for (const char *at = text; *at != '\0';) {
        if (*at != '&') {
            *write++ = *at++;
            continue;
        }
        size_t length = strcspn(at + 1, ";");
        unsigned long code = at[1 + length] == ';' && length < 10 ? reference(at + 1, length) : 0;
        if (code == 0) {
            return wrong(self, "'%.20s' is no reference that is read here, as &lt; &gt; &amp; &quot; &apos; are", at) !=
                   SIM_XML_WRONG;
        }
        write += put_character(write, code);
        at += length + 2;
    }
    *write = '\0';
    return true;
}

/** The name at the place, which is left to be cut: its end is not marked. Passes over it. */
static char *name_read(struct sim_xml *self, size_t *length)
{
    char *begin = self->at;
    *length = strcspn(begin, " \t\n=/><\"'&");
    pass(self, *length);
    return begin;
}

/** A name without its namespace, ended where `length` says. */
static char *name_cut(char *name, size_t length)
{
    name[length] = '\0';
    char *colon = strrchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

/** name="value"; false with a complaint. */
static bool attribute_read(struct sim_xml *self)
{
    size_t length = 0;
    char *name = name_read(self, &length), quote;

    pass(self, strspn(self->at, blanks));
    if (length == 0 || *self->at != '=' || self->attributes == SIM_XML_ATTRIBUTES) {
        return wrong(self, "a tag holds something that is no name=\"value\"") != SIM_XML_WRONG;
    }
    pass(self, 1);
    pass(self, strspn(self->at, blanks));
    quote = *self->at;
    char *value = self->at + 1, *end = quote == '"' || quote == '\'' ? strchr(value, quote) : NULL;
    if (end == NULL) {
        return wrong(self, "the value of an attribute wants quotes") != SIM_XML_WRONG;
    }
    pass(self, (size_t)(end - self->at) + 1);
    *end = '\0';
    self->attribute[self->attributes].name = name_cut(name, length);
    self->attribute[self->attributes++].value = value;
    return decode(self, value);
}

static enum sim_xml_part close_read(struct sim_xml *self)
{
    size_t length = 0;
    char *name = name_read(self, &length);

    pass(self, strspn(self->at, blanks));
    if (*self->at != '>') {
        return wrong(self, "a closing tag does not end with >");
    }
    pass(self, 1);
    self->name = name_cut(name, length);
    if (self->depth == 0 || strcmp(self->open[self->depth - 1], self->name) != 0) {
        return wrong(self, "</%.60s> closes what is not open", self->name);
    }
    self->depth--;
    return SIM_XML_CLOSE;
}

static enum sim_xml_part open_read(struct sim_xml *self)
{
    size_t length = 0;
    char *name = name_read(self, &length);

    self->attributes = 0;
    if (length == 0) {
        return wrong(self, "a < begins no tag; in a text it is written &lt;");
    }
    for (pass(self, strspn(self->at, blanks)); *self->at != '>' && *self->at != '/' && *self->at != '\0';
         pass(self, strspn(self->at, blanks)))
        if (!attribute_read(self)) {
            return SIM_XML_WRONG;
        }
    bool empty = *self->at == '/';
    pass(self, empty);
    if (*self->at != '>') {
        return wrong(self, "a tag does not end with >");
    }
    pass(self, 1);
    self->name = name_cut(name, length);
    if (self->depth == SIM_XML_DEEPEST) {
        return wrong(self, "is nested more than %d levels deep", SIM_XML_DEEPEST);
    }
    self->open[self->depth++] = self->name;
    self->empty = empty ? self->name : NULL;
    return SIM_XML_OPEN;
}

/** A tag, whose < has been passed; SIM_XML_TEXT: it was one of those that say nothing. */
static enum sim_xml_part tag_read(struct sim_xml *self)
{
    if (strncmp(self->at, "!--", 3) == 0) {
        return pass_to(self, "-->") ? SIM_XML_TEXT : wrong(self, "a comment does not end");
    }
    if (*self->at == '?') {
        return pass_to(self, "?>") ? SIM_XML_TEXT : wrong(self, "an instruction does not end");
    }
    if (strncmp(self->at, "!DOCTYPE", 8) == 0 && strcspn(self->at, "[") > strcspn(self->at, ">")) {
        return pass_to(self, ">") ? SIM_XML_TEXT : wrong(self, "a document type does not end");
    }
    if (*self->at == '!') {
        return wrong(self, "document types that declare something are not read here");
    }
    if (*self->at == '/') {
        pass(self, 1);
        return close_read(self);
    }
    return open_read(self);
}

/** The text of a CDATA, in which nothing is a tag or a reference. */
static enum sim_xml_part literal_read(struct sim_xml *self)
{
    char *text = self->at + strlen(CDATA), *end = strstr(text, "]]>");

    if (end == NULL) {
        return wrong(self, "a CDATA does not end");
    }
    pass(self, (size_t)(end - self->at) + strlen("]]>"));
    *end = '\0';
    self->name = text;
    return SIM_XML_TEXT;
}

enum sim_xml_part sim_xml_next(struct sim_xml *self)
{
    enum sim_xml_part part = SIM_XML_TEXT;

    if (self->empty != NULL) {
        self->name = self->empty;
        self->empty = NULL;
        self->depth--;
        return SIM_XML_CLOSE;
    }
    while (part == SIM_XML_TEXT) {
        bool tag = self->begins == '<';
        char *text = self->at;
        size_t length = tag ? 0 : strcspn(text, "<");
        pass(self, length);
        if (!tag && *self->at == '\0' && length == strspn(text, blanks)) {
            return self->depth == 0 ? SIM_XML_END : wrong(self, "<%.60s> is not closed", self->open[self->depth - 1]);
        }
        self->begins = tag ? 0 : *self->at;
        pass(self, !tag && *self->at == '<');
        if (!tag && length > strspn(text, blanks)) {
            text[length] = '\0';
            self->name = text;
            return decode(self, text) ? SIM_XML_TEXT : SIM_XML_WRONG;
        }
        self->begins = 0;
        if (strncmp(self->at, CDATA, strlen(CDATA)) == 0) {
            return literal_read(self);
        }
        part = tag_read(self);
    }
    return part;
}

char *sim_xml_attribute(const struct sim_xml *self, const char *name)
{
    for (int i = 0; i < self->attributes; i++)
        if (strcmp(self->attribute[i].name, name) == 0) {
            return self->attribute[i].value;
        }
    return NULL;
}
