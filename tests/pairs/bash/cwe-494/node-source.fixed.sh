#!/bin/bash
set -e
apt-get update
apt-get install -y ca-certificates gnupg
install -d -m 0755 /etc/apt/keyrings
gpg --dearmor -o /etc/apt/keyrings/example.gpg < /opt/keys/example.asc
echo "deb [signed-by=/etc/apt/keyrings/example.gpg] https://deb.example.org nodistro main" > /etc/apt/sources.list.d/example.list
apt-get update
apt-get install -y nodejs
node --version
