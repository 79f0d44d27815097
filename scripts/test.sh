#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
# shellcheck source=scripts/one-provider.sh
source "$root/scripts/one-provider.sh"
# shellcheck source=scripts/test-tools.sh
source "$root/scripts/test-tools.sh"
# shellcheck source=scripts/test-counts.sh
source "$root/scripts/test-counts.sh"

usage() {
  cat <<'TXT'
Runs every test there is, or only the named parts. Brings what it needs first.

Usage: scripts/test.sh [--full] [part…]

  --full         long tests take their full size, which adds minutes: 50,000 changes instead of 10,000, a load of
                 200,000 records that is killed 20 times instead of 6,000 and 10

  lint           Biome over the workspace, ShellCheck over the scripts, the floor rule
  types          the TypeScript compiler over every package
  unit           unit and property tests of every package and app
  integration    tests against DynamoDB Local and a local cloud (needs Java 17 or newer)
  terraform      fmt and test of the root, every feature and every module
  scripts        what the scripts refuse and bring, zips and npm packages twice in two copies, the packages installed
                 outside of the checkout (needs Java, too)
  end-to-end     the demo on one local cloud, what other clients see there, its report in Chromium

Parts that share nothing run side by side: end-to-end and integration, which both wait often, each beside
all the others.
What a part prints comes whole when it ends, and is kept in .spillway/logs/test-<part>.log.

The last line is "N passed, N failed". Exit codes: 0 all passed, 1 some failed, 2 bad usage, 3 tools.
TXT
}

all_parts=(lint types unit integration terraform scripts end-to-end)
parts=()
while (($# > 0)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --full) export SPILLWAY_TEST_SIZE=full ;;
    lint | types | unit | integration | terraform | scripts | end-to-end) parts+=("$1") ;;
    *) fail 2 "unknown part '$1'" "See scripts/test.sh --help" ;;
  esac
  shift
