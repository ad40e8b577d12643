/* output_remove.c - removes what this program wrote into an output folder, and nothing else. */
#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <unistd.h>

#include "../files.h"
#include "output.h"

/** Remove what this program writes into the folder `name` of the open folder `at`, and the folder if nothing else is in
 * it. `links`: what to do with a link in its place: 0 follows it, O_NOFOLLOW leaves alone what it leads to. */
static void remove_own(int at, const char *name, int links)
{
    static const char *const own[] = { "study.yaml", "plan.txt",     "until.txt",        "grown.txt",   "log",
                                       "results.h5", "[0-9]*.block", "[0-9]*.block.bad", "*.[0-9]*.tmp" };
    int file = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | links);
    DIR *folder = file < 0 ? NULL : fdopendir(file);

    for (const struct dirent *entry = NULL; folder != NULL && (entry = readdir(folder)) != NULL;)
        for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
            if (fnmatch(own[i], entry->d_name, 0) == 0) {
                unlinkat(file, entry->d_name, 0);
                break;
            }
    if (folder != NULL) {
        closedir(folder);
        unlinkat(at, name, AT_REMOVEDIR);
    } else if (file >= 0) {
        close(file);
    }
}

void sim_output_remove_blocks(const char *out)
{
    char *blocks = sim_path_join(out, "blocks");
    if (blocks != NULL) {
        remove_own(AT_FDCWD, blocks, 0); /* they may lie on another disk */
    }
    free(blocks);
}

void sim_output_clear(int at, const char *name)
{
    int folder = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

    if (folder >= 0) {
        remove_own(folder, "blocks", O_NOFOLLOW);
        remove_own(folder, "plan", O_NOFOLLOW);
        close(folder);
        remove_own(at, name, O_NOFOLLOW);
    }
}
