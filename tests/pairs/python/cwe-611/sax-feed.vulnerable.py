import io
import xml.sax
from xml.sax import handler

class TitleHandler(handler.ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.titles: list[str] = []

    def characters(self, content: str) -> None:
        self.titles.append(content)

def titles_of(feed: bytes) -> list[str]:
    reader = xml.sax.make_parser()
    reader.setFeature(handler.feature_external_ges, True)
    found = TitleHandler()
    reader.setContentHandler(found)
    reader.parse(io.BytesIO(feed))
    return found.titles