done
((${#parts[@]} > 0)) || parts=("${all_parts[@]}")

test_lint() {
  check "biome" pnpm --dir "$root" lint
  if have shellcheck; then
    check "shellcheck" shellcheck -x "$root"/scripts/*.sh "$root"/scripts/features/*.sh "$root"/scripts/package/*.sh "$root/scripts/spillway"
  else
    note "shellcheck is not installed, and could not be brought: the scripts are not linted here"
  fi
  rm -f "$root/.vitest/floors-results.json"
  pnpm --dir "$root" lint:floors >&2 || note "the floor rule is broken"
  tally "$root/.vitest/floors-results.json"
}

# Go's programs collect garbage less often, for memory: the TypeScript compiler and Terraform take a third less time.
spend_memory() { export GOGC="${GOGC:-400}"; }

test_types() {
  spend_memory
  check "types" pnpm --dir "$root" typecheck
}

test_unit() {
  rm -f "$root/.vitest/unit-results.json"
  pnpm --dir "$root" test:unit >&2 || note "some unit tests failed"
  tally "$root/.vitest/unit-results.json"
}

test_integration() {
  rm -f "$root/.vitest/integration-results.json"
  pnpm --dir "$root" test:integration >&2 || note "some integration tests failed"
  tally "$root/.vitest/integration-results.json"
}

# terraform_test folder argument…: the runs of one folder's tests, counted.
terraform_test() {
  local log="$spillway_home/logs/terraform-test.log" summary
  terraform -chdir="$1" test -no-color "${@:2}" >"$log" 2>&1 || cat "$log" >&2
  summary=$(sed -nE 's/^(Success|Failure)! ([0-9]+) passed, ([0-9]+) failed.*/\2 \3/p' "$log" | tail -n 1)
  if [[ "$summary" == "0 0" || -z "$summary" ]]; then
    flunk
    failure "terraform test of $*, which ran no test" "$log"
    return
  fi
  pass "${summary% *}"
  flunk "${summary#* }"
  [[ "${summary#* }" == 0 ]] || failure "terraform test of $*" "$log"
}

test_terraform() {
  spend_memory
  check "terraform fmt" terraform fmt -check -recursive "$terraform_root"
  local folder name values
  for folder in "$terraform_root" "$terraform_root"/features/* "$terraform_root"/modules/*; do
    name=${folder#"$root"/}
    export TF_DATA_DIR="$spillway_home/terraform/test/${name//\//-}"
    check "terraform init of $name" terraform -chdir="$folder" init -backend=false -input=false -no-color
    if [[ -z "${TF_REATTACH_PROVIDERS:-}" ]]; then
      start_provider "$TF_DATA_DIR" || note "each test starts the AWS provider anew, which is slower"
      trap stop_provider EXIT
    fi
    terraform_test "$folder" # validates first, as "terraform validate" does
  done
  export TF_DATA_DIR="$spillway_home/terraform/test/terraform"
  for values in "$terraform_root"/environments/*.tfvars; do
    terraform_test "$terraform_root" -test-directory=tests/environments -var-file="$values"
  done
  unset TF_DATA_DIR
  stop_provider
  trap - EXIT
}

test_scripts() {
  rm -f "$root/.vitest/scripts-results.json"
  pnpm --dir "$root" test:scripts >&2 || note "some tests of the scripts failed"
  tally "$root/.vitest/scripts-results.json"
}

test_end_to_end() {
  rm -f "$root/.vitest/end-to-end-results.json"
  pnpm --dir "$root" test:end-to-end >&2 || note "some end-to-end tests failed"
  tally "$root/.vitest/end-to-end-results.json"
}

# run_parts part…: one after another, each with its own log, shown whole when it ends, and its counts in a file.
run_parts() {
  local part log
  for part in "$@"; do
    log="$spillway_home/logs/test-$part.log"
    # In the background, so that a part that stops early (fail, set -e) stops by itself.
    (
      count_part "$part"
      "test_${part//-/_}"
      part_counted "$part"
    ) >"$log" 2>&1 &
    wait $! || true
    step "Tested: $part: $(awk '{ printf "%d passed, %d failed", $1, $2 }' "$results/$part" 2>/dev/null || echo stopped)"
    cat "$log" >&2
  done
}

# yielding command…: leaves the cores to the other lanes, which look at what others do in time. It only computes.
yielding() {
  renice -n 5 -p "$BASHPID" >/dev/null || note "every lane has the same priority"
  "$@"
}

results=''
# Interrupted: the parts under way stop, and so does the local cloud that they started.
stop_parts() {
  local code=$? lane
  trap - EXIT INT TERM
  for lane in $(jobs -p); do kill -TERM -- "-$lane" 2>/dev/null && stop_local_cloud; done
  rm -rf "$results"
  exit "$code"
}

mkdir -p "$spillway_home/logs"
ensure_dependencies
for part in "${parts[@]}"; do prepare "$part"; done
results=$(mktemp -d)
lane_end_to_end=() lane_integration=() lane_others=()
for part in "${parts[@]}"; do
  case "$part" in
    end-to-end) lane_end_to_end+=("$part") ;;
    integration) lane_integration+=("$part") ;;
    *) lane_others+=("$part") ;;
  esac
done

step "Testing: ${parts[*]}"
trap stop_parts EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
use_environment local
set -m # each lane is a process group of its own, which an interrupt can end
run_parts "${lane_end_to_end[@]}" </dev/null &
run_parts "${lane_integration[@]}" </dev/null &
yielding run_parts "${lane_others[@]}" </dev/null &
wait
set +m

step "Done"
for part in "${parts[@]}"; do
  part_passed=0 part_failed=1 # a part that stopped before it counted
  [[ ! -f "$results/$part" ]] || read -r part_passed part_failed <"$results/$part"
  pass "$part_passed"
  flunk "$part_failed"
  ((part_failed == 0)) || show_failures "$part"
done
printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
