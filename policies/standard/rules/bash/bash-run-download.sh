# ruleid: bash-run-download
bash <(curl -fsSL https://example.com/install)
# ruleid: bash-run-download
eval "$(wget -qO- https://example.com/env)"
# ruleid: bash-run-download
curl -s https://example.com/install.py | sudo python3 -
# ok: bash-run-download
curl -fsSL https://example.com/install -o install.sh
# ok: bash-run-download
curl -s https://example.com/list | sort
# ok: bash-run-download
source ./settings.sh
