#!/usr/bin/env bash
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

usage() {
  cat <<'TXT'
Publishes the tarballs that build.sh has packed, the command and the libraries, to npm with provenance. A version that
is there already is passed over, so that a run that stopped half-way can be run again.

Usage: scripts/package/publish.sh [--dry-run]

It is for the workflow publish.yml, which checks the tag and runs the tests before.
TXT
}

arguments=()
case "${1:-}" in
  '') ;;
  --dry-run) arguments=(--dry-run) ;;
  -h | --help) usage; exit 0 ;;
  *) echo "unknown argument '$1'. See scripts/package/publish.sh --help" >&2; exit 2 ;;
esac

shopt -s nullglob
tarballs=("$root"/packages/*/dist/*.tgz "$root"/apps/cli/dist/*.tgz)
if ((${#tarballs[@]} == 0)); then
  echo "expected tarballs in packages/*/dist and apps/cli/dist; there are none. Run scripts/build.sh first." >&2
  exit 1
fi
for tarball in "${tarballs[@]}"; do
  manifest=$(tar -xzOf "$tarball" package/package.json)
  # shellcheck disable=SC2016 # the quoted text is JavaScript
  package=$(node -p 'const { name, version } = JSON.parse(process.argv[1]); `${name}@${version}`' "$manifest")
  if npm view "$package" version >/dev/null 2>&1; then
    echo "$package is published already"
  else
    npm publish "$tarball" --provenance --access public ${arguments[@]+"${arguments[@]}"}
  fi
done
