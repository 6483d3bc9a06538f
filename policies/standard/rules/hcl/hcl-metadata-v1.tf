resource "aws_instance" "a" {
  metadata_options {
    # ruleid: hcl-metadata-v1
    http_tokens = "optional"
  }
}

resource "aws_launch_template" "b" {
  metadata_options {
    http_endpoint = "enabled"
    # ruleid: hcl-metadata-v1
    http_tokens   = "optional"
  }
}

resource "aws_instance" "c" {
  metadata_options {
    # ok: hcl-metadata-v1
    http_tokens = "required"
  }
}

resource "aws_instance" "d" {
  metadata_options {
    # ok: hcl-metadata-v1
    http_endpoint = "disabled"
  }
}
