#!/usr/bin/env bash
# A Slurm cluster on this one machine, to try `researchkit explore --slurm` on and to test it: munged, slurmctld and
# slurmd with a configuration, key and ports of their own in one folder. Needs no root and touches nothing else.
#
#   environment/slurm.sh start FOLDER    configure and start; then: export SLURM_CONF=FOLDER/slurm.conf
#   environment/slurm.sh stop FOLDER     end the daemons; the folder stays
#
# The packages come from `environment/install-optional.sh slurm`.
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin

if [ $# -ne 2 ] || { [ "$1" != start ] && [ "$1" != stop ]; }; then
  sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
mkdir -p "$2"
folder=$(cd "$2" && pwd)

fail() { echo "slurm: $1" >&2; exit 1; }

free_port() {
  local port
  for _ in $(seq 100); do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then echo "$port"; return; fi
  done
  fail "no free port"
}

configure() {
  mkdir -p "$folder/state" "$folder/spool"
  chmod 700 "$folder"
  [ -s "$folder/munge.key" ] || { (umask 077; dd if=/dev/urandom of="$folder/munge.key" bs=1 count=1024 2> /dev/null); }
  cat > "$folder/slurm.conf" <<EOF
ClusterName=researchkit
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MaxArraySize=10001
ReturnToService=2
KillWait=5
SlurmdTimeout=60
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=local Nodes=ALL Default=YES MaxTime=INFINITE State=UP
EOF
}

# Starting twice is starting once.
start() {
  for program in munged slurmctld slurmd sbatch; do
    command -v "$program" > /dev/null || fail "$program is missing: environment/install-optional.sh slurm"
  done
  if [ -s "$folder/slurmctld.pid" ] && kill -0 "$(cat "$folder/slurmctld.pid")" 2> /dev/null; then
    echo "export SLURM_CONF=$folder/slurm.conf"
    return
  fi
  configure
  munged --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munged.log" --seed-file="$folder/munged.seed" --num-threads=2
  export SLURM_CONF=$folder/slurm.conf
  slurmctld -c -f "$SLURM_CONF"
  slurmd -f "$SLURM_CONF"
  for _ in $(seq 100); do
    if [ "$(sinfo --noheader --format=%t 2> /dev/null | head -1)" = idle ]; then
      echo "export SLURM_CONF=$SLURM_CONF"
      return
    fi
    sleep 0.1
  done
  tail -5 "$folder"/slurm*.log >&2
  fail "the node does not answer; its logs are in $folder"
}

stop() {
  local daemon pid
  for daemon in slurmd slurmctld munged; do
    [ -s "$folder/$daemon.pid" ] || continue
    pid=$(cat "$folder/$daemon.pid")
    kill "$pid" 2> /dev/null || continue
    for _ in $(seq 100); do
      kill -0 "$pid" 2> /dev/null || break
      sleep 0.1
    done
  done
}

"$1"
