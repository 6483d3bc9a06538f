#!/bin/bash
set -e
openssl genpkey -algorithm ED25519 -out /etc/shop/signing.pem
chmod 600 /etc/shop/signing.pem
