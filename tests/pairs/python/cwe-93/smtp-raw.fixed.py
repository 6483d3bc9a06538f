import smtplib
from email.message import EmailMessage
from flask import request

@app.post("/contact")
def contact():
    sender = request.form["email"]
    text = request.form["text"]
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "office@shop.org"
    message["Subject"] = "Contact"
    message.set_content(text)
    with smtplib.SMTP("localhost") as server:
        server.send_message(message)
    return "sent"
