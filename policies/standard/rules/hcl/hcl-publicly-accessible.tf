resource "aws_db_instance" "a" {
  engine              = "mysql"
  # ruleid: hcl-publicly-accessible
  publicly_accessible = true
}

resource "google_sql_database_instance" "b" {
  settings {
    ip_configuration {
      # ruleid: hcl-publicly-accessible
      authorized_networks {
        name  = "all"
        value = "0.0.0.0/0"
      }
    }
  }
}

resource "aws_db_instance" "c" {
  # ok: hcl-publicly-accessible
  publicly_accessible = false
}

resource "google_sql_database_instance" "d" {
  settings {
    ip_configuration {
      # ok: hcl-publicly-accessible
      authorized_networks {
        value = "192.0.2.7/32"
      }
    }
  }
}
