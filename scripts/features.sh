# shellcheck shell=bash disable=SC2154 # environment.sh sets the variables
# The features that the scripts know: each is a file features/<feature>.sh, which defines
# describe_<feature>, a line or three for a person; smoke_<feature>, a quick look that it works; and show_<feature>,
# what the demo shows of it. Sourced, never run.

for feature_file in "$root"/scripts/features/*.sh; do
  # shellcheck source=scripts/features/spike.sh
  source "$feature_file"
done
unset feature_file

# Their names, sorted, one a line.
known_features() { (cd "$root/scripts/features" && printf '%s\n' *.sh | sed 's/\.sh$//'); }

is_feature() { [[ "$1" =~ ^[a-z-]+$ && -f "$root/scripts/features/$1.sh" ]]; }

# The features that the environment's last apply left it with, one a line.
deployed_features() {
  python3 -c 'import json,sys; print(*json.load(open(sys.argv[1]))["features"]["value"], sep="\n")' "$outputs"
}
