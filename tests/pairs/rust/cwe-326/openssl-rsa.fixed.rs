use openssl::rsa::Rsa;

pub fn key() -> Rsa<openssl::pkey::Private> {
    Rsa::generate(4096).unwrap()
}
