import logging

log = logging.getLogger(__name__)


def login(user, password, api_key):
    # ruleid: python-secret-logged
    logging.info("login %s %s", user, password)
    # ruleid: python-secret-logged
    log.debug(f"login {user} with {password}")
    # ruleid: python-secret-logged
    log.error("refused %s", api_key)


def safe(user, password):
    # ok: python-secret-logged
    logging.info("login %s", user)
    # ok: python-secret-logged
    log.debug("password changed for %s", user)
    # ok: python-secret-logged
    return user.check(password)
