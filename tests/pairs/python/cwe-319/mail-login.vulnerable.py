import smtplib
from email.message import EmailMessage

def send(settings, message: EmailMessage) -> None:
    with smtplib.SMTP(settings.host, 25) as server:
        server.login(settings.user, settings.password)
        server.send_message(message)
