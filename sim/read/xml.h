/* xml.h - a small strict reader of XML: elements, attributes, text, CDATA, comments. A document type may declare
 * nothing, and the only entities are numbers and XML's own five. So a file cannot make the program read other files,
 * and cannot make a text grow. */
#ifndef SIM_XML_H
#define SIM_XML_H

#include <stdbool.h>

#include "../error.h"

enum sim_xml_part { SIM_XML_OPEN, SIM_XML_CLOSE, SIM_XML_TEXT, SIM_XML_END, SIM_XML_WRONG };
enum { SIM_XML_ATTRIBUTES = 64, SIM_XML_DEEPEST = 32 };

/** Starts with `at` at the text, which is cut in place, and zeros. */
struct sim_xml {
    char *at;
    const char *path;
    struct sim_errors *errors;
    int line;
    char *name; /* of the element that opens or closes, without its namespace; of a text the text */
    struct {
        char *name, *value;
    } attribute[SIM_XML_ATTRIBUTES];
    int attributes;

    char *open[SIM_XML_DEEPEST]; /* names of the elements that are open */
    int depth;
    char *empty; /* an element that closes itself: its name */
    char begins; /* '<': the end of a text has overwritten the first character of the next tag */
};

/** Read the next part. SIM_XML_WRONG comes with a complaint. Texts of only blanks are skipped. */
enum sim_xml_part sim_xml_next(struct sim_xml *self);

/** Value of an attribute of the element that opened, or NULL. */
char *sim_xml_attribute(const struct sim_xml *self, const char *name);

#endif
