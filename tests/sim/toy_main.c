/* toy_main.c - the walkers as a program, for tests that run one. */
#include "../../sim/cli/cli.h"
#include "toy.h"

int main(int argc, char **argv)
{
    return sim_main(&toy, argc, argv);
}
