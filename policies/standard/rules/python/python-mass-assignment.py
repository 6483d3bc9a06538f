from flask import request


def create(user_model):
    # ruleid: python-mass-assignment
    return user_model(**request.json)


def update(user):
    # ruleid: python-mass-assignment
    for key, value in request.form.items():
        setattr(user, key, value)
    return user


def safe(user_model):
    # ok: python-mass-assignment
    return user_model(name=request.json["name"])


def safe_too(user, fields):
    # ok: python-mass-assignment
    for key, value in fields.items():
        setattr(user, key, value)
