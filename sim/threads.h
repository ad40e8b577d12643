/* threads.h - how many threads the system lets this process start. OpenMP ends a process that starts one too many. */
#ifndef SIM_THREADS_H
#define SIM_THREADS_H

/** `wanted`, or fewer where so many threads cannot start beside each other; at least 1. Tries it: this takes some 0.3
 * ms of processor time a thread, so ask where threads are about to start, and not for one. */
int sim_threads_startable(int wanted);

#endif
