import os
import smtplib
from email.message import EmailMessage


def notify(to, text):
    message = EmailMessage()
    message["To"] = to
    message.set_content(text)
    with smtplib.SMTP_SSL("smtp.example.org") as server:
        server.login("robot@example.org", os.environ["SMTP_PASSWORD"])
        server.send_message(message)
