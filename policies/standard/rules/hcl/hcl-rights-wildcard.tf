data "aws_iam_policy_document" "a" {
  # ruleid: hcl-rights-wildcard
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "b" {
  policy = jsonencode({
    # ruleid: hcl-rights-wildcard
    Statement = [{
      Effect   = "Allow"
      Action   = "*"
      Resource = "*"
    }]
  })
}

resource "aws_iam_role_policy" "b" {
  policy = <<-EOT
    {
      # ruleid: hcl-rights-wildcard
      "Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": "*"}]
    }
  EOT
}

resource "google_project_iam_member" "c" {
  # ruleid: hcl-rights-wildcard
  role   = "roles/owner"
}

data "aws_iam_policy_document" "d" {
  # ok: hcl-rights-wildcard
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.d.arn}/*"]
  }
}

data "aws_iam_policy_document" "e" {
  # ok: hcl-rights-wildcard
  statement {
    effect  = "Deny"
    actions = ["*"]
  }
}
