# shellcheck shell=bash disable=SC2154 # outputs is deploy.sh's and demo.sh's
# Feature "cart" as the scripts see it: shopping carts, stock and orders behind an API. Sourced, never run.

# What demo.sh --help says of it.
describe_cart() {
  cat <<'TXT'
  cart         a shopping day: carts are filled, a price changes, two checkouts come at once, the lamp
               of the year sells out, the function is killed while it checks out, carts are abandoned;
               at the end each unit that was put into a cart is in exactly one place
TXT
}

# One product put into a cart and taken out again, by deploy.sh.
smoke_cart() {
  step "Putting one product into a cart"
  node "$root/scripts/features/cart/show.ts" "$outputs" --smoke >"$spillway_home/logs/smoke-cart.txt" 2>&1 ||
    fail 1 "the smoke test of cart failed" "What it said is in .spillway/logs/smoke-cart.txt"
  note "it was there, and is out again"
}

# show_cart [--json]: what demo.sh shows of it.
show_cart() {
  step "A shopping day"
  node "$root/scripts/features/cart/show.ts" "$outputs" "$@"
}
