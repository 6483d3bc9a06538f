import requests

def log_in(username: str, password: str) -> str:
    answer = requests.post(
        "http://api.shop.org/v1/login",
        json={"username": username, "password": password},
        timeout=10,
    )
    answer.raise_for_status()
    return answer.json()["token"]
