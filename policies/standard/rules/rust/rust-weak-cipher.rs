fn f(name: &str) {
    // ruleid: rust-weak-cipher
    let a = Cipher::aes_128_ecb();
    // ruleid: rust-weak-cipher
    let b = Rc4::new(key);
    // ok: rust-weak-cipher
    let a = Cipher::aes_256_gcm();
    // ok: rust-weak-cipher
    let b = Aes256Gcm::new(key);
}
