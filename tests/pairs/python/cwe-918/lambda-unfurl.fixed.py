import json
import urllib.request
from urllib.parse import urlparse

UNFURL_HOSTS = {"example.com", "www.example.com"}


def handler(event, context):
    url = event["queryStringParameters"]["url"]
    if urlparse(url).scheme != "https" or urlparse(url).hostname not in UNFURL_HOSTS:
        return {"statusCode": 400, "body": "not allowed"}
    request = urllib.request.Request(url, headers={"User-Agent": "unfurl/1.0"})
    with urllib.request.urlopen(request, timeout=4) as page:
        head = page.read(20_000).decode("utf-8", "replace")
    title = head.partition("<title>")[2].partition("</title>")[0]
    return {"statusCode": 200, "body": json.dumps({"title": title})}
