# ruleid: bash-setuid
chmod u+s /usr/local/bin/tool
# ruleid: bash-setuid
chmod 4755 /usr/local/bin/tool
# ok: bash-setuid
chmod 0755 /usr/local/bin/tool
# ok: bash-setuid
chmod g+rx /usr/local/bin/tool
