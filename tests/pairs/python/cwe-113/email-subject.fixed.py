import smtplib
from email.message import EmailMessage

from flask import Flask, request

app = Flask(__name__)

@app.post("/contact")
def contact():
    subject = request.form["subject"]
    sender = request.form["email"]
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "support@example.org"
    message["Subject"] = subject
    message.set_content(request.form["body"])
    with smtplib.SMTP("localhost") as smtp:
        smtp.send_message(message)
    return "sent"
