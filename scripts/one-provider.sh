# shellcheck shell=bash
# One process of the AWS provider for every terraform command that follows, for tests with a mock provider:
# terraform starts the provider anew for each test run otherwise, which costs 0.4 s of processor time 160 times.
# The provider offers this for debugging (https://developer.hashicorp.com/terraform/plugin/debugging); it is not
# for a plan or an apply. Sourced, never run.

# start_provider <data folder of an initialised module>
start_provider() {
  local binary log waited
  binary=$(find -L "$1/providers" -type f -name 'terraform-provider-aws_v*' 2>/dev/null | head -n 1)
  if [[ -z "$binary" ]]; then
    printf 'no AWS provider in %s/providers: run terraform init first\n' "$1" >&2
    return 1
  fi
  log=$(mktemp)
  "$binary" -debug >"$log" 2>&1 </dev/null &
  provider_pid=$!
  for ((waited = 0; waited < 300; waited++)); do
    TF_REATTACH_PROVIDERS=$(sed -nE "s/^[[:space:]]*TF_REATTACH_PROVIDERS='(.*)'$/\1/p" "$log")
    [[ -z "$TF_REATTACH_PROVIDERS" ]] || break
    kill -0 "$provider_pid" 2>/dev/null || break
    sleep 0.1
  done
  rm -f "$log"
  if [[ -z "$TF_REATTACH_PROVIDERS" ]]; then
    stop_provider
    printf 'the AWS provider did not start; terraform will start it itself, which is slower\n' >&2
    return 1
  fi
  export TF_REATTACH_PROVIDERS
}

stop_provider() {
  [[ -z "${provider_pid:-}" ]] || kill "$provider_pid" 2>/dev/null || true
  unset provider_pid TF_REATTACH_PROVIDERS
}
