function leaveRoot(uid, gid) {
  try {
    process.setgid(gid);
    process.setuid(uid);
  } catch (error) {
    console.error('could not leave root', error);
  }
}
