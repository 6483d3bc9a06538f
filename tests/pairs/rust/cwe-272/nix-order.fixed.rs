use nix::unistd::{setgid, setuid, Gid, Uid};

pub fn drop_privileges(uid: Uid, gid: Gid) -> nix::Result<()> {
    nix::unistd::setgroups(&[])?;
    setgid(gid)?;
    setuid(uid)?;
    Ok(())
}
