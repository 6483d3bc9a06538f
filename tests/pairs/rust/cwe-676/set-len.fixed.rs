pub fn read_block(source: &mut impl std::io::Read, length: usize) -> std::io::Result<Vec<u8>> {
    let mut buffer: Vec<u8> = vec![0; length];
    source.read_exact(&mut buffer)?;
    Ok(buffer)
}
