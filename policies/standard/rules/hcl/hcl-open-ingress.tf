resource "aws_security_group" "a" {
  name = "a"
  # ruleid: hcl-open-ingress
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# ruleid: hcl-open-ingress
resource "aws_security_group_rule" "b" {
  type        = "ingress"
  from_port   = 0
  to_port     = 65535
  protocol    = "tcp"
  cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
}

# ruleid: hcl-open-ingress
resource "google_compute_firewall" "c" {
  name          = "c"
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["3389"]
  }
}

# ruleid: hcl-open-ingress
resource "azurerm_network_security_rule" "d" {
  priority              = 100
  direction             = "Inbound"
  access                = "Allow"
  protocol              = "Tcp"
  source_address_prefix = "*"
}

resource "aws_security_group" "e" {
  # ok: hcl-open-ingress
  ingress {
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "f" {
  # ok: hcl-open-ingress
  ingress {
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["10.0.0.0/8"]
  }
}

# ok: hcl-open-ingress
resource "aws_security_group_rule" "g" {
  type        = "egress"
  cidr_blocks = ["0.0.0.0/0"]
}
