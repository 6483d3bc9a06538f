resource "aws_kms_key" "a" {
  # ruleid: hcl-key-not-rotated
  enable_key_rotation = false
}

resource "aws_kms_key" "b" {
  deletion_window_in_days = 10
  # ruleid: hcl-key-not-rotated
  enable_key_rotation     = false
}

resource "aws_kms_key" "c" {
  # ok: hcl-key-not-rotated
  enable_key_rotation = true
}

resource "aws_kms_key" "d" {
  # ok: hcl-key-not-rotated
  deletion_window_in_days = 10
}
