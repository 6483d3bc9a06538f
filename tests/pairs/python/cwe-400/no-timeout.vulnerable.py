import requests


def exchange_rate(currency):
    answer = requests.get(f"https://rates.example.com/{currency.upper()}")
    answer.raise_for_status()
    return answer.json()["rate"]
