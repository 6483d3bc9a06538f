from flask import request, send_file
from selenium import webdriver


def screenshot():
    site = request.args["site"]
    driver = webdriver.Chrome()
    try:
        driver.get(site)
        driver.save_screenshot("/tmp/shots/last.png")
    finally:
        driver.quit()
    return send_file("/tmp/shots/last.png")
