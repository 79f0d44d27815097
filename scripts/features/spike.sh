# shellcheck shell=bash disable=SC2154 # environment.sh sets the variables
# Feature "spike" as the scripts see it: the same write spike by three strategies. Sourced, never run.

# What demo.sh --help says of it.
describe_spike() {
  cat <<'TXT'
  spike        what a write spike does to a DynamoDB table: 1,000 records written directly in
               batches, the same through SQS, and once more at the table's pace with what does not
               fit spilling into SQS; in numbers and in a report
TXT
}

# One record through each strategy, by deploy.sh.
smoke_spike() {
  step "Sending one record through each strategy"
  spillway compare --environment "$environment" --records 1 --metrics-wait 0 --no-save --json >"$spillway_home/logs/smoke.json" ||
    fail 1 "the smoke test failed" "Its result is in .spillway/logs/smoke.json"
  note "written by each, and found in its table"
}

# show_spike [--json]: what demo.sh shows of it.
show_spike() {
  local report="$spillway_home/reports/demo.html"
  step "Comparing: 1,000 records written directly, 1,000 through SQS, and 1,000 with spillover"
  spillway compare --environment "$environment" --report "$report" "$@"
  step "The report: $report"
}
