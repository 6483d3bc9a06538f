pub fn field(record: &[u8], index: usize) -> Option<u8> {
    unsafe { Some(*record.get_unchecked(index)) }
}
