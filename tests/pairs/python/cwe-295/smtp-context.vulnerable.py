import smtplib
import ssl

def send(host: str, sender: str, to: str, text: str) -> None:
    context = ssl._create_unverified_context()
    with smtplib.SMTP(host, 587) as smtp:
        smtp.starttls(context=context)
        smtp.sendmail(sender, to, text)
