/* host.h - a program that asks a question in place of the command line: the library (api/ask.c). The command then reads
 * the runs that the host has opened, and hands over its tables and complaints instead of printing them. */
#ifndef SIM_HOST_H
#define SIM_HOST_H

#include "session.h"
#include "sheet.h"

struct sim_host {
    struct sim_session *session;
    struct sim_errors *errors;
    /** Receives the tables, which belong to the command. */
    enum sim_status (*take)(void *context, const struct sim_sheet *sheets, int count, struct sim_errors *errors);
    void *context;
};

/** The host of the command that this thread runs; NULL: the command line itself. */
extern _Thread_local struct sim_host *sim_host;

#endif
