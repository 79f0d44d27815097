"""Keys and certificates of KMS, ACM and others as bytes: their objects can't be pickled."""


def private_key(data):
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    return load_der_private_key(data, None)


def public_key(data):
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    return load_der_public_key(data)


def certificate(data):
    from cryptography.x509 import load_der_x509_certificate

    return load_der_x509_certificate(data)


def reduced(value):
    """How pickle makes it again; None for what is neither."""
    if not type(value).__module__.startswith("cryptography."):
        return None
    from cryptography.hazmat.primitives import serialization as form

    if hasattr(value, "private_bytes"):
        kinds = form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption()
        return private_key, (value.private_bytes(*kinds),)
    if hasattr(value, "public_key"):
        return certificate, (value.public_bytes(form.Encoding.DER),)
    if hasattr(value, "public_bytes"):
        kinds = form.Encoding.DER, form.PublicFormat.SubjectPublicKeyInfo
        return public_key, (value.public_bytes(*kinds),)
    return None
