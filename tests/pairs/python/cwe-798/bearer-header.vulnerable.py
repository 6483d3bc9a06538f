import requests

HEADERS = {"Authorization": "Bearer ghp_x8Kd0aQw3vRt6YzUb2nMj5LsPeHc9fGiTo1V"}


def open_issue(repo, title):
    url = f"https://api.github.com/repos/{repo}/issues"
    return requests.post(url, json={"title": title}, headers=HEADERS, timeout=10).json()
