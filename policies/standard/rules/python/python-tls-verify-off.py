import httpx
import requests


def fetch(url, session):
    # ruleid: python-tls-verify-off
    requests.get(url, verify=False, timeout=5)
    # ruleid: python-tls-verify-off
    httpx.post(url, json={}, verify=False)
    # ruleid: python-tls-verify-off
    session.verify = False


def safe(url, session):
    # ok: python-tls-verify-off
    requests.get(url, timeout=5)
    # ok: python-tls-verify-off
    httpx.post(url, json={}, verify="/etc/ssl/own-authority.pem")
    # ok: python-tls-verify-off
    session.verify = True
