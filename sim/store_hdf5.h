/* store_hdf5.h - what the files that speak HDF5 (store*.c) share. */
#ifndef SIM_STORE_HDF5_H
#define SIM_STORE_HDF5_H

#include <hdf5.h>
#include <stdbool.h>

/** Failures are told by status, not by HDF5's own print-out. Nor does HDF5 tidy up at the end of the program: that is
 * where it crashes after a failure. */
static inline void sim_store_quiet(void)
{
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

#endif
