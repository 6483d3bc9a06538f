import os

import jwt

# ruleid: python-hardcoded-secret
DB_PASSWORD = "Tr0ub4dor&3"
# ruleid: python-hardcoded-secret
settings = {"user": "svc", "password": "hunter2-hunter2"}


def connect(driver, app):
    # ruleid: python-hardcoded-secret
    app.secret_key = "d41d8cd98f00b204"
    # ruleid: python-hardcoded-secret
    return driver.connect(host="db", user="svc", password="S3cr3t!pass")


def sign(claims, key):
    # ruleid: python-hardcoded-secret
    first = jwt.encode(claims, "9f86d081884c7d65", algorithm="HS256")
    # ok: python-hardcoded-secret
    return first, jwt.encode(claims, key, algorithm="HS256")


# ok: python-hardcoded-secret
PASSWORD_FIELD = "the-password-field"
# ok: python-hardcoded-secret
password = os.environ["DB_PASSWORD"]
# ok: python-hardcoded-secret
password = ""
# ok: python-hardcoded-secret
api_key = "your-api-key-here"
# ok: python-hardcoded-secret
client_secret = "00000000000000000000"
