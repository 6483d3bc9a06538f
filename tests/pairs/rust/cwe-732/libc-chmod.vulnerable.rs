use nix::sys::stat::{fchmodat, FchmodatFlags, Mode};

pub fn open_up(path: &str) {
    fchmodat(None, path, Mode::from_bits_truncate(0o777), FchmodatFlags::FollowSymlink).unwrap();
}
