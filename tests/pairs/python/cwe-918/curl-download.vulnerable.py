from io import BytesIO

import pycurl
from flask import request


def download():
    buffer = BytesIO()
    address = request.values["address"]
    curl = pycurl.Curl()
    curl.setopt(pycurl.URL, address)
    curl.setopt(pycurl.WRITEDATA, buffer)
    curl.setopt(pycurl.TIMEOUT, 10)
    curl.perform()
    curl.close()
    return buffer.getvalue()
