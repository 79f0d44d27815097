# shellcheck shell=bash disable=SC2154 # outputs is deploy.sh's and demo.sh's
# Feature "jobs" as the scripts see it: records and files taken by an API, loaded behind its answer. Sourced, never run.

# What demo.sh --help says of it.
describe_jobs() {
  cat <<'TXT'
  jobs         an API that takes a file of any size and answers at once: workers load it at one shared
               pace, its progress is watched to the end, and what could not be written is mended and
               loaded again
TXT
}

# One record through the API into the table, by deploy.sh.
smoke_jobs() {
  step "Submitting a job of one record"
  node "$root/scripts/features/jobs/show.ts" "$outputs" --smoke >"$spillway_home/logs/smoke-jobs.txt" 2>&1 ||
    fail 1 "the smoke test of jobs failed" "What it said is in .spillway/logs/smoke-jobs.txt"
  note "the job succeeded, and its record is in the table"
}

# show_jobs [--json]: what demo.sh shows of it.
show_jobs() {
  step "Loading a file behind an answer"
  node "$root/scripts/features/jobs/show.ts" "$outputs" "$@"
}
