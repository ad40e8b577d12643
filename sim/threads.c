/* threads.c - starts threads that do nothing, and counts them. */
#include "threads.h"

#include <pthread.h>
#include <stdlib.h>

static void *wait_for_all(void *gate)
{
    pthread_mutex_lock(gate);
    pthread_mutex_unlock(gate);
    return NULL;
}

int sim_threads_startable(int wanted)
{
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    pthread_t *threads = wanted < 2 ? NULL : calloc((size_t)wanted, sizeof *threads);
    int count = 0;

    pthread_mutex_lock(&gate);
    while (threads != NULL && count + 1 < wanted && pthread_create(&threads[count], NULL, wait_for_all, &gate) == 0)
        count++;
    pthread_mutex_unlock(&gate);
    for (int i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    free(threads);
    count++; /* this one */
    /* What is left of a limit is for the work. */
    return count >= wanted ? wanted < 1 ? 1 : wanted : count > 2 ? count / 2 : 1;
}
