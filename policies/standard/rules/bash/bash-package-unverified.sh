# ruleid: bash-package-unverified
apt-get install -y --allow-unauthenticated tool
# ruleid: bash-package-unverified
dnf install --nogpgcheck tool
# ruleid: bash-package-unverified
echo "deb [trusted=yes] https://example.com/ ./" > tool.list
# ok: bash-package-unverified
apt-get install -y tool
# ok: bash-package-unverified
dnf install tool
# ok: bash-package-unverified
echo "deb [signed-by=/etc/apt/keyrings/tool.gpg] https://example.com/ ./" > tool.list
