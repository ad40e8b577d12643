/* store_driver.h - HDF5's way to the disk for the results file.
 * Writing: when a disk fails, HDF5 1.10 may report success, or crash while it cleans up. So this driver hides failures
 * from HDF5: it keeps the error number of the first failed write and drops all later writes. The writer must call
 * sim_driver_cause() before it relies on the file.
 * Reading: HDF5 sees the verified bytes of a file that is open already, and takes no lock: a file that another program
 * holds open can be read. */
#ifndef SIM_STORE_DRIVER_H
#define SIM_STORE_DRIVER_H

#include <hdf5.h>
#include <stdint.h>

/** Access properties for creating a file, or -1. Resets sim_driver_cause() to 0. */
hid_t sim_driver_access(void);

/** Access properties to read the first `size` bytes of an open file, which stays the caller's, or -1. The name given to
 * HDF5 is not opened. */
hid_t sim_driver_reads(int file, uint64_t size);

/** Error number of the first write that failed since sim_driver_access(); 0 if none did. */
int sim_driver_cause(void);

#endif
