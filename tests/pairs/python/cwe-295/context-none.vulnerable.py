import smtplib
import ssl


def send(host, message):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with smtplib.SMTP(host, 587) as server:
        server.starttls(context=context)
        server.send_message(message)
