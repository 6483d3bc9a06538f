import ftplib
import telnetlib

import requests


def connect(host, credentials):
    # ruleid: python-plain-protocol
    telnetlib.Telnet(host)
    # ruleid: python-plain-protocol
    ftplib.FTP(host)
    # ruleid: python-plain-protocol
    requests.get("http://service.internal/data", auth=credentials, timeout=5)


def safe(host, credentials):
    # ok: python-plain-protocol
    ftplib.FTP_TLS(host)
    # ok: python-plain-protocol
    requests.get("https://service.internal/data", auth=credentials, timeout=5)
