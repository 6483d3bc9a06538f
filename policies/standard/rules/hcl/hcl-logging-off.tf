resource "aws_cloudtrail" "a" {
  # ruleid: hcl-logging-off
  enable_logging = false
}

resource "aws_s3_bucket" "b" {
  # ruleid: hcl-logging-off
  versioning {
    enabled = false
  }
}

resource "aws_cloudtrail" "c" {
  # ok: hcl-logging-off
  enable_logging = true
}

resource "aws_s3_bucket" "d" {
  # ok: hcl-logging-off
  versioning {
    enabled = true
  }
}
