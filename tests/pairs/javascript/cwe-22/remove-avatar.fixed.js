const fs = require("fs");

function avatarPath(name) {
  return "/srv/avatars/" + name + ".png";
}

app.delete("/avatar", (req, res) => {
  if (!/^[a-z0-9_]{1,30}$/.test(req.query.user)) {
    return res.sendStatus(400);
  }
  fs.unlink(avatarPath(req.query.user), () => res.sendStatus(204));
});
