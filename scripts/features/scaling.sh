# shellcheck shell=bash disable=SC2154 # outputs is deploy.sh's and demo.sh's
# Feature "scaling" as the scripts see it: capacity raised when it is the cause, and brought down again. Sourced, never run.

# What demo.sh --help says of it.
describe_scaling() {
  cat <<'TXT'
  scaling      a table and its index at 5 write units under 40 writes a second: the writer's wrapped
               client raises what throttles, step by step, and no write fails; then the writer is
               killed, and the function brings the capacity down; as a picture, here and in a report
TXT
}

# A look of the function at its table that changes nothing, by deploy.sh.
smoke_scaling() {
  step "Asking the scaler what it would change"
  node "$root/scripts/features/scaling/show.ts" "$outputs" --smoke >"$spillway_home/logs/smoke-scaling.txt" 2>&1 ||
    fail 1 "the smoke test of scaling failed" "What it said is in .spillway/logs/smoke-scaling.txt"
  note "it sees the table and each index, and would change nothing"
}

# show_scaling [--json]: what demo.sh shows of it.
show_scaling() {
  local report="$spillway_home/reports/scaling.html"
  step "Writing 40 a second to a table of 5 units"
  node "$root/scripts/features/scaling/show.ts" "$outputs" --report "$report" "$@"
  step "The picture: $report"
}
