import logging
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

log = logging.getLogger(__name__)

def new_key() -> bytes:
    key = AESGCM.generate_key(bit_length=256)
    log.info("new data key made")
    return key
