/* library.c - the shared library: the collaboration model behind sim/api/cavi.h. */
#include "../sim/api/cavi.h"
#include "collaboration.h"

const cavi_model *cavi_the_model(void)
{
    return &collaboration;
}
