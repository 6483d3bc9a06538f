resource "aws_s3_bucket_cors_configuration" "a" {
  # ruleid: hcl-cors-any-origin
  cors_rule {
    allowed_methods = ["PUT", "GET"]
    allowed_origins = ["*"]
  }
}

resource "aws_apigatewayv2_api" "b" {
  # ruleid: hcl-cors-any-origin
  cors_configuration {
    allow_origins = ["*"]
  }
}

resource "aws_s3_bucket_cors_configuration" "c" {
  # ok: hcl-cors-any-origin
  cors_rule {
    allowed_origins = ["https://shop.example"]
  }
}

resource "aws_apigatewayv2_api" "d" {
  # ok: hcl-cors-any-origin
  cors_configuration {
    allow_origins = var.origins
  }
}
