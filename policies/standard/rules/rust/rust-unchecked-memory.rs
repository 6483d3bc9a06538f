fn f(name: &str) {
    // ruleid: rust-unchecked-memory
    let a: u32 = unsafe { std::mem::transmute(name) };
    // ruleid: rust-unchecked-memory
    let b = unsafe { list.get_unchecked(9) };
    // ok: rust-unchecked-memory
    let a = u32::from_ne_bytes(bytes);
    // ok: rust-unchecked-memory
    let b = list.get(9);
}
