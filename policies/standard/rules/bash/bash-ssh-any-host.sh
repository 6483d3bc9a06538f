# ruleid: bash-ssh-any-host
ssh -o StrictHostKeyChecking=no host uptime
# ruleid: bash-ssh-any-host
scp -o "UserKnownHostsFile=/dev/null" file host:
# ok: bash-ssh-any-host
ssh -o StrictHostKeyChecking=yes host uptime
# ok: bash-ssh-any-host
ssh host uptime
