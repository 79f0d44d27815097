"""DynamoDB Streams as DynamoDB has them: every change once, in order, for a day."""
