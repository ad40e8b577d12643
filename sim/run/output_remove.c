/* output_remove.c - removes what this program wrote into an output folder, and nothing else. */
#include <dirent.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <unistd.h>

#include "../files.h"
#include "output.h"

/** Remove what this program writes into a folder, and the folder if nothing else is in it. */
static void remove_own(const char *path)
{
    static const char *const own[] = { "study.yaml", "plan.txt",     "until.txt",        "log",
                                       "results.h5", "[0-9]*.block", "[0-9]*.block.bad", "*.[0-9]*.tmp" };
    DIR *folder = path == NULL ? NULL : opendir(path);

    for (const struct dirent *entry = NULL; folder != NULL && (entry = readdir(folder)) != NULL;)
        for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
            if (fnmatch(own[i], entry->d_name, 0) == 0) {
                unlinkat(dirfd(folder), entry->d_name, 0);
                break;
            }
    if (folder != NULL) {
        closedir(folder);
        rmdir(path);
    }
}

void sim_output_remove_blocks(const char *out)
{
    char *blocks = sim_path_join(out, "blocks");
    remove_own(blocks);
    free(blocks);
}

void sim_output_clear(const char *out)
{
    char *kept = sim_path_join(out, "plan");

    sim_output_remove_blocks(out);
    remove_own(kept);
    remove_own(out);
    free(kept);
}
