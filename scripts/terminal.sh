# shellcheck shell=bash disable=SC2034 # the scripts that source this use its variables
# How the scripts speak to a person: steps, notes, failures. Sourced, never run.
# Everything goes to standard error, so that a script's standard output stays its result.

if ((BASH_VERSINFO[0] < 5)); then
  printf 'error: bash 5 or newer is needed, this is %s\n       On macOS: brew install bash\n' "$BASH_VERSION" >&2
  exit 3
fi

if [[ -t 2 && -z "${NO_COLOR:-}" ]]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' yellow=$'\e[33m' plain=$'\e[0m'
else
  bold='' dim='' red='' yellow='' plain=''
fi

# A script that another one calls counts its seconds from the start of the first.
export SPILLWAY_STARTED=${SPILLWAY_STARTED:-$EPOCHSECONDS}

# step "Building the Lambda apps": a new part of the work, with the seconds since the start.
step() {
  printf '%s==>%s %s%s%s %s(%ss)%s\n' "$yellow" "$plain" "$bold" "$1" "$plain" \
    "$dim" "$((EPOCHSECONDS - SPILLWAY_STARTED))" "$plain" >&2
}

# note "using terraform 1.11.4": something worth knowing inside a step.
note() { printf '    %s\n' "$1" >&2; }

# fail 2 "what is wrong" "what to do": one clear message, then exit with that code.
# Exit codes are those of the spillway command: 1 failed, 2 bad usage, 3 environment or credentials.
fail() {
  local code=$1 message=$2 hint=${3:-}
  printf '%serror:%s %s\n' "$red" "$plain" "$message" >&2
  [[ -z "$hint" ]] || printf '       %s\n' "$hint" >&2
  exit "$code"
}

# confirm "Destroy dev?": true when the person types y or yes; false without a terminal to ask on.
confirm() {
  local answer
  [[ -t 0 ]] || return 1
  read -r -p "$1 [y/N] " answer
  [[ "$answer" =~ ^[Yy]([Ee][Ss])?$ ]]
}

# quietly log_file command…: runs a command, shows its output only if it fails.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    return 1
  fi
}
