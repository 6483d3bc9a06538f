fn f(name: &str) {
    // ruleid: rust-hardcoded-secret
    let api_key = "9f86d081884c7d659a2f";
    // ruleid: rust-hardcoded-secret
    const DB_PASSWORD: &str = "Tr0ub4dor&3";
    // ok: rust-hardcoded-secret
    let api_key = "your-api-key-here";
    // ok: rust-hardcoded-secret
    let api_key = "00000000000000000000";
    // ok: rust-hardcoded-secret
    let password = std::env::var("DB_PASSWORD");
}
