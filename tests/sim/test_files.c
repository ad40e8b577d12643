/* test_files.c - files are whole or absent. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../sim/files.h"
#include "support.h"

static int count_files(const char *folder)
{
    DIR *open = opendir(folder);
    int count = 0;
    for (const struct dirent *entry; (entry = readdir(open)) != NULL;)
        count += entry->d_name[0] != '.';
    closedir(open);
    return count;
}

static bool holds(const char *path, const char *text)
{
    struct sim_errors errors = { 0 };
    char *bytes = NULL;
    size_t size = 0;
    bool same =
        sim_file_read(path, 100, &bytes, &size, &errors) == SIM_OK && size == strlen(text) && strcmp(bytes, text) == 0;
    free(bytes);
    sim_errors_free(&errors);
    return same;
}

TRIAL_OF(files);

Test(files, publishing_replaces_or_keeps_as_asked_and_leaves_nothing_else)
{
    trial_init(&t, "title: x\n");
    cr_expect(sim_file_publish(trial_path(&t, "a"), "one", 3, true, &t.errors) == SIM_OK);
    cr_expect(sim_file_publish(trial_path(&t, "a"), "two", 3, true, &t.errors) == SIM_OK);
    cr_expect(holds(trial_path(&t, "a"), "one"));
    cr_expect(sim_file_publish(trial_path(&t, "a"), "three", 5, false, &t.errors) == SIM_OK);
    cr_expect(holds(trial_path(&t, "a"), "three"));
    cr_expect(count_files(t.folder) == 2); /* and study.yaml */
}

Test(files, failing_to_publish_names_path_and_cause_and_leaves_nothing)
{
    trial_init(&t, "title: x\n");
    cr_expect(sim_file_publish(trial_path(&t, "nowhere/a"), "one", 3, true, &t.errors) == SIM_IO);
    complains(t.errors, "nowhere/a");
    complains(t.errors, "cannot create: No such file or directory");
    cr_expect(count_files(t.folder) == 1);
}

Test(files, larger_than_the_limit_are_not_read)
{
    char *bytes;
    size_t size;
    trial_init(&t, "title: x\n"); /* nine bytes */
    cr_expect(sim_file_read(trial_path(&t, "study.yaml"), 9, &bytes, &size, &t.errors) == SIM_OK && size == 9);
    free(bytes);
    cr_expect(sim_file_read(trial_path(&t, "study.yaml"), 8, &bytes, &size, &t.errors) == SIM_USAGE && bytes == NULL);
    complains(t.errors, "has 9 bytes; the most is 8");
}

Test(files, folders_are_made_with_those_above_them)
{
    trial_init(&t, "title: x\n");
    cr_expect(sim_folder_make(trial_path(&t, "a/b/c"), &t.errors) == SIM_OK);
    cr_expect(sim_folder_make(trial_path(&t, "a/b/c"), &t.errors) == SIM_OK);
    cr_expect(access(trial_path(&t, "a/b/c"), F_OK) == 0);
    cr_expect(sim_folder_make(trial_path(&t, "study.yaml"), &t.errors) == SIM_IO);
    complains(t.errors, "exists already and is not a folder");
}

Test(files, temporary_names_stand_beside_their_path)
{
    char *name = sim_file_temporary("some/where/x.h5");
    cr_assert(name != NULL);
    cr_expect(strncmp(name, "some/where/x.h5.", 16) == 0 && strcmp(name + strlen(name) - 4, ".tmp") == 0);
    free(name);
}

/** An empty file "block.HOST.PID.tmp". */
static char *left_behind(const char *host, long pid)
{
    char name[2 * HOST_NAME_MAX];
    snprintf(name, sizeof name, "block.%s.%ld.tmp", host, pid);
    char *path = strdup(trial_path(&t, name));
    close(open(path, O_CREAT | O_WRONLY, 0666));
    return path;
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

/** Beyond the largest process number of Linux: dead as seen from here, alive in another container. */
static const long NOBODY = 1L << 23;

Test(files, of_dead_writers_of_this_host_are_swept_and_no_others)
{
    char host[HOST_NAME_MAX + 1] = "", other[HOST_NAME_MAX + 3];
    pid_t dead = fork();

    if (dead == 0) {
        _exit(0);
    }
    waitpid(dead, NULL, 0);
    trial_init(&t, "title: x\n");
    gethostname(host, sizeof host - 1);
    snprintf(other, sizeof other, "x%s", host);
    char *mine = left_behind(host, getpid()), *theirs = left_behind(host, dead), *far = left_behind(other, dead),
         *written = left_behind(host, NOBODY);
    int file = open(written, O_WRONLY);
    sim_file_claim(file);
    sim_folder_sweep(t.folder);
    cr_expect(!is_there(theirs));
    cr_expect(is_there(mine) && is_there(far) && is_there(written));
    close(file);
    sim_folder_sweep(t.folder);
    cr_expect(!is_there(written));
    cr_expect(count_files(t.folder) == 3); /* mine, far and study.yaml */
    free(mine);
    free(theirs);
    free(far);
    free(written);
}
