"""What a table promises to whoever reads and writes it at once."""
