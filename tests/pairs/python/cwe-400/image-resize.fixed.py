import io

from flask import Flask, request, send_file
from PIL import Image

app = Flask(__name__)

@app.get("/resize")
def resize():
    width = int(request.args["width"])
    height = int(request.args["height"])
    if not (0 < width <= 2000 and 0 < height <= 2000):
        return "bad size", 400
    image = Image.open("cover.png").resize((width, height))
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return send_file(out, mimetype="image/png")
