pub fn become_user(uid: libc::uid_t, gid: libc::gid_t) {
    unsafe {
        if libc::setgid(gid) != 0 || libc::setuid(uid) != 0 {
            std::process::abort();
        }
    }
    serve();
}
