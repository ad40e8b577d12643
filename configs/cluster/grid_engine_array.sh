#!/bin/bash
# grid_engine_array.sh STUDY OUT: one task of an array that computes a study together, in a folder that all tasks share.
#   qsub -t 1-16 configs/cluster/grid_engine_array.sh STUDY OUT        (from the folder of the project)
# Any task may die or be added: each takes the blocks that are not there yet. CAVI names another program.
#$ -N cavi -cwd -V -j y -notify
trap '' USR1 USR2 # warnings before the end: the program is told below, and leaves when its block is done
"${CAVI:-build/cavi}" run "$1" -o "$2" --shard "$SGE_TASK_ID/$SGE_TASK_LAST" --threads "${NSLOTS:-1}" --progress none &
program=$!
trap 'kill -TERM "$program"' USR1 USR2
while true; do
    wait "$program"
    status=$?
    kill -0 "$program" 2>/dev/null || break # else a warning ended the wait
done
[ "$status" -ne 75 ] || exit 99 # stopped before its end: grid engine queues it again
exit "$status"
