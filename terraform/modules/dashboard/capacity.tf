# Units that are provisioned and used, of tables and indexes, and what was throttled for lack of them.
locals {
  shown_tables  = { for label, table in var.tables : label => { name = table, dimensions = ["TableName", table] } }
  shown_indexes = { for label, shown in var.indexes : label => { name = "${shown.table}, ${shown.index}", dimensions = ["TableName", shown.table, "GlobalSecondaryIndexName", shown.index] } }

  capacity_rows = [
    for row in concat(
      [{ kind = "Write", shown = local.shown_tables }, { kind = "Write", shown = local.shown_indexes }],
      var.reads ? [{ kind = "Read", shown = local.shown_tables }, { kind = "Read", shown = local.shown_indexes }] : [],
      ) : [for label, one in row.shown : {
        title = "${row.kind}s: ${label} (${one.name})"
        yAxis = { left = { label = "${lower(row.kind)} units a second", min = 0, showUnits = false }, right = { label = "throttled ${lower(row.kind)}s", min = 0, showUnits = false } }
        metrics = [
          # CloudWatch sums consumed units over the period; capacity is a rate. Divide, so that one axis holds both.
          [{ expression = "consumed / PERIOD(consumed)", label = "consumed", id = "consumed_rate", color = "#1f77b4" }],
          concat(["AWS/DynamoDB", "Consumed${row.kind}CapacityUnits"], one.dimensions, [{ id = "consumed", stat = "Sum", visible = false }]),
          concat(["AWS/DynamoDB", "Provisioned${row.kind}CapacityUnits"], one.dimensions, [{ label = "provisioned", stat = "Average", color = "#2ca02c" }]),
          concat(["AWS/DynamoDB", "${row.kind}ThrottleEvents"], one.dimensions, [{ label = "throttled", stat = "Sum", yAxis = "right", color = "#d62728" }]),
        ]
    }] if length(row.shown) > 0
  ]
}
