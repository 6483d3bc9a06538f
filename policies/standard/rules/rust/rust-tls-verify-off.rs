fn f(name: &str) {
    // ruleid: rust-tls-verify-off
    let a = Client::builder().danger_accept_invalid_certs(true).build();
    // ruleid: rust-tls-verify-off
    builder.set_verify(SslVerifyMode::NONE);
    // ok: rust-tls-verify-off
    let a = Client::builder().danger_accept_invalid_certs(false).build();
    // ok: rust-tls-verify-off
    builder.set_verify(SslVerifyMode::PEER);
}
