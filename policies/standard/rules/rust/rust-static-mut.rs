// ruleid: rust-static-mut
static mut COUNT: u32 = 0;

// ok: rust-static-mut
static LIMIT: u32 = 9;

// ok: rust-static-mut
static HITS: AtomicU64 = AtomicU64::new(0);

fn count() {
    unsafe { COUNT += 1; }
    HITS.fetch_add(1, Ordering::Relaxed);
}

// ruleid: rust-static-mut
static mut CACHE: Option<Vec<u8>> = None;
