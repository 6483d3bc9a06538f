pub fn to_number(bytes: [u8; 4]) -> u32 {
    unsafe { std::mem::transmute::<[u8; 4], u32>(bytes) }
}
