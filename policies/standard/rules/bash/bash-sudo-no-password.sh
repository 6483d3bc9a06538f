# ruleid: bash-sudo-no-password
echo "app ALL=(ALL) NOPASSWD: ALL" >> /etc/sudoers
# ruleid: bash-sudo-no-password
printf 'app ALL=(ALL:ALL) NOPASSWD:ALL\n' | tee /etc/sudoers.d/app
# ok: bash-sudo-no-password
echo "app ALL=(root) NOPASSWD: /usr/bin/systemctl restart app" > /etc/sudoers.d/app
# ok: bash-sudo-no-password
grep NOPASSWD /etc/sudoers
