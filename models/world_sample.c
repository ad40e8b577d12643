/* world_sample.c - a small district to begin with, and three questions about it. */
#include "world.h"

static const struct sim_sample_row rows[] = {
    { "organisations", "City council", NULL, "sector=council;staff=60;resource=care;second=home" },
    { "organisations", "Hospital trust", NULL, "sector=health;staff=80;resource=health" },
    { "organisations", "Police", NULL, "sector=justice;staff=30;resource=safety" },
    { "organisations", "School partnership", NULL, "sector=schools;staff=50;resource=learning" },
    { "organisations", "Family charity", NULL,
      "sector=voluntary;staff=8;resource=livelihood;second=care;commissioner=City council" },
    { "forums", "Children's board", NULL, "resource=care;rule=consensus;lead=City council;meetings=6" },
    { "forums", "Early help group", NULL, "resource=learning;rule=majority;meetings=10;formality=0.3" },
    { "seats", "Children's board", "City council", "influence=2" },
    { "seats", "Children's board", "Hospital trust", "" },
    { "seats", "Children's board", "Police", "mandate=0.7" },
    { "seats", "Early help group", "City council", "" },
    { "seats", "Early help group", "School partnership", "influence=1.5" },
    { "seats", "Early help group", "Family charity", "" },
    { "ties", "City council", "Family charity", "" },
    { "ties", "City council", "Hospital trust", "weight=0.5" },
    { 0 },
};

static const char study[] =
    "# --- what happens to you: a path has [date, value] points, with straight lines between them\n"
    "context.funding.council: { path: [[2010-04, 1], [2015-03, 0.8]] }\n"
    "\n"
    "# --- what you could do: each arm is a what-if, and the first is what the others are compared with\n"
    "arms:\n"
    "  as it is: {}\n"
    "  small steps first: # from April 2012 on, only what can be done soon is attempted\n"
    "    agenda.ladder: { path: [[2010-04, 0.5], [2012-04, 1]], steps: true }\n"
    "  the board meets every month:\n"
    "    \"forums.Children's board.meetings\": 12 # table.row.column: one cell, in this arm alone\n"
    "  the police leave in year two:\n"
    "    \"seats.Children's board.Police.present\": { path: [[2010-04, true], [2011-10, false]] }\n";

const struct sim_sample world_sample = { rows, study };
