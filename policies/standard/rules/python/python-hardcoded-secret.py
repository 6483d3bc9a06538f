import os

# ruleid: python-hardcoded-secret
DB_PASSWORD = "Tr0ub4dor&3"
# ruleid: python-hardcoded-secret
settings = {"user": "svc", "password": "hunter2-hunter2"}


def connect(driver, app):
    # ruleid: python-hardcoded-secret
    app.secret_key = "d41d8cd98f00b204"
    # ruleid: python-hardcoded-secret
    return driver.connect(host="db", user="svc", password="S3cr3t!pass")


# ok: python-hardcoded-secret
PASSWORD_FIELD = "the-password-field"
# ok: python-hardcoded-secret
password = os.environ["DB_PASSWORD"]
# ok: python-hardcoded-secret
password = ""
# ok: python-hardcoded-secret
api_key = "your-api-key-here"
