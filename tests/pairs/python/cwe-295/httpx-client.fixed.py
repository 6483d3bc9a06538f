import os

import httpx

client = httpx.Client(base_url=os.environ["INVENTORY_URL"], verify=os.environ["INVENTORY_CA"], timeout=10)


def stock(sku):
    return client.get(f"/stock/{sku}").json()["quantity"]
