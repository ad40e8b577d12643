/* ask.c - questions to results in memory, in the words of the command line. */
#include <stdlib.h>

#include "../cli/commands.h"
#include "../cli/host.h"
#include "results.h"
#include "tables.h"

enum { HEAD = 3 };

typedef enum sim_status (*command)(const struct sim_model *model, int argc, char **argv);

static const struct {
    const char *word;
    command ask;
} questions[] = {
    { "compare", sim_command_compare },
    { "discover", sim_command_discover },
    { "sensitivity", sim_command_sensitivity },
};
enum { QUESTIONS = sizeof questions / sizeof questions[0] };

static command find(const char *word, struct sim_errors *errors)
{
    const struct sim_names names = { questions, sizeof questions[0], QUESTIONS };
    int index = sim_name_index(names, word);
    if (index < 0) {
        sim_complain(errors, NULL, 0, 0, "'%.64s' is no question%s", word, sim_hint(word, &names, 1).text);
    }
    return index < 0 ? NULL : questions[index].ask;
}

/** Let the command answer for a host that holds the results. */
static enum sim_status answer(const cavi_results *results, const char *question, const char *const *words, int count,
                              cavi_tables *tables, struct sim_errors *errors)
{
    struct sim_session session = results->session; /* read only: what it points to is shared, and not freed here */
    struct sim_host host = { .session = &session, .errors = errors, .take = sim_api_tables, .context = tables };
    command ask = find(question, errors);
    /* as a command line; --json: print nothing for people */
    const char *const head[] = { question, "results", "--json" };
    char **line = NULL;
    enum sim_status status = ask == NULL ? SIM_USAGE : sim_api_line(&line, head, HEAD, words, count, errors);

    if (status == SIM_OK) {
        sim_host = &host;
        status = ask(session.model, count + HEAD, line);
        sim_host = NULL;
    }
    free(line);
    return status;
}

int cavi_ask(const cavi_results *results, const char *question, const char *const *words, int count,
             cavi_tables **tables, struct cavi_error *error)
{
    struct sim_errors errors = { 0 };
    void *entered = sim_api_enter();
    cavi_tables *found = calloc(1, sizeof *found);
    enum sim_status status = found == NULL ? sim_fail(&errors, SIM_MEMORY, "no memory for an answer")
                             : results == NULL || question == NULL
                                 ? sim_fail(&errors, SIM_USAGE, "there are no results, or no question")
                                 : answer(results, question, words, count, found, &errors);

    if (status != SIM_OK) {
        cavi_tables_free(found);
        found = NULL;
    }
    *tables = found;
    sim_api_leave(entered);
    return sim_api_end(error, &errors, status);
}
