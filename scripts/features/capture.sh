# shellcheck shell=bash disable=SC2154 # outputs is deploy.sh's and demo.sh's
# Feature "capture" as the scripts see it: every change of a table audited, announced, replayable. Sourced, never run.

# What demo.sh --help says of it.
describe_capture() {
  cat <<'TXT'
  capture      every change of a table, by a caller or by its time to live, in an audit log in S3
               and in notices on SNS; a change that can't be processed is given up and replayed,
               and an item's history told
TXT
}

# One item put and deleted, by deploy.sh.
smoke_capture() {
  step "Changing one item of the captured table"
  node "$root/scripts/features/capture/show.ts" "$outputs" --smoke >"$spillway_home/logs/smoke-capture.txt" 2>&1 ||
    fail 1 "the smoke test of capture failed" "What it said is in .spillway/logs/smoke-capture.txt"
  note "both changes are in the audit log"
}

# show_capture [--json]: what demo.sh shows of it.
show_capture() {
  step "Capturing changes"
  node "$root/scripts/features/capture/show.ts" "$outputs" "$@"
}
