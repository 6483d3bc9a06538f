import redis


class Cache:
    def __init__(self, host, password):
        self.client = redis.Redis(
            host=host,
            port=6380,
            password=password,
            ssl=True,
            ssl_cert_reqs="required",
            ssl_ca_certs="/etc/cache/ca.pem",
        )

    def get(self, key):
        return self.client.get(key)
