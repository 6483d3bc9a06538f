resource "aws_db_instance" "a" {
  username = "admin"
  # ruleid: hcl-hardcoded-secret
  password = "Tr0ub4dor-3"
}

# ruleid: hcl-hardcoded-secret
variable "db_password" {
  type    = string
  default = "hunter2hunter2"
}

resource "aws_db_instance" "b" {
  # ok: hcl-hardcoded-secret
  password = var.store_password
}

# ok: hcl-hardcoded-secret
variable "api_token" {
  type      = string
  sensitive = true
}

resource "aws_db_instance" "c" {
  # ok: hcl-hardcoded-secret
  password = "${random_password.c.result}"
}
