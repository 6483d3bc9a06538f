class RegistryClient:
    """Talks to a private registry."""

    def __init__(self, http, verify_ssl=False):
        self.http = http
        self.verify_ssl = verify_ssl

    def tags(self, image):
        answer = self.http.get(f"/v2/{image}/tags/list", verify=self.verify_ssl)
        return answer.json()["tags"]
