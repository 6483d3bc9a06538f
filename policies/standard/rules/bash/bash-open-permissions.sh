# ruleid: bash-open-permissions
chmod 777 /srv/data
# ruleid: bash-open-permissions
chmod -R a+rwx "$folder"
# ruleid: bash-open-permissions
umask 000
# ok: bash-open-permissions
chmod 750 /srv/data
# ok: bash-open-permissions
chmod u+w "$file"
# ok: bash-open-permissions
umask 077
# ok: bash-open-permissions
chmod +x run.sh
# ok: bash-open-permissions
chmod 1777 /srv/tmp
# ruleid: bash-open-permissions
chmod 644 /etc/ssl/private/server.key
# ok: bash-open-permissions
chmod 600 /etc/ssl/private/server.key
# ok: bash-open-permissions
chmod 644 /etc/ssl/certs/server.pem
