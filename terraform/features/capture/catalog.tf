# The audit log as a table of Athena's. Partitions are computed from table and date, so that no crawler is needed.

locals {
  glue_database  = replace("${var.shared.prefix}-capture", "-", "_")
  audit_location = "s3://${local.audit_bucket_name}/${var.audit_prefix}"

  # The line's "table" is the partition's. Images stay text: each item may have other attributes.
  audit_columns = {
    event_id        = "string"
    type            = "string"
    by              = "string"
    region          = "string"
    keys            = "string"
    old             = "string"
    new             = "string"
    changed         = "array<string>"
    at              = "string"
    sequence_number = "string"
    size_bytes      = "bigint"
  }
  column_order = ["event_id", "type", "by", "region", "keys", "old", "new", "changed", "at", "sequence_number", "size_bytes"]

  query_values = {
    from      = "\"${local.glue_database}\".\"changes\""
    table     = local.table.name
    first_day = var.audit_first_day
    key_paths = local.key_paths
  }
  queries = {
    history = "One item's changes in order, each once. Put the item's keys where <...> stands."
    state   = "The table's items as they were at a time; as it stands, the time is the end of days: now."
  }
}

resource "aws_glue_catalog_database" "this" {
  count = var.catalog ? 1 : 0

  name        = local.glue_database
  description = "Changes that feature capture of ${var.shared.prefix} has audited."
}

resource "aws_glue_catalog_table" "changes" {
  count = var.catalog ? 1 : 0

  name          = "changes"
  database_name = aws_glue_catalog_database.this[0].name
  description   = "One row for each change of table ${local.table.name}; a repeated one may stand twice, with the same event_id."
  table_type    = "EXTERNAL_TABLE"

  parameters = {
    EXTERNAL                    = "TRUE"
    classification              = "json"
    compressionType             = "gzip"
    "projection.enabled"        = "true"
    "projection.table.type"     = "enum"
    "projection.table.values"   = local.table.name
    "projection.date.type"      = "date"
    "projection.date.format"    = "yyyy-MM-dd"
    "projection.date.range"     = "${var.audit_first_day},NOW+1DAYS"
    "storage.location.template" = "${local.audit_location}table=$${table}/date=$${date}/"
  }

  partition_keys {
    name = "table"
    type = "string"
  }

  partition_keys {
    name = "date"
    type = "string"
  }

  storage_descriptor {
    location      = local.audit_location
    input_format  = "org.apache.hadoop.mapred.TextInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"

    ser_de_info {
      serialization_library = "org.openx.data.jsonserde.JsonSerDe"
      parameters            = { "case.insensitive" = "false" } # attributes' names in keys and images keep their case
    }

    dynamic "columns" {
      for_each = local.column_order

      content {
        name = columns.value
        type = local.audit_columns[columns.value]
      }
    }
  }
}

# The bodies run in DuckDB as they stand, over a view of the same name.
resource "aws_athena_named_query" "this" {
  for_each = var.catalog ? local.queries : {}

  name        = "${var.shared.prefix}-${each.key}"
  description = each.value
  database    = aws_glue_catalog_database.this[0].name
  query       = templatefile("${path.module}/queries/${each.key}.sql", local.query_values)

  lifecycle {
    precondition {
      condition     = alltrue([for path in local.key_paths : can(regex("^[A-Za-z0-9_-]+[.][SNB]$", path))])
      error_message = "The queries can't name keys of other characters than letters, digits, '_' and '-': set catalog = false for table ${local.table.name}."
    }
  }
}
