/* networks.h - who is in contact with whom at the end of a run, and what that goes with. */
#ifndef NETWORKS_H
#define NETWORKS_H

#include "ledger.h"

/** Sets the outcomes of contacts, of the network of organisations, and of each organisation (P13, P18, S51). */
SHARED void finish_networks(struct sim_pack *pack, double (*out)[SIM_LANES]);

#endif
