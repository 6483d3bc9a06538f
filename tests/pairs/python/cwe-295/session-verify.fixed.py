import requests


class BillingClient:
    def __init__(self, base_url, token):
        self.base_url = base_url
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.session.verify = "/etc/billing/ca.pem"

    def invoices(self, customer):
        answer = self.session.get(f"{self.base_url}/customers/{customer}/invoices", timeout=10)
        answer.raise_for_status()
        return answer.json()
