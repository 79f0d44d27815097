"""What keeping moto's state with `--persist` needs of moto."""
