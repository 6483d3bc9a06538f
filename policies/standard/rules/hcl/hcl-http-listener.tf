# ruleid: hcl-http-listener
resource "aws_lb_listener" "a" {
  port     = 80
  protocol = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.a.arn
  }
}

# ruleid: hcl-http-listener
resource "aws_alb_listener" "b" {
  port     = "8080"
  protocol = "HTTP"
}

# ok: hcl-http-listener
resource "aws_lb_listener" "c" {
  port     = 80
  protocol = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

# ok: hcl-http-listener
resource "aws_lb_listener" "d" {
  protocol = "HTTPS"
}
