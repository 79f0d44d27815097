# shellcheck shell=bash disable=SC2034 # the scripts that source this use its variables
# Finds or brings what the other scripts run: Node, pnpm, Terraform, moto. Sourced, never run.
# What is on PATH and new enough is used as it is; the rest is installed below .spillway/ in the
# checkout, so that nothing on the machine changes. Each part is moved into place when it is whole:
# an interrupted install is started again by the next call.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
spillway_home="$root/.spillway"
# shellcheck source=scripts/terminal.sh
source "$root/scripts/terminal.sh"

node_minimum="22.18.0"
node_range="22"
pnpm_range="12"
terraform_minimum="1.9.0"
terraform_version="1.11.4"
moto_range="5.2.*"

# at_least 1.9.0 1.11.4: true when the second version is the first or newer.
at_least() { [[ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" == "$1" ]]; }

have() { command -v "$1" >/dev/null 2>&1; }

# npm_packages node@22 pnpm@12: installs npm packages into the toolchain folder, all or nothing.
npm_packages() {
  local target="$spillway_home/toolchain" staging
  have npm || fail 3 "npm was not found on PATH" "Install Node.js 20 or newer (it brings npm): https://nodejs.org"
  staging=$(mktemp -d "$spillway_home/toolchain.XXXXXX")
  printf '{"private":true}\n' >"$staging/package.json"
  if ! quietly "$spillway_home/logs/toolchain.log" \
    npm install --prefix "$staging" --no-audit --no-fund --loglevel=error "$@"; then
    rm -rf "$staging"
    fail 3 "npm could not install $*" "Check the connection to your npm registry and run this again."
  fi
  rm -rf "$target"
  mv "$staging" "$target"
}

ensure_node() {
  local wanted=()
  mkdir -p "$spillway_home/logs"
  PATH="$spillway_home/toolchain/node_modules/.bin:$PATH"
  export PATH TURBO_TELEMETRY_DISABLED=1
  if ! have node || ! at_least "$node_minimum" "$(node --version | tr -d v)"; then
    wanted+=("node@$node_range")
  fi
  if ! have pnpm || ! at_least "$pnpm_range" "$(pnpm --version 2>/dev/null || echo 0)"; then
    wanted+=("pnpm@$pnpm_range")
    # The folder is replaced as a whole, so a Node that lives in it has to come along.
    [[ "$(command -v node)" != "$spillway_home/"* ]] || wanted=("node@$node_range" "pnpm@$pnpm_range")
  fi
  if ((${#wanted[@]} > 0)); then
    step "Bringing ${wanted[*]} into .spillway/toolchain"
    npm_packages "${wanted[@]}"
    hash -r
  fi
}

# Workspace dependencies, from the lock file as it is.
ensure_dependencies() {
  ensure_node
  local stamp="$root/node_modules/.spillway-lock"
  if ! cmp -s "$root/pnpm-lock.yaml" "$stamp"; then
    step "Installing the workspace's dependencies"
    quietly "$spillway_home/logs/install.log" pnpm --dir "$root" install --frozen-lockfile ||
      fail 3 "pnpm could not install the workspace's dependencies" "The log above says why."
    cp "$root/pnpm-lock.yaml" "$stamp"
  fi
}

ensure_python() {
  have python3 || fail 3 "python3 was not found on PATH" "Install Python 3.9 or newer: the local cloud's services (moto) run on it."
}

# python_environment name package…: a virtual environment in .spillway/. It holds its own path, so
# it can't be moved into place: a file named "complete" says that it is whole.
python_environment() {
  local target="$spillway_home/$1"
  shift
  ensure_python
  rm -rf "$target"
  quietly "$spillway_home/logs/python.log" python3 -m venv "$target" ||
    fail 3 "python3 could not make a virtual environment" "On Debian or Ubuntu: apt-get install python3-venv"
  quietly "$spillway_home/logs/python.log" "$target/bin/python" -m pip install --quiet "$@" ||
    fail 3 "pip could not install $*" "Check the connection to your Python package index and run this again."
  touch "$target/complete"
}

# Sets SPILLWAY_MOTO_SERVER: the program that answers the AWS API in the local cloud.
ensure_moto() {
  if [[ -z "${SPILLWAY_MOTO_SERVER:-}" ]]; then
    if have moto_server; then
      SPILLWAY_MOTO_SERVER=$(command -v moto_server)
    else
      [[ -e "$spillway_home/python/complete" ]] || {
        step "Bringing moto into .spillway/python"
        python_environment python "moto[server]==$moto_range"
      }
      SPILLWAY_MOTO_SERVER="$spillway_home/python/bin/moto_server"
    fi
  fi
  export SPILLWAY_MOTO_SERVER
}

# The name of this machine's system in Terraform's downloads.
terraform_platform() {
  local system machine
  system=$(uname -s | tr '[:upper:]' '[:lower:]')
  case "$(uname -m)" in
    x86_64 | amd64) machine=amd64 ;;
    arm64 | aarch64) machine=arm64 ;;
    *) fail 3 "no Terraform build is known for the processor $(uname -m)" "Install Terraform $terraform_minimum or newer by hand." ;;
  esac
  printf '%s_%s' "$system" "$machine"
}

sha256_of() { if have sha256sum; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

fetch_terraform() {
  # A mirror inside a company can take the place of HashiCorp's own server.
  local base="${SPILLWAY_TERRAFORM_RELEASES:-https://releases.hashicorp.com/terraform}/$terraform_version"
  local archive sums staging expected
  archive="terraform_${terraform_version}_$(terraform_platform).zip"
  sums="terraform_${terraform_version}_SHA256SUMS"
  have curl || fail 3 "neither terraform nor curl was found on PATH" "Install Terraform $terraform_minimum or newer: https://developer.hashicorp.com/terraform/install"
  ensure_python
  staging=$(mktemp -d "$spillway_home/terraform.XXXXXX")
  if ! curl -fsSL --max-time 300 -o "$staging/$archive" "$base/$archive" ||
    ! curl -fsSL --max-time 60 -o "$staging/$sums" "$base/$sums"; then
    rm -rf "$staging"
    fail 3 "Terraform $terraform_version could not be fetched from $base" "Install Terraform $terraform_minimum or newer by hand: https://developer.hashicorp.com/terraform/install"
  fi
  expected=$(awk -v name="$archive" '$2 == name { print $1 }' "$staging/$sums")
  if [[ -z "$expected" || "$(sha256_of "$staging/$archive")" != "$expected" ]]; then
    rm -rf "$staging"
    fail 3 "the checksum of $archive is not the published one" "The download was thrown away. Run this again, or install Terraform by hand."
  fi
  python3 -m zipfile -e "$staging/$archive" "$staging/out"
  mkdir -p "$spillway_home/bin"
  chmod +x "$staging/out/terraform"
  mv "$staging/out/terraform" "$spillway_home/bin/terraform"
  rm -rf "$staging"
}

# A folder with the AWS provider in it, in the places where people keep Terraform plug-ins.
local_provider_mirror() {
  local folder
  while IFS= read -r folder; do
    if compgen -G "$folder/hashicorp/aws/5.1[0-9][0-9].*" >/dev/null ||
      compgen -G "$folder/hashicorp/aws/terraform-provider-aws_5.1[0-9][0-9].*.zip" >/dev/null; then
      dirname "$folder"
      return 0
    fi
  done < <(find "$HOME/.terraform.d" "${XDG_DATA_HOME:-$HOME/.local/share}/terraform" /usr/local/share/terraform \
    /usr/share/terraform /usr/local/lib /opt /var/lib/terraform \
    -maxdepth 4 -type d -name registry.terraform.io 2>/dev/null)
  return 1
}

# Terraform and a way to its AWS provider: the registry, else a plug-in folder on this machine.
ensure_terraform() {
  PATH="$spillway_home/bin:$PATH"
  mkdir -p "$spillway_home/terraform/plugins" "$spillway_home/logs"
  if [[ -n "${TF_CLI_CONFIG_FILE:-}" && ! -e "$TF_CLI_CONFIG_FILE" ]]; then
    unset TF_CLI_CONFIG_FILE
  fi
  export TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1
  if ! have terraform || ! at_least "$terraform_minimum" "$(terraform version -json | python3 -c 'import json,sys; print(json.load(sys.stdin)["terraform_version"])')"; then
    step "Fetching Terraform $terraform_version into .spillway/bin"
    fetch_terraform
    hash -r
  fi
  [[ -z "${TF_CLI_CONFIG_FILE:-}" ]] || return 0
  if have curl && curl -fsS --max-time 5 -o /dev/null https://registry.terraform.io/.well-known/terraform.json 2>/dev/null; then
    export TF_PLUGIN_CACHE_DIR="${TF_PLUGIN_CACHE_DIR:-$spillway_home/terraform/plugins}"
    return 0
  fi
  local mirror
  mirror=$(local_provider_mirror) ||
    fail 3 "the Terraform registry can't be reached and no AWS provider 5.100 or newer was found on this machine" \
      "Connect to registry.terraform.io, or put the provider into ~/.terraform.d/plugins."
  printf 'provider_installation {\n  filesystem_mirror {\n    path = "%s"\n  }\n}\n' "$mirror" >"$spillway_home/terraform/cli.tfrc"
  export TF_CLI_CONFIG_FILE="$spillway_home/terraform/cli.tfrc"
}

# Sets SPILLWAY_PYTHON: a Python with boto3, the client that tests use beside ours.
ensure_boto3() {
  ensure_python
  SPILLWAY_PYTHON=$(command -v python3)
  if ! "$SPILLWAY_PYTHON" -c 'import boto3' 2>/dev/null; then
    [[ -e "$spillway_home/python/complete" ]] || {
      step "Bringing boto3 into .spillway/python"
      python_environment python "moto[server]==$moto_range"
    }
    SPILLWAY_PYTHON="$spillway_home/python/bin/python"
  fi
  export SPILLWAY_PYTHON
}

# The AWS CLI, the other client that tests use beside ours.
ensure_aws_cli() {
  have aws && return
  [[ -e "$spillway_home/aws-cli/complete" ]] || {
    step "Bringing the AWS CLI into .spillway/aws-cli"
    python_environment aws-cli awscli
  }
  PATH="$spillway_home/aws-cli/bin:$PATH"
}
