import smtplib

from flask import Flask, request

app = Flask(__name__)

@app.post("/contact")
def contact():
    subject = request.form["subject"]
    sender = request.form["email"]
    message = f"From: {sender}\r\nTo: support@example.org\r\nSubject: {subject}\r\n\r\n{request.form['body']}"
    with smtplib.SMTP("localhost") as smtp:
        smtp.sendmail(sender, ["support@example.org"], message)
    return "sent"
