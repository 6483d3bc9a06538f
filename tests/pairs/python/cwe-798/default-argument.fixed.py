import redis
import os


class Queue:
    def __init__(self, host, password=None):
        self.client = redis.Redis(host=host, password=password or os.environ["QUEUE_PASSWORD"])

    def push(self, item):
        self.client.lpush("jobs", item)
