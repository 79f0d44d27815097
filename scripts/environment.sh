# shellcheck shell=bash disable=SC2034 # the scripts that source this use its variables
# One environment of terraform/environments: its values, its state, its local cloud. Sourced, never run.

# shellcheck source=scripts/toolchain.sh
source "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

terraform_root="$root/terraform"

spillway() { "$root/scripts/spillway" "$@"; }

# use_environment dev: sets $environment and $values, or says which environments there are.
use_environment() {
  environment=$1
  values="$terraform_root/environments/$environment.tfvars"
  if [[ ! "$environment" =~ ^[a-z0-9-]+$ || ! -f "$values" ]]; then
    local known
    known=$(cd "$terraform_root/environments" && printf '%s ' *.tfvars | sed 's/\.tfvars//g')
    fail 2 "there is no environment '$environment'" "Known environments: ${known% }. Each is a file in terraform/environments."
  fi
  outputs="$spillway_home/environments/$environment.json"
  # Values that only a run knows, such as the local cloud's address.
  run_values=()
}

# The number that a value of the environment's file has, at the top of it: number_of burst_seconds
number_of() { sed -nE "s/^$1[[:space:]]*=[[:space:]]*([0-9]+).*/\1/p" "$values"; }

is_local() { [[ "$environment" == local ]]; }

local_cloud_endpoint() {
  spillway local-cloud status --json 2>/dev/null |
    python3 -c 'import json,sys; print(json.load(sys.stdin).get("endpoint") or "")' 2>/dev/null || true
}

# The local cloud answers any credentials; these keep a person's own out of it.
use_local_cloud_at() {
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  unset AWS_PROFILE AWS_SESSION_TOKEN
  run_values=(-var "endpoint_url=$1")
}

# Its state is in memory: what Terraform remembers of an earlier one is about nothing.
forget_local_state() { rm -rf "$terraform_root/terraform.tfstate.d/local" "$outputs"; }

# Starts the local cloud, or finds the one that runs. Changes nothing else, so that it can be done in the background.
launch_local_cloud() {
  ensure_moto
  mkdir -p "$spillway_home/logs"
  # A change of capacity takes AWS some seconds to minutes: here, as time is scaled, two seconds.
  spillway local-cloud start --burst-seconds "$(number_of burst_seconds)" --updating-seconds 2 --json \
    >"$spillway_home/logs/local-cloud.json"
}

# What launch_local_cloud started is where everything goes from here on.
enter_local_cloud() {
  local endpoint since stamp="$spillway_home/terraform/local-cloud-since"
  read -r endpoint since < <(python3 -c 'import json,sys; cloud=json.load(open(sys.argv[1])); print(cloud["endpoint"], cloud["startedAt"])' \
    "$spillway_home/logs/local-cloud.json")
  if [[ "$(cat "$stamp" 2>/dev/null)" != "$since" ]]; then
    forget_local_state
    mkdir -p "$(dirname "$stamp")"
    printf '%s\n' "$since" >"$stamp"
  fi
  note "local cloud at $endpoint"
  use_local_cloud_at "$endpoint"
}

stop_local_cloud() {
  spillway local-cloud stop >/dev/null
  forget_local_state
}

tf() { terraform -chdir="$terraform_root" "$@"; }

# Modules and provider, in a data folder of the environment's own.
init_terraform() {
  unset TF_WORKSPACE
  export TF_DATA_DIR="$spillway_home/terraform/$environment"
  quietly "$spillway_home/logs/terraform-init.log" tf init -input=false -no-color ||
    fail 3 "terraform init failed" "The log above says why."
}

# Each environment has its own workspace, so its own state, whichever backend holds it.
enter_workspace() {
  quietly "$spillway_home/logs/terraform-init.log" tf workspace select -or-create "$environment" ||
    fail 3 "Terraform could not enter the workspace '$environment'" "The log above says why."
}

# AWS: who is about to pay for this. A wrong account is refused by allowed_account_ids as well.
check_account() {
  is_local || spillway identity >&2
}
