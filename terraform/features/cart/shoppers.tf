# Who may call: a user pool of the feature's own, tokens of another issuer, or AWS credentials.

locals {
  # https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
  jwt = one(concat(var.jwt[*], [for pool in aws_cognito_user_pool.shoppers : {
    issuer   = "https://${pool.endpoint}"
    audience = aws_cognito_user_pool_client.shop[*].id
    scopes   = null
  }]))
}

resource "aws_cognito_user_pool" "shoppers" {
  count = var.with_user_pool ? 1 : 0

  name                     = "${var.shared.prefix}-shoppers"
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = var.shared.deletion_protection ? "ACTIVE" : "INACTIVE"

  # Ann@example.com is ann@example.com. It can't be changed later but by a new pool.
  username_configuration {
    case_sensitive = false
  }

  # https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
  dynamic "email_configuration" {
    for_each = var.sign_up_email[*]
    content {
      email_sending_account = "DEVELOPER"
      source_arn            = email_configuration.value.source_arn
      from_email_address    = email_configuration.value.from
    }
  }

  password_policy {
    minimum_length                   = 12 # length is what counts: https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver
    require_lowercase                = false
    require_numbers                  = false
    require_symbols                  = false
    require_uppercase                = false
    temporary_password_validity_days = 7
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }
}

# The shop's pages and apps, which can't keep a secret.
resource "aws_cognito_user_pool_client" "shop" {
  count = var.with_user_pool ? 1 : 0

  name                          = "${var.shared.prefix}-shop"
  user_pool_id                  = aws_cognito_user_pool.shoppers[0].id
  generate_secret               = false
  prevent_user_existence_errors = "ENABLED"
  explicit_auth_flows = concat(
    ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
    var.password_sign_in ? ["ALLOW_USER_PASSWORD_AUTH"] : [],
  )
}
