# Who owns the capacity. "fixed": these files; each apply sets what they say. "autoscaling" or "scaler":
# somebody else; then the files say how the table begins, and afterwards what the table has is what is
# planned, so that there is nothing to change. Terraform's ignore_changes can't depend on a variable, and
# on an index it would ignore the index itself. README.md of terraform/ says more, under "Decisions".

# The data source below fails on a table that is not there yet, so look for the name first.
data "aws_dynamodb_tables" "all" {
  count = var.capacity_owner == "fixed" ? 0 : 1
}

data "aws_dynamodb_table" "current" {
  count = length([for name in flatten(data.aws_dynamodb_tables.all[*].names) : name if name == var.name])

  name = var.name
}

locals {
  # Empty at first. An on-demand table that becomes a provisioned one has 0: then the variables count again.
  current = {
    for table in data.aws_dynamodb_table.current : "table" => {
      read  = table.read_capacity
      write = table.write_capacity
    } if table.write_capacity > 0
  }

  current_index = merge([
    for table in data.aws_dynamodb_table.current : {
      for index in table.global_secondary_index : index.name => {
        read  = index.read_capacity
        write = index.write_capacity
      } if index.write_capacity > 0
    }
  ]...)

  capacity = lookup(local.current, "table", { read = var.read_capacity, write = var.write_capacity })

  index_capacity = {
    for name, index in var.global_indexes : name => lookup(local.current_index, name, {
      read  = index.read_capacity
      write = index.write_capacity
    })
  }
}
