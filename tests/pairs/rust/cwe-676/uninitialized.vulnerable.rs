pub fn header() -> Header {
    let mut header: Header = unsafe { std::mem::uninitialized() };
    header.version = 1;
    header
}
