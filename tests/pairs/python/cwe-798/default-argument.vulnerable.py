import redis


class Queue:
    def __init__(self, host, password="q-Secr3t-77"):
        self.client = redis.Redis(host=host, password=password)

    def push(self, item):
        self.client.lpush("jobs", item)
