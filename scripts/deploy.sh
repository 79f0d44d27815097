#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
# shellcheck source=scripts/features.sh
source "$root/scripts/features.sh"

usage() {
  cat <<'TXT'
Builds the Lambda apps, applies an environment with Terraform, and tries each of its features once.

Usage: scripts/deploy.sh <environment> [--plan] [--no-smoke] [-- terraform plan arguments…]

  <environment>   local, dev or prod: the values in terraform/environments/<environment>.tfvars
  --plan          stop after the plan: change nothing
  --no-smoke      do not try the features
  -h, --help      show this

Which features are deployed is in the environment's values: features = ["spike"].

Examples:
  scripts/deploy.sh local                 everything on this machine, no AWS account
  scripts/deploy.sh dev --plan            what would change
  scripts/deploy.sh dev -- -var notification_email=me@example.com

What it needs on AWS: credentials in the usual places (AWS_PROFILE, AWS_ACCESS_KEY_ID, …).
State is kept in terraform/terraform.tfstate.d, or in S3 after you copy terraform/backend.tf.example
to terraform/backend.tf. Interrupted at any point, it can be run again.

Exit codes: 0 deployed, 1 failed, 2 bad usage, 3 tools, credentials or endpoint.
TXT
}

plan_only='' smoke=yes name='' plan_arguments=()
while (($# > 0)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --plan) plan_only=yes ;;
    --no-smoke) smoke='' ;;
    --) shift; plan_arguments=("$@"); break ;;
    -*) fail 2 "unknown option '$1'" "See scripts/deploy.sh --help" ;;
    *) [[ -z "$name" ]] || fail 2 "expected one environment; came '$name' and '$1'" "See scripts/deploy.sh --help"; name=$1 ;;
  esac
  shift
done
[[ -n "$name" ]] || fail 2 "no environment was named" "Say which one: scripts/deploy.sh local"

use_environment "$name"
ensure_dependencies
ensure_python

check_account

step "Preparing the zips, Terraform$(is_local && echo ' and the local cloud')" # side by side: none needs another
"$root/scripts/build.sh" &
zips=$!
cloud=''
if is_local; then
  launch_local_cloud &
  cloud=$!
fi
ensure_terraform
init_terraform
if is_local; then
  wait "$cloud" || fail 3 "the local cloud did not start" "Its log is in .spillway/local-cloud."
  enter_local_cloud
fi
wait "$zips" || exit 1

step "Planning $environment"
enter_workspace
plan="$spillway_home/terraform/$environment.tfplan"
mkdir -p "$(dirname "$plan")"
plan_command=(tf plan -input=false -out="$plan" -var-file="$values" "${run_values[@]}" "${plan_arguments[@]}")
if [[ -n "$plan_only" ]]; then
  [[ -t 1 && -z "${NO_COLOR:-}" ]] || plan_command+=(-no-color)
  "${plan_command[@]}"
  exit 0
fi
quietly "$spillway_home/logs/terraform-plan.log" "${plan_command[@]}" -no-color ||
  fail 1 "the plan failed" "The log above says why; it is kept in .spillway/logs/terraform-plan.log"
note "$(grep -E '^(Plan:|No changes)' "$spillway_home/logs/terraform-plan.log" || echo 'no changes')"

step "Applying $environment"
# Ten at once, the default, are soon all queues that the provider watches for 25 s.
quietly "$spillway_home/logs/terraform-apply.log" tf apply -input=false -no-color -parallelism=30 "$plan" ||
  fail 1 "the apply failed" "The log above says why. Mend it and run this again: it goes on where it stopped."
mkdir -p "$(dirname "$outputs")"
tf output >"$spillway_home/logs/outputs.txt" & # the same for a person, meanwhile
outputs_text=$!
tf output -json >"$outputs.partial"
mv "$outputs.partial" "$outputs"
wait "$outputs_text"

if [[ -n "$smoke" ]]; then
  for feature in $(deployed_features); do
    if is_feature "$feature"; then "smoke_$feature"; fi
  done
fi

step "Deployed $environment"
cat "$spillway_home/logs/outputs.txt"
