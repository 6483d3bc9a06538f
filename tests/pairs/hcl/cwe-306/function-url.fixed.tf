resource "aws_lambda_function_url" "billing" {
  function_name      = aws_lambda_function.billing.function_name
  authorization_type = "AWS_IAM"
}
