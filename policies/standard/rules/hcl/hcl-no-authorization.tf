# ruleid: hcl-no-authorization
resource "aws_api_gateway_method" "a" {
  http_method   = "POST"
  authorization = "NONE"
}

resource "aws_lambda_function_url" "b" {
  function_name      = aws_lambda_function.b.function_name
  # ruleid: hcl-no-authorization
  authorization_type = "NONE"
}

# ok: hcl-no-authorization
resource "aws_api_gateway_method" "c" {
  http_method   = "OPTIONS"
  authorization = "NONE"
}

resource "aws_lambda_function_url" "d" {
  # ok: hcl-no-authorization
  authorization_type = "AWS_IAM"
}
