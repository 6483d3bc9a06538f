pub fn read_block(source: &mut impl std::io::Read, length: usize) -> std::io::Result<Vec<u8>> {
    let mut buffer: Vec<u8> = Vec::with_capacity(length);
    unsafe {
        buffer.set_len(length);
    }
    source.read_exact(&mut buffer)?;
    Ok(buffer)
}
