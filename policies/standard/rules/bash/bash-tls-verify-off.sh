# ruleid: bash-tls-verify-off
curl -k https://example.com/
# ruleid: bash-tls-verify-off
curl -fsSLk https://example.com/
# ruleid: bash-tls-verify-off
wget -q --no-check-certificate https://example.com/
# ruleid: bash-tls-verify-off
git config --global http.sslVerify false
# ruleid: bash-tls-verify-off
export NODE_TLS_REJECT_UNAUTHORIZED=0
# ruleid: bash-tls-verify-off
pip install --trusted-host example.com tool
# ok: bash-tls-verify-off
curl -fsSL --cacert ca.pem https://example.com/
# ok: bash-tls-verify-off
wget -q https://example.com/
# ok: bash-tls-verify-off
git config http.sslVerify true
# ok: bash-tls-verify-off
sort -k 2 names
