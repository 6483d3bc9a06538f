import os

from slack_sdk import WebClient

client = WebClient(token=os.environ["SLACK_BOT_TOKEN"])


def announce(channel, text):
    client.chat_postMessage(channel=channel, text=text)
