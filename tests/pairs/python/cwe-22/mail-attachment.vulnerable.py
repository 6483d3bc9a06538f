import email
import os


def save_attachments(raw, folder):
    message = email.message_from_bytes(raw)
    for part in message.walk():
        name = part.get_filename()
        if not name:
            continue
        with open(os.path.join(folder, name), "wb") as stream:
            stream.write(part.get_payload(decode=True))
