from OpenSSL import crypto


def self_signed(common_name):
    key = crypto.PKey()
    key.generate_key(crypto.TYPE_RSA, 1024)
    cert = crypto.X509()
    cert.get_subject().CN = common_name
    cert.set_pubkey(key)
    cert.sign(key, "sha256")
    return key, cert
