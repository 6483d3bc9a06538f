pub fn sum(values: &[u32], count: usize) -> u32 {
    let mut total = 0;
    for index in 0..count {
        total += unsafe { *values.get_unchecked(index) };
    }
    total
}
