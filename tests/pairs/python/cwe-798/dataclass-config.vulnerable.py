from dataclasses import dataclass


@dataclass
class StripeConfig:
    currency: str = "eur"
    api_key: str = "sk_live_4eC39HqLyjWDarjtT1zdp7dc"


def charge(stripe, amount, config=StripeConfig()):
    stripe.api_key = config.api_key
    return stripe.Charge.create(amount=amount, currency=config.currency)
