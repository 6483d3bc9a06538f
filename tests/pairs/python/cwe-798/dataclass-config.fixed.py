from dataclasses import dataclass
import os


@dataclass
class StripeConfig:
    currency: str = "eur"
    api_key: str = os.environ.get("STRIPE_API_KEY", "")


def charge(stripe, amount, config=StripeConfig()):
    stripe.api_key = config.api_key
    return stripe.Charge.create(amount=amount, currency=config.currency)
