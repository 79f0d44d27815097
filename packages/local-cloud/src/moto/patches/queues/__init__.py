"""What moto 5.2 does otherwise than SQS, or slowly."""
