/* told_main.c - the buckets as a program. */
#include "sim/cli/cli.h"
#include "told.h"

int main(int argc, char **argv)
{
    return sim_main(&told, argc, argv);
}
