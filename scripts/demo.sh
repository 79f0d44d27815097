#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

usage() {
  cat <<'TXT'
Shows what a write spike does to a DynamoDB table, on this machine, without an AWS account.

It starts a local AWS, deploys the whole system into it with Terraform, sends a spike of 1,000
records directly in batches, the same spike through SQS, and once more at the table's pace with what
does not fit spilling into SQS. It shows all three in numbers and in a report, and takes everything
down again.

Usage: scripts/demo.sh [--keep] [--json]

  --keep       leave the local cloud and the deployment running, to look around in
  --json       the numbers as one JSON document on standard output
  -h, --help   show this

Exit codes: 0 done, 1 failed, 2 bad usage, 3 tools or endpoint.
TXT
}

keep='' format=()
while (($# > 0)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --keep) keep=yes ;;
    --json) format=(--json) ;;
    *) fail 2 "unknown argument '$1'" "See scripts/demo.sh --help" ;;
  esac
  shift
done

use_environment local
report="$spillway_home/reports/demo.html"

take_down() {
  local code=$?
  trap - EXIT INT TERM
  if [[ -z "$keep" ]]; then
    # Everything was in the local cloud's memory: when it stops, nothing is left to destroy.
    step "Taking everything down"
    stop_local_cloud
  fi
  exit "$code"
}

# An earlier deployment has unused capacity saved up, which would soften the spike: begin anew.
ensure_dependencies
stop_local_cloud
trap take_down EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"$root/scripts/deploy.sh" local --no-smoke >/dev/null
step "Comparing: 1,000 records written directly, 1,000 through SQS, and 1,000 with spillover"
spillway compare --environment local --report "$report" "${format[@]}"
if [[ -n "$keep" ]]; then
  note "still running: look around with  aws --endpoint-url $(local_cloud_endpoint) dynamodb list-tables"
  note "take it down with                scripts/destroy.sh local --yes"
fi
step "The report: $report"
