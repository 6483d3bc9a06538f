import smtplib
import ssl


def send(host, message):
    context = ssl.create_default_context()
    with smtplib.SMTP(host, 587) as server:
        server.starttls(context=context)
        server.send_message(message)
