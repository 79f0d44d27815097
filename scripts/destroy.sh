#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

usage() {
  cat <<'TXT'
Destroys everything that an environment has: its tables with their data, its queues, its functions.

Usage: scripts/destroy.sh <environment> [--yes] [--keep-local-cloud]

  <environment>          local, dev or prod
  --yes                  do not ask
  --keep-local-cloud     leave the local cloud running (environment local only)
  -h, --help             show this

Example: scripts/destroy.sh dev

A table with deletion protection (prod) is not destroyed: take the protection off first, on purpose.
Nor is a bucket that holds anything, unless the environment's values say force_destroy = true (local, dev).
Interrupted at any point, it can be run again.
Exit codes: 0 destroyed, 1 failed or not confirmed, 2 bad usage, 3 tools, credentials or endpoint.
TXT
}

name='' yes='' keep=''
while (($# > 0)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    -y | --yes) yes=yes ;;
    --keep-local-cloud) keep=yes ;;
    -*) fail 2 "unknown option '$1'" "See scripts/destroy.sh --help" ;;
    *) [[ -z "$name" ]] || fail 2 "expected one environment; came '$name' and '$1'" "See scripts/destroy.sh --help"; name=$1 ;;
  esac
  shift
done
[[ -n "$name" ]] || fail 2 "no environment was named" "Say which one: scripts/destroy.sh local"

use_environment "$name"
ensure_dependencies
ensure_python
ensure_terraform

if is_local; then
  endpoint=$(local_cloud_endpoint)
  if [[ -z "$endpoint" ]]; then
    forget_local_state
    note "the local cloud is not running: nothing to destroy"
    exit 0
  fi
  use_local_cloud_at "$endpoint"
else
  check_account
fi

[[ -n "$yes" ]] || confirm "Destroy everything in '$environment', data included?" ||
  fail 1 "nothing was destroyed" "Answer y, or pass --yes."

step "Destroying $environment"
init_terraform
enter_workspace
quietly "$spillway_home/logs/terraform-destroy.log" \
  tf destroy -input=false -no-color -auto-approve -parallelism=30 -var-file="$values" "${run_values[@]}" ||
  fail 1 "the destroy failed" "The log above says why. Mend it and run this again."
rm -f "$outputs"
if is_local && [[ -z "$keep" ]]; then stop_local_cloud; fi
step "Destroyed $environment"
