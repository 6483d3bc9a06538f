use nix::unistd::{setgid, setuid, Gid, Uid};

pub fn drop_privileges(uid: Uid, gid: Gid) -> nix::Result<()> {
    setuid(uid)?;
    setgid(gid)?;
    Ok(())
}
