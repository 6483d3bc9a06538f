import urllib3

urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
pool = urllib3.HTTPSConnectionPool("vault.internal", 8200, cert_reqs="CERT_NONE", assert_hostname=False)


def secret(path, token):
    answer = pool.request("GET", f"/v1/{path}", headers={"X-Vault-Token": token})
    return answer.data
