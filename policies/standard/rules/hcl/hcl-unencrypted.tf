resource "aws_db_instance" "a" {
  engine            = "postgres"
  # ruleid: hcl-unencrypted
  storage_encrypted = false
}

# ruleid: hcl-unencrypted
resource "aws_ebs_volume" "b" {
  size      = 40
  encrypted = false
}

resource "aws_db_instance" "c" {
  # ok: hcl-unencrypted
  storage_encrypted = true
}

# ok: hcl-unencrypted
resource "aws_ebs_volume" "d" {
  encrypted  = true
  kms_key_id = aws_kms_key.d.arn
}
