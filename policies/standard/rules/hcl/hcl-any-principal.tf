data "aws_iam_policy_document" "a" {
  # ruleid: hcl-any-principal
  statement {
    actions = ["sqs:SendMessage"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_bucket_policy" "b" {
  policy = jsonencode({
    # ruleid: hcl-any-principal
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
    }]
  })
}

data "aws_iam_policy_document" "c" {
  # ok: hcl-any-principal
  statement {
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_s3_bucket_policy" "d" {
  policy = jsonencode({
    # ok: hcl-any-principal
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
    }]
  })
}
