"""What moto 5.2 does wrong, or so slowly that it is felt, and the gateway can't mend."""
