pub fn header() -> Header {
    let mut header: Header = Header::default();
    header.version = 1;
    header
}
