"""Keep what was understood of a question so that nobody can read it but who asks the same question.

It may repeat what a student wrote, and stays for others when that student's request is erased. So the question's key
encrypts it, and it lies under a hash of that key: the bucket tells neither the words nor the key.
"""

import hashlib
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken


def place_of(question_key: str) -> str:
    """Return the name under which what was understood is kept."""
    return hashlib.sha256(question_key.encode()).hexdigest()


def sealed(understood: bytes, question_key: str) -> bytes:
    """Return what was understood, encrypted; `question_key` is 64 hexadecimal digits."""
    return _cipher(question_key).encrypt(understood)


def opened(kept: bytes, question_key: str) -> str:
    """Return what was understood; raise `ValueError` where it is of another question, or was changed."""
    try:
        return _cipher(question_key).decrypt(kept).decode()
    except InvalidToken as error:
        raise ValueError("what is kept here is of another question, or was changed") from error


def _cipher(question_key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(bytes.fromhex(question_key)))
