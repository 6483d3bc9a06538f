import smtplib
from email.message import EmailMessage
from flask import request

@app.post("/contact")
def contact():
    sender = request.form["email"]
    text = request.form["text"]
    message = f"From: {sender}\r\nTo: office@shop.org\r\nSubject: Contact\r\n\r\n{text}"
    with smtplib.SMTP("localhost") as server:
        server.sendmail("web@shop.org", ["office@shop.org"], message)
    return "sent"
