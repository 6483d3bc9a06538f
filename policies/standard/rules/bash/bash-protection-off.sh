# ruleid: bash-protection-off
setenforce 0
# ruleid: bash-protection-off
systemctl stop firewalld
# ruleid: bash-protection-off
iptables -P INPUT ACCEPT
# ruleid: bash-protection-off
ufw disable
# ok: bash-protection-off
ufw allow 443/tcp
# ok: bash-protection-off
systemctl restart firewalld
# ok: bash-protection-off
iptables -P INPUT DROP
