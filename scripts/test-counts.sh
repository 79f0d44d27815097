# shellcheck shell=bash disable=SC2154 # test.sh sets the variables
# What scripts/test.sh counts, and what it says of what failed. Sourced, never run.

passed=0 failed=0
pass() { passed=$((passed + ${1:-1})); }
flunk() { failed=$((failed + ${1:-1})); }

# Where a part says what failed in it: shown before the counts, since a person may see only the end of the output.
failures=/dev/stderr

# count_part part: a part counts for itself, in a process of its own.
count_part() { passed=0 failed=0 failures="$results/failures-$1"; }

# part_counted part: what it counted, for those that come after it.
part_counted() { printf '%d %d\n' "$passed" "$failed" >"$results/$1"; }

# failure "name" log: one check that failed, with the end of what it printed.
failure() {
  {
    printf 'FAILED %s\n' "$1"
    tail -n 20 "$2" | sed 's/^/    /'
  } >>"$failures"
}

# check "name" command…: one check, passed or failed by its exit code.
check() {
  local name=$1 log="$spillway_home/logs/check-$BASHPID.log"
  shift
  if "$@" >"$log" 2>&1; then
    pass
  else
    flunk
    failure "$name" "$log"
    cat "$log" >&2
  fi
  rm -f "$log"
}

# tally file…: adds the counts in Vitest's JSON reports. A report that is missing is a failure.
tally() {
  local counts
  counts=$(node "$root/scripts/tally-vitest.ts" "$@" 2>>"$failures")
  pass "${counts% *}"
  flunk "${counts#* }"
}

# show_failures part: what failed in it, and the end of its log, which says why it stopped if it did.
show_failures() {
  step "Failed: $1"
  tail -n 30 "$spillway_home/logs/test-$1.log" >&2
  [[ ! -f "$results/failures-$1" ]] || cat "$results/failures-$1" >&2
}
