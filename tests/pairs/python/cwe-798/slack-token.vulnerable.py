from slack_sdk import WebClient

client = WebClient(token="xoxb-824716253940-927365510284-Zt4KqPw8RmYx2NvBh6LdSgJe")


def announce(channel, text):
    client.chat_postMessage(channel=channel, text=text)
