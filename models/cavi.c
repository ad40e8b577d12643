/* cavi.c - the program: hands the collaboration model to the engine. */
#include "../sim/cli/cli.h"
#include "collaboration.h"

int main(int argc, char **argv)
{
    return sim_main(&collaboration, argc, argv);
}
