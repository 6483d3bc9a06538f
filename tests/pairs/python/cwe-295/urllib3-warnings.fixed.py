import urllib3

pool = urllib3.HTTPSConnectionPool("vault.internal", 8200, cert_reqs="CERT_REQUIRED", ca_certs="/etc/vault/ca.pem")


def secret(path, token):
    answer = pool.request("GET", f"/v1/{path}", headers={"X-Vault-Token": token})
    return answer.data
