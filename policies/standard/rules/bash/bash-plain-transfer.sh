# ruleid: bash-plain-transfer
telnet example.com
# ruleid: bash-plain-transfer
curl -u app http://example.com/notes
# ruleid: bash-plain-transfer
rsh host uptime
# ok: bash-plain-transfer
ssh host uptime
# ok: bash-plain-transfer
curl -u app https://example.com/notes
# ok: bash-plain-transfer
curl -d x http://localhost:8080/
