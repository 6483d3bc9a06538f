resource "aws_lb_listener" "a" {
  protocol   = "HTTPS"
  # ruleid: hcl-old-tls
  ssl_policy = "ELBSecurityPolicy-2016-08"
}

resource "azurerm_storage_account" "b" {
  # ruleid: hcl-old-tls
  min_tls_version = "TLS1_0"
}

resource "aws_lb_listener" "c" {
  # ok: hcl-old-tls
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}

resource "azurerm_storage_account" "d" {
  # ok: hcl-old-tls
  min_tls_version = "TLS1_2"
}
