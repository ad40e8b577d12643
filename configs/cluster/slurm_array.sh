#!/bin/bash
# slurm_array.sh STUDY OUT: one task of an array that computes a study together, in a folder that all tasks share.
#   sbatch --array=0-15 configs/cluster/slurm_array.sh STUDY OUT        (from the folder of the project)
# Any task may die, be requeued or be added: each takes the blocks that are not there yet. CAVI names another program.
#SBATCH --job-name=cavi
#SBATCH --cpus-per-task=4
#SBATCH --time=04:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@120
exec "${CAVI:-build/cavi}" run "$1" -o "$2" --threads "${SLURM_CPUS_PER_TASK:-1}" --progress none
