/* xml.h - a small strict reader of XML: elements, attributes, text, CDATA, comments. A document type may declare
 * nothing, and there are no entities but the five that XML has and numbers: nothing in a file can make another file be
 * read, or a text grow. */
#ifndef SIM_XML_H
#define SIM_XML_H

#include <stdbool.h>

#include "../error.h"

enum sim_xml_part { SIM_XML_OPEN, SIM_XML_CLOSE, SIM_XML_TEXT, SIM_XML_END, SIM_XML_WRONG };
enum { SIM_XML_ATTRIBUTES = 64, SIM_XML_DEEPEST = 32 };

/** Begins with the text, which is cut in place, and zeros. */
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
    char begins; /* '<': the next tag's first character was overwritten by the end of a text */
};

/** The next part. SIM_XML_WRONG with a complaint. Texts of blanks alone are passed over. */
enum sim_xml_part sim_xml_next(struct sim_xml *self);

/** Value of an attribute of the element that opened, or NULL. */
char *sim_xml_attribute(const struct sim_xml *self, const char *name);

#endif
