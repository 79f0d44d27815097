locals {
  prefix = "spillway-${var.environment}"

  # scripts/build.sh (pnpm build) makes these; a missing one stops the plan with that advice.
  default_zips = {
    direct_writer  = "${path.root}/../apps/direct-writer/dist/direct-writer.zip"
    queue_producer = "${path.root}/../apps/queue-producer/dist/queue-producer.zip"
    queue_consumer = "${path.root}/../apps/queue-consumer/dist/queue-consumer.zip"
  }
  zips = coalesce(var.function_zips, local.default_zips)

  # All tables of the comparison have the same shape, so that the numbers tell the strategies apart and nothing else.
  partition_key = { name = "pk", type = "S" }
  sort_key      = { name = "sk", type = "N" }
  ttl_attribute = "expires_at"

  # Autoscaling starts from the capacity of the variables and never goes below it.
  scaling_bounds = {
    read  = { min = var.read_capacity, max = var.autoscaling.max_read_capacity }
    write = { min = var.write_capacity, max = var.autoscaling.max_write_capacity }
  }
}
