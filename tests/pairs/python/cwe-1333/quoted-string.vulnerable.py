import re

TOKEN = re.compile(r'"((?:\\.|[^"])*)*"')


class Tokenizer:
    def __init__(self, text):
        self.text = text

    def strings(self):
        return TOKEN.findall(self.text)
