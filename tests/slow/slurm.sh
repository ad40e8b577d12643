#!/bin/bash
# slurm.sh start|stop FOLDER: a Slurm of one machine without systemd; its configuration, state and logs are in FOLDER.
# Prints nothing when it is ready. Tests use it as root with packages slurm-wlm and munge.
set -eu
folder=$2
export SLURM_CONF=$folder/slurm.conf
case $1 in
start)
    mkdir -p "$folder"/{state,spool,log,munge/socket}
    chmod 0755 "$folder" "$folder/munge/socket"
    host=$(hostname -s)
    head -c 1024 /dev/urandom >"$folder/munge/key"
    chmod 0600 "$folder/munge/key"
    chmod 0755 "$folder/munge"
    munged --force --key-file="$folder/munge/key" --socket="$folder/munge/socket/s" --pid-file="$folder/munge.pid" \
        --log-file="$folder/log/munged.log" --seed-file="$folder/munge/seed"
    cat >"$SLURM_CONF" <<C
ClusterName=cavi
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket/s
SlurmctldPort=$((20000 + $$ % 10000))
SlurmdPort=$((30000 + $$ % 10000))
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SlurmdParameters=config_overrides
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
MpiDefault=none
ReturnToService=2
SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000,sched_interval=2,requeue_delay=1
JobRequeue=1
KillWait=5
MinJobAge=600
NodeName=$host NodeAddr=127.0.0.1 CPUs=16 State=UNKNOWN
PartitionName=low Nodes=$host Default=YES PriorityTier=1 PreemptMode=REQUEUE GraceTime=0 State=UP
PartitionName=high Nodes=$host PriorityTier=10 PreemptMode=OFF State=UP
C
    printf 'CgroupAutomount=no\nConstrainCores=no\nConstrainRAMSpace=no\n' >"$folder/cgroup.conf"
    slurmctld -f "$SLURM_CONF" -c
    slurmd -f "$SLURM_CONF" -c
    for _ in $(seq 100); do
        if sinfo -h -o %T 2>/dev/null | grep -qE 'idle|mixed'; then exit 0; fi
        sleep 0.2
    done
    echo "no node became idle; see $folder/log" >&2
    exit 1
    ;;
stop)
    for daemon in slurmd slurmctld munge; do
        if [ -f "$folder/$daemon.pid" ]; then kill "$(cat "$folder/$daemon.pid")" || true; fi
    done
    ;;
esac
