import aiohttp


async def push_metrics(url, samples):
    timeout = aiohttp.ClientTimeout(total=5)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        async with session.post(url, json=samples) as answer:
            answer.raise_for_status()
