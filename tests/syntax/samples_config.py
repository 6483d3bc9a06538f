"""Samples of the languages that describe a machine, a cloud or a data base, not a program."""

HCL = (
    """terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "names" {
  type    = list(string)
  default = ["one", "two"]
}

locals {
  tags   = merge(var.tags, { Name = "notes" })
  upper  = [for name in var.names : upper(name) if name != ""]
  size   = var.is_large ? 100 : 10
  # one for each name
  ports  = { for name in var.names : name => 443 }
}

resource "aws_s3_bucket" "notes" {
  bucket = "notes-${var.stage}"
  tags   = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_policy" "notes" {
  bucket = aws_s3_bucket.notes.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = "${aws_s3_bucket.notes.arn}/*"
    }]
  })
}
""",
    """module "network" {
  source = "./network"
  cidr   = "10.0.0.0/16"
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = module.network.vpc_id

  dynamic "ingress" {
    for_each = local.ports
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}

resource "aws_instance" "web" {
  ami           = data.aws_ami.base.id
  count         = length(var.names)
  subnet_id     = module.network.subnets[count.index]
  user_data     = <<-EOT
    #!/bin/sh
    echo "hello ${var.stage}" > /srv/notes
  EOT

  metadata_options {
    http_tokens = "required"
  }
}

output "address" {
  value     = aws_instance.web[*].private_ip
  sensitive = false
}
""",
)

SQL = (
    """CREATE TABLE notes (
    id integer PRIMARY KEY,
    title varchar(80) NOT NULL,
    body text DEFAULT 'none; yet',
    made_at timestamp DEFAULT now()
);

-- who wrote; and when
CREATE INDEX by_title ON notes (title);
INSERT INTO notes (id, title) VALUES (1, 'it''s one; or two');
UPDATE notes SET title = upper(title) WHERE id = 1;

/* only these; no others */
SELECT n.title, count(*)
FROM notes n
LEFT JOIN marks m ON m.note = n.id
WHERE n.made_at > now() - interval '1 day'
GROUP BY n.title
ORDER BY 2 DESC;
""",
    """BEGIN;
ALTER TABLE notes ADD COLUMN owner text;
CREATE OR REPLACE FUNCTION total(rate integer) RETURNS integer AS $$
DECLARE
    result integer;
BEGIN
    SELECT sum(price) INTO result FROM sales WHERE "kind" = 'sale';
    RETURN result * (100 + rate) / 100;
END;
$$ LANGUAGE plpgsql;
GRANT SELECT ON notes TO clerk;
COMMIT;
""",
)

YAML = (
    """apiVersion: apps/v1
kind: Deployment
metadata:
  name: notes
  labels: {app: notes, "tier": web}
spec:
  replicas: 2
  template:
    spec:
      # one for each zone
      containers:
        - name: notes
          image: "registry.example/notes:1.4"
          command: ["/bin/sh", "-c", 'exec notes']
          env:
            - name: STAGE
              value: prod
            - name: GREETING
              value: it's a long
                greeting
          securityContext:
            runAsNonRoot: true
      volumes:
      - name: data
        emptyDir: {}
---
kind: Service
spec:
  ports:
  - port: 80
""",
    """name: build
on:
  push:
    branches: [main, "release/**"]
permissions: read-all
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - name: Test
        env:
          NAME: ${{ github.ref_name }}
        run: |
          make "all"
          echo "done: $NAME"
      - name: Note
        if: success()
        run: >-
          echo one
          two
services:
  &first web: {<<: *base, ports: ["80:80"]}
""",
)
