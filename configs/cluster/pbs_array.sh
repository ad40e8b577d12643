#!/bin/bash
# pbs_array.sh: one task of an array that computes STUDY together, in the folder OUT that all tasks share.
#   qsub -J 1-16 -v STUDY=study.yaml,OUT=out,TASKS=16 configs/cluster/pbs_array.sh        (from the folder of the project)
# PBS tells a task its number, not how many there are: TASKS does. CAVI names another program.
#PBS -N cavi
#PBS -j oe
#PBS -l select=1:ncpus=4
#PBS -l walltime=04:00:00
#PBS -r y
cd "${PBS_O_WORKDIR:-.}" || exit 74
exec "${CAVI:-build/cavi}" run "$STUDY" -o "$OUT" --shard "${PBS_ARRAY_INDEX:-$PBS_ARRAYID}/${TASKS:-1}" \
    --threads "${NCPUS:-1}" --progress none
