fn f(name: &str) {
    // ruleid: rust-weak-hash
    let a = md5::compute(name);
    // ruleid: rust-weak-hash
    let b = Sha1::new();
    // ok: rust-weak-hash
    let a = Sha256::digest(name);
    // ok: rust-weak-hash
    let b = Sha512::new();
}
