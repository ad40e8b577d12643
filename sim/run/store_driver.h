/* store_driver.h - HDF5's way to the disk for the results file. HDF5 1.10 does not bear a disk that fails: it may claim
 * success, or crash while it tidies up. So it never hears of it: a write that fails is kept as the file's cause, what
 * comes after is dropped, and whoever wrote the file asks for the cause before believing in it. */
#ifndef SIM_STORE_DRIVER_H
#define SIM_STORE_DRIVER_H

#include <hdf5.h>
#include <stdbool.h>

/** Access properties whose files go through this driver, or -1. Forgets the cause of an earlier file. */
hid_t sim_driver_access(void);

/** Error number of the first thing that failed on the way to the disk since sim_driver_access(); 0 if nothing did. */
int sim_driver_cause(void);

#endif
