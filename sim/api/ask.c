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

int cavi_ask(const cavi_results *results, const char *question, const char *const *words, int count,
             cavi_tables **tables, struct cavi_error *error)
{
    struct sim_errors errors = { 0 };
    void *entered = sim_api_enter();
    struct sim_session session = results->session; /* read only: what it points to is shared, and not freed here */
    struct sim_host host = {
        .session = &session, .errors = &errors, .take = sim_api_tables, .context = calloc(1, sizeof **tables)
    };
    command ask = find(question, &errors);
    /* as a command line; --json: print nothing for people */
    const char *const head[] = { question, "results", "--json" };
    char **line = sim_api_line(head, HEAD, words, count);
    enum sim_status status = ask == NULL ? SIM_USAGE : SIM_OK;

    if (line == NULL || host.context == NULL) {
        status = sim_fail(&errors, SIM_MEMORY, "no memory for a question of %d words", count);
    } else if (status == SIM_OK) {
        sim_host = &host;
        status = ask(session.model, count + HEAD, line);
        sim_host = NULL;
    }
    free(line);
    *tables = host.context;
    if (status != SIM_OK) {
        cavi_tables_free(*tables);
        *tables = NULL;
    }
    sim_api_leave(entered);
    return sim_api_end(error, &errors, status);
}
