# shellcheck shell=bash disable=SC2154 # toolchain.sh sets the variables
# The tools that only tests need. Sourced, never run.

ensure_shellcheck() {
  have shellcheck && return
  if have apt-get && [[ $EUID -eq 0 ]]; then
    step "Bringing ShellCheck"
    { apt-get update && apt-get install -y --no-install-recommends shellcheck; } >"$spillway_home/logs/shellcheck.log" 2>&1 || true
  fi
}

ensure_java() {
  [[ -n "${DYNAMODB_LOCAL_ENDPOINT:-}" ]] && return
  have java || fail 3 "java was not found on PATH" "Install Java 17 or newer, or set DYNAMODB_LOCAL_ENDPOINT to a running DynamoDB Local."
}

# The end-to-end tests look at the report as a person would.
ensure_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    if have "$name"; then
      SPILLWAY_CHROMIUM=$(command -v "$name")
      export SPILLWAY_CHROMIUM
      return
    fi
  done
  step "Bringing Chromium"
  if have apt-get && [[ $EUID -eq 0 ]]; then
    quietly "$spillway_home/logs/chromium.log" apt-get update
    quietly "$spillway_home/logs/chromium.log" apt-get install -y --no-install-recommends chromium ||
      fail 3 "apt-get could not install chromium" "The log above says why."
    SPILLWAY_CHROMIUM=$(command -v chromium)
  else
    quietly "$spillway_home/logs/chromium.log" pnpm --dir "$root" exec playwright-core install chromium-headless-shell ||
      fail 3 "no Chromium was found, and playwright could not download one" "Install chromium and run this again."
    SPILLWAY_CHROMIUM=playwright
  fi
  export SPILLWAY_CHROMIUM
}

# What a part needs, brought before any runs: two that run side by side must not both install it.
prepare() {
  case "$1" in
    lint) ensure_shellcheck ;;
    integration)
      ensure_java
      ensure_moto
      ensure_terraform
      ensure_boto3
      ensure_aws_cli
      ;;
    terraform) ensure_terraform ;;
    scripts) ensure_java ;;
    end-to-end)
      ensure_moto
      ensure_terraform
      ensure_chromium
      ensure_aws_cli
      ;;
  esac
}
