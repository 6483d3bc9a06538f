from OpenSSL import SSL


def make_context(ca_file):
    context = SSL.Context(SSL.TLS_METHOD)
    context.load_verify_locations(ca_file)
    context.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, lambda connection, cert, number, depth, ok: ok)
    return context
