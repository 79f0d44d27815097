#!/usr/bin/env bash
set -euo pipefail
# shellcheck source=scripts/toolchain.sh
source "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

usage() {
  cat <<'TXT'
Builds every Lambda app into apps/<app>/dist/<app>.zip, the command into the npm package
apps/cli/dist/spillway-<version>.tgz, and each library into its own,
packages/<library>/dist/spillway-<library>-<version>.tgz. The same source gives the same bytes.

Usage: scripts/build.sh [--help]

The zips are what Terraform deploys: deploy.sh and demo.sh call this themselves.
TXT
}

case "${1:-}" in
  '') ;;
  -h | --help) usage; exit 0 ;;
  *) fail 2 "unknown argument '$1'" "See scripts/build.sh --help" ;;
esac

ensure_dependencies
step "Building the Lambda apps, the command and the libraries"
quietly "$spillway_home/logs/build.log" pnpm --dir "$root" build ||
  fail 1 "the build failed" "The log above says where; it is kept in .spillway/logs/build.log"
for zip in "$root"/apps/*/dist/*.{zip,tgz} "$root"/packages/*/dist/*.tgz; do
  note "$(basename "$zip")  $(wc -c <"$zip" | awk '{ printf "%.0f KB", $1 / 1000 }')"
done
