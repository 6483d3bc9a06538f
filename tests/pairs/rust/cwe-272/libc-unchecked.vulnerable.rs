pub fn become_user(uid: libc::uid_t, gid: libc::gid_t) {
    unsafe {
        libc::setgid(gid);
        libc::setuid(uid);
    }
    serve();
}
