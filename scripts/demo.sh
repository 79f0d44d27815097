#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
# shellcheck source=scripts/features.sh
source "$root/scripts/features.sh"

usage() {
  cat <<'TXT'
Shows what Spillway does, on this machine, without an AWS account.

It starts a local AWS, deploys the named features into it with Terraform (without a name: all that
there are), shows each of them, and takes everything down again.

Usage: scripts/demo.sh [feature…] [--keep] [--json]

TXT
  for feature in $(known_features); do "describe_$feature"; done
  cat <<'TXT'

  --keep       leave the local cloud and the deployment running, to look around in
  --json       the numbers as JSON on standard output, one document for each feature
  -h, --help   show this

Exit codes: 0 done, 1 failed, 2 bad usage, 3 tools or endpoint.
TXT
}

keep='' format=() features=()
while (($# > 0)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --keep) keep=yes ;;
    --json) format=(--json) ;;
    -*) fail 2 "unknown option '$1'" "See scripts/demo.sh --help" ;;
    *)
      is_feature "$1" || fail 2 "there is no feature '$1'" "Known features: $(known_features | paste -sd ' ' -)"
      features+=("$1")
      ;;
  esac
  shift
done
((${#features[@]} > 0)) || mapfile -t features < <(known_features)

use_environment local

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

"$root/scripts/deploy.sh" local --no-smoke -- -var "features=[$(printf '"%s",' "${features[@]}")]" >/dev/null
for feature in "${features[@]}"; do "show_$feature" "${format[@]}"; done
if [[ -n "$keep" ]]; then
  note "still running: look around with  aws --endpoint-url $(local_cloud_endpoint) dynamodb list-tables"
  note "take it down with                scripts/destroy.sh local --yes"
fi
