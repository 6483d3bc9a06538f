fn f(name: &str) {
    // ruleid: rust-open-permissions
    permissions.set_mode(0o777);
    // ruleid: rust-open-permissions
    let a = fs::Permissions::from_mode(0o666);
    // ok: rust-open-permissions
    permissions.set_mode(0o600);
    // ok: rust-open-permissions
    let a = fs::Permissions::from_mode(0o700);
}
