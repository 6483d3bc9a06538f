# ruleid: bash-predictable-temp
work=/tmp/notes.$$
# ruleid: bash-predictable-temp
echo "$settings" > /tmp/notes.conf
# ruleid: bash-predictable-temp
work=$(mktemp -u)
# ok: bash-predictable-temp
work=$(mktemp)
# ok: bash-predictable-temp
echo done > /tmp/notes/log
# ok: bash-predictable-temp
ls /tmp
# ruleid: bash-predictable-temp
crontab -l > /tmp/jobs
echo "0 3 * * * /usr/local/bin/backup" >> "$list"
crontab /tmp/jobs
# ok: bash-predictable-temp
date > /tmp/started
