use std::fs::File;
use std::io::{self, Write};

pub fn dump(data: &[u8]) -> io::Result<()> {
    let mut file = File::create("/tmp/app-dump.bin")?;
    file.write_all(data)
}
