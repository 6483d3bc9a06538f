resource "aws_s3_bucket_public_access_block" "a" {
  bucket                  = aws_s3_bucket.a.id
  # ruleid: hcl-public-access-block-off
  block_public_acls       = false
  # ruleid: hcl-public-access-block-off
  restrict_public_buckets = false
}

resource "aws_s3_bucket_public_access_block" "b" {
  # ok: hcl-public-access-block-off
  block_public_acls   = true
  # ok: hcl-public-access-block-off
  block_public_policy = true
}
