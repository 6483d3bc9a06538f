resource "aws_kms_key" "data" {
  description             = "encrypts the data volumes"
  deletion_window_in_days = 30
  enable_key_rotation     = false
}

resource "aws_kms_alias" "data" {
  name          = "alias/data"
  target_key_id = aws_kms_key.data.key_id
}
