# Feature "cart": carts, checkout and orders behind an API, and who has to know of them told.

variable "cart" {
  description = "Values of the feature cart; each that is left out has its default. Unit, limits, cost and default of each are in features/cart/*variables.tf; of changes, which says how orders and abandoned carts are announced, in features/capture/*variables.tf."
  type = object({
    max_write_units          = optional(number)
    max_read_units           = optional(number)
    products_max_write_units = optional(number)
    products_max_read_units  = optional(number)
    currency                 = optional(string)
    line_days                = optional(number)
    repeat_seconds           = optional(number)
    max_quantity             = optional(number)
    max_lines                = optional(number)
    catalogue_seconds        = optional(number)
    with_user_pool           = optional(bool)
    sign_up_email            = optional(object({ source_arn = string, from = string }))
    password_sign_in         = optional(bool)
    jwt                      = optional(object({ issuer = string, audience = set(string), scopes = optional(set(string)) }))
    cors = optional(object({
      allow_origins   = set(string)
      allow_methods   = optional(set(string))
      allow_headers   = optional(set(string))
      expose_headers  = optional(set(string))
      max_age_seconds = optional(number)
    }))
    throttling                      = optional(object({ rate = optional(number), burst = optional(number) }))
    api_memory_mb                   = optional(number)
    max_body_bytes                  = optional(number)
    settler_memory_mb               = optional(number)
    settler_timeout_seconds         = optional(number)
    settler_batch_size              = optional(number)
    settler_batching_window_seconds = optional(number)
    settler_parallelization_factor  = optional(number)
    settler_age_alarm_seconds       = optional(number)
    changes = optional(object({
      lambda_memory_size      = optional(number)
      lambda_timeout          = optional(number)
      batch_size              = optional(number)
      batching_window_seconds = optional(number)
      parallelization_factor  = optional(number)
      filter_patterns         = optional(list(string))
      retry_attempts          = optional(number)
      failure_destination     = optional(string)
      notice_rules            = optional(list(object({ name = string, pattern = string, subject = optional(string) })))
      notification_email      = optional(string)
      encrypt_notice_topic    = optional(bool)
      audit_transitions       = optional(list(object({ days = number, storage_class = string })))
      audit_expiration_days   = optional(number)
      audit_object_lock       = optional(object({ mode = string, days = number }))
      force_destroy           = optional(bool)
      catalog                 = optional(bool)
    }), {})
  })
  default  = {}
  nullable = false
}

module "cart" {
  source = "./features/cart"
  count  = contains(var.features, "cart") ? 1 : 0

  shared                          = local.shared
  max_write_units                 = var.cart.max_write_units
  max_read_units                  = var.cart.max_read_units
  products_max_write_units        = var.cart.products_max_write_units
  products_max_read_units         = var.cart.products_max_read_units
  currency                        = var.cart.currency
  line_days                       = var.cart.line_days
  repeat_seconds                  = var.cart.repeat_seconds
  max_quantity                    = var.cart.max_quantity
  max_lines                       = var.cart.max_lines
  catalogue_seconds               = var.cart.catalogue_seconds
  with_user_pool                  = var.cart.with_user_pool
  sign_up_email                   = var.cart.sign_up_email
  password_sign_in                = var.cart.password_sign_in
  jwt                             = var.cart.jwt
  cors                            = var.cart.cors
  throttling                      = var.cart.throttling
  api_memory_mb                   = var.cart.api_memory_mb
  max_body_bytes                  = var.cart.max_body_bytes
  settler_memory_mb               = var.cart.settler_memory_mb
  settler_timeout_seconds         = var.cart.settler_timeout_seconds
  settler_batch_size              = var.cart.settler_batch_size
  settler_batching_window_seconds = var.cart.settler_batching_window_seconds
  settler_parallelization_factor  = var.cart.settler_parallelization_factor
  settler_age_alarm_seconds       = var.cart.settler_age_alarm_seconds
}

# Orders and abandoned carts in an audit log, and announced on a topic of their own.
module "cart_changes" {
  source = "./features/capture"
  count  = contains(var.features, "cart") ? 1 : 0 # not length(module.cart): it would wait for all of that

  shared                  = merge(local.shared, { prefix = "${local.prefix}-cart" })
  source_table            = module.cart[0].announced.source_table
  lambda_memory_size      = var.cart.changes.lambda_memory_size
  lambda_timeout          = var.cart.changes.lambda_timeout
  batch_size              = var.cart.changes.batch_size
  batching_window_seconds = var.cart.changes.batching_window_seconds
  parallelization_factor  = var.cart.changes.parallelization_factor
  filter_patterns         = var.cart.changes.filter_patterns == null ? module.cart[0].announced.filter_patterns : var.cart.changes.filter_patterns
  retry_attempts          = var.cart.changes.retry_attempts
  failure_destination     = var.cart.changes.failure_destination
  notice_rules            = var.cart.changes.notice_rules == null ? module.cart[0].announced.notice_rules : var.cart.changes.notice_rules
  notification_email      = var.cart.changes.notification_email == null ? var.notification_email : var.cart.changes.notification_email
  encrypt_notice_topic    = var.cart.changes.encrypt_notice_topic
  audit_transitions       = var.cart.changes.audit_transitions
  audit_expiration_days   = var.cart.changes.audit_expiration_days
  audit_object_lock       = var.cart.changes.audit_object_lock
  force_destroy           = var.cart.changes.force_destroy
  catalog                 = var.cart.changes.catalog
}

output "cart" {
  description = "What belongs to the feature cart, with changes, what belongs to the announcing of orders and abandoned carts; null (left out of the JSON) where it is off."
  value = one([for cart in module.cart : merge(
    { for name, value in cart : name => value if name != "announced" },
    { changes = module.cart_changes[0] },
  )])
}
