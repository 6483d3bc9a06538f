import os

import requests

HEADERS = {"Authorization": "Bearer " + os.environ["REPO_TOKEN"]}


def open_issue(repo, title):
    url = f"https://api.github.com/repos/{repo}/issues"
    return requests.post(url, json={"title": title}, headers=HEADERS, timeout=10).json()
