pub fn to_name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
