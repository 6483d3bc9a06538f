terraform {
  required_version = ">= 1.6"
}

provider "postgresql" {
  host     = "db.example.org"
  port     = 5432
  username = "admin"
  password = var.postgres_password
  sslmode  = "verify-full"
}
